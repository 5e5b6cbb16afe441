"""Due days: the application counts random terms on random calendars as the reference walks them."""

from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.references import due_day_questions

pytestmark = pytest.mark.django_db

# The same questions in every run; others are asked by `make references`.
SEARCH = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


def agree(random: Random) -> None:
    """Asks a small world, which hypothesis makes smaller still where the answers differ."""
    with transaction.atomic():
        answers = due_day_questions.ask(random, is_small=True)
        transaction.set_rollback(True)
    assert not answers.differences, answers.differences[0]


@given(random=st.randoms(use_true_random=False))
@settings(SEARCH, max_examples=12)
def test_a_few_terms_agree(db, random):
    agree(random)


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False))
@settings(SEARCH, max_examples=150)
def test_more_terms_agree(db, random):
    agree(random)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_thousand_terms_agree(db, seed):
    answers = due_day_questions.ask(Random(seed), is_small=False)
    assert answers.asked == 1000
    assert not answers.differences, answers.differences[0]
