"""Tests of dated citations: each day cites what was law then, and says what was not verified."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from suggestions.rules import derivation_words
from suggestions.rules.articles import Article, Citation
from suggestions.rules.counting import count
from suggestions.rules.derivations import GROUNDS, StepKind
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.rest_days import RestDays, seed_rows, seed_years

CALENDAR = RestDays(rows=seed_rows(), published_years=seed_years())
OLD, NEW = date(2020, 12, 31), date(2021, 1, 1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def lines(start: date) -> str:
    counted = count(start=start, length=Length(2, LengthUnit.MONTHS), days=CALENDAR)
    return "\n".join(derivation_words.lines(counted))


def test_a_period_is_explained_by_the_law_of_the_day_on_which_it_began() -> None:
    of_2019, of_2021, of_2024 = lines(date(2019, 11, 11)), lines(date(2021, 3, 1)), lines(date(2024, 3, 1))
    assert "Civil Code" not in of_2019
    assert "Civil Procedure Law, Art. 82(2); General Provisions of the Civil Law, Art. 201 [not verified]" in of_2019
    assert "General Provisions of the Civil Law, Art. 202" in of_2019
    assert "Civil Procedure Law, Art. 82(2); Civil Code, Art. 201 [not verified]" in of_2021
    assert "Civil Procedure Law, Art. 85(2); Civil Code, Art. 201)" in of_2024
    assert "not verified" not in of_2024


def test_a_period_that_runs_into_the_new_law_keeps_the_one_of_its_beginning() -> None:
    over = lines(OLD)
    assert "2021-02-28" in over
    assert "Civil Code" not in over


def test_nothing_is_cited_before_its_law() -> None:
    assert GROUNDS[StepKind.SUSPENDED].text(date(2021, 6, 30)) == ""
    assert GROUNDS[StepKind.SUSPENDED].text(date(2021, 7, 1))


def test_two_articles_are_never_law_on_one_day() -> None:
    with pytest.raises(ValueError, match="on one day"):
        Citation((Article(words="a", valid_from=OLD), Article(words="b", valid_from=NEW)))
    with pytest.raises(ValueError, match="on one day"):
        Citation((Article(words="a", valid_from=OLD, valid_to=NEW), Article(words="b", valid_from=NEW)))


@given(day=st.dates(date(2015, 1, 1), date(2035, 12, 31)), kind=st.sampled_from(list(StepKind)))
def test_on_any_day_at_most_one_article_is_law(day: date, kind: StepKind) -> None:
    found = [article for article in GROUNDS[kind].articles if article.is_in_force(day)]
    assert len(found) <= 1
    assert GROUNDS[kind].on(day) is (found[0] if found else None)
    if day >= date(2021, 7, 1):
        assert found


def test_an_article_ends_with_its_last_day() -> None:
    article = Article(words="a", valid_from=OLD, valid_to=NEW)
    assert [article.is_in_force(OLD + timedelta(days=each)) for each in (-1, 0, 1, 2)] == [False, True, True, False]
