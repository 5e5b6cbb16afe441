"""Tests of counting terms: the worked dates of the law, a second formulation, and every day of the published calendars."""

import itertools
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from suggestions.rules import counting
from suggestions.rules.derivations import CountedTerm, StepKind
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.pauses import ImpossiblePause, Pause, PauseCause
from suggestions.rules.rest_days import (
    CalendarRow,
    DayKind,
    DayStanding,
    DoubleDay,
    RestDays,
    RowKind,
    seed_rows,
    seed_years,
)

NATIONAL = RestDays(rows=seed_rows(), published_years=seed_years())
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
WORKDAYS = chinese_calendar.get_workdays(FIRST, LAST)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared with their source strings."""
    with translation.override("en"):
        yield


def days(amount: int) -> Length:
    return Length(amount, LengthUnit.DAYS)


def months(amount: int) -> Length:
    return Length(amount, LengthUnit.MONTHS)


def working_days(amount: int) -> Length:
    return Length(amount, LengthUnit.WORKING_DAYS)


def second_formulation(start: date, length: Length, *, given_back: int = 0) -> date:
    """Find the due day from the package's own list of working days, walking months instead of computing them."""
    if length.unit is LengthUnit.WORKING_DAYS:
        return WORKDAYS[bisect_right(WORKDAYS, start) + length.amount - 1]
    if length.unit is LengthUnit.DAYS:
        raw_end = date.fromordinal(start.toordinal() + length.amount)
    else:
        first_of_month = start.replace(day=1)
        for _month in range(length.amount):
            first_of_month = (first_of_month + timedelta(days=31)).replace(day=1)
        in_month = [first_of_month + timedelta(days=n) for n in range(31)]
        raw_end = max(d for d in in_month if d.month == first_of_month.month and d.day <= start.day)
    return WORKDAYS[bisect_left(WORKDAYS, raw_end + timedelta(days=given_back))]


@pytest.mark.parametrize(
    ("start", "length", "raw_end", "due_on"),
    [
        ("2023-10-24", months(2), "2023-12-24", "2023-12-25"),
        ("2023-12-31", months(2), "2024-02-29", "2024-02-29"),
        ("2024-12-30", months(2), "2025-02-28", "2025-02-28"),
        ("2023-12-12", months(2), "2024-02-12", "2024-02-18"),
        ("2023-07-31", months(2), "2023-09-30", "2023-10-07"),
        ("2024-01-26", days(15), "2024-02-10", "2024-02-18"),
        ("2023-09-27", days(5), "2023-10-02", "2023-10-07"),
        ("2023-11-30", months(3), "2024-02-29", "2024-02-29"),
        ("2026-08-01", months(2), "2026-10-01", "2026-10-08"),
    ],
)
def test_the_worked_dates_come_out(start: str, length: Length, raw_end: str, due_on: str) -> None:
    counted = counting.count(start=date.fromisoformat(start), length=length, days=NATIONAL)
    assert (counted.raw_end.isoformat(), counted.due_on.isoformat()) == (raw_end, due_on)
    assert not counted.is_provisional


@pytest.mark.parametrize(
    "length",
    [days(3), days(5), days(7), days(15), days(30), months(1), months(2), months(3), working_days(5), working_days(10)],
    ids=str,
)
def test_every_start_from_2004_to_2026_agrees_with_the_second_formulation(length: Length) -> None:
    last_start = WORKDAYS[-12] - timedelta(days=92)
    for offset in range((last_start - FIRST).days + 1):
        start = FIRST + timedelta(days=offset)
        assert counting.count(start=start, length=length, days=NATIONAL).due_on == second_formulation(start, length)


def test_the_seed_calendar_rests_on_the_same_days_as_the_package_in_every_year() -> None:
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=offset)
        assert NATIONAL.standing(day).is_rest() == chinese_calendar.is_holiday(day), day


starts = st.dates(min_value=date(2003, 12, 25), max_value=date(2026, 12, 31))
lengths = st.builds(
    Length, st.integers(1, 200), st.sampled_from([LengthUnit.DAYS, LengthUnit.WORKING_DAYS])
) | st.builds(months, st.integers(1, 40))


within = st.dates(min_value=FIRST, max_value=date(2025, 1, 1))
short_lengths = st.builds(Length, st.integers(1, 400), st.just(LengthUnit.DAYS)) | st.builds(months, st.integers(1, 13))
pause_days = st.lists(st.integers(0, 40), max_size=4)


@given(start=within, length=short_lengths | st.builds(working_days, st.integers(1, 200)))
def test_any_length_from_any_day_agrees_with_the_second_formulation(start: date, length: Length) -> None:
    assert counting.count(start=start, length=length, days=NATIONAL).due_on == second_formulation(start, length)


@given(start=within, amounts=st.lists(st.integers(1, 3), min_size=1, max_size=4), given_back=pause_days)
def test_what_prolongs_and_what_pauses_agree_with_the_second_formulation(
    start: date, amounts: list[int], given_back: list[int]
) -> None:
    counted = counting.count(
        start=start,
        length=months(amounts[0]),
        days=NATIONAL,
        prolonged=[months(amount) for amount in amounts[1:]],
        pauses=[pause_of(start, days) for days in given_back],
    )
    assert counted.due_on == second_formulation(start, months(sum(amounts)), given_back=sum(given_back))
    assert (counted.length, counted.whole_length) == (months(amounts[0]), months(sum(amounts)))
    assert counted.unpaused_end + timedelta(days=sum(given_back)) == counted.raw_end


def pause_of(begin: date, days_long: int, cause: PauseCause = PauseCause.SUSPENSION) -> Pause:
    return Pause(cause, begin, begin + timedelta(days=days_long))


@given(start=starts, length=lengths)
def test_a_counted_term_holds_together(start: date, length: Length) -> None:
    counted = counting.count(start=start, length=length, days=NATIONAL)
    assert start < counted.raw_end <= counted.due_on
    assert not NATIONAL.standing(counted.due_on).is_rest()
    gap = [counted.raw_end + timedelta(days=n) for n in range((counted.due_on - counted.raw_end).days)]
    assert [standing.day for standing in counted.rolled] == gap
    assert all(standing.is_rest() for standing in counted.rolled + counted.not_counted)
    if length.unit is LengthUnit.WORKING_DAYS:
        assert (counted.due_on - start).days == length.amount + len(counted.not_counted)


@given(start=starts, length=lengths, later=st.integers(0, 60))
def test_a_later_start_is_never_due_earlier(start: date, length: Length, later: int) -> None:
    earlier_due = counting.count(start=start, length=length, days=NATIONAL).due_on
    assert counting.count(start=start + timedelta(days=later), length=length, days=NATIONAL).due_on >= earlier_due


@given(start=starts, amount=st.integers(1, 200), unit=st.sampled_from(LengthUnit))
def test_a_longer_term_is_never_due_earlier(start: date, amount: int, unit: LengthUnit) -> None:
    shorter = counting.count(start=start, length=Length(amount, unit), days=NATIONAL).due_on
    assert counting.count(start=start, length=Length(amount + 1, unit), days=NATIONAL).due_on >= shorter


@given(start=starts, length=lengths, roll=st.booleans(), make_up_days_work=st.booleans(), given_back=pause_days)
def test_a_derivation_survives_being_stored(
    start: date, length: Length, roll: bool, make_up_days_work: bool, given_back: list[int]
) -> None:
    counted = counting.count(
        start=start,
        length=length,
        days=NATIONAL,
        roll=roll,
        make_up_days_work=make_up_days_work,
        prolonged=[Length(days_long + 1, length.unit) for days_long in given_back],
        pauses=[pause_of(start, days_long, PauseCause.APPRAISAL) for days_long in given_back],
    )
    assert CountedTerm.from_json(json.loads(json.dumps(counted.to_json()))) == counted


def test_a_derivation_stored_before_there_were_pauses_is_still_read() -> None:
    counted = counting.count(start=date(2023, 10, 24), length=months(2), days=NATIONAL)
    stored = {key: value for key, value in counted.to_json().items() if key not in {"prolonged", "pauses"}}
    assert CountedTerm.from_json(stored) == counted


@pytest.mark.parametrize(
    "damage",
    [{"unit": "weeks"}, {"amount": "2"}, {"amount": True}, {"due_on": "2023-02-30"}, {"rolled": [3]}],
)
def test_a_damaged_derivation_is_refused(damage: dict[str, object]) -> None:
    stored = counting.count(start=date(2023, 10, 24), length=months(2), days=NATIONAL).to_json()
    with pytest.raises(counting.UnreadableDerivation):
        CountedTerm.from_json({**stored, **damage})
    with pytest.raises(counting.UnreadableDerivation):
        CountedTerm.from_json({key: stored[key] for key in stored if key not in damage})


def test_the_steps_tell_why_it_is_this_day() -> None:
    counted = counting.count(start=date(2023, 12, 12), length=months(2), days=NATIONAL)
    steps = [(step.kind, step.on, step.number, step.day_kind, step.name) for step in counted.steps]
    assert steps == [
        (StepKind.START_EXCLUDED, date(2023, 12, 12), None, None, ""),
        (StepKind.FIRST_DAY, date(2023, 12, 13), None, None, ""),
        (StepKind.CORRESPONDING_DAY, date(2024, 2, 12), 2, None, ""),
        (StepKind.ROLLED, date(2024, 2, 12), None, DayKind.HOLIDAY, "春节"),
        (StepKind.ROLLED, date(2024, 2, 13), None, DayKind.HOLIDAY, "春节"),
        (StepKind.ROLLED, date(2024, 2, 14), None, DayKind.HOLIDAY, "春节"),
        (StepKind.ROLLED, date(2024, 2, 15), None, DayKind.REST, "春节"),
        (StepKind.ROLLED, date(2024, 2, 16), None, DayKind.REST, "春节"),
        (StepKind.ROLLED, date(2024, 2, 17), None, DayKind.HOLIDAY, "春节"),
        (StepKind.MAKE_UP_DAY_WORKS, date(2024, 2, 18), None, DayKind.MAKE_UP, "春节"),
        (StepKind.DUE, date(2024, 2, 18), None, None, ""),
    ]


def test_every_kind_of_step_can_happen_and_names_its_ground() -> None:
    unpublished = RestDays(rows=seed_rows(), published_years=range(2004, 2024))
    reached = {
        step.kind
        for start, length, roll in itertools.product(
            [date(2023, 12, 31), date(2023, 12, 12), date(2023, 9, 25)],
            [days(5), months(2), working_days(4)],
            [True, False],
        )
        for step in counting.count(start=start, length=length, days=unpublished, roll=roll).steps
        if step.ground(on=start)
    }
    paused = counting.count(
        start=date(2023, 12, 12),
        length=months(1),
        days=NATIONAL,
        prolonged=[months(1)],
        pauses=[pause_of(date(2024, 1, 3), 4), pause_of(date(2024, 1, 9), 2, PauseCause.APPRAISAL)],
    )
    reached |= {step.kind for step in paused.steps if step.ground(on=date(2023, 12, 12))}
    assert reached == set(StepKind)


@pytest.mark.parametrize("damage", [{"pauses": [3]}, {"prolonged": [{"amount": 1}]}, {"pauses": [{"cause": "rain"}]}])
def test_a_damaged_pause_is_refused(damage: dict[str, object]) -> None:
    stored = counting.count(start=date(2023, 10, 24), length=months(2), days=NATIONAL).to_json()
    with pytest.raises(counting.UnreadableDerivation):
        CountedTerm.from_json({**stored, **damage})


def test_days_given_back_that_end_on_a_rest_day_move_past_it() -> None:
    # one month from 2024-01-08 is Thursday 2024-02-08; two days later the Spring Festival has begun
    counted = counting.count(
        start=date(2024, 1, 8), length=months(1), days=NATIONAL, pauses=[pause_of(date(2024, 1, 20), 2)]
    )
    assert (counted.raw_end, counted.due_on) == (date(2024, 2, 10), date(2024, 2, 18))


def test_a_term_that_is_prolonged_is_one_longer_term_from_the_same_start() -> None:
    # 31 January and one month end on the 29th; prolonged by a month the corresponding day is 31 March, a Sunday
    counted = counting.count(start=date(2024, 1, 31), length=months(1), days=NATIONAL, prolonged=[months(1)])
    assert (counted.raw_end, counted.due_on) == (date(2024, 3, 31), date(2024, 4, 1))


def test_a_period_is_not_prolonged_by_another_unit() -> None:
    with pytest.raises(counting.ImpossibleLength, match="3 days cannot be added to a period of 1 month"):
        counting.count(start=date(2024, 1, 31), length=months(1), days=NATIONAL, prolonged=[days(3)])


def test_a_pause_never_ends_before_it_begins_and_two_may_not_give_the_same_day_back() -> None:
    with pytest.raises(ImpossiblePause, match="2024-01-02"):
        Pause(PauseCause.SUSPENSION, date(2024, 1, 3), date(2024, 1, 2))
    first = pause_of(date(2024, 1, 3), 5)
    assert first.overlaps(pause_of(date(2024, 1, 7), 5))
    assert not first.overlaps(pause_of(date(2024, 1, 8), 5))


def test_a_month_without_the_corresponding_day_says_so() -> None:
    counted = counting.count(start=date(2024, 12, 30), length=months(2), days=NATIONAL)
    assert StepKind.MONTH_END in [step.kind for step in counted.steps]


def test_without_rolling_the_end_stays_on_a_rest_day() -> None:
    counted = counting.count(start=date(2023, 10, 24), length=months(2), days=NATIONAL, roll=False)
    assert counted.due_on == date(2023, 12, 24)
    assert counted.rolled == ()
    assert not counted.is_provisional


def test_make_up_days_rest_when_the_office_says_so() -> None:
    counted = counting.count(start=date(2023, 12, 12), length=months(2), days=NATIONAL, make_up_days_work=False)
    assert counted.due_on == date(2024, 2, 19)
    assert counted.rolled[-1] == DayStanding(date(2024, 2, 18), DayKind.MAKE_UP, "春节")


@pytest.mark.parametrize(
    ("start", "length", "awaited"),
    [
        ("2026-11-22", months(2), (2027,)),
        ("2026-10-25", months(2), ()),
        ("2026-10-30", months(2), (2027,)),
        ("2026-12-21", days(5), (2027,)),
        ("2026-12-20", days(5), ()),
        ("2026-12-22", working_days(6), (2027,)),
        ("2003-10-01", months(2), (2003,)),
    ],
)
def test_a_day_is_provisional_when_an_unpublished_notice_could_move_it(
    start: str, length: Length, awaited: tuple[int, ...]
) -> None:
    counted = counting.count(start=date.fromisoformat(start), length=length, days=NATIONAL)
    assert counted.awaited_years == awaited
    assert counted.is_provisional == bool(awaited)


def test_publishing_the_year_moves_a_provisional_day() -> None:
    before = counting.count(start=date(2026, 12, 6), length=months(2), days=NATIONAL)
    holidays = [CalendarRow(date(2027, 2, day), RowKind.HOLIDAY, "春节") for day in range(6, 13)]
    published = RestDays(rows=[*seed_rows(), *holidays], published_years=seed_years() | {2027})
    after = counting.count(start=date(2026, 12, 6), length=months(2), days=published)
    assert (before.due_on, before.is_provisional) == (date(2027, 2, 8), True)
    assert (after.due_on, after.is_provisional) == (date(2027, 2, 15), False)


def test_a_regional_holiday_moves_a_deadline_only_with_the_switch_and_only_there() -> None:
    corban = CalendarRow(date(2026, 5, 27), RowKind.HOLIDAY, "古尔邦节", region="65")
    for switch, region, due_on in [
        (False, "65", date(2026, 5, 27)),
        (True, "65", date(2026, 5, 28)),
        (True, "650100", date(2026, 5, 28)),
        (True, "34", date(2026, 5, 27)),
        (True, None, date(2026, 5, 27)),
    ]:
        calendar = RestDays(
            rows=[*seed_rows(), corban], published_years=seed_years(), regional_days_move_deadlines=switch
        )
        counted = counting.count(start=date(2026, 3, 27), length=months(2), days=calendar, region=region)
        assert counted.due_on == due_on, (switch, region)


def test_the_nearest_region_speaks_when_two_do() -> None:
    rows = [
        CalendarRow(date(2026, 5, 27), RowKind.HOLIDAY, "古尔邦节", region="65"),
        CalendarRow(date(2026, 5, 27), RowKind.MAKE_UP, "", region="6501"),
    ]
    calendar = RestDays(rows=rows, published_years=[2026], regional_days_move_deadlines=True)
    assert calendar.standing(date(2026, 5, 27), region="653125").is_rest()
    assert not calendar.standing(date(2026, 5, 27), region="650102").is_rest()


def test_two_rows_for_one_day_are_refused() -> None:
    row = CalendarRow(date(2027, 1, 1), RowKind.HOLIDAY, "元旦")
    with pytest.raises(DoubleDay, match="2027-01-01"):
        RestDays(rows=[row, row], published_years=[2027])


def test_rest_days_are_named() -> None:
    assert NATIONAL.standing(date(2026, 10, 1)).label() == "National Day (public holiday)"
    assert NATIONAL.standing(date(2026, 8, 1)).label() == "weekend"
    assert DayStanding(date(2026, 5, 27), DayKind.HOLIDAY, "古尔邦节").label() == "古尔邦节 (public holiday)"


def test_the_seed_covers_2004_to_2026() -> None:
    assert set(range(2004, 2027)) <= seed_years()
    assert {row.kind for row in seed_rows()} == set(RowKind)
    assert {row.region for row in seed_rows()} == {""}


def test_what_is_posted_on_the_last_day_is_in_time() -> None:
    due_on = date(2023, 12, 25)
    assert counting.posted_in_time(posted_on=due_on, due_on=due_on)
    assert not counting.posted_in_time(posted_on=due_on + timedelta(days=1), due_on=due_on)


@pytest.mark.parametrize("amount", [0, -1, 1000, 10**9])
def test_an_impossible_length_is_refused_in_words(amount: int) -> None:
    with pytest.raises(counting.ImpossibleLength, match=f"not {amount}"):
        Length(amount, LengthUnit.DAYS)


def test_lengths_are_written_in_words() -> None:
    assert [days(15).text(), months(1).text(), working_days(10).text()] == ["15 days", "1 month", "10 working days"]
