"""How a term is counted from its start to the day it is due (`domain.md` 2.4); not which term applies, nor when it was paused."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from suggestions import plain_values
from suggestions.plain_values import Json
from suggestions.rest_days import DayKind, RestDays, Standing

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ONE_DAY = timedelta(days=1)
LONGEST = 999


class ImpossibleLength(ValueError):
    """A term is shorter than one or longer than 999 of its units."""


class UnreadableDerivation(ValueError):
    """A stored derivation does not have the shape that `Counted.to_json` writes."""


class Unit(StrEnum):
    """What a term is measured in (CC 200). Working days are a measure of the office; no article of 2.1 uses them."""

    DAYS = "days"
    MONTHS = "months"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Length:
    """So many days, months or working days."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LONGEST:
            raise ImpossibleLength(
                _("A period is from 1 to %(most)d long, not %(amount)d.") % {"most": LONGEST, "amount": self.amount}
            )

    def text(self) -> str:
        """Write the length in words: `2 months`."""
        words = {
            Unit.DAYS: ngettext("%(amount)d day", "%(amount)d days", self.amount),
            Unit.MONTHS: ngettext("%(amount)d month", "%(amount)d months", self.amount),
            Unit.WORKING_DAYS: ngettext("%(amount)d working day", "%(amount)d working days", self.amount),
        }
        return words[self.unit] % {"amount": self.amount}


class StepKind(StrEnum):
    """The steps by which a due day is reached."""

    START_EXCLUDED = "start_excluded"
    FIRST_DAY = "first_day"
    REST_DAY_NOT_COUNTED = "rest_day_not_counted"
    LAST_OF_DAYS = "last_of_days"
    CORRESPONDING_DAY = "corresponding_day"
    MONTH_END = "month_end"
    LAST_OF_WORKING_DAYS = "last_of_working_days"
    ROLLED = "rolled"
    REST_DAY_KEPT = "rest_day_kept"
    MAKE_UP_DAY_WORKS = "make_up_day_works"
    CALENDAR_AWAITED = "calendar_awaited"
    DUE = "due"


GROUNDS: dict[StepKind, "StrPromise"] = {
    StepKind.START_EXCLUDED: gettext_lazy("Civil Procedure Law, Art. 85(2); Civil Code, Art. 201"),
    StepKind.FIRST_DAY: gettext_lazy("Civil Code, Art. 201"),
    StepKind.REST_DAY_NOT_COUNTED: gettext_lazy("Set by the office; not law"),
    StepKind.LAST_OF_DAYS: gettext_lazy("Civil Code, Art. 200"),
    StepKind.CORRESPONDING_DAY: gettext_lazy("Civil Code, Art. 202"),
    StepKind.MONTH_END: gettext_lazy("Civil Code, Art. 202"),
    StepKind.LAST_OF_WORKING_DAYS: gettext_lazy("Set by the office; not law"),
    StepKind.ROLLED: gettext_lazy("Civil Procedure Law, Art. 85(3); Civil Code, Art. 203"),
    StepKind.REST_DAY_KEPT: gettext_lazy("Set by the office; not law"),
    StepKind.MAKE_UP_DAY_WORKS: gettext_lazy("Practice; a setting of the office"),
    StepKind.CALENDAR_AWAITED: gettext_lazy("State Council notice on holidays, not yet published"),
    StepKind.DUE: gettext_lazy("Civil Code, Art. 203(2): the day ends at 24:00"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of "why this day": its kind, its day, and the number or the kind and name of the day that it speaks of."""

    kind: StepKind
    on: date
    number: int | None = None
    day_kind: DayKind | None = None
    name: str = ""

    @property
    def ground(self) -> str:
        """Give the article on which the step rests."""
        return str(GROUNDS[self.kind])

    def to_json(self) -> dict[str, Json]:
        """Give the step as plain values, without the words of any language."""
        return {
            "kind": self.kind.value,
            "on": self.on.isoformat(),
            "number": self.number,
            "day_kind": None if self.day_kind is None else self.day_kind.value,
            "name": self.name,
        }


@dataclass(frozen=True, slots=True)
class Counted:
    """A due day together with everything that led to it.

    `raw_end` is the last day before rolling; `not_counted` are rest days inside a term of working days; `rolled` are the
    rest days that the end was moved past; `awaited_years` are years without a published calendar that could move the day.
    """

    start_on: date
    length: Length
    first_day: date
    raw_end: date
    due_on: date
    not_counted: tuple[Standing, ...]
    rolled: tuple[Standing, ...]
    due_standing: Standing
    awaited_years: tuple[int, ...]

    @property
    def is_provisional(self) -> bool:
        """Tell whether a notice that is not yet published could still move the due day."""
        return bool(self.awaited_years)

    @property
    def steps(self) -> tuple[Step, ...]:
        """List why it is this day, in the order of thought."""
        steps = [Step(StepKind.START_EXCLUDED, self.start_on), Step(StepKind.FIRST_DAY, self.first_day)]
        steps += [_step_on(StepKind.REST_DAY_NOT_COUNTED, standing) for standing in self.not_counted]
        steps.append(Step(self._end_kind(), self.raw_end, number=self.length.amount))
        steps += [_step_on(StepKind.ROLLED, standing) for standing in self.rolled]
        if self.due_standing.kind is DayKind.MAKE_UP:
            steps.append(_step_on(StepKind.MAKE_UP_DAY_WORKS, self.due_standing))
        elif self.due_standing.kind is not DayKind.WORKING:
            steps.append(_step_on(StepKind.REST_DAY_KEPT, self.due_standing))
        steps += [Step(StepKind.CALENDAR_AWAITED, self.due_on, number=year) for year in self.awaited_years]
        return (*steps, Step(StepKind.DUE, self.due_on))

    def _end_kind(self) -> StepKind:
        if self.length.unit is Unit.DAYS:
            return StepKind.LAST_OF_DAYS
        if self.length.unit is Unit.WORKING_DAYS:
            return StepKind.LAST_OF_WORKING_DAYS
        return StepKind.CORRESPONDING_DAY if self.raw_end.day == self.start_on.day else StepKind.MONTH_END

    def to_json(self) -> dict[str, Json]:
        """Give the whole derivation as plain values; `from_json` reads them back, `steps` are there for readers."""
        return {
            "start_on": self.start_on.isoformat(),
            "amount": self.length.amount,
            "unit": self.length.unit.value,
            "first_day": self.first_day.isoformat(),
            "raw_end": self.raw_end.isoformat(),
            "due_on": self.due_on.isoformat(),
            "not_counted": [standing.to_json() for standing in self.not_counted],
            "rolled": [standing.to_json() for standing in self.rolled],
            "due_standing": self.due_standing.to_json(),
            "awaited_years": list(self.awaited_years),
            "steps": [step.to_json() for step in self.steps],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Counted":
        """Read what `to_json` wrote. Raises UnreadableDerivation."""
        try:
            return cls(
                start_on=plain_values.day(stored["start_on"]),
                length=Length(plain_values.integer(stored["amount"]), Unit(plain_values.string(stored["unit"]))),
                first_day=plain_values.day(stored["first_day"]),
                raw_end=plain_values.day(stored["raw_end"]),
                due_on=plain_values.day(stored["due_on"]),
                not_counted=tuple(Standing.from_json(each) for each in plain_values.listed(stored["not_counted"])),
                rolled=tuple(Standing.from_json(each) for each in plain_values.listed(stored["rolled"])),
                due_standing=Standing.from_json(stored["due_standing"]),
                awaited_years=tuple(
                    plain_values.integer(each) for each in plain_values.listed(stored["awaited_years"])
                ),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableDerivation(_("The stored derivation of a due day cannot be read.")) from error


def count(
    *,
    start: date,
    length: Length,
    days: RestDays,
    roll: bool = True,
    region: str | None = None,
    make_up_days_work: bool = True,
) -> Counted:
    """Count a term from the day of its start event to the day it is due.

    The start day is excluded (CIVPL 85(2), CC 201); months end on the corresponding day, else on the month's last
    (CC 202); an end on a rest day moves to the first day after the rest days (CIVPL 85(3), CC 203), unless `roll` is off.
    """
    calendar_read = _CalendarRead(days=days, region=region, make_up_days_work=make_up_days_work)
    not_counted: list[Standing] = []
    rolled: list[Standing] = []
    if length.unit is Unit.WORKING_DAYS:
        raw_end = calendar_read.nth_working_day_after(start, length.amount, not_counted)
    elif length.unit is Unit.MONTHS:
        raw_end = months_later(start, length.amount)
    else:
        raw_end = start + timedelta(days=length.amount)
    due_on = calendar_read.first_working_day_from(raw_end, rolled) if roll else raw_end
    return Counted(
        start_on=start,
        length=length,
        first_day=start + ONE_DAY,
        raw_end=raw_end,
        due_on=due_on,
        not_counted=tuple(not_counted),
        rolled=tuple(rolled),
        due_standing=days.standing(due_on, region=region),
        awaited_years=tuple(sorted(calendar_read.awaited)),
    )


def months_later(start: date, months: int) -> date:
    """Give the corresponding day so many months later, or the last day of that month when there is none (CC 202)."""
    year, month_index = divmod(start.year * 12 + start.month - 1 + months, 12)
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

    def _rests(self, day: date) -> Standing | None:
        awaited_year = self.days.awaited_year(day)
        if awaited_year is not None:
            self.awaited.add(awaited_year)
        standing = self.days.standing(day, region=self.region)
        return standing if standing.is_rest(make_up_days_work=self.make_up_days_work) else None

    def first_working_day_from(self, day: date, passed: list[Standing]) -> date:
        while (rest := self._rests(day)) is not None:
            passed.append(rest)
            day += ONE_DAY
        return day

    def nth_working_day_after(self, start: date, amount: int, passed: list[Standing]) -> date:
        day = start
        for _nth in range(amount):
            day = self.first_working_day_from(day + ONE_DAY, passed)
        return day


def _step_on(kind: StepKind, standing: Standing) -> Step:
    return Step(kind, standing.day, day_kind=standing.kind, name=standing.name)
