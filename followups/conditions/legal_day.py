"""The legal day of what a letter asks: that of the written reply, by which it is acted on too; an agreed day never replaces it."""

from datetime import date

from followups.models import Promise
from suggestions.models import Measure, Suggestion
from suggestions.rules.states import MEASURE


def of(suggestion: Suggestion) -> date | None:
    """Returns the legal day of the latest period for the reply, run out or not; None before service."""
    clock = suggestion.clocks.of_reply().order_by("id").last()
    return clock.due_on if clock else None


def beyond(suggestion: Suggestion, day: date | None) -> date | None:
    """Returns the legal day where a promised day lies beyond it; None where it does not."""
    legal = of(suggestion)
    return legal if day and legal and day > legal else None


def waits_for_word(measure: Measure) -> Promise | None:
    """Returns the present promise where it lies beyond the legal day and the office has said nothing to it."""
    if measure.state not in MEASURE.of("promise"):
        return None
    last = measure.promises.last()
    return last if last and last.is_unweighed else None
