"""The refusal that an action raises: a sentence that may be shown, what would help, and the field it belongs to."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from organs.words import Words


class Refused(Exception):
    """Says why an action was not taken; nothing has been written when it is raised."""

    def __init__(self, reason: Words, *, field: str | None = None, article: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.article = article

    def __str__(self) -> str:
        return str(self.reason)


class Stale(Refused):
    """Somebody else acted meanwhile; the page must be read again before acting."""


class NotAllowed(Refused):
    """The person may see the thing but may not do this with it."""


class NotConfirmed(NotAllowed):
    """The second factor was shown too long ago for what signs or sets up."""

    def __init__(self) -> None:
        super().__init__(_("Show your second factor once more for this: it was shown too long ago."))


def refusals(*checks: Callable[[], object]) -> list[Refused]:
    """Returns what each of the checks refuses, so that a form says all of its faults at once."""
    found = []
    for check in checks:
        try:
            check()
        except Refused as refused:
            found.append(refused)
    return found


def raise_first(faults: Iterable[Refused]) -> None:
    """Raises the first fault; an action says no more, since a form has said them all."""
    for fault in faults:
        raise fault
