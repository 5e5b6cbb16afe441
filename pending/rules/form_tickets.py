"""The ticket of a form: signed when its page is shown, it says whose form it is, at which address, and which fields it has."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core import signing

SALT = "pending.form"
# A page may stand open as long as a session lasts, and a night.
GOOD_FOR = 24 * 3600  # seconds
# Before the name of a field for files, of which no text is kept.
FILES = "file:"
MOST_CHARACTERS = 600_000
MOST_VALUES = 4_000

type Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Ticket:
    """`names` are fields; one that ends with a hyphen stands for the rows of that prefix (desk/typed_rows.py)."""

    address: str
    names: tuple[str, ...]

    def takes_files(self, name: str) -> bool:
        """Tells whether the form has a field of this name for files."""
        return FILES + name in self.names

    def fields_of(self, sent: object) -> Fields | None:
        """Returns of what a browser sent the fields of the form alone; None for what no page of ours sends."""
        if not isinstance(sent, Mapping):
            return None
        rows = [name for name in self.names if name.endswith("-")]
        known = {name for name in self.names if not name.startswith(FILES)} - set(rows)
        found: Fields = {}
        for name, values in sent.items():
            if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
                return None
            if name in known or any(_is_of_row(name, prefix) for prefix in rows):
                found[name] = [_storable(value) for value in values]
        if sum(map(len, found.values())) > MOST_VALUES:
            return None
        return found if sum(len(value) for each in found.values() for value in each) <= MOST_CHARACTERS else None


def issue(*, person_id: int, address: str, names: Iterable[str]) -> str:
    """Returns the ticket as a form carries it."""
    return signing.dumps([person_id, address, sorted(set(names))], salt=SALT, compress=True)


def read(ticket: str, *, person_id: int) -> Ticket | None:
    """Returns what a ticket says; None for one that we did not sign, that is old, or that is another person's."""
    try:
        owner, address, names = signing.loads(ticket, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return Ticket(address, tuple(names)) if owner == person_id else None


def _is_of_row(name: str, prefix: str) -> bool:
    return re.fullmatch(rf"{re.escape(prefix)}(count|\d{{1,3}}-[a-z_]{{1,40}})", name) is not None


def _storable(value: str) -> str:
    """Returns the text without what no column holds: NUL and halves of characters."""
    return value.replace("\x00", "").encode("utf-8", "ignore").decode()
