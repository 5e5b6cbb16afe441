"""The day on which a term ends, walked day by day from the sentences of the law: slow, obvious, knowing no formula.

Nothing of the application is imported here. CC is the Civil Code, CIVPL the Civil Procedure Law, PIL21 the rules of 2021 for
public-interest cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

NEXT = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, kw_only=True)
class TermFacts:
    """A term: from which day, how long and by what it is measured (days, months, working_days), and what befell it.

    `prolonged_by` are further lengths in the same measure; `pauses` the days on which it stopped and ran again.
    """

    start: date
    amount: int
    measure: str
    prolonged_by: tuple[int, ...] = ()
    pauses: tuple[tuple[date, date], ...] = ()
    region: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarFacts:
    """What the notices say of days, by day and region ("" is the whole country), and how the office reads them.

    A day is entered as `holiday`, `rest` (in exchange for another) or `make_up` (a weekend on which all work).
    """

    entered: Mapping[tuple[date, str], str]
    published_years: frozenset[int]
    local_days_count: bool
    make_up_days_work: bool


def due_day(term: TermFacts, calendar: CalendarFacts) -> tuple[date, set[int]]:
    """Returns the due day, and the years whose notice is still awaited of all days that were looked up on the way."""
    awaited: set[int] = set()
    amount = term.amount
    for more in term.prolonged_by:
        amount += more
    if term.measure == "days":
        end = _days_after(term.start, amount)
    elif term.measure == "months":
        end = _corresponding_day(term.start, amount)
    else:
        end = _working_days_after(term, amount, calendar, awaited)
    for from_on, to_on in term.pauses:
        day = from_on
        while day < to_on:  # each of these days did not count, so that one more follows (PIL21 47, 78)
            end += NEXT
            day += NEXT
    while _rests(end, term.region, calendar, awaited):  # CC 203, CIVPL 85(3)
        end += NEXT
    return end, awaited


def _days_after(start: date, amount: int) -> date:
    """The day of the start is not counted: day 1 is the next (CC 201, CIVPL 85(2))."""
    day = start
    counted = 0
    while counted < amount:
        day += NEXT
        counted += 1
    return day


def _corresponding_day(start: date, months: int) -> date:
    """Months end on the day of the same number; in a month without it, on its last day (CC 202)."""
    first = start
    while first.day != 1:
        first -= NEXT
    passed = 0
    while passed < months:
        first += NEXT
        if first.day == 1:
            passed += 1
    day = first
    while day.day != start.day and (day + NEXT).month == first.month:
        day += NEXT
    return day


def _working_days_after(term: TermFacts, amount: int, calendar: CalendarFacts, awaited: set[int]) -> date:
    day = term.start
    counted = 0
    while counted < amount:
        day += NEXT
        if not _rests(day, term.region, calendar, awaited):
            counted += 1
    return day


def _rests(day: date, region: str, calendar: CalendarFacts, awaited: set[int]) -> bool:
    """Tells whether nobody works on that day, and notes a notice that could still say otherwise."""
    if day.year not in calendar.published_years:
        awaited.add(day.year)
    elif day.month == 12 and day.day >= 28 and day.year + 1 not in calendar.published_years:
        awaited.add(day.year + 1)  # New Year's notice swaps days of the old year too
    entered = _entered(day, region, calendar) if day.year in calendar.published_years else None
    if entered == "make_up":
        return not calendar.make_up_days_work
    if entered in {"holiday", "rest"}:
        return True
    return day.weekday() in {SATURDAY, SUNDAY}


def _entered(day: date, region: str, calendar: CalendarFacts) -> str | None:
    """What the nearest notice says: the region's own, that of the larger region around it, or the country's."""
    if calendar.local_days_count:
        around = region
        while around:
            if (day, around) in calendar.entered:
                return calendar.entered[day, around]
            around = around[:-1]
    return calendar.entered.get((day, ""))
