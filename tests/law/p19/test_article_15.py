"""P19 Art. 15: how long the investigation takes, and what ends it."""

from suggestions.documents import completeness
from suggestions.rules.kinds import CHIEF, KINDS
from suggestions.rules.lifecycle import TABLE
from tests import factories
from tests.law.clocks import clock, due, months
from tests.law.rules import also


@also(
    "tests/suggestions/actions/test_clocks.py::"
    "test_the_investigation_is_due_two_months_after_the_decision_until_it_is_submitted"
)
def test_the_investigation_ends_within_two_months_of_the_decision():
    """15(1): The investigation is finished within two months of the chief procurator's decision; in urgent cases at
    once. No article extends it."""
    assert clock("investigation") == "2 months from investigation_decided to submitted, owed by office"
    assert due("2026-02-10", months(2)) == "2026-04-10"


@also(
    "tests/followups/documents/test_investigation_report.py::test_the_report_tells_decision_acts_facts_and_conclusion"
)
def test_the_conclusion_report_goes_with_the_draft_to_the_chief_procurator_or_the_committee(w):
    """15(2): A conclusion report (调查终结报告) of process, facts, evidence and proposal ends the investigation; with
    the draft it goes to the chief procurator, who decides, or the committee."""
    suggestion = factories.drafted(w, conclusion_report=" ")
    lacking = completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
    assert [check.anchor for check in lacking] == ["conclusion_report"]
    assert all(version.gates[-1].decides for kind in KINDS.values() for version in kind.versions)
    assert CHIEF.relation == "chief"


@also(
    "tests/suggestions/actions/test_clocks.py::test_dropping_a_draft_stops_everything",
    "tests/suggestions/actions/test_not_suggested.py::"
    "test_the_report_says_what_was_found_why_nothing_is_suggested_and_who_decided",
    "tests/suggestions/actions/test_not_suggested.py::test_its_file_is_archived_with_number_and_term",
)
def test_the_chief_procurator_decides_with_reasons_not_to_suggest():
    """15(3): Without a violation or a major hazard it is decided not to suggest; report and papers are archived."""
    step = TABLE["document.drop"]
    assert (step.target, step.who, step.needs_reason) == ("dropped", {"chief"}, True)
    assert step.sources == {"draft", "in_review", "approved"}
