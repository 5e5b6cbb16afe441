"""The duties of both sides that a clock counts, by how long they are late: rows as data, one query for all numbers.

What is counted are clocks; a number and its list come from the same filter. There is no order by value (domain.md 5.3).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from insights.conditions import terms_ended_by
from organs.words import Words
from suggestions.models import Clock
from suggestions.rules.term_rows import Trigger


class Owed(StrEnum):
    """On which side a duty lies."""

    UNIT = "unit"
    OFFICE = "office"


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One sort of duty: all terms that the same event ends, whatever their length."""

    ends_with: Trigger
    label: Words
    owed: Owed

    @property
    def key(self) -> str:
        return self.ends_with.value

    @property
    def terms(self) -> tuple[str, ...]:
        return terms_ended_by(self.ends_with)


@dataclass(frozen=True, kw_only=True)
class Age:
    """How late: from so many days to so many; days below one are days ahead, None is open. `label` heads a narrow column."""

    key: str
    label: Words
    words: Words
    first: int | None
    last: int | None

    def where(self, on: date) -> Q:
        """Returns the filter of the clocks that are so late on that day, by their legal day."""
        found = Q()
        if self.first is not None:
            found &= Q(due_on__lte=on - timedelta(days=self.first))
        if self.last is not None:
            found &= Q(due_on__gte=on - timedelta(days=self.last))
        return found


DUTIES: tuple[Duty, ...] = (
    Duty(ends_with=Trigger.REPLIED, label=_("Written reply"), owed=Owed.UNIT),
    Duty(ends_with=Trigger.CLAIMED, label=_("Promised measure"), owed=Owed.UNIT),
    Duty(ends_with=Trigger.SUBMITTED, label=_("Investigation"), owed=Owed.OFFICE),
    Duty(ends_with=Trigger.SERVED, label=_("Service of the letter"), owed=Owed.OFFICE),
    Duty(ends_with=Trigger.FILED, label=_("Filing on record"), owed=Owed.OFFICE),
    Duty(ends_with=Trigger.OBJECTION_ANSWERED, label=_("Answer to an objection"), owed=Owed.OFFICE),
    Duty(ends_with=Trigger.JUDGED, label=_("Judgement of a reply"), owed=Owed.OFFICE),
    Duty(ends_with=Trigger.EXAMINED, label=_("Examination whether to sue"), owed=Owed.OFFICE),
    Duty(ends_with=Trigger.VISITED, label=_("Planned visit or talk"), owed=Owed.OFFICE),
    Duty(ends_with=Trigger.LOOKED_BACK, label=_("Look-back"), owed=Owed.OFFICE),
)
AGES: tuple[Age, ...] = (
    Age(key="due", label=_("not late"), words=_("not late"), first=None, last=0),
    Age(key="1-7", label=_("late 1–7 d"), words=_("1 to 7 days late"), first=1, last=7),
    Age(key="8-30", label=_("8–30 d"), words=_("8 to 30 days late"), first=8, last=30),
    Age(key="31", label=_("over 30 d"), words=_("over 30 days late"), first=31, last=None),
)
BY_KEY = {duty.key: duty for duty in DUTIES}
AGE_BY_KEY = {age.key: age for age in AGES}


def open_ones(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    """Returns the running clocks of the duties; a right that was not used is none."""
    terms = [term for duty in DUTIES for term in duty.terms]
    return clocks.running().filter(term__in=terms)


def listed(clocks: QuerySet[Clock], *, duty: Duty, age: Age, on: date) -> QuerySet[Clock]:
    """Returns exactly the clocks that a number counts."""
    return open_ones(clocks).filter(age.where(on), term__in=duty.terms)


def count(clocks: QuerySet[Clock], *, on: date) -> dict[tuple[str, str], int]:
    """Returns how many clocks each duty has in each age, in one query."""
    ages = {f"age_{number}": Count("pk", filter=age.where(on)) for number, age in enumerate(AGES)}
    by_term = {row.pop("term"): row for row in open_ones(clocks).order_by().values("term").annotate(**ages)}
    return {
        (duty.key, age.key): sum(by_term.get(term, {}).get(f"age_{number}", 0) for term in duty.terms)
        for duty in DUTIES
        for number, age in enumerate(AGES)
    }
