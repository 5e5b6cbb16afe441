"""Rows of like fields in a form, added, removed and moved by submit buttons, so that nothing needs a script and nothing is lost.

A row is a dictionary of texts; names are PREFIX-0-FIELD, the number of rows is PREFIX-count, a button's value PREFIX:what:0.
"""

from collections.abc import Mapping

from django import forms
from django.forms.utils import ErrorDict

Row = dict[str, str]
MOST = 60


class UnhurriedForm(forms.Form):
    """A form that can show what was typed without judging it yet: while rows change, or a unit is looked for."""

    is_judged = True

    def full_clean(self) -> None:
        if self.is_judged:
            super().full_clean()
        else:
            self._errors = ErrorDict(renderer=self.renderer)


def read(typed: Mapping[str, str], *, prefix: str, fields: tuple[str, ...]) -> list[Row]:
    """Returns the rows as they were typed; a count that is no number means none."""
    count = typed.get(f"{prefix}-count", "")
    total = min(int(count), MOST) if count.isascii() and count.isdigit() else 0
    return [
        {field: typed.get(f"{prefix}-{number}-{field}", "").replace("\x00", "") for field in fields}
        for number in range(total)
    ]


def rearranged(rows: list[Row], *, prefix: str, pressed: str, blank: Row) -> list[Row] | None:
    """Returns the rows after the button that was pressed; None when it was not one of theirs."""
    name, _colon, rest = pressed.partition(":")
    if name != prefix:
        return None
    what, _colon, place = rest.partition(":")
    if what == "add":
        return [*rows, dict(blank)] if len(rows) < MOST else rows
    if not place.isdigit() or int(place) >= len(rows):
        return rows
    return _changed(rows, what, int(place))


def _changed(rows: list[Row], what: str, place: int) -> list[Row]:
    others = [row for number, row in enumerate(rows) if number != place]
    if what == "remove":
        return others
    target = {"up": place - 1, "down": place + 1}.get(what, place)
    others.insert(max(0, min(target, len(others))), rows[place])
    return others


def filled(rows: list[Row]) -> list[Row]:
    """Returns the rows in which anything was typed."""
    return [row for row in rows if any(text.strip() for text in row.values())]


def key_of(text: str) -> int | None:
    """Returns a key as an address or a hidden field carries it; None for anything that no row can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
