"""What an address asks of a list that the list does not know: it is named in words, and nothing is shown in its place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from desk.answers import BAD_REQUEST

# The marks of a page among many, beside the conditions.
PAGING = frozenset({"after", "before"})
LONGEST_SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class AddressFaults:
    """The conditions of an address that are not known, in words, and the same address without them."""

    words: list[str]
    without: str

    @property
    def status(self) -> int:
        """Returns with which status the page answers."""
        return BAD_REQUEST if self.words else 200


def faults(params: QueryDict, *, known: Iterable[str], unread: Collection[str] = ()) -> AddressFaults:
    """Returns what of an address is not known: conditions by name, and those of `unread` by their values."""
    names = {*known, *PAGING}
    strange = [name for name in params if name not in names]
    wrong = [name for name in unread if name in names and params.get(name)]
    left = params.copy()
    for name in (*strange, *wrong, *PAGING):
        left.pop(name, None)
    words = [_("“%(name)s” is no condition of this page.") % {"name": name[:LONGEST_SHOWN]} for name in strange]
    words += [
        _("“%(value)s” is nothing that “%(name)s” can be.") % {"value": params[name][:LONGEST_SHOWN], "name": name}
        for name in wrong
    ]
    return AddressFaults(words=words, without=f"?{left.urlencode()}")
