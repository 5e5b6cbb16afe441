"""PIL21 Art. 76: service of a public-interest letter."""

from suggestions.rules.kinds import KINDS
from tests.law.clocks import clock, days, due
from tests.law.rules import also


@also(
    "tests/suggestions/actions/test_clocks.py::"
    "test_of_public_interest_approval_starts_service_and_service_starts_reply_examination_and_filing"
)
def test_it_is_served_within_three_days_of_the_decision():
    """76 (three days): The letter is served within three days of the decision."""
    assert clock("serve_pil") == "3 days from approved to served, owed by office"
    assert due("2026-03-02", days(3)) == "2026-03-05"


@also("tests/desk/steps/test_service.py::TestProclamation::test_public_interest_needs_no_agreement")
def test_it_may_be_proclaimed_and_no_agreement_is_named():
    """76 (proclamation): The letter may be proclaimed (宣告送达); an agreement of the organ is not mentioned."""
    assert not KINDS["public_interest"].versions[-1].proclamation_needs_consent
