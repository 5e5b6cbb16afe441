"""EXEC16 Art. 17: the court's own objection."""

from tests.law.clocks import clock


def test_a_courts_objection_on_enforcement_is_answered_within_three_months():
    """17: The procuratorate answers a court's written objection on enforcement within three months."""
    assert (
        clock("objection_court_enforcement") == "3 months from objection_raised to objection_answered, owed by office"
    )
