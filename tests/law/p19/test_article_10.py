"""P19 Art. 10: public-interest suggestions follow their own procedure."""

from suggestions.rules import terms
from suggestions.rules.kinds import ART_75, KINDS
from suggestions.rules.term_rows import Trigger
from tests.law.clocks import TODAY
from tests.law.rules import also, noted


@also(
    "tests/suggestions/actions/test_case_papers.py::test_the_decision_to_open_a_case_is_served_within_seven_days",
    "tests/suggestions/actions/test_case_papers.py::TestPublicInterest::"
    "test_the_decision_that_the_case_ends_is_served_and_the_chief_procurator_closes",
)
@noted("What of that procedure is kept is said at the PIL rules.")
def test_a_public_interest_letter_follows_the_rules_of_its_procedure():
    """10: Where an administrative organ harms the public interest unlawfully or by doing nothing, the suggestion must
    follow the procedure of public-interest cases."""
    kind = KINDS["public_interest"].versions[-1]
    assert kind.contents is ART_75
    started = {
        term.key for event in Trigger for term in terms.starting(event=event, kind_key=kind.kind, on=TODAY) if term.row
    }
    of_letter = {"investigation", "serve_pil", "filing_pil", "examination_pil"}
    assert started == of_letter | {"pil_decision_service", "out_of_area"}
