"""Days by what they mean, and counting on from a stored day."""

from datetime import date

import pytest

from organs import days
from organs.days import DayMeaning
from organs.refusals import Refused

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "kept", "becomes"),
    [
        (date(2026, 3, 2), {"days": 1}, date(2026, 3, 3)),
        (date(2026, 3, 1), {"days": -1}, date(2026, 2, 28)),
        (date(2024, 2, 29), {"years": 1}, date(2025, 2, 28)),
        (date(2024, 2, 29), {"years": 4}, date(2028, 2, 29)),
        (date(9999, 12, 31), {"days": 1}, date(9999, 12, 31)),
        (date(9999, 6, 1), {"days": 800}, date(9999, 12, 31)),
        (date(9999, 6, 1), {"years": 1}, date(9999, 12, 31)),
        (date(1, 1, 1), {"days": -40}, date(1, 1, 1)),
        (date(1, 6, 1), {"years": -1}, date(1, 1, 1)),
    ],
)
def test_counting_on_ends_where_the_calendar_does(day, kept, becomes):
    assert days.later(day, **kept) == becomes


@pytest.mark.parametrize(
    ("day", "meaning", "why"),
    [
        (date(2026, 3, 3), DayMeaning.PAST, "future"),
        (date(2026, 3, 1), DayMeaning.COMING, "passed"),
        (date(2036, 3, 3), DayMeaning.COMING, "distant"),
        (date(26, 3, 2), DayMeaning.COMING, "far"),
        (date(26, 3, 2), DayMeaning.PAST, "far"),
        (date(2127, 1, 1), DayMeaning.ANY, "far"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_at_its_field(day, meaning, why):
    with pytest.raises(Refused) as refused:
        days.require(day, meaning=meaning, today=TODAY, field="on")
    assert refused.value.field == "on"
    assert str(refused.value) == str(days.FAULTS[why])


@pytest.mark.parametrize("meaning", DayMeaning)
def test_today_can_always_be_meant_and_no_day_asks_nothing(meaning):
    days.require(TODAY, meaning=meaning, today=TODAY)
    days.require(None, meaning=meaning, today=TODAY)
