"""JIPIL Art. 21: by when the organ performs its duty and replies."""

from tests.law.clocks import clock, days, due, reply
from tests.law.rules import also


def test_the_organ_replies_within_two_months():
    """21: The organ performs its duty and replies in writing within two months of receipt."""
    assert reply("public_interest") == clock("reply_pil") == "2 months from served to replied, owed by unit"


@also("tests/suggestions/actions/test_clocks.py::test_an_urgent_reply_of_public_interest_is_due_after_15_days")
def test_where_the_damage_is_expanding_it_replies_within_15_days():
    """21 (urgent): Where the damage is expanding or the matter is urgent, within 15 days."""
    assert reply("public_interest", urgent=True) == "15 days from served to replied, owed by unit"
    assert due("2024-01-26", days(15)) == "2024-02-18"
