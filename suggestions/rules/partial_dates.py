"""Dates known to the day, the month or only the year, as published sources give them; never a start for counting a term."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering

from django.utils.translation import gettext as _

WRITTEN = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


class ImpossibleDate(ValueError):
    """A text is no date of the forms `2021`, `2021-09`, `2021-09-03`, or names a day that does not exist."""


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month or year; `value` is its first day. Sorted by first day, then by last: a day before its month."""

    value: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.precision is Precision.YEAR and (self.value.month, self.value.day) != (1, 1):
            raise ImpossibleDate(_("A year begins on 1 January, not on %(day)s.") % {"day": self.value.isoformat()})
        if self.precision is Precision.MONTH and self.value.day != 1:
            raise ImpossibleDate(
                _("A month begins on its first day, not on %(day)s.") % {"day": self.value.isoformat()}
            )

    @property
    def earliest(self) -> date:
        """Give the first day that is possible."""
        return self.value

    @property
    def latest(self) -> date:
        """Give the last day that is possible."""
        if self.precision is Precision.YEAR:
            return self.value.replace(month=12, day=31)
        if self.precision is Precision.MONTH:
            return self.value.replace(day=calendar.monthrange(self.value.year, self.value.month)[1])
        return self.value

    def text(self) -> str:
        """Write the date with no more than is known: `2021-09`."""
        known = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
        return self.value.isoformat()[: known[self.precision]]

    def certainly_before(self, other: "PartialDate") -> bool:
        """Tell whether every possible day is before every possible day of the other."""
        return self.latest < other.earliest

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.earliest, self.latest) < (other.earliest, other.latest)


def parse(text: str) -> PartialDate:
    """Read `2021`, `2021-09` or `2021-09-03`. Raises ImpossibleDate with a message that can be shown."""
    written = WRITTEN.fullmatch(text)
    if written is None:
        raise ImpossibleDate(_("“%(text)s” is not a date; write 2021, 2021-09 or 2021-09-03.") % {"text": text[:40]})
    year, month, day = written["year"], written["month"], written["day"]
    precision = Precision.YEAR if month is None else Precision.MONTH if day is None else Precision.DAY
    try:
        return PartialDate(date(int(year), int(month or "1"), int(day or "1")), precision)
    except ValueError as error:
        raise ImpossibleDate(_("There is no such date as %(text)s.") % {"text": text}) from error
