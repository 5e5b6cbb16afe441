"""P19 Art. 10: public-interest suggestions follow their own procedure."""

from suggestions.rules import terms
from suggestions.rules.kinds import ART_75, KINDS
from suggestions.rules.term_rows import Trigger
from tests.law.clocks import TODAY
from tests.law.rules import partly


@partly("The case itself is not opened and ended by its documents (立案, 终结案件), and has no follow-up report.")
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
