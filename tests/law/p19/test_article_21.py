"""P19 Art. 21: filing on record with the procuratorate above (备案)."""

from notices.queries import addressees
from organs.roles import Role
from suggestions.rules.tracks import TABLE
from tests.law.clocks import clock, days, due
from tests.law.rules import also, partly


@also("tests/suggestions/actions/test_clocks.py::test_issue_starts_the_filing_clock_and_service_the_others")
def test_a_letter_is_filed_within_five_days_of_its_issue():
    """21: A letter is filed on record with the next-higher procuratorate within five days of its issue."""
    assert clock("filing") == "5 days from issued to filed, owed by office"
    assert due("2023-09-27", days(5)) == "2023-10-07"


@partly("The form names both; the notice reaches legal-policy research and case management, no business department.")
def test_the_filing_is_announced_to_the_legal_policy_research_above():
    """21 (departments): It is filed with two departments there: the business department of the same line, and
    legal-policy research."""
    assert TABLE["filing.file"].notify == {"higher"}
    assert addressees.HIGHER == (Role.POLICY_REVIEWER, Role.CASE_MANAGER)
