"""ADM21 Art. 128: the court's own objection."""

from suggestions.rules import terms
from suggestions.rules.term_rows import MeasuredBy
from tests.law.clocks import TODAY, clock


def test_a_courts_objection_is_answered_within_the_prescribed_period():
    """128: A court's objection is answered within the prescribed period; the article names no number, so somebody sets
    a date."""
    assert clock("objection_court_administrative") == "from objection_raised to objection_answered, owed by office"
    assert terms.find("objection_court_administrative", on=TODAY).measured_by is MeasuredBy.DATE
