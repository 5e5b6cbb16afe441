"""P19 Art. 12: where another document than a suggestion is prescribed."""

import pytest
from django.utils import translation

from desk.office import drafts_presenter
from suggestions.documents import completeness
from suggestions.rules.other_instruments import AT_OPENING
from tests import factories


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_every_opening_asks_whether_another_document_is_prescribed():
    """12: Where the law prescribes a notice to correct violations (纠正违法通知书) or a procuratorial opinion (检察意见书),
    that is used and no suggestion: the author is asked, and decides."""
    assert "纠正违法通知书" in str(AT_OPENING) and "检察意见书" in str(AT_OPENING)


@pytest.mark.parametrize(
    ("kind", "overrides", "is_asked"),
    [
        ("violation_criminal", {}, True),
        ("social_governance", {"governance_ground": "5"}, True),
        ("social_governance", {"governance_ground": "2"}, False),
        ("public_interest", {}, False),
    ],
)
def test_the_draft_asks_where_it_is_likely_and_refuses_nothing(w, kind, overrides, is_asked):
    """12(draft): The draft asks again where it is likely, as of a violation in criminal proceedings; it is no bar."""
    suggestion = factories.drafted(w, kind, **overrides)
    found = drafts_presenter.checks(suggestion=suggestion, access=factories.access(w.handling))
    assert any("Art. 12" in str(check.note) for check in found) is is_asked
    assert all(check.is_met for check in found)
    assert completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY) == []
