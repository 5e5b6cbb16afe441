"""A holiday notice: which live days it would move is seen first; then each moves with an event, and nothing else."""

from datetime import date, datetime

import pytest

from organs.models import SetupEvent
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import calendars, clocks, ledger, recounting, serving
from suggestions.actions.serving import ServiceDraft
from suggestions.models import CalendarDay, CalendarYear, Suggestion
from tests import factories

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 7)
NOTICE = "国办发明电〔2026〕7号"


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.served = factories.served(w, on=ON)
    return w


@pytest.fixture
def w(built, db):
    built.served.refresh_from_db()
    return built


def spring_festival(first: int = 5, last: int = 11) -> None:
    for day in range(first, last + 1):
        CalendarDay.objects.create(day=date(2027, 2, day), kind="holiday", name="春节")


def propose(w, who=None, **facts):
    access = factories.access(who or w.administrator, ON)
    return calendars.publish_year(access=access, at=factories.at(ON, 15), year=2027, source=NOTICE, **facts)


def publish(w, expected_change: str | None = None):
    """Lets one administrator propose and another one confirm."""
    calendars.confirm(
        access=factories.access(w.security, ON),
        at=factories.at(ON, 16),
        proposal=propose(w),
        expected_change=expected_change,
    )


def reply(w):
    return w.served.clocks.get(term="reply")


def test_which_days_would_move_is_told_and_nothing_is_changed_by_asking(w):
    spring_festival()
    before = list(w.served.clocks.values())
    rows = recounting.by_notice(year=2027)
    moves = {row.clock.term: (row.clock.due_on, row.counted.due_on, row.days) for row in rows if row.moves}
    assert moves == {"reply": (date(2027, 2, 8), date(2027, 2, 12), 4)}
    assert not [row for row in rows if row.counted.is_provisional]
    assert list(w.served.clocks.values()) == before
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_a_notice_moves_the_day_with_an_event_and_keeps_the_former_one(w):
    spring_festival()
    events = w.served.seq
    publish(w, expected_change=recounting.mark_of(recounting.by_notice(year=2027)))
    moved = reply(w)
    assert (moved.due_on, moved.is_provisional) == (date(2027, 2, 12), False)
    event = w.served.events.get(seq=events + 1)
    assert (event.step, event.shown_to, event.actor_name) == ("recount_openly", "both", w.security.name)
    assert event.details == {"term": "reply", "former": "2027-02-08", "corrected": "2027-02-12"}
    [former] = moved.former
    assert (former["due_on"], former["event"]) == ("2027-02-08", event.seq)
    assert datetime.fromisoformat(former["at"]) == event.recorded_at
    w.served.refresh_from_db()
    assert ledger.breaks(w.served) == []
    assert {row.relation for row in event.outbox.all()} == {"handling", "unit"}
    assert SetupEvent.objects.filter(verb="publish year").latest("id").details == {"moved": "1"}


@pytest.mark.slow
def test_what_runs_from_the_end_of_a_period_moves_with_it_and_is_among_what_is_shown(w):
    served = factories.served(w, "public_interest", on=ON)
    spring_festival()
    rows = recounting.by_notice(year=2027)
    moves = {row.clock.term: row.counted.due_on for row in rows if row.moves and row.clock.suggestion_id == served.pk}
    assert moves == {"reply_pil": date(2027, 2, 12), "examination_pil": date(2027, 3, 12)}
    publish(w, expected_change=recounting.mark_of(rows))
    examination = served.clocks.get(term="examination_pil")
    assert (examination.started_on, examination.due_on) == (date(2027, 2, 12), date(2027, 3, 12))
    assert [former["due_on"] for former in examination.former] == ["2027-03-08"]
    served.refresh_from_db()
    assert ledger.breaks(served) == []


def test_a_list_that_changed_since_it_was_shown_is_refused_and_nothing_moves(w):
    spring_festival()
    proposal = propose(w)
    facts = {"access": factories.access(w.security, ON), "at": factories.at(ON, 16), "proposal": proposal}
    shown = recounting.mark_of(recounting.by_notice(year=2027))
    w.served.clocks.filter(term="reply").update(stopped_on=ON)
    with pytest.raises(Stale):
        calendars.confirm(**facts, expected_change=shown)
    w.served.clocks.filter(term="reply").update(stopped_on=None)
    assert (reply(w).due_on, CalendarYear.objects.filter(year=2027).exists()) == (date(2027, 2, 8), False)
    calendars.confirm(**facts, expected_change=shown)
    assert reply(w).due_on == date(2027, 2, 12)


def test_a_day_that_does_not_move_becomes_final_without_an_event(w):
    CalendarDay.objects.create(day=date(2027, 1, 1), kind="holiday", name="元旦")
    events = w.served.seq
    publish(w)
    w.served.refresh_from_db()
    assert (reply(w).due_on, reply(w).is_provisional, w.served.seq) == (date(2027, 2, 8), False, events)


def test_a_notice_corrected_later_moves_a_final_day_too(w):
    spring_festival()
    publish(w)
    calendars.confirm(
        access=factories.access(w.security, ON),
        at=factories.at(ON, 17),
        proposal=calendars.enter_days(
            access=factories.access(w.administrator, ON),
            at=factories.at(ON, 16),
            year=2027,
            first=date(2027, 2, 12),
            last=date(2027, 2, 12),
            kind="holiday",
            name="春节",
        ),
    )
    assert [each["due_on"] for each in reply(w).former] == ["2027-02-08", "2027-02-12"]
    assert reply(w).due_on == date(2027, 2, 15)


def test_a_day_that_a_decision_set_is_never_moved_by_a_notice(w):
    event = w.served.events.last()
    clocks.move(clock=reply(w), due_on=date(2027, 2, 9), reason="变更", event=event)
    spring_festival()
    assert "reply" not in {row.clock.term for row in recounting.by_notice(year=2027)}
    publish(w)
    assert reply(w).due_on == date(2027, 2, 9)


def test_a_stopped_clock_is_never_counted_again(w):
    w.served.clocks.update(stopped_on=ON)
    spring_festival()
    assert recounting.by_notice(year=2027) == []


@pytest.mark.slow
def test_many_clocks_take_no_more_statements_than_one(w, django_assert_max_num_queries):
    for _more in range(3):
        other = factories.issued(w, on=ON)
        serving.serve(
            access=factories.access(w.handling, ON),
            at=factories.at(ON, 11),
            suggestion=other,
            service=ServiceDraft(mode="direct", received_on=ON, signed_by="收发室", signed_as="mail"),
        )
    spring_festival()
    with django_assert_max_num_queries(4):
        rows = recounting.by_notice(year=2027)
    assert sum(row.moves for row in rows) == 4
    assert Suggestion.objects.count() == 4


def test_a_notice_is_entered_only_after_its_days(w):
    with pytest.raises(Refused) as early:
        propose(w)
    assert early.value.field == "year"
    spring_festival()
    with pytest.raises(NotAllowed):
        propose(w, who=w.chief)
