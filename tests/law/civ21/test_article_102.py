"""CIV21 Art. 102 and 108: suggestions on trial and enforcement."""

import pytest

from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import Trigger
from tests.law.clocks import TODAY, sentence


@pytest.mark.parametrize("kind", ["violation_civil_trial", "violation_civil_enforcement"])
def test_a_suggestion_on_trial_or_enforcement_goes_to_the_court_within_15_days(kind):
    """102, 108: A suggestion on a violation in trial or in enforcement goes to the court (移送) within 15 days of the
    decision."""
    started = terms.starting(event=Trigger.APPROVED, kind_key=kind, on=TODAY)
    assert [sentence(term) for term in started] == ["15 days from approved to served, owed by office"]


def test_chief_procurator_or_committee_decides_on_enforcement():
    """108 (decision): The chief procurator decides on a suggestion on enforcement, or the committee."""
    gate = KINDS["violation_civil_enforcement"].versions[-1].gates[-1]
    assert (gate.relation, gate.decides, gate.by_resolution) == ("chief", True, False)
