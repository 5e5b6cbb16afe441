"""The examination whether to sue has a clock of its own; its suspension never touches the unit's (PIL21 Art. 47, 78)."""

from datetime import timedelta

import pytest
from django.utils import translation

from followups import closing_conditions
from followups.actions import closing
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import examining
from tests import factories
from tests.factories import access, at, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def w():
    return factories.world()


@pytest.fixture
def served(w):
    return factories.served(w, "public_interest")


def begin(w, suggestion, who=None, on=None):
    on = on or later(70)
    examining.begin(access=access(who or w.handling, on), at=at(on), suggestion=suggestion)


def take(action, w, suggestion, who=None, on=None, reason="理由"):
    on = on or later(75)
    action(access=access(who or w.chief, on), at=at(on), suggestion=suggestion, reason=reason)


def clock_of(suggestion):
    return suggestion.clocks.filter(term="examination_pil").latest("id")


def test_it_begins_when_the_rectification_period_has_ended_and_is_counted_from_its_end(w, served):
    due_on = served.clocks.of_reply().get().due_on
    with pytest.raises(Refused, match=due_on.isoformat()):
        begin(w, served, on=due_on)
    with pytest.raises(NotAllowed):
        begin(w, served, who=w.chief)
    begin(w, served)
    assert (served.examination_state, clock_of(served).started_on) == ("running", due_on)
    with pytest.raises(Stale):
        begin(w, served)


def test_it_begins_at_once_when_the_reply_came(w, served):
    factories.replied(w, served)
    begin(w, served, on=later(8))
    assert clock_of(served).started_on == later(8)


def test_only_a_public_interest_letter_is_examined(w):
    with pytest.raises(NotAllowed, match="kind"):
        begin(w, factories.served(w))


def test_a_suspension_stops_our_clock_and_gives_its_days_back_and_the_units_runs_on(w, served):
    begin(w, served)
    before, unit = clock_of(served), served.clocks.running().of_reply().get()
    with pytest.raises(NotAllowed):
        take(examining.suspend, w, served, who=w.handling)
    with pytest.raises(Refused):
        take(examining.suspend, w, served, reason=" ")
    take(examining.suspend, w, served)
    assert clock_of(served).stopped_on == later(75)
    assert served.clocks.running().of_reply().get() == unit
    with pytest.raises(Stale):
        take(examining.sue, w, served)
    take(examining.resume, w, served, on=later(85))
    after = clock_of(served)
    assert (after.stopped_on, after.due_on) == (None, before.due_on + timedelta(days=10))
    assert after.former[0]["due_on"] == before.due_on.isoformat()


@pytest.mark.parametrize(("action", "state"), [(examining.end, "ended"), (examining.sue, "sued")])
def test_the_chief_procurator_ends_it_or_sues_and_its_clock_stops(w, served, action, state):
    begin(w, served)
    assert [each for each in closing_conditions.obstacles(served) if "examination" in each.reason]
    with pytest.raises(NotAllowed):
        take(action, w, served, who=w.handling)
    with pytest.raises(Refused):
        take(action, w, served, reason="")
    take(action, w, served)
    assert (served.examination_state, clock_of(served).stopped_on) == (state, later(75))
    named = [each.reason for each in closing_conditions.obstacles(served)]
    assert not [reason for reason in named if "examination" in reason]
    assert bool([reason for reason in named if reason.startswith("Measure")]) is (state == "ended")


def test_a_closed_case_is_not_examined_before_it_is_reopened(w):
    suggestion = factories.whole(w, "public_interest")
    with pytest.raises(Refused, match="Reopen"):
        begin(w, suggestion)
    closing.reopen(access=access(w.handling, later(70)), at=at(later(70)), suggestion=suggestion, reason="新线索")
    begin(w, suggestion)
    assert suggestion.examination_state == "running"
