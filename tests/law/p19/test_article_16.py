"""P19 Art. 16: what a letter must be, and the seven things that it says."""

import pytest

from organs.refusals import Refused
from suggestions.documents import completeness
from suggestions.rules.kinds import POLICY, QUALITIES
from tests import factories
from tests.law.rules import also, noted

WHOLE = factories.body().contents


def lacking(w, **overrides):
    """Returns which fields of the draft page are still to be filled."""
    suggestion = factories.drafted(w, **overrides)
    return [
        check.anchor
        for check in completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
    ]


@noted(
    "Facts and grounds are contents of their own; whether a letter is lawful is a verdict of the legal-policy review."
)
@also(
    "tests/desk/office/test_reviews_views.py::TestChecklist::test_the_head_ticks_each_quality_and_the_event_keeps_them"
)
@pytest.mark.parametrize("kind", ["social_governance", "other"])
def test_the_head_of_department_ticks_what_a_letter_must_be(w, kind):
    """16(1): A letter states facts and grounds, is lawful, specific, well-reasoned, rigorous, concise and operable."""
    assert (list(QUALITIES), POLICY.verdicts[1]) == (
        ["specific", "reasoned", "rigorous", "concise", "operable"],
        "legality",
    )
    suggestion = factories.submitted(w, kind)
    with pytest.raises(Refused) as refusal:
        factories.sign(w, suggestion, w.head, verdicts={"operable": False})
    assert refusal.value.field == "checklist"
    factories.sign(w, suggestion, w.head)
    assert suggestion.events.get(step="pass").details["checklist"] == "specific,reasoned,rigorous,concise,operable"


def test_the_letter_says_where_the_case_or_problem_came_from(w):
    """16(2)(1): The source of the case or problem."""
    assert lacking(w, contents=WHOLE | {"source": ""}) == ["source"]


def test_the_letter_says_what_was_found_and_by_which_evidence(w):
    """16(2)(2): The facts found, and the evidence."""
    assert lacking(w, contents=WHOLE | {"facts": " "}) == ["facts"]


def test_the_letter_says_what_is_violated_or_which_hazard_is_to_be_removed(w):
    """16(2)(3): The violations, or the hazards to eliminate."""
    assert lacking(w, contents=WHOLE | {"problems": ""}) == ["problems"]


@also(
    "tests/suggestions/documents/test_completeness.py::"
    "test_a_paper_of_the_case_that_is_missing_is_named_with_its_article"
)
@also(
    "tests/desk/office/test_drafts_views.py::test_a_basis_that_names_no_article_is_asked_about_and_is_no_bar",
    "tests/suggestions/documents/test_legal_basis.py::test_a_basis_names_an_article_or_only_a_law",
)
@noted("A basis without an article is asked about and is no bar: the Provisions admit documents that have none.")
def test_the_letter_says_what_is_suggested(w):
    """16(2)(4): The concrete suggestions, and the laws, rules or documents on which they rest."""
    assert lacking(w, measures=()) == ["measures"]


def test_the_letter_says_by_when_an_objection_is_raised(w):
    """16(2)(5): The period for an objection. The Provisions give no number of days: the letter sets it."""
    assert lacking(w, objection_amount=None) == ["objection_period"]


def test_the_letter_says_by_when_it_is_answered_in_writing(w):
    """16(2)(6): The period for acting and for the written reply."""
    assert lacking(w, reply_amount=None) == ["reply_period"]


@pytest.mark.parametrize("other", ["", "请一并告知后续安排。"])
def test_what_else_is_to_be_said_may_be_left_out(w, other):
    """16(2)(7): Other matters, where there are any."""
    assert lacking(w, contents=WHOLE | {"other": other}) == []
