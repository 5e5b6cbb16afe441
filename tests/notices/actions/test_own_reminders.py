"""Reminders that a person sets for oneself: set, cancelled, come, and nobody else's business."""

from datetime import date, timedelta

import pytest

from notices.actions import own_reminders, reminding
from notices.models import Notice, OwnReminder
from organs.actions import people, posts
from organs.refusals import NotAllowed, Refused, Stale
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ON = factories.later(10)
NOTE = "打电话问进度"


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion, w.draft = factories.served(w), factories.opened(w)
    return w


@pytest.fixture
def w(built, db):
    return built


def set_one(w, who=None, suggestion=None, on: date = ON, note: str = NOTE) -> OwnReminder:
    return own_reminders.set_one(
        access=factories.access(who or w.handling),
        at=factories.at(),
        suggestion=suggestion or w.suggestion,
        on=on,
        note=note,
    )


def cancel(w, reminder: OwnReminder, who=None) -> None:
    own_reminders.cancel(access=factories.access(who or w.handling), at=factories.at(), reminder=reminder)


def deliver(on: date = ON) -> int:
    return reminding.deliver_own(at=factories.at(on))


def again(reminder: OwnReminder) -> OwnReminder:
    return OwnReminder.objects.get(pk=reminder.pk)


def test_it_comes_on_its_day_once_to_its_person_alone(w):
    reminder = set_one(w)
    assert [deliver(ON - timedelta(days=1)), deliver(), deliver(), deliver(ON + timedelta(days=9))] == [0, 1, 0, 0]
    notice = Notice.objects.get(about=f"own:{reminder.pk}")
    assert (notice.person, notice.suggestion) == (w.handling, w.suggestion)
    assert notice.details == {"note": NOTE, "due_on": ON.isoformat()}
    assert again(reminder).sent_at == factories.at(ON)


def test_one_whose_day_passed_in_a_silence_comes_after_it(w):
    set_one(w)
    assert deliver(ON + timedelta(days=20)) == 1


def test_the_unit_may_set_one_too(w):
    set_one(w, who=w.liaison)
    assert deliver() == 1
    assert Notice.objects.get(about__startswith="own:").person == w.liaison


def test_a_run_of_all_reminders_delivers_it_as_well(w):
    set_one(w)
    reminding.remind(at=factories.at(ON))
    assert Notice.objects.filter(about__startswith="own:").count() == 1


def test_more_than_one_batch_comes_at_once(w, monkeypatch):
    monkeypatch.setattr(reminding, "BATCH", 2)
    for _time in range(5):
        set_one(w)
    assert deliver() == 5


def test_a_note_is_kept_without_its_edges(w):
    assert set_one(w, note="  a\nb  ").note == "a\nb"
    assert set_one(w, note="").note == ""


# Cancelled


def test_a_cancelled_one_does_not_come(w):
    reminder = set_one(w)
    cancel(w, reminder)
    assert deliver() == 0
    assert again(reminder).cancelled_at == factories.at()


def test_one_that_came_or_was_cancelled_is_not_cancelled_again(w):
    came, cancelled = set_one(w), set_one(w)
    cancel(w, cancelled)
    deliver()
    for reminder in (came, cancelled):
        with pytest.raises(Stale):
            cancel(w, reminder)
    assert again(came).cancelled_at is None


def test_who_may_no_longer_see_the_case_is_not_reminded_and_it_is_cancelled(w):
    theirs, others = set_one(w, suggestion=w.draft), set_one(w, who=w.second, suggestion=w.draft)
    posts.end(access=None, at=factories.at(), post=w.handling.posts.get(), on=factories.later(5))
    deliver()
    assert again(theirs).cancelled_at == factories.at(ON)
    assert again(theirs).sent_at is None
    assert again(others).sent_at == factories.at(ON)
    assert list(Notice.objects.filter(about__startswith="own:").values_list("person", flat=True)) == [w.second.pk]


def test_a_closed_account_is_not_reminded(w):
    reminder = set_one(w)
    people.deactivate(access=None, at=factories.at(), on=factories.DAY, person=w.handling, reason="调离")
    deliver()
    assert again(reminder).cancelled_at is not None


# Refused


@pytest.mark.parametrize("days", [0, -1])
def test_a_day_that_is_not_to_come_is_refused_at_its_field(w, days):
    with pytest.raises(Refused) as refused:
        set_one(w, on=factories.later(days))
    assert refused.value.field == "on"


def test_a_note_that_is_too_long_is_refused_at_its_field(w):
    assert set_one(w, note="字" * 300).note == "字" * 300
    with pytest.raises(Refused) as refused:
        set_one(w, note="字" * 301)
    assert refused.value.field == "note"


def test_too_many_at_once_are_refused_and_room_comes_by_cancelling(w, monkeypatch):
    monkeypatch.setattr(own_reminders, "MOST_OPEN", 2)
    first = set_one(w)
    set_one(w), set_one(w, who=w.second)
    with pytest.raises(Refused) as refused:
        set_one(w)
    assert "2" in str(refused.value)
    cancel(w, first)
    assert set_one(w).pk


@pytest.mark.parametrize(
    ("who", "which"), [("outsider", "draft"), ("liaison", "draft"), ("other_liaison", "suggestion")]
)
def test_one_is_set_only_on_what_one_may_see(w, who, which):
    with pytest.raises(NotAllowed):
        set_one(w, who=getattr(w, who), suggestion=getattr(w, which))
    assert not OwnReminder.objects.exists()


def test_nobody_sees_or_cancels_anothers(w):
    reminder = set_one(w)
    for who in (w.second, w.head, w.administrator, w.liaison):
        assert not OwnReminder.objects.visible_to(factories.access(who)).exists()
        with pytest.raises(Stale):
            cancel(w, reminder, who=who)
    assert again(reminder).cancelled_at is None


def test_one_that_fails_keeps_no_other_waiting(w, monkeypatch):
    set_one(w, who=w.liaison), set_one(w)
    whole = reminding._deliver_own

    def fail_for_the_first(row, *, at):
        whole(row, at=at)
        if row.person_id == w.liaison.pk:
            raise RuntimeError("broken")

    monkeypatch.setattr(reminding, "_deliver_own", fail_for_the_first)
    with pytest.raises(RuntimeError):
        deliver()
    assert list(Notice.objects.filter(about__startswith="own:").values_list("person", flat=True)) == [w.handling.pk]
    monkeypatch.undo()
    assert deliver() == 1
