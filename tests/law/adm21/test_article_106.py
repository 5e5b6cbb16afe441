"""ADM21 Art. 106 and 113: suggestions on trial and enforcement."""

import pytest

from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import Trigger
from tests.law.clocks import TODAY, sentence

COURT_KINDS = ["violation_administrative_trial", "violation_administrative_enforcement"]


@pytest.mark.parametrize("kind", COURT_KINDS)
def test_a_suggestion_on_trial_or_enforcement_goes_to_the_court_within_15_days(kind):
    """106, 113: A suggestion on a violation in trial or in enforcement goes to the court within 15 days of the
    decision."""
    started = terms.starting(event=Trigger.APPROVED, kind_key=kind, on=TODAY)
    assert [sentence(term) for term in started] == ["15 days from approved to served, owed by office"]


@pytest.mark.parametrize("kind", COURT_KINDS)
def test_chief_procurator_or_committee_decides(kind):
    """106, 113 (decision): The chief procurator approves, or the committee decides."""
    gate = KINDS[kind].versions[-1].gates[-1]
    assert (gate.relation, gate.decides, gate.by_resolution) == ("chief", True, False)
