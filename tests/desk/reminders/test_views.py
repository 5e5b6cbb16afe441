"""Reminders on the pages: one's own, which nobody else sees, and what people are reminded of in a case, on either side."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notices.actions import composing_mail, own_reminders, reminder_rules, reminding
from notices.actions.reminder_rules import RuleDraft
from notices.models import Mail, OwnReminder, ReminderRule
from organs import clock as office_clock
from organs.models import Person
from suggestions.actions import copying
from suggestions.models import Event, EventText
from tests import factories

pytestmark = pytest.mark.django_db
BACKEND = "organs.sign_in.PersonBackend"
DUE = date(2026, 5, 6)  # of the reply to a letter served on 2 March 2026


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    return w


@pytest.fixture
def w(built, db, settings):
    settings.LANGUAGE_CODE = "en"
    built.suggestion.refresh_from_db()
    return built


@pytest.fixture(autouse=True)
def a_day_of_the_case(monkeypatch):
    """Every page is asked for on the day after service."""
    monkeypatch.setattr(office_clock, "now", lambda: factories.at(factories.later(1)))


def by(person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend=BACKEND)
    return client


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def ask(client: Client, w, **typed: str):
    return client.post(reverse("own-reminder-set", args=[w.suggestion.pk]), typed)


def rules(subject: str, *rules: tuple[int, list[str]]) -> None:
    """Leaves one ladder in force."""
    ReminderRule.objects.update(retired_at=factories.at())
    for days, told in rules:
        draft = RuleDraft(days=days, grace=0, relations=told, channel="inbox")
        reminder_rules.add(access=None, at=factories.at(), procuratorate=None, subject=subject, draft=draft)


def result(words: str, day: str) -> str:
    """What stands in the column of results."""
    return f'{words} · <time datetime="{day}">{day}</time>'


# One's own


@pytest.mark.slow
@pytest.mark.parametrize(("who", "home"), [("handling", "suggestion"), ("liaison", "portal-letter")])
def test_who_sees_a_case_sets_a_reminder_on_its_page_and_cancels_it(w, who, home):
    client = by(getattr(w, who))
    answer = ask(client, w, on="2026-04-01", note="看台账")
    assert answer["Location"] == reverse(home, args=[w.suggestion.pk]) + "#own-reminders"
    assert "看台账" in page(client, home, w.suggestion.pk)
    listed = page(client, "own-reminders")
    assert "看台账" in listed
    assert (
        f'<a href="{reverse("portal" if who == "liaison" else "desk")}">' in listed.split("<h1>")[0].split("crumbs")[1]
    )
    row = OwnReminder.objects.get()
    client.post(reverse("own-reminder-cancel", args=[row.pk]))
    assert "看台账" not in page(client, home, w.suggestion.pk)
    listed = page(client, "own-reminders")
    assert "No reminder of yours is waiting" in listed
    assert "Cancelled lately" in listed
    client.post(reverse("own-reminder-restore", args=[row.pk]))
    assert "看台账" in page(client, home, w.suggestion.pk)


@pytest.mark.slow
def test_nobody_else_sees_it_or_can_touch_it(w):
    ask(by(w.handling), w, on="2026-04-01", note="看台账")
    row = OwnReminder.objects.get()
    for other, home in ((w.head, "suggestion"), (w.assistant, "suggestion"), (w.liaison, "portal-letter")):
        assert "看台账" not in page(by(other), home, w.suggestion.pk)
        assert "看台账" not in page(by(other), "own-reminders")
        for step_url in ("own-reminder-cancel", "own-reminder-restore"):
            assert by(other).post(reverse(step_url, args=[row.pk])).status_code == 404
    row.refresh_from_db()
    assert row.cancelled_at is None
    assert not EventText.objects.filter(text__contains="看台账").exists()
    assert not any("看台账" in str(event) for event in Event.objects.values())


@pytest.mark.slow
def test_a_colleague_of_the_same_unit_does_not_see_it_either(w):
    ask(by(w.liaison), w, on="2026-04-01", note="看台账")
    assert "看台账" in page(by(w.liaison), "own-reminders")
    for name, args in (("portal-letter", [w.suggestion.pk]), ("own-reminders", [])):
        assert "看台账" not in page(by(w.unit_head), name, *args)


@pytest.mark.slow
def test_a_reader_of_a_copy_may_set_one_and_comes_back_to_the_copy(w):
    copy = copying.plan(
        access=factories.access(w.chief),
        at=factories.at(),
        suggestion=w.suggestion,
        unit=w.copied_unit,
        ground="social_impact",
    )
    client = by(w.copied_liaison)
    assert ask(client, w, on="2026-04-01").status_code == 404
    copying.send(access=factories.access(w.registrar), at=factories.at(), copy=copy, on=factories.DAY)
    answer = ask(client, w, on="2026-04-01", note="看台账")
    assert answer["Location"] == reverse("portal-letter", args=[w.suggestion.pk]) + "#own-reminders"
    for name, args in (("portal-letter", [w.suggestion.pk]), ("own-reminders", [])):
        assert "看台账" in page(client, name, *args)
        assert "看台账" not in page(by(w.liaison), name, *args)


def test_no_e_mail_carries_the_note(w, settings, monkeypatch):
    settings.MAIL_IS_ON = True
    Person.objects.update(email="somebody@example.org", wants_mail=True)
    ask(by(w.handling), w, on="2026-03-04", note="看台账")
    reminding.deliver_own(at=factories.at(date(2026, 3, 4)))
    composing_mail.compose(at=factories.at(date(2026, 3, 4), 23))
    [mail] = Mail.objects.all()
    assert mail.person == w.handling
    assert "看台账" not in mail.subject + mail.body


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"on": "2026-03-03"}, "Choose a day after today."),
        ({"on": "the day after"}, "Enter a valid date."),
        ({"on": ""}, "This field is required."),
        ({"on": "2026-04-01", "note": "长" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_note_is_kept(w, typed, words):
    answer = ask(by(w.handling), w, **{"note": "看台账"} | typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert 'aria-invalid="true"' in text
    assert typed.get("note", "看台账") in text
    assert not OwnReminder.objects.exists()


@pytest.mark.slow
def test_too_many_are_refused(w, monkeypatch):
    monkeypatch.setattr(own_reminders, "MOST_OPEN", 1)
    client = by(w.handling)
    ask(client, w, on="2026-04-01")
    answer = ask(client, w, on="2026-04-02")
    assert "You have 1 reminders waiting" in answer.content.decode()


def test_a_case_that_one_may_not_see_takes_no_reminder(w):
    assert ask(by(w.other_liaison), w, on="2026-04-01").status_code == 404
    assert Client().get(reverse("own-reminders")).status_code == 302


@pytest.mark.slow
def test_an_own_reminder_reaches_the_inbox_and_reads_there(w):
    client = by(w.handling)
    ask(client, w, on="2026-03-04", note="看台账")
    reminding.deliver_own(at=factories.at(date(2026, 3, 4)))
    desk = page(client, "desk")
    assert "看台账" in desk
    assert "Your own reminder" in desk
    cancelled = client.post(reverse("own-reminder-cancel", args=[OwnReminder.objects.get().pk]), follow=True)
    assert "has come already" in cancelled.content.decode()


# Of the clocks of a case


@pytest.mark.slow
def test_the_page_of_a_case_says_which_reminder_comes_next_and_whom_it_tells(w):
    rules("reply", (-14, ["unit"]), (-3, ["unit", "handling"]))
    shown = page(by(w.handling), "suggestion", w.suggestion.pk)
    assert "2026-04-22" in shown
    assert "2026-05-03" not in shown  # only the next one of each clock
    assert "to come" in shown


@pytest.mark.slow
def test_the_page_of_a_clock_shows_the_whole_ladder_and_what_became_of_it(w):
    rules("reply", (-40, ["handling"]), (-14, ["unit"]), (-3, ["unit", "handling"]))
    reminding.remind(at=factories.at(DUE - timedelta(days=40)))
    row = w.suggestion.clocks.get(term="reply")
    office = page(by(w.handling), "clock", row.pk)
    assert result("told 1 person", "2026-03-27") in office
    assert office.count("<b>to come</b>") == 2
    portal = page(by(w.liaison), "portal-clock", row.pk)
    assert "told 1 person" not in portal  # what the office is told is not the unit's
    assert portal.count("<b>to come</b>") == 2


@pytest.mark.slow
def test_rungs_slept_through_are_said_by_the_last_and_what_a_reply_ends_is_taken_back(w):
    rules("reply", (-30, ["handling"]), (-20, ["handling"]), (-3, ["unit"]))
    reminding.remind(at=factories.at(DUE - timedelta(days=10)))
    row = w.suggestion.clocks.get(term="reply")
    assert result("left to a later one", "2026-04-16") in page(by(w.handling), "clock", row.pk)
    reminding.plan(at=factories.at(DUE - timedelta(days=9)))
    factories.replied(w, w.suggestion)
    at_once = page(by(w.handling), "clock", row.pk)
    assert "<b>to come</b>" not in at_once
    reminding.remind(at=factories.at(DUE - timedelta(days=9)))
    assert result("taken back: the clock was stopped", "2026-04-27") in page(by(w.handling), "clock", row.pk)


@pytest.mark.slow
def test_a_rung_whose_day_has_come_stands_as_not_told_until_the_job_runs(w, monkeypatch):
    rules("reply", (-40, ["handling"]), (-30, ["unit"]), (-3, ["unit"]))
    row = w.suggestion.clocks.get(term="reply")
    monkeypatch.setattr(office_clock, "now", lambda: factories.at(DUE - timedelta(days=29)))
    shown = page(by(w.handling), "clock", row.pk)
    assert shown.count("due, and not told yet") == 1  # the later of the two speaks for both
    assert "2026-03-27" not in shown.split('id="reminders"')[1]
    reminding.remind(at=office_clock.now())
    after = page(by(w.handling), "clock", row.pk)
    assert "due, and not told yet" not in after
    assert result("told 2 people", "2026-04-07") in after


@pytest.mark.slow
def test_the_unit_does_not_learn_the_day_of_a_rung_of_the_office(w):
    rules("reply", (-30, ["unit"]), (-20, ["handling"]))
    reminding.remind(at=factories.at(DUE - timedelta(days=10)))
    row = w.suggestion.clocks.get(term="reply")
    assert result("left to a later one", "2026-04-16") in page(by(w.handling), "clock", row.pk)
    portal = page(by(w.liaison), "portal-clock", row.pk)
    assert "not sent" in portal
    assert "2026-04-16" not in portal


@pytest.mark.slow
def test_a_clock_that_the_unit_may_not_see_has_no_page_in_the_portal(w):
    rules("filing", (-2, ["case_manager"]))
    row = w.suggestion.clocks.get(term="filing")
    assert "Case management" in page(by(w.handling), "clock", row.pk)
    assert by(w.liaison).get(reverse("portal-clock", args=[row.pk])).status_code == 404


@pytest.mark.slow
def test_an_agreed_day_moves_what_is_to_come_at_once(w):
    rules("reply", (-3, ["unit"]))
    row = w.suggestion.clocks.get(term="reply")
    reminding.plan(at=factories.at(DUE - timedelta(days=5)))
    type(row).objects.filter(pk=row.pk).update(agreed_on=DUE + timedelta(days=10))
    shown = page(by(w.liaison), "portal-clock", row.pk).split('id="reminders"')[1]
    assert shown.count("<b>to come</b>") == 1
    assert "2026-05-13" in shown
    assert "2026-05-03" not in shown
    reminding.remind(at=factories.at(DUE - timedelta(days=5)))
    assert "the day was moved" in page(by(w.liaison), "portal-clock", row.pk)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["clock", "suggestion"])
def test_the_number_of_statements_does_not_grow_with_the_rungs(w, name):
    row, client, counts = w.suggestion.clocks.get(term="reply"), by(w.handling), []
    key = row.pk if name == "clock" else w.suggestion.pk
    page(client, name, key)
    for many in (1, 6):
        days = [*range(1, many + 1), *range(40, 40 + many)]
        rules("reply", *((-each, ["unit", "handling"]) for each in days))
        reminding.remind(at=factories.at(DUE - timedelta(days=30)))
        with CaptureQueriesContext(connection) as asked:
            page(client, name, key)
        counts.append(len(asked))
    assert counts[0] == counts[1]
