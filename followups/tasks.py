"""Periodic work of `followups`; no rule is here: each task asks the clock and makes one call. A task is only a wake-up."""

from celery import shared_task

from followups.actions import composing_mail, reminding
from organs import clock
from suggestions.actions import jobs
from suggestions.tasks import AGAIN


@shared_task(**AGAIN)
def remind() -> int:
    """Plans and delivers the reminders that are due."""
    with jobs.running("remind") as run:
        run.result = reminding.remind(at=clock.now())
    return run.result


@shared_task(**AGAIN)
def compose_mail() -> int:
    """Makes the digests and urgent mails that are due."""
    with jobs.running("compose-mail") as run:
        run.result = composing_mail.compose(at=clock.now())
    return run.result
