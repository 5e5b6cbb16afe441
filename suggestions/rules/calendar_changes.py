"""A change of the calendar before it is made: what the days would be, and which terms could read them. Nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from suggestions.rules.rest_days import YEAR_END, CalendarRow


@dataclass(frozen=True, kw_only=True)
class CalendarChange:
    """Days of one region that are entered or taken out, or a year whose notice is published."""

    entered: tuple[CalendarRow, ...] = ()
    removed: tuple[date, ...] = ()
    region: str = ""
    published: int | None = None

    @property
    def first(self) -> date:
        """Returns the first day that may become another one; the notice of a year may swap the last days of the year before."""
        if self.published is not None:
            return date(self.published - 1, *YEAR_END)
        return min(self._days)

    @property
    def last(self) -> date:
        if self.published is not None:
            return date(self.published, 12, 31)
        return max(self._days)

    @property
    def _days(self) -> tuple[date, ...]:
        return (*(row.day for row in self.entered), *self.removed)

    def rows(self, present: Iterable[CalendarRow]) -> list[CalendarRow]:
        """Returns the rows of the calendar as they would be."""
        replaced = {(day, self.region) for day in self._days}
        return [*(row for row in present if (row.day, row.region) not in replaced), *self.entered]

    def years(self, published: Iterable[int]) -> frozenset[int]:
        """Returns the years whose notice would be published."""
        return frozenset(published) | ({self.published} if self.published is not None else frozenset())
