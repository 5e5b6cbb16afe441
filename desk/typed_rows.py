"""Rows of like fields in a form, added, removed and moved by submit buttons, so that nothing needs a script and nothing is lost.

A row is a dictionary of texts; names are PREFIX-0-FIELD, the number of rows is PREFIX-count, a button's value PREFIX:what:0.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.forms.utils import ErrorDict

from organs import numerals, typed_text
from organs.refusals import Refused

Row = dict[str, str]
RowFaults = dict[str, str]
MOST = 60
# Shows all rows that were sent: those of a text that was kept, which the page does not have yet.
TAKE_UP = "take_up"


class UnhurriedForm(forms.Form):
    """A form that can show what was typed without judging it yet: while rows change, or a unit is looked for."""

    is_judged = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is wrong in the rows, by their places.
        self.row_faults: dict[int, RowFaults] = {}

    def note_row_fault(self, refused: Refused, rows: list[Row]) -> None:
        """Notes a fault of `PREFIX-2-FIELD`, the second of the rows in which anything was typed, at its row."""
        _prefix, _dash, rest = (refused.field or "").partition("-")
        number, _dash, name = rest.partition("-")
        typed = [place for place, row in enumerate(rows) if filled([{**row, "id": ""}])]
        if name and number.isdecimal() and int(number) <= len(typed):
            self.row_faults.setdefault(typed[int(number) - 1], {})[name] = str(refused)

    def full_clean(self) -> None:
        if self.is_judged:
            super().full_clean()
        else:
            self._errors = ErrorDict(renderer=self.renderer)


def with_faults(rows: list[Row], faults: dict[int, RowFaults]) -> list[tuple[Row, RowFaults]]:
    """Returns each row with what is wrong in it, by the names of its fields."""
    return [(row, faults.get(place, {})) for place, row in enumerate(rows)]


def read(typed: Mapping[str, str], *, prefix: str, fields: tuple[str, ...]) -> list[Row]:
    """Returns the rows as they were typed; without a count there are none. Raises BadRequest for one that no page writes."""
    count = typed.get(f"{prefix}-count", "0")
    if not (count.isascii() and count.isdigit()):
        raise BadRequest("a count of rows that no page writes")
    total = numerals.count_of(count, most=MOST)
    return [
        {field: typed_text.clean(typed.get(f"{prefix}-{number}-{field}", "")) for field in fields}
        for number in range(total)
    ]


def rearranged(rows: list[Row], *, prefix: str, pressed: str, blank: Row) -> list[Row] | None:
    """Returns the rows after the button that was pressed; None when it was not one of theirs."""
    if pressed == TAKE_UP:
        return rows
    name, _colon, rest = pressed.partition(":")
    if name != prefix:
        return None
    what, _colon, place = rest.partition(":")
    if what == "add":
        return [*rows, dict(blank)] if len(rows) < MOST else rows
    number = numerals.key_of(place)
    if number is None or number >= len(rows):
        return rows
    return _changed(rows, what, number)


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
