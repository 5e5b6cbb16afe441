"""How a term is counted from its start to the day it is due (`domain.md` 2.4); not which term applies, nor who paused it."""

import calendar
from collections.abc import Sequence
from datetime import date

from organs.days import later
from suggestions.rules import lengths
from suggestions.rules.derivations import GROUNDS, CountedTerm, DerivationStep, StepKind, UnreadableDerivation
from suggestions.rules.lengths import LONGEST, ImpossibleLength, Length, LengthUnit
from suggestions.rules.pauses import Pause, days_of
from suggestions.rules.rest_days import DayStanding, RestDays

__all__ = [
    "GROUNDS",
    "LONGEST",
    "CountedTerm",
    "DerivationStep",
    "ImpossibleLength",
    "Length",
    "LengthUnit",
    "StepKind",
    "UnreadableDerivation",
    "count",
    "months_later",
    "posted_in_time",
]


def count(
    *,
    start: date,
    length: Length,
    days: RestDays,
    roll: bool = True,
    region: str | None = None,
    make_up_days_work: bool = True,
    prolonged: Sequence[Length] = (),
    pauses: Sequence[Pause] = (),
) -> CountedTerm:
    """Count a term from the day of its start event to the day it is due.

    The start day is excluded (CIVPL 85(2), CC 201); months end on the corresponding day, else on the month's last
    (CC 202); what prolongs a term makes it one longer term from the same start, and the days of its pauses are given
    back; an end on a rest day moves to the first day after the rest days (CIVPL 85(3), CC 203), unless `roll` is off.
    """
    calendar_read = _CalendarRead(days=days, region=region, make_up_days_work=make_up_days_work)
    not_counted: list[DayStanding] = []
    rolled: list[DayStanding] = []
    total = lengths.whole(length, prolonged)
    if total.unit is LengthUnit.WORKING_DAYS:
        end = calendar_read.nth_working_day_after(start, total.amount, not_counted)
    elif total.unit is LengthUnit.MONTHS:
        end = months_later(start, total.amount)
    else:
        end = later(start, days=total.amount)
    raw_end = later(end, days=days_of(pauses).days)
    due_on = calendar_read.first_working_day_from(raw_end, rolled) if roll else raw_end
    return CountedTerm(
        start_on=start,
        length=length,
        first_day=later(start, days=1),
        raw_end=raw_end,
        due_on=due_on,
        not_counted=tuple(not_counted),
        rolled=tuple(rolled),
        due_standing=days.standing(due_on, region=region),
        awaited_years=tuple(sorted(calendar_read.awaited)),
        prolonged=tuple(prolonged),
        pauses=tuple(pauses),
    )


def months_later(start: date, months: int) -> date:
    """Give the corresponding day so many months later, or the last day of that month when there is none (CC 202)."""
    year, month_index = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    last_day = calendar.monthrange(year, month_index + 1)[1]
    return date(year, month_index + 1, min(start.day, last_day))


def posted_in_time(*, posted_on: date, due_on: date) -> bool:
    """Tell whether what was handed to the post on that day is in time: travel does not count (CIVPL 85(4), CPL 105)."""
    return posted_on <= due_on


class _CalendarRead:
    """Reads the calendar for one term and keeps which unpublished years its answer depends on."""

    def __init__(self, *, days: RestDays, region: str | None, make_up_days_work: bool) -> None:
        self.days = days
        self.region = region
        self.make_up_days_work = make_up_days_work
        self.awaited: set[int] = set()

    def _rests(self, day: date) -> DayStanding | None:
        awaited_year = self.days.awaited_year(day)
        if awaited_year is not None:
            self.awaited.add(awaited_year)
        standing = self.days.standing(day, region=self.region)
        return standing if standing.is_rest(make_up_days_work=self.make_up_days_work) else None

    def first_working_day_from(self, day: date, passed: list[DayStanding]) -> date:
        while (rest := self._rests(day)) is not None:
            passed.append(rest)
            day = later(day, days=1)
        return day

    def nth_working_day_after(self, start: date, amount: int, passed: list[DayStanding]) -> date:
        day = start
        for _nth in range(amount):
            day = self.first_working_day_from(later(day, days=1), passed)
        return day
