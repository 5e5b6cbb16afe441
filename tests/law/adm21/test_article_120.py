"""ADM21 Art. 120: one suggestion for violations of a kind."""

import pytest

from desk.office import drafts_presenter
from suggestions.actions import categories
from tests import factories
from tests.factories import access, at
from tests.law.rules import also


@pytest.mark.slow
@also("tests/desk/office/test_drafts_views.py::TestWriting::test_an_open_suggestion_of_the_same_category_is_named")
def test_a_suggestion_to_the_same_unit_on_the_same_problem_is_known_of(w):
    """120: For violations of the same kind one suggestion is made (对同类违法情形，应当制发一份检察建议)."""
    category = categories.add(access=None, at=at(), zh="食品安全", en="Food safety", code="food")
    first = factories.opened(w, problem_category=category)
    second = factories.opened(w, problem_category=category)
    other = factories.opened(w, problem_category=category, unit=w.other_unit)
    assert list(drafts_presenter.open_twins(second, access(w.handling))) == [first]
    assert not drafts_presenter.open_twins(other, access(w.handling)).exists()
