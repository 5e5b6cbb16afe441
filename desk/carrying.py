"""What a page carries of a form that is not done yet, to send it again once the person has decided or confirmed something."""

from collections.abc import Collection

from desk.request import Request


def carried(request: Request, *, without: Collection[str]) -> dict[str, object]:
    """Returns the parts of components/carried.html: what was typed, and the files that must be chosen again, by name.

    `without` names the fields of the page itself. A file that waits at the server already goes by its key.
    """
    typed = [(name, value) for name, values in request.POST.lists() if name not in without for value in values]
    chosen = [
        (name, [each.name for each in several if not getattr(each, "key", "")])
        for name, several in request.FILES.lists()
    ]
    return {"carried": typed, "files": [(name, names) for name, names in chosen if names]}
