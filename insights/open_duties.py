"""How many duties of either side are open, by how long they are late: one query for all numbers.

What is counted are clocks; a number and its list come from the same filter. There is no order by value (domain.md 5.3).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organs.words import Words
from suggestions.models import Clock
from suggestions.rules.duties import DUTIES, Duty


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


#: What somebody may be late with: rights lapse.
COUNTED = tuple(duty for duty in DUTIES if duty.terms and not duty.is_right)
AGES: tuple[Age, ...] = (
    Age(key="due", label=_("not late"), words=_("not late"), first=None, last=0),
    Age(key="1-7", label=_("late 1–7 d"), words=_("1 to 7 days late"), first=1, last=7),
    Age(key="8-30", label=_("8–30 d"), words=_("8 to 30 days late"), first=8, last=30),
    Age(key="31", label=_("over 30 d"), words=_("over 30 days late"), first=31, last=None),
)
BY_KEY = {duty.key: duty for duty in COUNTED}
AGE_BY_KEY = {age.key: age for age in AGES}


def open_ones(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    """Returns the running clocks of the duties; a right that was not used is none."""
    terms = [term for duty in COUNTED for term in duty.terms]
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
        for duty in COUNTED
        for number, age in enumerate(AGES)
    }
