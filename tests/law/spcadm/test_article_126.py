"""SPCadm Art. 126: the court and a retrial suggestion."""

from tests.law.clocks import reply


def test_the_court_examines_a_retrial_suggestion_within_three_months():
    """126: The court examines a retrial suggestion within three months."""
    assert reply("retrial_administrative") == "3 months from served to replied, owed by court"
