"""P19 Art. 21: filing on record with the procuratorate above (备案)."""

from notices.queries import addressees
from organs.roles import Role
from suggestions.actions import filing
from suggestions.documents.document_kinds import KINDS
from suggestions.rules.tracks import TABLE
from tests.law.clocks import clock, days, due
from tests.law.rules import also


@also("tests/suggestions/actions/test_clocks.py::test_issue_starts_the_filing_clock_and_service_the_others")
def test_a_letter_is_filed_within_five_days_of_its_issue():
    """21: A letter is filed on record with the next-higher procuratorate within five days of its issue."""
    assert clock("filing") == "5 days from issued to filed, owed by office"
    assert due("2023-09-27", days(5)) == "2023-10-07"


@also(
    "tests/notices/queries/test_addressees.py::test_a_filing_reaches_the_department_of_the_same_line_and_policy_research",
    "tests/desk/steps/test_filing.py::TestFiling::test_it_is_received_once_both_departments_have_it_each_on_its_day",
)
def test_the_filing_reaches_two_departments_above_under_seal_and_each_receives_it():
    """21 (departments): It is filed with two departments there: the business department of the same line, and
    legal-policy research."""
    assert TABLE["filing.file"].notify == {"higher"}
    assert {Role.POLICY_REVIEWER, Role.DEPARTMENT_HEAD} <= set(addressees.HIGHER)
    assert filing.RECEIVED == ("line_received_on", "policy_received_on")
    assert KINDS["record_filing"].is_sealed
