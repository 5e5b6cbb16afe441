"""One suggestion of every kind from the draft to a change that still holds, and the rebound that reopens it."""

from datetime import date

import pytest

from followups.actions import looking_back
from followups.actions.looking_back import FindingDraft
from suggestions.actions import ledger
from suggestions.rules.kinds import KINDS
from tests import factories

pytestmark = pytest.mark.django_db


# One of each type in `make check`; they differ in gates, decider and clocks. `make test` carries all of them.
QUICK = {"public_interest", "retrial_civil", "social_governance", "violation_civil_enforcement"}
ALL = [kind if kind in QUICK else pytest.param(kind, marks=pytest.mark.slow) for kind in sorted(KINDS)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ALL)
def test_a_suggestion_of_every_kind_can_be_carried_to_its_close(w, kind):
    suggestion = factories.whole(w, kind)
    assert (suggestion.document_state, suggestion.reply_state, suggestion.case_state) == (
        "served",
        "adequate",
        "closed",
    )
    assert set(suggestion.measures.values_list("state", flat=True)) == {"verified"}
    assert ledger.breaks(suggestion) == []
    assert [clock.term for clock in suggestion.clocks.running()] == ["look_back"]


def test_a_rebound_reopens_the_case_for_a_second_round_with_its_history(w):
    suggestion = factories.whole(w, "public_interest")
    first, second = suggestion.measures.all()
    on = date(2026, 9, 1)
    looking_back.record(
        access=factories.access(w.second, on),
        at=factories.at(on),
        suggestion=suggestion,
        on=on,
        basis="实地回访",
        findings=[
            FindingDraft(measure=first, found="rebounded", text="又恢复销售"),
            FindingDraft(measure=second, found="holding", text="培训仍在开展"),
        ],
    )
    suggestion.refresh_from_db()
    assert (suggestion.case_state, suggestion.round) == ("open", 2)
    looking_back.ask_again(
        access=factories.access(w.handling, on),
        at=factories.at(on),
        suggestion=suggestion,
        reason="再次整改",
        reply_days=15,
    )
    first.refresh_from_db()
    suggestion.refresh_from_db()
    assert (first.state, first.round, suggestion.reply_state) == ("asked", 2, "awaited")
    assert ledger.breaks(suggestion) == []
