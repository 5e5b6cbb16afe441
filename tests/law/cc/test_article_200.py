"""CC Art. 200–203: how a period is counted."""

from datetime import date

from suggestions.rules.counting import count
from suggestions.rules.derivations import StepKind
from suggestions.rules.lengths import LengthUnit
from suggestions.rules.term_rows import TERMS, Basis
from tests.law.clocks import NATIONAL, days, due, months
from tests.law.rules import also

COUNTING = "tests/suggestions/rules/test_counting.py::"


def test_periods_are_counted_in_days_and_months():
    """200: Periods are counted by the Gregorian calendar, in years, months, days and hours. No term of the law on
    suggestions has years, hours or working days."""
    units = {term.length.unit for term in TERMS if term.length and term.basis is not Basis.OFFICE}
    assert units == {LengthUnit.DAYS, LengthUnit.MONTHS}


def test_the_day_of_the_beginning_does_not_count():
    """201: The day on which the period begins does not count; day one is the day after."""
    counted = count(start=date(2026, 3, 2), length=days(5), days=NATIONAL)
    assert (counted.first_day, counted.raw_end) == (date(2026, 3, 3), date(2026, 3, 7))


def test_months_end_on_the_corresponding_day_or_the_last_of_the_month():
    """202: A period of months ends on the corresponding day, and where the month has none, on its last."""
    assert due("2023-12-31", months(2)) == "2024-02-29"
    assert due("2024-12-30", months(2)) == "2025-02-28"
    assert due("2026-02-10", months(2)) == "2026-04-10"


@also(f"{COUNTING}test_every_start_from_2004_to_2026_agrees_with_the_second_formulation")
def test_a_period_that_ends_on_a_rest_day_ends_on_the_first_day_after():
    """203(1): A last day that is a statutory rest day is followed by the first day after it."""
    assert due("2026-08-01", months(2)) == "2026-10-08"
    assert due("2023-12-12", months(2)) == "2024-02-18"


@also(f"{COUNTING}test_the_steps_tell_why_it_is_this_day")
def test_the_last_day_ends_at_midnight():
    """203(2): The last day ends at 24:00."""
    steps = count(start=date(2026, 3, 2), length=days(5), days=NATIONAL).steps
    assert steps[-1].kind is StepKind.DUE
