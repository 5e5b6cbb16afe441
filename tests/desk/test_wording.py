"""Dates, counts and digests as words, in both languages."""

import datetime

import pytest
from django.utils import translation

from desk import wording
from suggestions.rules.states import STATES

TODAY = datetime.date(2021, 8, 19)


def after(days: int) -> datetime.date:
    """Returns the day so many days after today."""
    return TODAY + datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "chinese", "english"),
    [
        (0, "今天", "today"),
        (1, "明天", "tomorrow"),
        (2, "还有2天", "in 2 days"),
        (1200, "还有1,200天", "in 1,200 days"),
        (-1, "迟1天", "1 day late"),
        (-3, "迟3天", "3 days late"),
    ],
)
def test_a_due_day_is_said_from_today(days: int, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert wording.from_today(after(days), TODAY) == chinese
    with translation.override("en"):
        assert wording.from_today(after(days), TODAY) == english


@pytest.mark.parametrize(
    ("days", "chinese", "english"),
    [(53, "提前53天", "53 days early"), (0, "当天", "on the day"), (-1, "迟1天", "1 day late")],
)
def test_a_met_duty_is_said_against_its_due_day(days: int, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert wording.against_due(after(days), TODAY) == chinese
    with translation.override("en"):
        assert wording.against_due(after(days), TODAY) == english


@pytest.mark.parametrize(("days", "english"), [(9, "waiting 9 days"), (1, "waiting 1 day"), (0, "since today")])
def test_what_has_no_due_day_says_how_long_it_waits(days: int, english: str) -> None:
    with translation.override("en"):
        assert wording.waited(after(-days), TODAY) == english


def test_a_long_day_names_the_weekday_in_the_order_of_the_language() -> None:
    monday = datetime.date(2020, 1, 13)
    with translation.override("zh-hans"):
        assert wording.long_day(monday) == "2020年1月13日 星期一"
        assert wording.month_day(monday) == "1月13日"
        assert wording.week_day(monday) == "周一"
    with translation.override("en"):
        assert wording.long_day(monday) == "Mon 13 January 2020"
        assert wording.month_day(monday) == "13 Jan"
        assert wording.week_day(monday) == "Mon"


def test_a_moment_after_midnight_in_shanghai_belongs_to_the_new_day() -> None:
    moment = datetime.datetime(2021, 8, 18, 16, 30, tzinfo=datetime.UTC)
    assert wording.civil_day(moment) == TODAY
    assert wording.clock_time(moment) == "2021-08-19 00:30"


@pytest.mark.parametrize(("precision", "shown"), [("day", "2021-08-19"), ("month", "2021-08"), ("year", "2021")])
def test_a_partial_date_shows_only_what_is_known(precision: str, shown: str) -> None:
    assert wording.partial_date(TODAY, precision) == shown


@pytest.mark.parametrize(
    ("value", "chinese"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "100")],
)
def test_measures_are_numbered_as_the_letter_numbers_them(value: int, chinese: str) -> None:
    with translation.override("zh-hans"):
        assert wording.ordinal(value) == chinese
    with translation.override("en"):
        assert wording.ordinal(value) == str(value)


def test_a_rate_is_shown_only_from_ten_cases_on() -> None:
    assert wording.rate(3160, 3412) == "92.6%"
    assert wording.rate(9, 10) == "90.0%"
    assert wording.rate(8, 9) == ""
    assert wording.rate(0, 0) == ""


@pytest.mark.parametrize(
    ("size", "shown"), [(1, "1 KB"), (1024, "1 KB"), (88_064, "86 KB"), (88_065, "87 KB"), (1_258_291, "1.2 MB")]
)
def test_sizes_are_rounded_to_what_a_reader_needs(size: int, shown: str) -> None:
    assert wording.file_size(size) == shown


def test_a_digest_is_shown_by_its_head_and_tail() -> None:
    assert wording.short_hash("9f3c71ae" + "0" * 52 + "04d2") == "9f3c 71ae … 04d2"
    assert wording.short_hash("9f3c71ae") == "9f3c71ae"


def test_a_copy_that_was_sent_is_not_said_to_be_filed_with_those_above():
    with translation.override("zh-hans"):
        assert (STATES["copies"]["sent"].label, STATES["filing"]["filed"].label) == ("已抄送", "已报送")


@pytest.mark.parametrize(
    ("amount", "unit", "english", "chinese"),
    [(10, "days", "10 days", "十日"), (2, "months", "2 months", "两个月"), (None, "", "", "")],
)
def test_a_period_is_in_the_words_of_the_page(amount, unit, english, chinese):
    with translation.override("en"):
        assert wording.period(amount, unit) == english
    with translation.override("zh-hans"):
        assert wording.period(amount, unit) == chinese
