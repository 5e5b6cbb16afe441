"""A due day with everything that led to it, as data that can be stored and read step by step; how it is counted is in `counting`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organs import days
from suggestions.rules import lengths, plain_values
from suggestions.rules.articles import Article, Citation
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.pauses import Pause, PauseCause, days_of
from suggestions.rules.plain_values import Json
from suggestions.rules.rest_days import DayKind, DayStanding
from suggestions.rules.term_rows import PIL_RULES_FROM

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class UnreadableDerivation(ValueError):
    """A stored derivation does not have the shape that `Counted.to_json` writes."""


class StepKind(StrEnum):
    """The steps by which a due day is reached."""

    START_EXCLUDED = "start_excluded"
    FIRST_DAY = "first_day"
    REST_DAY_NOT_COUNTED = "rest_day_not_counted"
    PROLONGED = "prolonged"
    LAST_OF_DAYS = "last_of_days"
    CORRESPONDING_DAY = "corresponding_day"
    MONTH_END = "month_end"
    LAST_OF_WORKING_DAYS = "last_of_working_days"
    SUSPENDED = "suspended"
    APPRAISED = "appraised"
    ROLLED = "rolled"
    REST_DAY_KEPT = "rest_day_kept"
    MAKE_UP_DAY_WORKS = "make_up_day_works"
    CALENDAR_AWAITED = "calendar_awaited"
    DUE = "due"


# The General Provisions of the Civil Law were taken into the Civil Code with their numbers. Those of civil procedure before
# its amendment of 2021 are known, and were not read in the source [K].
CIVIL_CODE_FROM = date(2021, 1, 1)
GENERAL_PROVISIONS_FROM = date(2017, 10, 1)
PROCEDURE_RENUMBERED_FROM = date(2022, 1, 1)
LAST_OF_GENERAL_PROVISIONS = days.later(CIVIL_CODE_FROM, days=-1)
LAST_OF_OLD_NUMBERS = days.later(PROCEDURE_RENUMBERED_FROM, days=-1)


def _civil(before: "StrPromise", now: "StrPromise") -> Citation:
    """Give what the General Provisions of the Civil Law said, and since 2021 the Civil Code."""
    return Citation(
        (
            Article(words=before, valid_from=GENERAL_PROVISIONS_FROM, valid_to=LAST_OF_GENERAL_PROVISIONS),
            Article(words=now, valid_from=CIVIL_CODE_FROM),
        )
    )


def _civil_and_procedure(before: "StrPromise", between: "StrPromise", now: "StrPromise") -> Citation:
    """Give the same with civil procedure beside it, which was numbered anew a year after the Civil Code began."""
    return Citation(
        (
            Article(
                words=before,
                valid_from=GENERAL_PROVISIONS_FROM,
                valid_to=LAST_OF_GENERAL_PROVISIONS,
                is_verified=False,
            ),
            Article(words=between, valid_from=CIVIL_CODE_FROM, valid_to=LAST_OF_OLD_NUMBERS, is_verified=False),
            Article(words=now, valid_from=PROCEDURE_RENUMBERED_FROM),
        )
    )


def _always(words: "StrPromise") -> Citation:
    """Give what rests on no article, so that no day changes it."""
    return Citation((Article(words=words, valid_from=date.min),))


def _since_pil_rules(words: "StrPromise") -> Citation:
    """Give what the rules of 2021 on public-interest litigation brought."""
    return Citation((Article(words=words, valid_from=PIL_RULES_FROM),))


GROUNDS: dict[StepKind, Citation] = {
    StepKind.START_EXCLUDED: _civil_and_procedure(
        gettext_lazy("Civil Procedure Law, Art. 82(2); General Provisions of the Civil Law, Art. 201"),
        gettext_lazy("Civil Procedure Law, Art. 82(2); Civil Code, Art. 201"),
        gettext_lazy("Civil Procedure Law, Art. 85(2); Civil Code, Art. 201"),
    ),
    StepKind.FIRST_DAY: _civil(
        gettext_lazy("General Provisions of the Civil Law, Art. 201"), gettext_lazy("Civil Code, Art. 201")
    ),
    StepKind.REST_DAY_NOT_COUNTED: _always(gettext_lazy("Set by the office; not law")),
    StepKind.PROLONGED: _always(gettext_lazy("The rule of the term, by a decision kept with it")),
    StepKind.LAST_OF_DAYS: _civil(
        gettext_lazy("General Provisions of the Civil Law, Art. 200"), gettext_lazy("Civil Code, Art. 200")
    ),
    StepKind.CORRESPONDING_DAY: _civil(
        gettext_lazy("General Provisions of the Civil Law, Art. 202"), gettext_lazy("Civil Code, Art. 202")
    ),
    StepKind.MONTH_END: _civil(
        gettext_lazy("General Provisions of the Civil Law, Art. 202"), gettext_lazy("Civil Code, Art. 202")
    ),
    StepKind.LAST_OF_WORKING_DAYS: _always(gettext_lazy("Set by the office; not law")),
    StepKind.SUSPENDED: _since_pil_rules(gettext_lazy("Rules on Handling Public-Interest Litigation (2021), Art. 78")),
    StepKind.APPRAISED: _since_pil_rules(gettext_lazy("Rules on Handling Public-Interest Litigation (2021), Art. 48")),
    StepKind.ROLLED: _civil_and_procedure(
        gettext_lazy("Civil Procedure Law, Art. 82(3); General Provisions of the Civil Law, Art. 203"),
        gettext_lazy("Civil Procedure Law, Art. 82(3); Civil Code, Art. 203"),
        gettext_lazy("Civil Procedure Law, Art. 85(3); Civil Code, Art. 203"),
    ),
    StepKind.REST_DAY_KEPT: _always(gettext_lazy("Set by the office; not law")),
    StepKind.MAKE_UP_DAY_WORKS: _always(gettext_lazy("Practice; a setting of the office")),
    StepKind.CALENDAR_AWAITED: _always(gettext_lazy("State Council notice on holidays, not yet published")),
    StepKind.DUE: _civil(
        gettext_lazy("General Provisions of the Civil Law, Art. 203(2): the day ends at 24:00"),
        gettext_lazy("Civil Code, Art. 203(2): the day ends at 24:00"),
    ),
}
PAUSED = {PauseCause.SUSPENSION: StepKind.SUSPENDED, PauseCause.APPRAISAL: StepKind.APPRAISED}


@dataclass(frozen=True, slots=True)
class DerivationStep:
    """One step of "why this day": its kind, its day, and the number or the kind and name of the day that it speaks of."""

    kind: StepKind
    on: date
    number: int | None = None
    day_kind: DayKind | None = None
    name: str = ""

    def ground(self, *, on: date) -> str:
        """Give the article on which the step rests, as it was law on the day: that on which the term began."""
        return GROUNDS[self.kind].text(on)

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
class CountedTerm:
    """A due day together with everything that led to it.

    `raw_end` is the last day before rolling, with all that prolonged the term and the days of its pauses; `not_counted`
    are rest days inside a term of working days; `rolled` are the rest days that the end was moved past; `awaited_years`
    are years without a published calendar that could move the day.
    """

    start_on: date
    length: Length
    first_day: date
    raw_end: date
    due_on: date
    not_counted: tuple[DayStanding, ...]
    rolled: tuple[DayStanding, ...]
    due_standing: DayStanding
    awaited_years: tuple[int, ...]
    prolonged: tuple[Length, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @property
    def whole_length(self) -> Length:
        """Give the length with all that prolonged it."""
        return lengths.whole(self.length, self.prolonged)

    @property
    def unpaused_end(self) -> date:
        """Give the last day as it would be without the pauses."""
        return self.raw_end - days_of(self.pauses)

    @property
    def is_provisional(self) -> bool:
        """Tell whether a notice that is not yet published could still move the due day."""
        return bool(self.awaited_years)

    @property
    def steps(self) -> tuple[DerivationStep, ...]:
        """List why it is this day, in the order of thought."""
        steps = [
            DerivationStep(StepKind.START_EXCLUDED, self.start_on),
            DerivationStep(StepKind.FIRST_DAY, self.first_day),
        ]
        steps += [_step_on(StepKind.REST_DAY_NOT_COUNTED, standing) for standing in self.not_counted]
        steps += [DerivationStep(StepKind.PROLONGED, self.unpaused_end, number=more.amount) for more in self.prolonged]
        steps.append(DerivationStep(self._end_kind(), self.unpaused_end, number=self.whole_length.amount))
        steps += [DerivationStep(PAUSED[pause.cause], pause.from_on, number=pause.days) for pause in self.pauses]
        steps += [_step_on(StepKind.ROLLED, standing) for standing in self.rolled]
        if self.due_standing.kind is DayKind.MAKE_UP:
            steps.append(_step_on(StepKind.MAKE_UP_DAY_WORKS, self.due_standing))
        elif self.due_standing.kind is not DayKind.WORKING:
            steps.append(_step_on(StepKind.REST_DAY_KEPT, self.due_standing))
        steps += [DerivationStep(StepKind.CALENDAR_AWAITED, self.due_on, number=year) for year in self.awaited_years]
        return (*steps, DerivationStep(StepKind.DUE, self.due_on))

    def _end_kind(self) -> StepKind:
        if self.length.unit is LengthUnit.DAYS:
            return StepKind.LAST_OF_DAYS
        if self.length.unit is LengthUnit.WORKING_DAYS:
            return StepKind.LAST_OF_WORKING_DAYS
        return StepKind.CORRESPONDING_DAY if self.unpaused_end.day == self.start_on.day else StepKind.MONTH_END

    def to_json(self) -> dict[str, Json]:
        """Give the whole derivation as plain values; `from_json` reads them back, `steps` are there for readers."""
        return {
            "start_on": self.start_on.isoformat(),
            **self.length.to_json(),
            "first_day": self.first_day.isoformat(),
            "raw_end": self.raw_end.isoformat(),
            "due_on": self.due_on.isoformat(),
            "not_counted": [standing.to_json() for standing in self.not_counted],
            "rolled": [standing.to_json() for standing in self.rolled],
            "due_standing": self.due_standing.to_json(),
            "awaited_years": list(self.awaited_years),
            "prolonged": [length.to_json() for length in self.prolonged],
            "pauses": [pause.to_json() for pause in self.pauses],
            "steps": [step.to_json() for step in self.steps],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "CountedTerm":
        """Read what `to_json` wrote; earlier ones knew nothing of pauses. Raises UnreadableDerivation."""
        try:
            return cls(
                start_on=plain_values.day(stored["start_on"]),
                length=Length.from_json(stored),
                first_day=plain_values.day(stored["first_day"]),
                raw_end=plain_values.day(stored["raw_end"]),
                due_on=plain_values.day(stored["due_on"]),
                not_counted=tuple(DayStanding.from_json(each) for each in plain_values.listed(stored["not_counted"])),
                rolled=tuple(DayStanding.from_json(each) for each in plain_values.listed(stored["rolled"])),
                due_standing=DayStanding.from_json(stored["due_standing"]),
                awaited_years=tuple(
                    plain_values.integer(each) for each in plain_values.listed(stored["awaited_years"])
                ),
                prolonged=tuple(Length.from_json(each) for each in plain_values.listed(stored.get("prolonged", []))),
                pauses=tuple(Pause.from_json(each) for each in plain_values.listed(stored.get("pauses", []))),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableDerivation(_("The stored derivation of a due day cannot be read.")) from error


def _step_on(kind: StepKind, standing: DayStanding) -> DerivationStep:
    return DerivationStep(kind, standing.day, day_kind=standing.kind, name=standing.name)
