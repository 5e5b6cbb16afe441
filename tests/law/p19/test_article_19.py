"""P19 Art. 19: by when the unit acts and replies."""

import pytest

from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import MeasuredBy
from tests.law.clocks import TODAY, days, due, months, reply
from tests.law.rules import also


@also("tests/suggestions/actions/test_clocks.py::test_the_worked_days_come_out_of_the_real_actions")
def test_the_unit_replies_within_two_months_of_receipt():
    """19: Unless otherwise provided, the unit acts and replies in writing within two months of receiving the letter."""
    assert reply("social_governance") == "2 months from served to replied, owed by unit"
    assert reply("violation_criminal") == reply("other") == reply("social_governance")
    assert due("2023-10-24", months(2)) == "2023-12-25"


@also("tests/suggestions/documents/test_completeness.py::test_a_period_that_the_rule_does_not_allow_is_named")
def test_only_an_urgent_letter_sets_another_period():
    """19 (urgent): In urgent cases the letter may set a suitable period, without floor or ceiling; otherwise none."""
    with pytest.raises(terms.PeriodFixed):
        terms.reply_term(rules=KINDS["social_governance"].on(TODAY), on=TODAY, set_length=days(10))
    urgent = terms.reply_term(rules=KINDS["social_governance"].on(TODAY), on=TODAY, set_length=days(10), urgent=True)
    assert (urgent.length, urgent.measured_by) == (days(10), MeasuredBy.LETTER)
