"""CIV21 Art. 87: retrial suggestions."""

from suggestions.documents import composing
from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import Trigger
from tests import factories
from tests.law.clocks import TODAY, clock
from tests.law.rules import also, noted


@also(
    "tests/desk/office/test_reviews_views.py::TestCommittee::"
    "test_a_retrial_is_approved_by_the_committees_resolution_only"
)
def test_the_procuratorial_committee_decides_on_a_retrial_suggestion():
    """87 (decision): The procuratorial committee decides that a retrial suggestion is raised."""
    gate = KINDS["retrial_civil"].versions[-1].gates[-1]
    assert (gate.relation, gate.decides, gate.by_resolution) == ("secretary", True, True)


def test_letter_and_file_are_sent_to_the_court_within_15_days():
    """87: Letter and case file go to the court of the same level within 15 days of the decision."""
    assert clock("serve_retrial") == "15 days from approved to served, owed by office"


@noted("The five days of P19 Art. 21 are taken, since this article names no number.")
def test_it_is_filed_with_the_procuratorate_above():
    """87 (filing): The suggestion is reported to the procuratorate above for filing; no number of days is named."""
    started = terms.starting(event=Trigger.ISSUED, kind_key="retrial_civil", on=TODAY)
    assert [term.key for term in started] == ["filing"]


@also(
    "tests/suggestions/printing/test_documents.py::"
    "test_a_letter_of_a_kind_has_its_own_skeleton_and_says_on_which_law_it_is_raised"
)
def test_the_document_is_a_retrial_suggestion(w):
    """87 (document): The document is a retrial suggestion (再审检察建议书), with what was found and what the procuratorate
    holds."""
    suggestion = factories.issued(w, "retrial_civil")
    document = suggestion.documents.get(kind="letter")
    assert document.title == "再审检察建议书"
    assert document.template.text == composing.text_that_came_along("retrial_letter")
