"""ADM21 Art. 92: retrial suggestions."""

from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import Trigger
from tests import factories
from tests.law.clocks import TODAY, sentence
from tests.law.rules import also


def started(event: Trigger) -> list[str]:
    found = terms.starting(event=event, kind_key="retrial_administrative", on=TODAY)
    return [sentence(term) for term in found]


def test_the_procuratorial_committee_decides_on_a_retrial_suggestion():
    """92 (decision): The procuratorial committee decides that a retrial suggestion is raised."""
    gate = KINDS["retrial_administrative"].versions[-1].gates[-1]
    assert (gate.relation, gate.decides, gate.by_resolution) == ("secretary", True, True)


def test_letter_and_file_are_sent_to_the_court_within_15_days():
    """92: Letter and case file go to the court within 15 days of the decision."""
    assert started(Trigger.APPROVED) == ["15 days from approved to served, owed by office"]


def test_it_is_filed_within_five_days_and_once():
    """92 (filing): It is filed with the procuratorate above within five days of being raised; the software counts from
    the issue, the earlier day."""
    assert started(Trigger.ISSUED) == ["5 days from issued to filed, owed by office"]


@also("tests/suggestions/rules/test_articles_of_kinds.py::test_filing_rests_on_the_article_that_its_form_prints")
@also("tests/suggestions/actions/test_case_papers.py::test_the_report_that_ends_the_review_of_a_retrial_is_printed")
def test_it_is_filed_with_the_report_that_ended_the_review(w):
    """92 (form): The retrial suggestion (再审检察建议书) is filed with the report that ended the review (审查终结报告)."""
    suggestion = factories.issued(w, "retrial_administrative")
    factories.filed(w, suggestion)
    facts = suggestion.documents.get(kind="record_filing").facts["facts"]
    assert facts["备案依据"] == "《人民检察院行政诉讼监督规则》第九十二条"
    assert facts["随附材料"] == ["再审检察建议书", "审查终结报告"]
