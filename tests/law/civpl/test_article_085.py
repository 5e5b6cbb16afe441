"""CIVPL Art. 85: periods."""

from datetime import date

from suggestions.rules.counting import posted_in_time
from tests.law.clocks import days, due
from tests.law.rules import also


def test_the_beginning_does_not_count_and_a_rest_day_does_not_end_it():
    """85(2), 85(3): The day of the beginning does not count; a period that ends on a holiday ends on the first day
    after it."""
    assert due("2026-03-02", days(5)) == "2026-03-09"


@also(
    "tests/suggestions/actions/test_clocks.py::test_a_reply_posted_before_expiry_stops_the_clock_on_the_day_of_posting"
)
def test_what_was_posted_before_the_period_ended_is_in_time():
    """85(4): Travel does not count: what was posted before the period ended is in time."""
    assert posted_in_time(posted_on=date(2026, 5, 6), due_on=date(2026, 5, 6))
    assert not posted_in_time(posted_on=date(2026, 5, 7), due_on=date(2026, 5, 6))
