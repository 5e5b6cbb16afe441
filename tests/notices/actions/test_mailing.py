"""Handing mails over: claimed once, the same at every attempt, tried again with patience, and never more sure than it is."""

import email
import email.policy
import socket
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend as LocalMemory
from django.utils import timezone

from notices.actions import mailing
from notices.models import Mail
from organs.models import Person
from procuracy import mailers
from tests import factories
from tests.faults.mail_server import MailServer, Mood

pytestmark = pytest.mark.django_db

AT = factories.at()
MINUTE = timedelta(minutes=1)
HERE = "tests.notices.actions.test_mailing"


@pytest.fixture(autouse=True)
def mail_is_on(settings):
    settings.MAIL_IS_ON, settings.DEFAULT_FROM_EMAIL = True, "检察建议 <procuracy@office.example>"
    settings.MAILERS = {"default": {"BACKEND": f"{HERE}.Server"}}
    Server.refuses = []
    django_mail.outbox = []


class Server(LocalMemory):
    """Keeps what it accepts in memory; `refuses` says with which errors it answers first."""

    refuses: list[Exception] = []

    def open(self) -> bool | None:
        if self.refuses and isinstance(self.refuses[0], ConnectionError):
            raise self.refuses.pop(0)
        return super().open()

    def send_messages(self, messages) -> int:
        if self.refuses:
            raise self.refuses.pop(0)
        return super().send_messages(messages)


def person(name: str = "reader", **facts) -> Person:
    facts = {"email": f"{name}@mail.example", "origin": "live", "created_at": AT, **facts}
    return Person.objects.create(username=name, name=name, **facts)


def put(reader: Person | None = None, kind: str = "urgent", at=AT, **facts) -> Mail:
    facts = {"subject": "检察建议：回复", "body": "回复 2026-05-06\n", "notices": [], **facts}
    return mailing.put(person=reader or person(), kind=kind, at=at, **facts)


def send(after: timedelta = timedelta(), **facts) -> int:
    return mailing.send(at=AT + after, **facts)


def again(mail: Mail) -> Mail:
    return Mail.objects.get(pk=mail.pk)


def server() -> BaseEmailBackend:
    return django_mail.mailers.default


# Once, and the same


def test_a_mail_is_handed_over_once(db):
    mail = put()
    assert [send(), send(), send(timedelta(days=1))] == [1, 0, 0]
    [sent] = django_mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["reader@mail.example"], mail.subject, mail.body)
    assert (again(mail).state, again(mail).claimed_until, again(mail).last_error) == ("sent", None, "")


def test_every_attempt_hands_over_the_same_bytes(db):
    mail = put()
    bytes_at = []
    for hours in (0, 1, 30):
        claimed = mailing.claim(at=AT + timedelta(hours=hours))
        bytes_at.append(mailing.message(claimed).message(policy=email.policy.SMTP).as_bytes())
    assert len(set(bytes_at)) == 1
    read = email.message_from_bytes(bytes_at[0], policy=email.policy.default)
    assert read["Message-ID"] == mail.message_id
    assert mail.message_id.endswith("@office.example>")
    assert read["Date"].datetime == AT
    assert read["Auto-Submitted"] == "auto-generated"
    assert (read["From"], read["To"]) == ("检察建议 <procuracy@office.example>", "reader@mail.example")


def test_no_two_mails_have_one_message_id(db):
    reader = person()
    assert put(reader).message_id != put(reader).message_id


def test_a_mail_goes_to_the_address_of_the_moment(db):
    put(reader := person())
    Person.objects.filter(pk=reader.pk).update(email="new@mail.example")
    send()
    assert django_mail.outbox[0].to == ["new@mail.example"]


@pytest.mark.parametrize("change", [{"wants_mail": False}, {"email": ""}, {"is_active": False, "deactivated_at": AT}])
def test_who_wants_none_any_more_gets_none_and_keeps_no_other_waiting(db, change):
    put(reader := person()), put(other := person("other"))
    Person.objects.filter(pk=reader.pk).update(**change)
    assert send() == 1
    assert Mail.objects.get(person=reader).state == "dropped"
    Person.objects.filter(pk=reader.pk).update(
        wants_mail=True, email="back@mail.example", is_active=True, deactivated_at=None
    )
    assert send(timedelta(days=1)) == 0
    assert Mail.objects.get(person=other).state == "sent"


def test_where_e_mail_is_off_nothing_is_claimed(db, settings):
    settings.MAIL_IS_ON = False
    mail = put()
    assert send() == 0
    assert again(mail).state == "waiting"


def test_the_one_that_waited_longest_goes_first_and_no_more_than_asked(db):
    reader = person()
    for minutes in (2, 0, 1):
        put(reader, subject=str(minutes), at=AT + minutes * MINUTE)
    assert send(3 * MINUTE, most=2) == 2
    assert [sent.subject for sent in django_mail.outbox] == ["0", "1"]


def test_a_mail_of_a_later_moment_waits(db):
    put(at=AT + MINUTE)
    assert [send(), send(MINUTE)] == [0, 1]


# Leases


def test_a_claimed_mail_is_claimed_by_nobody_else_until_its_lease_ends(db, settings):
    settings.MAIL_LEASE = 300
    mail = put()
    assert mailing.claim(at=AT).pk == mail.pk
    assert mailing.claim(at=AT + timedelta(seconds=299)) is None
    assert mailing.claim(at=AT + timedelta(seconds=300)).pk == mail.pk


def test_who_comes_back_after_the_lease_does_not_overwrite_what_another_holds(db):
    put()
    slow = mailing.claim(at=AT)
    quick = mailing.claim(at=AT + timedelta(minutes=6))
    Server.refuses = [SMTPResponseException(451, b"later")]
    assert not mailing.hand_over(slow, at=AT + timedelta(minutes=7), server=server())
    assert (again(quick).state, again(quick).failures, again(quick).claimed_until) == (
        "sending",
        0,
        quick.claimed_until,
    )
    assert mailing.hand_over(quick, at=AT + timedelta(minutes=7), server=server())
    assert again(quick).state == "sent"
    Server.refuses = [SMTPResponseException(451, b"later")]
    mailing.hand_over(slow, at=AT + timedelta(minutes=8), server=server())
    assert again(quick).state == "sent"


def test_a_lease_is_longer_than_a_talk_and_a_run_ends_before_the_tasks_limit(settings):
    answers = 4  # sender, recipient, the word to begin, the mail
    assert answers * mailers.TIME_LIMIT < settings.MAIL_LEASE
    assert mailing.LONGEST_RUN.total_seconds() < settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT


# Failures


def test_a_failure_is_tried_again_after_one_two_four_minutes_and_ends_after_sixteen(db):
    mail, at, waits = put(), AT, []
    Server.refuses = [SMTPResponseException(451, b"busy") for _time in range(20)]
    while again(mail).state != "failed":
        before = again(mail)
        assert mailing.send(at=before.next_attempt_at - timedelta(seconds=1)) == 0
        assert again(mail).failures == before.failures
        mailing.send(at=before.next_attempt_at)
        assert again(mail).failures == before.failures + 1
        waits.append(again(mail).next_attempt_at - before.next_attempt_at)
    assert [wait.total_seconds() // 60 for wait in waits[:10]] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]
    assert len(waits) == 16
    assert timedelta(days=1) < sum(waits, timedelta()) < timedelta(days=3)
    assert mailing.send(at=at + timedelta(days=30)) == 0
    assert len(django_mail.outbox) == 0


def test_a_failed_mail_can_be_tried_again_as_if_for_the_first_time(db):
    mail = put()
    Mail.objects.update(state="failed", failures=16, last_error="SMTPDataError 554")
    put(person("other"))
    assert mailing.try_again(access=None, at=AT + MINUTE) == 1
    assert [send(), send(MINUTE)] == [1, 1]
    assert again(mail).state == "sent"


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (SMTPResponseException(554, "no such 用户 reader@mail.example".encode()), "SMTPResponseException 554"),
        (SMTPRecipientsRefused({"reader@mail.example": (550, b"unknown")}), "SMTPRecipientsRefused"),
        (TimeoutError("10.0.0.7"), "TimeoutError"),
        (UnicodeError("reader@邮箱"), "UnicodeError"),
    ],
)
def test_what_is_kept_of_a_failure_names_nobody_and_the_next_mail_still_goes(db, error, kept):
    mail = put()
    put(person("other"))
    Server.refuses = [error]
    assert send() == 1
    assert (again(mail).state, again(mail).last_error) == ("waiting", kept)


def test_a_server_that_is_away_is_said_aloud_and_everything_waits(db):
    mail = put()
    Server.refuses = [ConnectionRefusedError()]
    with pytest.raises(ConnectionRefusedError):
        send()
    assert (again(mail).state, again(mail).failures, again(mail).next_attempt_at) == (
        "waiting",
        0,
        mail.next_attempt_at,
    )
    assert send() == 1


def test_a_server_that_goes_away_in_between_leaves_the_rest_waiting(db):
    first, second = put(reader := person()), put(reader)
    Server.refuses = [TimeoutError(), ConnectionRefusedError()]
    with pytest.raises(ConnectionRefusedError):
        send()
    assert (again(first).failures, again(second).failures) == (1, 0)
    assert Mail.objects.filter(state="waiting").count() == 2


# A real talk


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def smtp(settings):
    running = MailServer(port=free_port(), seed=7)
    running.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": running.port, "timeout": 5},
        }
    }
    yield running
    running.stop()


def test_a_real_server_is_given_each_mail_once_over_one_connection(db, smtp):
    reader = person()
    given = [put(reader).message_id for _time in range(5)]
    assert send() == 5
    assert [delivery.message_id for delivery in smtp.deliveries] == given
    assert {delivery.recipient for delivery in smtp.deliveries} == {"reader@mail.example"}


def test_an_address_that_cannot_be_written_to_fails_alone(db, smtp):
    wrong = put(person(email="不行@mail.example"))
    put(person("other"))
    assert send() == 1
    assert again(wrong).last_error == "ValueError"
    assert [delivery.recipient for delivery in smtp.deliveries] == ["other@mail.example"]


@pytest.mark.slow
@pytest.mark.parametrize("mood", [Mood.DROPS_BEFORE, Mood.REFUSES_FOR_NOW, Mood.REFUSES, Mood.DROPS_AFTER])
def test_a_server_of_moods_gets_every_mail_in_the_end_and_each_time_the_same(db, smtp, mood):
    reader = person()
    given = {put(reader).message_id for _time in range(8)}
    smtp.mood = mood
    at = timezone.now()
    Mail.objects.update(next_attempt_at=at)
    while Mail.objects.filter(state="waiting").exists():
        mailing.send(at=at)
        at += timedelta(hours=6)
    assert {delivery.message_id for delivery in smtp.deliveries} == given
    assert len({(delivery.message_id, delivery.digest) for delivery in smtp.deliveries}) == len(given)
    repeated = len(smtp.deliveries) - len(given)
    assert (repeated > 0) == (mood is Mood.DROPS_AFTER)
