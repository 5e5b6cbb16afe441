"""Which day may be meant where a day is typed, and counting on from a stored day without leaving the calendar."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from organs.refusals import Refused
from organs.words import Words


class DayMeaning(StrEnum):
    """What a typed day says: what happened, what is to come, a day around today, or any day of the records."""

    PAST = "past"
    COMING = "coming"
    NEAR = "near"
    ANY = "any"


@dataclass(frozen=True)
class Span:
    """How many years before and after today a day may lie; today itself always may."""

    before: int
    after: int


SPANS: Mapping[DayMeaning, Span] = {
    DayMeaning.PAST: Span(before=50, after=0),
    DayMeaning.COMING: Span(before=0, after=10),
    DayMeaning.NEAR: Span(before=50, after=10),
    DayMeaning.ANY: Span(before=100, after=100),
}
#: Why a day is refused, by the key that `fault` returns; a form may say it in words of its own.
FAULTS: Mapping[str, Words] = {
    "far": _("No case has this day. Look at the year again."),
    "future": _("This day lies in the future."),
    "passed": _("This day has passed; choose today or a later one."),
    "distant": _("This day is too far away: at most ten years from today."),
}


def fault(day: date, *, meaning: DayMeaning, today: date) -> str:
    """Return the key of FAULTS that tells why the day cannot be meant; "" when it can."""
    span = SPANS[meaning]
    if day < today and not span.before:
        return "passed" if day >= later(today, years=-SPANS[DayMeaning.PAST].before) else "far"
    if day > today and not span.after:
        return "future" if day <= later(today, years=SPANS[DayMeaning.COMING].after) else "far"
    if day < later(today, years=-span.before):
        return "far"
    if day > later(today, years=span.after):
        return "far" if meaning is DayMeaning.ANY else "distant"
    return ""


def require(day: date | None, *, meaning: DayMeaning, today: date, field: str | None = None) -> None:
    """Raise Refused for a day that cannot be meant; without a day nothing is asked."""
    found = fault(day, meaning=meaning, today=today) if day is not None else ""
    if found:
        raise Refused(FAULTS[found], field=field)


def later(day: date, *, days: int = 0, years: int = 0) -> date:
    """Return the day so many years and days later (earlier when negative); the calendar's own end where that lies beyond.

    29 February becomes the 28th in a year that has none.
    """
    year = min(max(day.year + years, date.min.year), date.max.year)
    moved = day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
    if year != day.year + years:
        return date.min if years < 0 else date.max
    if days < (date.min - moved).days:
        return date.min
    return date.max if days > (date.max - moved).days else moved + timedelta(days=days)
