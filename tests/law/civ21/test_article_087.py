"""CIV21 Art. 87: retrial suggestions."""

import io
from dataclasses import replace

import pypdf
import pytest

from followups.documents import bundle
from organs.refusals import Refused
from suggestions.access import visible_records
from suggestions.documents import composing, recipients
from suggestions.documents.document_kinds import KINDS as KINDS_OF_DOCUMENT
from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.relations import Visibility
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


@also(
    "tests/desk/office/test_reviews_views.py::TestCommittee::test_a_retrial_is_approved_by_the_committees_resolution_only"
)
def test_the_committees_notice_is_printed_and_rests_on_its_minutes(w):
    """87 (papers): The committee's decision reaches the department as a notice (检察委员会决定事项通知书), with its minutes."""
    suggestion = factories.submitted(w, "retrial_civil")
    factories.sign(w, suggestion, w.head)
    with pytest.raises(Refused, match="会议纪要"):
        factories.sign(w, suggestion, w.secretary, resolution=replace(factories.resolution(), minutes=None))
    factories.sign(w, suggestion, w.secretary, resolution=factories.resolution())
    kind = KINDS_OF_DOCUMENT["resolution"]
    [record] = kind.records(suggestion)
    sheet = composing.sheet(kind, record)
    assert (sheet.title, sheet.gaps) == ("检察委员会决定事项通知书", ())
    said = "".join(block.text for block in sheet.blocks)
    assert "同意提出再审检察建议" in said and "检察委员会会议纪要一份" in said and ".png" not in said
    assert "拟向丙县人民法院提出再审检察建议" in said
    [kept] = suggestion.documents.filter(kind="resolution")
    assert (kept.title, kept.about) == ("检察委员会决定事项通知书", f"resolution:{record.pk}")
    bound = pypdf.PdfReader(io.BytesIO(bundle.of(suggestion, visibility=Visibility.INTERNAL)))
    assert [entry.title for entry in bound.outline].count("检察委员会决定事项通知书") == 1
    with_the_unit = visible_records.documents(suggestion, visibility=Visibility.RECIPIENT)
    assert not with_the_unit.filter(kind="resolution").exists()


@also("tests/suggestions/documents/test_recipients.py::test_no_draft_is_opened_to_anybody_else")
@also(
    "tests/suggestions/documents/test_recipients.py::"
    "test_the_court_of_another_area_is_addressed_by_the_route_on_which_the_procuratorate_there_is_asked"
)
def test_it_goes_to_the_court_of_the_same_level(w):
    """87 (recipient): A retrial suggestion goes to the court of the same level, and to nobody else."""
    facts = {"kind": KINDS["retrial_civil"], "issuer": w.county, "route": "direct"}
    assert recipients.fault(unit=w.unit, **facts)
    assert recipients.fault(unit=factories.court(w), **facts) == ""


def test_letter_and_file_are_sent_to_the_court_within_15_days():
    """87: Letter and case file go to the court of the same level within 15 days of the decision."""
    assert clock("serve_retrial") == "15 days from approved to served, owed by office"


@also("tests/suggestions/rules/test_articles_of_kinds.py::test_filing_rests_on_the_article_that_its_form_prints")
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
