"""CIV21 Art. 122: the court's own objection."""

from tests.law.clocks import clock
from tests.law.rules import noted


@noted("Administrative and enforcement rules have other periods: ADM21 Art. 128, EXEC16 Art. 17.")
def test_a_courts_written_objection_is_answered_within_a_month():
    """122: The procuratorate answers a court's written objection within one month."""
    assert clock("objection_court_civil") == "1 months from objection_raised to objection_answered, owed by office"
