"""Hands e-mails over to the mail server, and keeps what became of each; what a mail says is decided where it is made.

What is promised: the database holds the truth, and a mail is claimed (leased) in one short transaction, handed over outside
of any, and marked sent in another. A process that dies before the hand-over loses nothing: the lease ends and another
takes the row. One that dies between the hand-over and the mark leaves a mail that is handed over again, with the same
Message-ID and the same bytes: delivery is at least once, and exactly once wherever no process dies in that moment. Two
deliverers never hold the same row (FOR UPDATE SKIP LOCKED), unless a lease ends while its holder still waits for the
server: `MAIL_LEASE` is longer than the server's time-outs can add up to.
"""

import smtplib
import time
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import TypedDict

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from notices.actions import jobs
from notices.models import Mail, Notice
from organs import clock
from organs.access import Access
from organs.actions import setup_events
from organs.models import Person, Unit

# A failed attempt is repeated after 1, 2, 4 … minutes, then every six hours; after two days somebody must look.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_FAILURES = 16
MOST_AT_ONCE = 500
# No mail is begun later than this in a call, so that the last one ends before the task's limit and its own lease.
LONGEST_RUN = timedelta(minutes=1)


class Addressed(TypedDict, total=False):
    """The one field of a mail that names its reader."""

    person: Person
    unit: Unit


def put(
    *,
    person: Person | None = None,
    unit: Unit | None = None,
    kind: str,
    at: datetime,
    subject: str,
    body: str,
    notices: Sequence[Notice],
) -> Mail:
    """Leaves a mail for sending, made whole, with the notices that it speaks of; the caller holds the transaction."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    mail = Mail.objects.create(
        person=person,
        unit=unit,
        kind=kind,
        day=clock.civil_day(at),
        subject=subject,
        body=body,
        message_id=f"<{uuid.uuid4().hex}@{domain}>",
        made_at=at,
        next_attempt_at=at,
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail=mail)
    return mail


def send(*, at: datetime, most: int = MOST_AT_ONCE) -> int:
    """Hands over what is due, one mail after another over one connection; returns how many went out.

    `at` is the moment of the call; what is claimed later in it is leased from then on. Raises OSError or SMTPException
    when the mail server cannot be reached: nothing is claimed then, and everything waits for the next call.
    """
    if not settings.MAIL_IS_ON or not Mail.objects.due(at).exists():
        return 0
    began, sent = time.monotonic(), 0
    server: BaseEmailBackend = mailers.default
    try:
        for _each in range(most):
            now = at + timedelta(seconds=time.monotonic() - began)
            if now - at > LONGEST_RUN:
                break
            server.open()  # at first, and after a talk that broke off
            mail = claim(at=now)
            if mail is None:
                break
            sent += hand_over(mail, at=now, server=server)
    finally:
        server.close()
    return sent


def claim(*, at: datetime) -> Mail | None:
    """Leases the mail that has waited longest; one whose reader wants none any more is dropped on the way."""
    while True:
        with transaction.atomic():
            rows = Mail.objects.due(at).select_for_update(skip_locked=True, of=("self",))
            mail = rows.select_related("person", "unit").order_by("next_attempt_at", "id").first()
            if mail is None:
                return None
            if can_reach(mail.reader):
                mail.state, mail.claimed_until = Mail.State.SENDING, at + timedelta(seconds=settings.MAIL_LEASE)
                mail.save(update_fields=["state", "claimed_until"])
                return mail
            mail.state, mail.claimed_until, mail.last_error = Mail.State.DROPPED, None, "not wanted any more"
            mail.save(update_fields=["state", "claimed_until", "last_error"])


def addressed(reader: Person | Unit) -> Addressed:
    """Returns the field of a mail that names its reader."""
    return {"unit": reader} if isinstance(reader, Unit) else {"person": reader}


def address(reader: Person | Unit) -> str:
    """Returns where e-mail goes; empty where there is no address."""
    return reader.mailbox if isinstance(reader, Unit) else reader.email


def can_reach(reader: Person | Unit) -> bool:
    """Tells whether e-mail may go out: to a unit that names a mailbox, or to an open account as its person chose."""
    if isinstance(reader, Unit):
        return bool(reader.mailbox)
    return bool(reader.is_active and reader.email and reader.wants_mail)


def hand_over(mail: Mail, *, at: datetime, server: BaseEmailBackend) -> bool:
    """Gives a claimed mail to the open server and keeps what became of it; tells whether the server took it."""
    try:
        server.send_messages([message(mail)])
    except (OSError, ValueError, smtplib.SMTPException) as error:
        server.close()
        _failed(mail, at=at, error=error)
        return False
    _finish(mail, state=Mail.State.SENT, sent_at=at, last_error="")
    return True


def message(mail: Mail) -> EmailMessage:
    """Returns the mail as it is handed over, the same on every attempt but for the address it goes to."""
    return EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[address(mail.reader)],
        headers={
            "Message-ID": mail.message_id,
            "Date": format_datetime(mail.made_at),
            "Auto-Submitted": "auto-generated",
        },
    )


def _failed(mail: Mail, *, at: datetime, error: Exception) -> None:
    """Keeps the kind of failure, which names nobody, and when to try again; after the last one, that it failed."""
    failures = mail.failures + 1
    values = {"failures": failures, "last_error": f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()}
    if failures >= MOST_FAILURES:
        _finish(mail, state=Mail.State.FAILED, **values)
    else:
        _finish(mail, state=Mail.State.WAITING, next_attempt_at=at + wait_after(failures), **values)


def wait_after(failures: int) -> timedelta:
    """Returns how long to wait after so many attempts in vain."""
    doubled: int = 2 ** (failures - 1)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def _finish(mail: Mail, **values: object) -> None:
    """Ends the lease, unless it had ended by itself and another holds the mail now."""
    mine = Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING, claimed_until=mail.claimed_until)
    mine.update(claimed_until=None, **values)


def try_again(*, access: Access | None, at: datetime) -> int:
    """Lets failed mails be tried anew, as if for the first time; returns how many. None for access is the command line."""
    jobs.require_supervisor(access=access, at=at)
    with transaction.atomic():
        failed = Mail.objects.filter(state=Mail.State.FAILED)
        count = failed.update(state=Mail.State.WAITING, failures=0, next_attempt_at=at)
        if count:
            job = jobs.row_of("send-mail")
            details = {"count": str(count)}
            setup_events.record(
                access=access, at=at, verb="try again", subject=job, details=details, needs_confirmation=False
            )
    return count
