"""Two beats, two workers: reminders, mails and the hand-over each done by two at the same moment are done once."""

import threading
from datetime import date, timedelta

import pytest
from django.db import transaction

from notices.actions import composing_mail, jobs, mailing, own_reminders, reminder_rules, reminding
from notices.actions.reminder_rules import RuleDraft
from notices.models import JobRun, Mail, Notice, OwnReminder, Reminder, ReminderRule
from organs.models import Person, Unit
from organs.refusals import Refused
from suggestions.models import Outbox
from tests import factories
from tests.races import PATIENCE, Race, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

DUE = date(2026, 5, 6)


@pytest.fixture
def w(db, settings):
    settings.MAIL_IS_ON = True
    w = factories.world()
    w.suggestion = factories.served(w)
    Outbox.objects.update(sent_at=factories.at())
    Person.objects.update(email="x@mail.example")
    return w


class Held:
    """Lets a block run in a transaction of another thread, and keeps it open until it is let go."""

    def __init__(self, act) -> None:
        self.done, self.let_go, self.result = threading.Event(), threading.Event(), None
        self.race = Race(lambda: self._hold(act))

    def _hold(self, act) -> None:
        with transaction.atomic():
            self.result = act()
            self.done.set()
            assert self.let_go.wait(PATIENCE)

    def __enter__(self):
        for thread in self.race.threads:
            thread.start()
        assert self.done.wait(PATIENCE)
        return self

    def __exit__(self, *failed) -> None:
        self.let_go.set()
        self.race.finish()
        assert self.race.errors == []


def doubled(rows) -> list:
    rows = list(rows)
    return sorted({row for row in rows if rows.count(row) > 1})


def test_a_second_run_leaves_to_the_first_what_the_first_is_at(w):
    at = factories.at(DUE)
    with Held(lambda: reminding.remind(at=at)) as first:
        assert [reminding.remind(at=at), reminding.plan(at=at), reminding.deliver(at=at)] == [0, 0, 0]
    assert first.result == Reminder.objects.filter(sent_at__isnull=False).count() > 0
    assert reminding.remind(at=at) == 0
    assert doubled(Notice.objects.values_list("person_id", "about")) == []
    assert doubled(ReminderRule.objects.values_list("subject", "days", "grace")) == []


def test_many_runs_at_once_tell_each_thing_once(w):
    at = factories.at(DUE + timedelta(days=15))
    own_reminders.set_one(
        access=factories.access(w.handling), at=factories.at(), suggestion=w.suggestion, on=DUE, note=""
    )
    went_out: list[int] = []
    race = Race(*[lambda: went_out.append(reminding.remind(at=at))] * 4)
    race.start()
    race.finish()
    assert race.errors == []
    went_out.append(reminding.remind(at=at))
    assert sum(went_out) == Reminder.objects.filter(sent_at__isnull=False).count() + 1
    assert doubled(Notice.objects.values_list("person_id", "about")) == []
    told = Notice.objects.filter(about__startswith="reminder:").count()
    assert told == sum(Reminder.objects.filter(sent_at__isnull=False).values_list("told_count", flat=True))


def test_an_own_reminder_that_another_delivers_just_now_is_passed_by(w):
    own_reminders.set_one(
        access=factories.access(w.handling), at=factories.at(), suggestion=w.suggestion, on=DUE, note=""
    )
    at = factories.at(DUE)
    with Held(lambda: list(OwnReminder.objects.select_for_update())):
        assert reminding.deliver_own(at=at) == 0
    assert reminding.deliver_own(at=at) == 1


def test_two_who_compose_make_each_mail_once(w):
    at = factories.at(DUE)
    reminding.remind(at=at)
    waiting = Notice.objects.for_mail().count()
    race = Race(*[lambda: composing_mail.compose(at=at)] * 3)
    race.start()
    race.finish()
    composing_mail.compose(at=at)
    assert race.errors == []
    assert doubled(Mail.objects.filter(kind="digest").values_list("person_id", "day")) == []
    assert Notice.objects.filter(mail__isnull=False).count() == waiting > 0
    assert sum(mail.notices.count() for mail in Mail.objects.all()) == waiting


def test_two_who_compose_make_one_digest_for_a_mailbox_that_people_share(w):
    Unit.objects.filter(pk=w.unit.pk).update(mailbox="office@unit.example")
    Person.objects.filter(pk__in=[w.liaison.pk, w.unit_head.pk]).update(email="")
    rule = RuleDraft(days=0, grace=0, relations=["unit"], channel="digest")
    reminder_rules.add(access=None, at=factories.at(), procuratorate=None, subject="reply", draft=rule)
    at = factories.at(DUE)
    reminding.remind(at=at)
    race = Race(*[lambda: composing_mail.compose(at=at)] * 3)
    race.start()
    race.finish()
    composing_mail.compose(at=at)
    assert race.errors == []
    told = Mail.objects.get(unit=w.unit).notices.values_list("person", flat=True)
    assert sorted(told) == sorted([w.liaison.pk, w.unit_head.pk])


def test_a_person_whose_mail_is_being_made_keeps_no_other_waiting(w):
    at = factories.at(DUE)
    reminding.remind(at=at)
    told = set(Notice.objects.for_mail().values_list("person_id", flat=True))
    with Held(lambda: Person.objects.select_for_update().get(pk=w.handling.pk)):
        composing_mail.compose(at=at)
        assert set(Mail.objects.values_list("person_id", flat=True)) == told - {w.handling.pk}
    composing_mail.compose(at=at)
    assert set(Mail.objects.values_list("person_id", flat=True)) == told


def put(w, subject: str) -> Mail:
    return mailing.put(person=w.handling, kind="urgent", at=factories.at(), subject=subject, body="回复\n", notices=[])


def test_two_deliverers_never_claim_one_mail(w):
    first, second = put(w, "first"), put(w, "second")
    with Held(lambda: mailing.claim(at=factories.at())) as one:
        assert one.result.pk == first.pk
        assert mailing.claim(at=factories.at()).pk == second.pk
        assert mailing.claim(at=factories.at()) is None


def test_many_deliverers_hand_each_mail_over_once(w):
    given = {put(w, str(number)).pk for number in range(6)}
    claimed: list[int] = []

    def deliver() -> None:
        while mail := mailing.claim(at=factories.at()):
            claimed.append(mail.pk)

    race = Race(*[deliver] * 4)
    race.start()
    race.finish()
    assert race.errors == []
    assert (sorted(claimed), set(claimed)) == (sorted(given), given)


def test_two_who_watch_tell_of_a_stuck_job_once(w):
    at = factories.at()
    race = Race(*[lambda: jobs.watch(at=at, since=at - timedelta(days=1))] * 3)
    race.start()
    race.finish()
    assert race.errors == []
    assert Notice.objects.filter(about__startswith="job:").count() == JobRun.objects.count()
    assert set(Notice.objects.filter(about__startswith="job:").values_list("person", flat=True)) == {w.administrator.pk}


def test_of_two_who_add_the_same_rung_one_is_refused_in_words(w):
    draft = RuleDraft(days=-5, grace=0, relations=["unit"], channel="digest")

    def add() -> None:
        reminder_rules.add(access=None, at=factories.at(), procuratorate=w.county, subject="reply", draft=draft)

    race = Race(add)
    with transaction.atomic():
        add()
        race.start()
    race.finish()
    assert [(type(error), error.field) for error in race.errors] == [(Refused, "days")]
    assert ReminderRule.objects.filter(procuratorate=w.county).count() == 1


def test_of_two_who_give_a_place_its_own_ladder_one_does(w):
    reminder_rules.seed(at=factories.at())

    def begin() -> None:
        reminder_rules.begin_own(access=None, at=factories.at(), procuratorate=w.county, subject="reply")

    assert len(at_once(w.county, begin, begin)) == 1
    assert doubled(ReminderRule.objects.filter(procuratorate=w.county).values_list("days", "grace")) == []
