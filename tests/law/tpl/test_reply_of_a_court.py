"""The month within which a court answers on a violation in trial."""

from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import Basis
from tests.law.clocks import TODAY, days, reply
from tests.law.rules import unverified


@unverified
def test_a_court_answers_on_a_violation_in_trial_within_a_month_unless_the_letter_says_otherwise():
    """reply: A court answers on a violation in trial within one month; since the number is not law, the letter may
    print another."""
    assert reply("violation_civil_trial") == "1 months from served to replied, owed by court"
    rules = KINDS["violation_civil_trial"].on(TODAY)
    changed = terms.reply_term(rules=rules, on=TODAY, set_length=days(45))
    assert (changed.length, changed.basis) == (days(45), Basis.UNVERIFIED)
