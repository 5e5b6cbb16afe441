"""The periodic work of the application; no rule is here: each task asks the clock and makes one call.

A task is only a wake-up: what is due stands in the database, so that one lost, late or given twice does no harm.
"""

from datetime import timedelta
from smtplib import SMTPException

from celery import shared_task
from django.db import OperationalError

from notices.actions import composing_mail, delivering, falling, jobs, mailing, reminding, standing_in
from organs import clock
from suggestions.actions import examining, files

# Woken again when the database was away; the next turn of the schedule comes anyway.
AGAIN = {"autoretry_for": (OperationalError,), "retry_backoff": 2, "retry_backoff_max": 60, "max_retries": 5}


@shared_task(**AGAIN)
def deliver_notices() -> int:
    """Delivers what the outbox holds."""
    with jobs.running("deliver-notices") as run:
        run.result = delivering.deliver(at=clock.now()) + delivering.deliver_setup(at=clock.now())
    return run.result


@shared_task(**AGAIN)
def remind() -> int:
    """Plans and delivers the reminders that are due."""
    with jobs.running("remind") as run:
        run.result = reminding.remind(at=clock.now())
        falling.tell(at=clock.now())
        standing_in.tell(at=clock.now())
    return run.result


@shared_task(**AGAIN)
def compose_mail() -> int:
    """Makes the digests and urgent mails that are due."""
    with jobs.running("compose-mail") as run:
        run.result = composing_mail.compose(at=clock.now())
    return run.result


# A mail server that is away is no fault of the program: it is logged in one line, and the watch tells of it.
@shared_task(throws=(OSError, SMTPException), **AGAIN)
def send_mail() -> int:
    """Hands over the e-mails that are due."""
    with jobs.running("send-mail") as run:
        run.result = mailing.send(at=clock.now())
    return run.result


@shared_task(**AGAIN)
def watch_jobs() -> list[str]:
    """Tells the supervisors of jobs that are stuck."""
    with jobs.running("watch-jobs") as run:
        stuck = jobs.watch(at=clock.now(), since=jobs.BEGAN_AT)
        run.result = ", ".join(stuck)
    return stuck


@shared_task(**AGAIN)  # type: ignore[untyped-decorator]
def begin_examinations() -> int:
    """Begins the examinations whether to sue whose rectification period has ended."""
    with jobs.running("begin-examinations") as run:
        run.result = examining.begin_those_due(at=clock.now())
    return run.result


@shared_task(**AGAIN)
def sweep_orphan_files() -> int:
    """Removes files that no row names, and pictures of pages that nobody looked at, older than a day."""
    with jobs.running("sweep-orphan-files") as run:
        run.result = files.tidy(older_than=clock.now() - timedelta(days=1))
    return run.result
