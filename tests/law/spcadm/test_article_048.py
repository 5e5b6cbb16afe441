"""SPCadm Art. 48: how days are counted."""

from tests.law.clocks import days, due


def test_a_period_that_ends_on_a_holiday_ends_on_the_first_day_after():
    """48: A period whose last day is a holiday ends on the first day after it."""
    assert due("2026-09-16", days(15)) == "2026-10-08"
