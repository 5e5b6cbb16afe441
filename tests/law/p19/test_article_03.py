"""P19 Art. 3: which procuratorate may address a unit, and by which way."""

import pytest
from django.utils import translation

from suggestions.actions import consulting, drafting
from suggestions.documents import completeness
from suggestions.rules.kinds import ROUTE_LABELS, Route
from tests import factories
from tests.factories import access, at
from tests.law.rules import also, partly


def draft_by(w, route):
    """Returns a complete draft that goes the way named."""
    suggestion = factories.drafted(w)
    drafting.save(
        access=access(w.handling),
        at=at(),
        suggestion=suggestion,
        head=factories.head(w, route=route),
        body=factories.body(),
    )
    suggestion.refresh_from_db()
    return suggestion


@partly("“Other relevant units”, the third group of addressees, is not named on the page.")
def test_a_letter_may_go_directly_to_the_unit_of_the_case_or_an_organ_of_the_own_level():
    """3(1): A procuratorate suggests directly to the unit of its own case and to the competent organ of its level."""
    with translation.override("en"):
        assert "the unit of the own case, or the competent organ at the own level" in str(ROUTE_LABELS[Route.DIRECT])


@partly("The papers are a text; nothing is sent to the lower procuratorate.")
def test_to_a_unit_below_the_papers_of_the_instruction_are_asked_for(w):
    """3(3): To a unit of a lower level the corresponding lower procuratorate is instructed to suggest (指令)."""
    suggestion = draft_by(w, Route.INSTRUCTED)
    lacking = completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
    assert [check.anchor for check in lacking] == ["route_papers"]


@also(
    "tests/suggestions/actions/test_consulting.py::"
    "test_a_procuratorate_that_disagrees_leads_to_the_common_superior_in_words_and_stops_nothing"
)
@partly(
    "No gate waits for the opinion: the letter may be issued without it, and the decision of the common superior "
    "has no record."
)
@pytest.mark.parametrize(("route", "is_asked_for"), [(Route.CONSULTED, True), (Route.DIRECT, False)])
def test_to_a_unit_in_another_place_the_opinion_of_the_procuratorate_there_is_asked_for(w, route, is_asked_for):
    """3(4): To a unit in another place the opinion of the procuratorate there must be sought; where it disagrees, the
    common superior decides."""
    with translation.override("en"):
        assert ("must be sought" in consulting.elsewhere(draft_by(w, route))) is is_asked_for
