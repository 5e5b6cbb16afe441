"""P19 Art. 17: who reviews a letter before it is decided, and whose opinion may be sought."""

import pytest

from organs.refusals import Refused
from suggestions.actions import consulting
from suggestions.models import AskedOf
from suggestions.rules.kinds import KINDS
from suggestions.rules.tracks import TABLE
from tests import factories
from tests.factories import DAY, access, at
from tests.law.rules import also


@also(
    "tests/suggestions/actions/test_gate_orders.py::"
    "test_the_own_head_reads_first_by_default_and_who_decides_last_in_either_order",
    "tests/suggestions/actions/test_gate_orders.py::"
    "test_under_the_other_order_each_gate_asks_what_it_asks_and_the_chief_decides_over_all",
    "tests/desk/case/test_review_opinion.py::test_it_says_what_was_found_of_each_and_by_whom",
)
def test_only_social_governance_passes_the_legal_policy_review_and_before_anybody_decides(w):
    """17(1): A letter of social governance is reviewed by the legal-policy-research department for necessity,
    legality and reasoning before it goes to the chief procurator; letters of other types are not."""
    reviewed = {
        version.kind
        for kind in KINDS.values()
        for version in kind.versions
        if "policy" in {g.key for g in version.gates}
    }
    assert reviewed == {"social_governance"}
    suggestion = factories.at_policy(w)
    assert (suggestion.gate, [gate.key for gate in KINDS["social_governance"].versions[-1].gates]) == (
        "policy",
        ["head", "policy", "decision"],
    )
    with pytest.raises(Refused) as refusal:
        factories.sign(w, suggestion, w.policy, opinion="同意。", verdicts={"necessity": True, "legality": True})
    assert refusal.value.field == "reasoning"


@pytest.mark.slow
@also("tests/suggestions/actions/test_consulting.py::test_it_is_not_asked_afterwards")
def test_the_opinion_of_the_recipient_may_be_sought_before_issue(w):
    """17(2): Before the letter is issued the procuratorate may seek the recipient's opinion; it need not."""
    suggestion = factories.drafted(w)
    opinion = consulting.ask(
        access=access(w.handling),
        at=at(),
        suggestion=suggestion,
        asked_of=AskedOf.RECIPIENT,
        questions="拟提出的措施是否可行？",
        on=DAY,
    )
    assert (opinion.addressee, opinion.state) == (w.unit.name, "asked")
    assert TABLE["opinion.ask"].who == {"handling", "team"}
