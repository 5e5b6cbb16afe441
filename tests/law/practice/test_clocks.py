"""Periods that the office set for itself."""

from suggestions.rules.term_rows import TERMS, Basis
from tests.law.clocks import clock
from tests.law.rules import practice


@practice
def test_the_office_gives_itself_days_for_what_the_law_leaves_open():
    """own periods: An objection is answered within five working days, a reply judged within ten; no article says so."""
    assert clock("answer_objection") == ("5 working_days from objection_raised to objection_answered, owed by office")
    assert clock("judge_reply") == "10 working_days from replied to judged, owed by office"
    assert {term.basis for term in TERMS if term.key in {"answer_objection", "judge_reply"}} == {Basis.OFFICE}
