"""What may be seen: the application says of random people and cases what the reference says."""

from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.references import visibility_questions

pytestmark = pytest.mark.django_db

# The same questions in every run; others are asked by `make references`.
SEARCH = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


def agree(random: Random) -> None:
    """Asks a small world, which hypothesis makes smaller still where the answers differ."""
    with transaction.atomic():
        answers = visibility_questions.ask(random, is_small=True)
        transaction.set_rollback(True)
    assert not answers.differences, answers.differences[0]


@given(random=st.randoms(use_true_random=False))
@settings(SEARCH, max_examples=4)
def test_small_worlds_agree(db, random):
    agree(random)


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False))
@settings(SEARCH, max_examples=60)
def test_more_small_worlds_agree(db, random):
    agree(random)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_large_worlds_agree(db, seed):
    answers = visibility_questions.ask(Random(seed), is_small=False)
    assert answers.asked > 1600
    assert not answers.differences, answers.differences[0]
