"""What the page of background work shows: the state of each job in words, and counts; no address, subject or person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from desk import wording
from desk.components import Badge
from notices.actions import reminding
from notices.models import JobRun, Mail, Reminder
from notices.rules import job_words
from organs import clock, numerals
from organs.words import listed

SHOWN_FOR = timedelta(days=7)
FAILED = "failed: "


@dataclass(frozen=True, kw_only=True)
class JobLine:
    """One periodic job; `note` says since when it stands still and when that was told."""

    name: str
    purpose: str
    every: str
    started_at: datetime | None
    well_at: datetime | None
    well_ago: str
    result: str
    state: Badge
    note: str


@dataclass(frozen=True, kw_only=True)
class Mails:
    """E-mails as counts: those on their way, those that failed, and those that came to an end in the last days."""

    is_on: bool
    waiting: int
    sending: int
    failed: int
    sent: int
    dropped: int
    oldest_ago: str
    errors: Sequence[tuple[str, int]]
    days: int


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """How many reminders are planned for the coming week, and how many of them are already due."""

    planned: int
    due: int
    days: int
    well_at: datetime | None
    well_ago: str


def job_line(job: JobRun, *, now: datetime) -> JobLine:
    """Returns the line of a job."""
    return JobLine(
        name=job_words.label(job.name),
        purpose=job_words.purpose(job.name),
        every=wording.span(job.expected_every),
        started_at=job.last_started_at,
        well_at=job.last_well_at,
        well_ago=wording.ago(job.last_well_at, now) if job.last_well_at else "",
        result=_result(job),
        state=_state(job, now),
        note=_note(job),
    )


def _state(job: JobRun, now: datetime) -> Badge:
    if job.incident_at:
        return Badge(text=_("Stuck"), icon="late", tone="late")
    if job.last_started_at is None:
        return Badge(text=_("Has not run yet"), icon="open")
    if job.is_late(now):
        return Badge(text=pgettext("job", "Late"), icon="wait", tone="strong")
    return Badge(text=pgettext("job", "On time"), icon="done")


def _note(job: JobRun) -> str:
    if not job.incident_at:
        return ""
    since = wording.clock_time(job.last_well_at) if job.last_well_at else _("never ran well")
    return _("since %(since)s; supervisors told at %(told)s") % {
        "since": since,
        "told": wording.clock_time(job.incident_at),
    }


def _result(job: JobRun) -> str:
    """Returns what the last run said: how much it did, the kind of its error, or which jobs it found stuck."""
    result = job.last_result
    if result.startswith(FAILED):
        return _("failed: %(kind)s") % {"kind": result.removeprefix(FAILED)}
    if (count := numerals.key_of(result)) is not None:
        return _("%(count)s done") % {"count": wording.number(count)}
    return _("stuck: %(jobs)s") % {"jobs": listed(map(job_words.label, result.split(", ")))} if result else ""


def mails(*, now: datetime) -> Mails:
    """Counts the e-mails."""
    ended = Mail.objects.filter(made_at__gt=now - SHOWN_FOR).per_state()
    unsent = Mail.objects.unsent()
    counts = unsent.per_state()
    waiting = unsent.exclude(state=Mail.State.FAILED)
    oldest = waiting.order_by("made_at").values_list("made_at", flat=True).first()
    return Mails(
        is_on=settings.MAIL_IS_ON,
        waiting=counts.get(Mail.State.WAITING, 0),
        sending=counts.get(Mail.State.SENDING, 0),
        failed=counts.get(Mail.State.FAILED, 0),
        sent=ended.get(Mail.State.SENT, 0),
        dropped=ended.get(Mail.State.DROPPED, 0),
        oldest_ago=wording.ago(oldest, now) if oldest else "",
        errors=unsent.per_error(),
        days=SHOWN_FOR.days,
    )


def reminders(jobs: Sequence[JobRun], *, now: datetime) -> Reminders:
    """Counts the reminders that are planned and not told yet, beside the last good run of their job."""
    today = clock.civil_day(now)
    well_at = next((job.last_well_at for job in jobs if job.name == "remind"), None)
    planned = Reminder.objects.open().filter(planned_for__lte=today + reminding.AHEAD)
    return Reminders(
        planned=planned.count(),
        due=planned.filter(planned_for__lte=today).count(),
        days=reminding.AHEAD.days,
        well_at=well_at,
        well_ago=wording.ago(well_at, now) if well_at else "",
    )
