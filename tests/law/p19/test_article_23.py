"""P19 Art. 23: the unit's objection (异议)."""

import pytest

from suggestions.actions import objecting
from suggestions.rules.tracks import TABLE
from tests import factories
from tests.factories import access, at, later
from tests.law.rules import also, practice

OBJECTING = "tests/suggestions/actions/test_objecting.py::"


@also(f"{OBJECTING}test_the_handling_prosecutor_reviews_and_the_unit_does_not_read_the_opinion")
def test_the_handling_prosecutor_reviews_an_objection():
    """23: The prosecutor reviews an objection at once."""
    assert TABLE["objection.take_up"].who == {"handling"}


@also(f"{OBJECTING}test_the_chief_procurator_decides_with_reasons_that_the_unit_reads")
def test_what_is_upheld_is_decided_by_chief_procurator_or_committee_and_leads_to_change_or_withdrawal():
    """23 (upheld): Where it is right, the chief procurator or the committee decides, and the letter is changed or
    withdrawn."""
    step = TABLE["objection.uphold"]
    assert (step.who, step.targets) == ({"chief", "secretary"}, {"upheld_modify", "upheld_withdraw"})


def test_what_is_not_upheld_is_answered_with_reasons_by_the_chief_procurators_consent():
    """23 (not upheld): Where it is not, reasons are given to the unit with the chief procurator's consent."""
    step = TABLE["objection.reject"]
    assert (step.who, step.needs_reason, "unit" in step.notify) == ({"chief", "secretary"}, True, True)


@pytest.mark.slow
@practice
def test_an_objection_stops_no_clock_of_the_reply(w):
    """23 (silence): Whether an objection stops the period for the reply is not said: it does not, until somebody sets
    a new day by a change of the letter."""
    suggestion = factories.served(w)
    due_on = suggestion.clocks.of_reply().get().due_on
    objecting.object_to(
        access=access(w.liaison, later(5)), at=at(later(5)), suggestion=suggestion, grounds="第二项建议不属本局职责"
    )
    running = suggestion.clocks.running()
    assert (running.of_reply().get().due_on, running.filter(term="answer_objection").count()) == (due_on, 1)
