"""The order of the gates: the author's own head first, unless the office set legal-policy review before (P19 Art. 17)."""

import pytest

from organs.refusals import NotAllowed
from suggestions.actions import drafting, gate_orders
from suggestions.documents import gates
from suggestions.models import Approval, Suggestion
from suggestions.rules import kinds
from tests import factories
from tests.factories import access, at

pytestmark = pytest.mark.django_db
VERDICTS = {"necessity": True, "legality": True, "reasoning": True}


def turned(w, policy_first=True) -> None:
    gate_orders.set_order(access=None, at=at(), procuratorate=w.county, policy_first=policy_first)


def keys(suggestion) -> list[str]:
    return [gate.key for gate in gates.in_order(suggestion)]


def test_the_own_head_reads_first_by_default_and_who_decides_last_in_either_order(w):
    draft = factories.opened(w)
    assert keys(draft) == ["head", "policy", "decision"]
    turned(w)
    assert keys(draft) == ["policy", "head", "decision"]
    turned(w, policy_first=False)
    assert keys(draft) == ["head", "policy", "decision"]


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_only_letters_that_have_both_gates_are_turned(w, kind):
    rules = kinds.KINDS[kind].versions[-1]
    turned(w)
    found = [gate.key for gate in gates.ordered(rules, procuratorate_id=w.county.pk)]
    assert found == (["policy", "head", "decision"] if kind == "social_governance" else ["head", "decision"])


def test_under_the_other_order_each_gate_asks_what_it_asks_and_the_chief_decides_over_all(w):
    turned(w)
    suggestion = factories.submitted(w)
    assert suggestion.gate == "policy"
    factories.sign(w, suggestion, w.policy, verdicts=VERDICTS, opinion="同意。")
    assert suggestion.gate == "head"
    factories.sign(w, suggestion, w.head)  # with the qualities of Art. 16(1)
    assert Approval.objects.get(gate="head").verdicts.keys() == kinds.QUALITIES.keys()
    assert suggestion.gate == "decision"
    factories.sign(w, suggestion, w.chief)
    assert Suggestion.objects.get(pk=suggestion.pk).document_state == "approved"


def test_a_draft_in_review_goes_on_to_the_gate_that_has_not_signed_its_text(w):
    suggestion = factories.at_policy(w)
    turned(w)
    factories.sign(w, suggestion, w.policy, verdicts=VERDICTS, opinion="同意。")
    assert suggestion.gate == "decision"


def test_an_edit_under_the_other_order_begins_at_its_first_gate_again(w):
    turned(w)
    suggestion = factories.submitted(w)
    factories.sign(w, suggestion, w.policy, verdicts=VERDICTS, opinion="同意。")
    drafting.recall(access=access(w.handling), at=at(), suggestion=suggestion)
    drafting.save(
        access=access(w.handling),
        at=at(),
        suggestion=suggestion,
        head=factories.head(w),
        body=factories.body(conclusion_report="补充调查。"),
    )
    drafting.submit(access=access(w.handling), at=at(), suggestion=suggestion)
    assert suggestion.gate in {"policy", "head"}


def test_only_an_administrator_of_the_office_sets_it(w):
    with pytest.raises(NotAllowed):
        gate_orders.set_order(access=access(w.chief), at=at(), procuratorate=w.county, policy_first=True)
