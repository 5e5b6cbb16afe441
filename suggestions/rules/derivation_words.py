"""The steps by which a due day was counted, in words, each with its ground; for a terminal or a sheet of paper."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suggestions.rules.derivations import CountedTerm, DerivationStep, StepKind
from suggestions.rules.rest_days import DayStanding

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

TEXTS: dict[StepKind, "StrPromise"] = {
    StepKind.START_EXCLUDED: gettext_lazy("this day does not count"),
    StepKind.FIRST_DAY: gettext_lazy("the first day"),
    StepKind.LAST_OF_DAYS: gettext_lazy("the last day"),
    StepKind.LAST_OF_WORKING_DAYS: gettext_lazy("the last working day"),
    StepKind.CORRESPONDING_DAY: gettext_lazy("the corresponding day"),
    StepKind.MONTH_END: gettext_lazy("the last day of the month, which has no corresponding day"),
    StepKind.DUE: gettext_lazy("due"),
}
SPOKEN: dict[StepKind, Callable[[DerivationStep], str]] = {
    StepKind.REST_DAY_NOT_COUNTED: lambda step: _("%(what)s: not counted") % {"what": _standing(step)},
    StepKind.PROLONGED: lambda step: _("prolonged by %(number)d") % {"number": step.number or 0},
    StepKind.SUSPENDED: lambda step: (
        _("suspended from this day; %(number)d days given back") % {"number": step.number or 0}
    ),
    StepKind.APPRAISED: lambda step: (
        _("appraisal from this day; %(number)d days given back") % {"number": step.number or 0}
    ),
    StepKind.ROLLED: lambda step: _("%(what)s: moved on") % {"what": _standing(step)},
    StepKind.REST_DAY_KEPT: lambda step: _("%(what)s: not moved") % {"what": _standing(step)},
    StepKind.MAKE_UP_DAY_WORKS: lambda step: _("%(what)s: counts as a working day") % {"what": _standing(step)},
    StepKind.CALENDAR_AWAITED: lambda step: (
        _("the holidays of %(year)d are not published yet; the day may still move") % {"year": step.number or 0}
    ),
}


def lines(counted: CountedTerm) -> Iterator[str]:
    """Yield every step as a line: its day, what it is, and the article on which it rests."""
    for step in counted.steps:
        yield f"{step.on.isoformat()}  {text(step)}  ({step.ground(on=counted.start_on)})"


def text(step: DerivationStep) -> str:
    """Say what a step is."""
    spoken = SPOKEN.get(step.kind)
    return spoken(step) if spoken else str(TEXTS[step.kind])


def _standing(step: DerivationStep) -> str:
    return "" if step.day_kind is None else DayStanding(step.on, step.day_kind, step.name).label()
