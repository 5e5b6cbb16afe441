"""Which days are rest days: weekends, public holidays, swapped days; a pure calendar, neither its table nor any counting."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from chinese_calendar import constants as published  # type: ignore[import-untyped]
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organs import days
from suggestions.rules import plain_values
from suggestions.rules.plain_values import Json

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FRIDAY, SATURDAY = 4, 5
YEAR_END = (12, 28)
"""From this day on, the notice for the following year may still swap days for its New Year (as for 2018-12-29 and 2007-12-29)."""


class RowKind(StrEnum):
    """What a row of the calendar table says about its day."""

    HOLIDAY = "holiday"
    REST = "rest"
    MAKE_UP = "make_up"


class DayKind(StrEnum):
    """What a day is; the first two need no row in the calendar table."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    REST = "rest"
    MAKE_UP = "make_up"


DAY_KIND_LABELS: dict[DayKind, "StrPromise"] = {
    DayKind.WORKING: gettext_lazy("working day"),
    DayKind.WEEKEND: gettext_lazy("weekend"),
    DayKind.HOLIDAY: gettext_lazy("public holiday"),
    DayKind.REST: gettext_lazy("rest day in exchange for a make-up working day"),
    DayKind.MAKE_UP: gettext_lazy("make-up working day"),
}

HOLIDAY_LABELS: dict[str, "StrPromise"] = {
    "元旦": gettext_lazy("New Year's Day"),
    "春节": gettext_lazy("Spring Festival"),
    "清明": gettext_lazy("Tomb-sweeping Day"),
    "劳动节": gettext_lazy("Labour Day"),
    "端午": gettext_lazy("Dragon Boat Festival"),
    "国庆节": gettext_lazy("National Day"),
    "中秋": gettext_lazy("Mid-autumn Festival"),
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": gettext_lazy("70th anniversary of victory, 2015"),
}


class DoubleDay(ValueError):
    """Two rows of the calendar speak of the same day in the same region."""


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One day that is not what its weekday says. An empty region is the whole country; `65` holds in all codes beginning with 65."""

    day: date
    kind: RowKind
    name: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class DayStanding:
    """What a day is, and the name of the holiday or exchange that makes it so (empty for ordinary days)."""

    day: date
    kind: DayKind
    name: str = ""
    region: str = ""

    def is_rest(self, *, make_up_days_work: bool = True) -> bool:
        """Tell whether a term cannot end on this day (CC 203; CIVPL 85; HOL24). A make-up day lies on a weekend."""
        if self.kind is DayKind.MAKE_UP:
            return not make_up_days_work
        return self.kind is not DayKind.WORKING

    def label(self) -> str:
        """Name the day for a page: `Spring Festival (public holiday)`, `weekend`."""
        kind = str(DAY_KIND_LABELS[self.kind])
        if not self.name:
            return kind
        return _("%(name)s (%(kind)s)") % {"name": holiday_label(self.name), "kind": kind}

    def to_json(self) -> dict[str, Json]:
        """Give the standing as plain values."""
        return {"day": self.day.isoformat(), "kind": self.kind.value, "name": self.name, "region": self.region}

    @classmethod
    def from_json(cls, stored: object) -> "DayStanding":
        """Read what `to_json` wrote. Raises KeyError, TypeError or ValueError."""
        if not isinstance(stored, Mapping):
            raise TypeError(f"a day and its kind were expected, not {stored!r}")
        return cls(
            day=plain_values.day(stored["day"]),
            kind=DayKind(plain_values.string(stored["kind"])),
            name=plain_values.string(stored["name"]),
            region=plain_values.string(stored["region"]),
        )


class RestDays:
    """The calendar that terms are counted on, made of table rows and of the years whose notice has been published.

    A day that was entered for another year counts for nothing yet: it is what its weekday says. National days always move deadlines. Regional ones (HOL24 Art. 4) do so only when the switch says it:
    no article settles whether they may (`domain.md` 11, point 10).
    """

    __slots__ = ("_national", "_published", "_regional", "regional_days_move_deadlines")

    def __init__(
        self,
        *,
        rows: Iterable[CalendarRow],
        published_years: Iterable[int],
        regional_days_move_deadlines: bool = False,
    ) -> None:
        self._national: dict[date, DayStanding] = {}
        self._regional: dict[date, dict[str, DayStanding]] = {}
        self._published = frozenset(published_years)
        self.regional_days_move_deadlines = regional_days_move_deadlines
        for row in rows:
            self._add(row)

    def _add(self, row: CalendarRow) -> None:
        standing = DayStanding(row.day, DayKind(row.kind.value), row.name, row.region)
        if not row.region:
            known = self._national.setdefault(row.day, standing)
        else:
            known = self._regional.setdefault(row.day, {}).setdefault(row.region, standing)
        if known is not standing:
            raise DoubleDay(_("The calendar has two rows for %(day)s.") % {"day": row.day.isoformat()})

    def standing(self, day: date, *, region: str | None = None) -> DayStanding:
        """Say what the day is in the region (an administrative code such as `653125`), or in the whole country."""
        if day.year not in self._published:
            return _by_weekday(day)
        if region and self.regional_days_move_deadlines and day in self._regional:
            nearest = [local for local in self._regional[day].values() if region.startswith(local.region)]
            if nearest:
                return max(nearest, key=lambda local: len(local.region))
        national = self._national.get(day)
        if national is not None:
            return national
        return self._within_holiday(day) or _by_weekday(day)

    def _within_holiday(self, day: date) -> DayStanding | None:
        """Say that a weekend between two days of one holiday belongs to it, where a notice names its working days only."""
        if day.weekday() < SATURDAY:
            return None
        friday = days.later(day, days=FRIDAY - day.weekday())
        before, after = self._national.get(friday), self._national.get(days.later(friday, days=3))
        free = {DayKind.HOLIDAY, DayKind.REST}
        if before and after and before.name == after.name and {before.kind, after.kind} <= free:
            return DayStanding(day, DayKind.HOLIDAY, before.name)
        return None

    def awaited_year(self, day: date) -> int | None:
        """Give the year whose notice could still change what this day is; None when nothing can."""
        if day.year not in self._published:
            return day.year
        if (day.month, day.day) >= YEAR_END and day.year + 1 not in self._published:
            return day.year + 1
        return None


def _by_weekday(day: date) -> DayStanding:
    return DayStanding(day, DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING)


def holiday_label(name: str) -> str:
    """Translate the name of a national holiday; a name that the office entered itself stays as it is."""
    label = HOLIDAY_LABELS.get(name)
    return name if label is None else str(label)


def seed_years() -> frozenset[int]:
    """Give the years whose State Council notice the package `chinese-calendar` knows (2004–2026 in version 1.11)."""
    holidays: Collection[date] = published.holidays
    return frozenset(day.year for day in holidays)


def seed_rows() -> tuple[CalendarRow, ...]:
    """Give the calendar rows of all seed years, in order of days: holidays, days in exchange, make-up working days."""
    names: dict[str, str] = {holiday.value: holiday.chinese for holiday in published.Holiday}
    holidays: dict[date, str] = published.holidays
    exchanged: Collection[date] = published.in_lieu_days
    make_up_days: dict[date, str] = published.workdays
    rows = [
        CalendarRow(day, RowKind.REST if day in exchanged else RowKind.HOLIDAY, names[name])
        for day, name in holidays.items()
    ]
    rows += [CalendarRow(day, RowKind.MAKE_UP, names[name]) for day, name in make_up_days.items()]
    return tuple(sorted(rows, key=lambda row: row.day))
