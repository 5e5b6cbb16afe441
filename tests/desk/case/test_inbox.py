"""Lines of an inbox: of an event, a due day, an own reminder or a job; each with its words, its page and nobody else's case."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from desk.case import inbox as notice_lines
from notices.actions import delivering, jobs, own_reminders, reminder_rules, reminding
from notices.models import Notice
from organs.actions import posts
from suggestions.models import Clock, Outbox, Suggestion
from tests import factories

pytestmark = pytest.mark.django_db

DUE = date(2026, 5, 6)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    Outbox.objects.exclude(event__step="serve").update(sent_at=factories.at())
    return w


@pytest.fixture
def w(built, db):
    with translation.override("en"):
        yield built


def inbox(w, who, today: date = DUE) -> list[notice_lines.InboxEntry]:
    access = factories.access(who, today)
    rows = notice_lines.unread(access)
    return [notice_lines.entry_of(notice, today=today, is_unit=access.is_unit) for notice in rows]


def remind(days: int, *told: str, on: date, subject: str = "reply") -> None:
    draft = reminder_rules.RuleDraft(days=days, grace=0, relations=told, channel="inbox")
    reminder_rules.add(access=None, at=factories.at(), procuratorate=None, subject=subject, draft=draft)
    reminding.remind(at=factories.at(on))


def test_a_due_day_says_duty_day_and_how_near_and_to_whom_it_speaks(w):
    remind(-3, "handling", "unit", on=DUE - timedelta(days=3))
    [line] = inbox(w, w.handling, DUE - timedelta(days=3))
    assert line.title.endswith("due on 2026-05-06 (in 3 days)")
    assert line.by == "Reminder to you as Handling prosecutor"
    assert line.text == f"{w.suggestion.title} · {w.unit.name}"
    assert (line.icon, line.href) == ("wait", f"/suggestions/{w.suggestion.pk}/")
    [line] = inbox(w, w.liaison, DUE - timedelta(days=3))
    assert line.by == "Reminder to you as Recipient unit"
    assert (line.text, line.href) == (w.suggestion.title, f"/portal/letters/{w.suggestion.pk}/")


def test_a_due_day_that_has_passed_is_late_when_it_is_read(w):
    remind(-3, "handling", on=DUE)
    [line] = inbox(w, w.handling, DUE)
    assert (line.icon, "was due" in line.title) == ("wait", False)
    [line] = inbox(w, w.handling, DUE + timedelta(days=2))
    assert line.icon == "late"
    assert line.title.endswith("was due on 2026-05-06 (2 days late)")


def test_a_duty_that_was_met_since_is_not_called_late(w):
    remind(-3, "handling", "unit", on=DUE - timedelta(days=3))
    factories.replied(w, w.suggestion, on=DUE - timedelta(days=2))
    for who in (w.handling, w.liaison):
        [line] = inbox(w, who, DUE + timedelta(days=2))
        assert (line.title, line.icon) == ("Reply, 2026-05-06: done or moved since then", "done")


def test_a_day_that_was_moved_since_is_not_called_late(w):
    remind(-3, "handling", on=DUE - timedelta(days=3))
    Clock.objects.filter(term="reply").update(agreed_on=DUE + timedelta(days=14))
    [line] = inbox(w, w.handling, DUE + timedelta(days=2))
    assert line.icon == "done"


def test_a_right_ends_and_is_never_late(w):
    last = Clock.objects.get(term="objection").due_on
    remind(-3, "unit", on=last, subject="objection")
    for days, said in ((0, f"open until {last} (today)"), (5, f"ended on {last}")):
        [line] = inbox(w, w.liaison, last + timedelta(days=days))
        assert line.title.endswith(said)
        assert line.icon == "wait"


def test_an_own_reminder_shows_its_note_or_what_it_is(w):
    for note in ("打电话", ""):
        own_reminders.set_one(
            access=factories.access(w.handling), at=factories.at(), suggestion=w.suggestion, on=DUE, note=note
        )
    reminding.deliver_own(at=factories.at(DUE))
    assert [(line.title, line.by) for line in inbox(w, w.handling)] == [
        ("Your own reminder", "Your own reminder"),
        ("打电话", "Your own reminder"),
    ]


def test_a_job_that_stands_still_leads_to_background_work(w):
    jobs.watch(at=factories.at(DUE), since=factories.at())
    lines = inbox(w, w.administrator)
    assert len(lines) == len(jobs.schedule())
    assert {(line.text, line.icon) for line in lines} == {("", "late")}
    assert all(line.title.startswith("Background work stands still: ") for line in lines)


def test_an_event_says_what_happened_and_whose_act_it_was(w):
    delivering.deliver(at=factories.at())
    [line] = inbox(w, w.liaison, factories.DAY)
    assert (line.by, line.day, line.text) == (w.handling.name, factories.DAY, w.suggestion.title)
    assert line.title


def test_each_kind_of_line_speaks_both_languages(w):
    remind(-3, "handling", on=DUE)
    jobs.watch(at=factories.at(DUE), since=factories.at())
    for who in (w.handling, w.administrator):
        english = inbox(w, who)
        with translation.override("zh-hans"):
            chinese = inbox(w, who)
        assert all(a.title != b.title and a.by != b.by for a, b in zip(english, chinese, strict=True))


def test_a_case_that_one_may_no_longer_see_is_not_in_the_inbox(w):
    remind(-3, "handling", "head", on=DUE)
    assert len(inbox(w, w.handling)) == 1
    posts.end(access=None, at=factories.at(), post=w.handling.posts.get(), on=DUE - timedelta(days=1))
    assert inbox(w, w.handling) == []
    assert len(inbox(w, w.head)) == 1


def test_what_was_read_is_gone_and_nobody_sees_anothers(w):
    remind(-3, "handling", "head", on=DUE)
    delivering.mark_read(access=factories.access(w.handling), at=factories.at(DUE))
    assert inbox(w, w.handling) == []
    assert len(inbox(w, w.head)) == 1
    assert inbox(w, w.second) == []


def test_lines_are_read_with_one_query_however_many(w, django_assert_num_queries):
    for days in (-3, -2, -1):
        remind(days, "handling", on=DUE + timedelta(days=days))
    assert Notice.objects.filter(person=w.handling).count() == 3
    access = factories.access(w.handling, DUE)
    with django_assert_num_queries(1):
        lines = [notice_lines.entry_of(row, today=DUE, is_unit=False) for row in notice_lines.unread(access)]
    assert len(lines) == 3
    assert Suggestion.objects.count() == 1
