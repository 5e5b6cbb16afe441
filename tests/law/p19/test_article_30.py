"""P19 Art. 30: special rules go before the Provisions."""

from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import Trigger
from tests.law.clocks import TODAY, reply
from tests.law.rules import also


@also("tests/suggestions/rules/test_terms.py::test_special_beats_local_and_the_urgent_letter_beats_local")
def test_a_special_rule_takes_the_place_of_the_general_one():
    """30: For retrial, rectification and public-interest letters a special rule prevails; without one, and for all
    else, the Provisions hold."""
    assert reply("public_interest", urgent=True) == "15 days from served to replied, owed by unit"
    assert reply("social_governance", urgent=True) == "2 months from served to replied, owed by unit"
    assert reply("retrial_civil") == "3 months from served to replied, owed by court"
    filed = {
        kind: [
            term.key
            for event in (Trigger.ISSUED, Trigger.SERVED)
            for term in terms.starting(event=event, kind_key=kind, on=TODAY)
            if term.stopped_by is Trigger.FILED
        ]
        for kind in KINDS
    }
    assert filed["public_interest"] == ["filing_pil"]
    assert filed["retrial_administrative"] == ["filing_retrial_admin"]
    assert filed["retrial_civil"] == filed["social_governance"] == ["filing"]
