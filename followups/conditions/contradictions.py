"""Where a judgement of a reply speaks against its measures: said in words before it is proposed, and confirmed with a reason or mended."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from organs.words import listed
from suggestions.models import Measure
from suggestions.rules.states import MEASURE, REPLY

TAKEN = frozenset({"adopted", "other_way"})
WELL = REPLY.of("judged") - REPLY.of("inadequate")


def found(*, verdict: str, judged: Iterable[tuple[Measure, str]]) -> list[str]:
    """Returns each contradiction between the verdict on the reply, the outcomes of the measures, and what was answered."""
    rows = [(measure, outcome) for measure, outcome in judged if outcome]
    return [*_with_verdict(verdict, rows), *_with_answers(rows)]


def _with_verdict(verdict: str, rows: list[tuple[Measure, str]]) -> Iterator[str]:
    label = REPLY[verdict].label if verdict in REPLY else ""
    missing = _numbers(measure for measure, outcome in rows if outcome == "not_adopted")
    taken = _numbers(measure for measure, outcome in rows if outcome in TAKEN)
    if verdict in WELL and missing:
        yield _("The reply is judged “%(verdict)s”, and not adopted is: measure %(numbers)s.") % {
            "verdict": label,
            "numbers": missing,
        }
    if verdict == "refused" and taken:
        yield _("The reply is judged “%(verdict)s”, and adopted is: measure %(numbers)s.") % {
            "verdict": label,
            "numbers": taken,
        }
    if verdict == "inadequate" and taken and not missing:
        yield _("The reply is judged “%(verdict)s”, and every measure is adopted.") % {"verdict": label}
    if verdict == "adequate_other" and rows and all(outcome != "other_way" for _measure, outcome in rows):
        yield _("The reply is judged “%(verdict)s”, and no measure is adopted another way.") % {"verdict": label}


def _with_answers(rows: list[tuple[Measure, str]]) -> Iterator[str]:
    for measure, outcome in rows:
        number = {"number": measure.position}
        if outcome in TAKEN and measure.state == "refused":
            yield _("Measure %(number)d is adopted, and the unit declined it.") % number
        elif outcome in TAKEN and measure.state == "asked":
            yield _("Measure %(number)d is adopted, and the unit did not answer it.") % number
        elif outcome == "not_adopted" and measure.state in MEASURE.of("holds"):
            yield _("Measure %(number)d is not adopted, and it was verified as done.") % number


def _numbers(measures: Iterable[Measure]) -> str:
    return listed(str(measure.position) for measure in measures)
