"""Tests of dates of which only the month or the year is known."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from suggestions.rules import partial_dates
from suggestions.rules.partial_dates import ImpossibleDate, PartialDate, Precision

partial = st.builds(
    lambda day, length: partial_dates.parse(day.isoformat()[:length]), st.dates(), st.sampled_from([4, 7, 10])
)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared with their source strings."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2021", Precision.YEAR, "2021-01-01", "2021-12-31"),
        ("2021-09", Precision.MONTH, "2021-09-01", "2021-09-30"),
        ("2024-02", Precision.MONTH, "2024-02-01", "2024-02-29"),
        ("2021-09-03", Precision.DAY, "2021-09-03", "2021-09-03"),
    ],
)
def test_a_date_keeps_its_precision(text: str, precision: Precision, earliest: str, latest: str) -> None:
    read = partial_dates.parse(text)
    assert read.precision is precision
    assert (read.earliest.isoformat(), read.latest.isoformat(), read.text()) == (earliest, latest, text)


@pytest.mark.parametrize("text", ["2021-13", "2021-00", "2021-02-29", "2021-04-31", "0000", "2021-09-00"])
def test_a_day_that_does_not_exist_is_refused_in_words(text: str) -> None:
    with pytest.raises(ImpossibleDate, match=f"no such date as {text}"):
        partial_dates.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21",
        "2021-9",
        "2021-9-3",
        "2021/09/03",
        "2021年9月",
        "20210903",
        "2021-09-03 ",
        "2021-09-03\n",
        "２０２１",
        "x" * 99,
    ],
)
def test_another_way_of_writing_is_refused_in_words(text: str) -> None:
    with pytest.raises(ImpossibleDate, match="is not a date; write 2021, 2021-09 or 2021-09-03"):
        partial_dates.parse(text)


@pytest.mark.parametrize(
    ("one", "other", "certain"),
    [
        ("2019-11-11", "2019-11-21", True),
        ("2019-11-21", "2019-11-21", False),
        ("2019", "2019-09", False),
        ("2019-09", "2019", False),
        ("2019-08-31", "2019-09", True),
        ("2019-09-01", "2019-09", False),
        ("2018", "2019", True),
        ("2020", "2019-12-31", False),
    ],
)
def test_only_what_is_certain_counts_as_before(one: str, other: str, certain: bool) -> None:
    assert partial_dates.parse(one).certainly_before(partial_dates.parse(other)) is certain


@given(one=partial, other=partial)
def test_before_agrees_with_the_days_that_are_possible(one: PartialDate, other: PartialDate) -> None:
    assert one.certainly_before(other) == (max(one.latest, other.earliest) != one.latest)
    assert not (one.certainly_before(other) and other.certainly_before(one))
    assert (one < other) + (other < one) + (one == other) == 1
    if one.certainly_before(other):
        assert one < other


@given(one=partial)
def test_a_date_is_read_back_from_its_text(one: PartialDate) -> None:
    assert partial_dates.parse(one.text()) == one


def test_dates_sort_by_their_first_day_and_the_narrower_first() -> None:
    texts = ["2021", "2021-01-01", "2020-12-31", "2021-01", "2021-02"]
    assert [read.text() for read in sorted(map(partial_dates.parse, texts))] == [
        "2020-12-31",
        "2021-01-01",
        "2021-01",
        "2021",
        "2021-02",
    ]


@pytest.mark.parametrize("precision", [Precision.MONTH, Precision.YEAR])
def test_the_value_is_the_first_day_of_what_is_known(precision: Precision) -> None:
    with pytest.raises(ImpossibleDate):
        PartialDate(date(2021, 9, 3), precision)
