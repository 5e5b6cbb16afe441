"""The clock of a planned visit: the office's own duty, from the plan to the planned day, until it is held or called off (P19 Art. 24)."""

import pytest

from desk.case import clock_presenter
from followups.actions import urging, visiting
from organs.roles import Side
from suggestions.models import Clock
from tests import factories
from tests.factories import access, at, later
from tests.followups import visits

pytestmark = pytest.mark.slow


@pytest.fixture
def suggestion(w):
    suggestion = factories.served(w)
    factories.answered(w, suggestion)
    return suggestion


@pytest.fixture
def visit(w, suggestion):
    return visits.planned(w, suggestion)


def move(w, visit, to, reason):
    visiting.move(access=access(w.handling, later(11)), at=at(later(11)), visit=visit, to=to, reason=reason)


def clock_of(visit) -> Clock:
    return Clock.objects.get(suggestion_id=visit.suggestion_id, about=f"visit:{visit.pk}")


def test_it_runs_from_the_plan_to_the_planned_day(suggestion, visit):
    clock = clock_of(visit)
    assert (clock.term, clock.owes, clock.started_on, clock.due_on) == ("visit", "office", later(10), later(12))
    assert clock.started_by == suggestion.events.get(track="visit", step="plan")
    assert clock.stopped_on is None


def test_it_moves_with_the_visit_and_keeps_all_former_days(w, suggestion, visit):
    move(w, visit, later(15), "对方负责人出差")
    move(w, visit, later(20), "道路封闭")
    clock = clock_of(visit)
    moves = [event.seq for event in suggestion.events.filter(track="visit", step="move")]
    assert clock.due_on == later(20)
    assert [(each["due_on"], each["reason"], each["event"]) for each in clock.former] == [
        (later(12).isoformat(), "对方负责人出差", moves[0]),
        (later(15).isoformat(), "道路封闭", moves[1]),
    ]


def test_it_ends_on_the_day_the_visit_was_held(w, suggestion, visit):
    visits.record(w, visit, today=later(14), on=later(13))
    clock = clock_of(visit)
    assert (clock.stopped_on, clock.stopped_by) == (later(13), suggestion.events.get(track="visit", step="record"))


def test_it_ends_without_being_met_when_the_visit_is_called_off(w, visit):
    visiting.call_off(access=access(w.handling, later(11)), at=at(later(11)), visit=visit, reason="单位已撤并")
    clock = clock_of(visit)
    assert clock.stopped_on == later(11)
    assert "not by being met" in clock_presenter.clock_shape(clock, today=later(30), reader=Side.OFFICE).beside


def test_each_visit_has_its_own(w, suggestion, visit):
    other = visits.planned(w, suggestion, on=later(30))
    visits.record(w, visit)
    running = suggestion.clocks.running().get(term="visit")
    assert (running.about, running.due_on) == (f"visit:{other.pk}", later(30))


def test_a_visit_without_a_plan_has_none(w, suggestion):
    urging.record_visit(
        access=access(w.handling, later(11)),
        at=at(later(11)),
        suggestion=suggestion,
        means="visit",
        on=later(11),
        findings="属实",
    )
    assert not suggestion.clocks.filter(term="visit").exists()
