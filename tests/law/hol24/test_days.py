"""HOL24: national days, days of a region, and a year that is not published yet."""

from datetime import date

from suggestions.rules.counting import count
from suggestions.rules.rest_days import CalendarRow, RestDays, RowKind, seed_rows, seed_years
from tests.law.clocks import NATIONAL, days
from tests.law.rules import also, noted, practice, unverified

LOCAL_DAY = CalendarRow(date(2026, 3, 20), RowKind.HOLIDAY, "肉孜节", "65")


@also("tests/suggestions/rules/test_counting.py::test_the_seed_covers_2004_to_2026")
def test_thirteen_days_are_holidays_of_all():
    """2: There are thirteen holidays a year for everybody."""
    thirteen = {
        *("2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-04-05"),
        *("2026-05-01", "2026-05-02", "2026-06-19", "2026-09-25", "2026-10-01", "2026-10-02", "2026-10-03"),
    }
    holidays = {row.day.isoformat() for row in seed_rows() if row.kind is RowKind.HOLIDAY}
    assert len(thirteen) == 13
    assert thirteen <= holidays


@also(
    "tests/suggestions/rules/test_counting.py::"
    "test_a_regional_holiday_moves_a_deadline_only_with_the_switch_and_only_there"
)
@noted("Days of regions are not shipped; whether they move a term is not settled, so that a switch says it.")
def test_a_holiday_of_a_region_moves_a_term_only_where_the_office_says_so():
    """4: Areas of ethnic minorities may set holidays of their own."""
    for moves, expected in ((False, date(2026, 3, 20)), (True, date(2026, 3, 23))):
        calendar = RestDays(
            rows=[*seed_rows(), LOCAL_DAY], published_years=seed_years(), regional_days_move_deadlines=moves
        )
        assert count(start=date(2026, 3, 15), length=days(5), days=calendar, region="6523").due_on == expected


@practice
def test_a_day_of_a_year_without_a_notice_is_provisional():
    """unpublished: A term that ends in a year whose notice has not come is provisional and may still move."""
    assert count(start=date(2026, 12, 20), length=days(30), days=NATIONAL).awaited_years == (2027,)


@unverified
def test_whether_a_make_up_day_is_a_working_day_is_a_setting():
    """make-up days: A weekend day that is worked in exchange counts as a working day; an office may say otherwise."""
    ends = {
        working: count(start=date(2023, 9, 27), length=days(5), days=NATIONAL, make_up_days_work=working).due_on
        for working in (True, False)
    }
    assert ends == {True: date(2023, 10, 7), False: date(2023, 10, 9)}
