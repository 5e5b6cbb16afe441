"""Figures: over random letters each counts, above and below, what the reference counts by its words."""

from random import Random

import pytest

from insights.figures import FIGURES
from tests.references import figure_questions
from tests.references.figure_reference import KEYS

pytestmark = pytest.mark.django_db


def test_every_figure_has_its_reference():
    assert set(FIGURES) == KEYS


@pytest.mark.parametrize("seed", range(2))
def test_a_few_letters_agree(db, seed):
    answers = figure_questions.ask(Random(seed), is_small=True)
    assert answers.asked == len(KEYS)
    assert not answers.differences, answers.differences[0]


@pytest.mark.slow
def test_many_letters_agree_by_every_filter_list_and_group(db):
    answers = figure_questions.ask(Random(2), is_small=False)
    assert answers.asked > 2000
    assert not answers.differences, answers.differences[0]
