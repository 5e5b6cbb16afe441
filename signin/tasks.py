"""The periodic work of `signin`; no rule is here: each task asks the clock and makes one call."""

from celery import shared_task
from django.db import OperationalError

from notices.actions import jobs
from organs import clock
from signin.actions import clearing


@shared_task(autoretry_for=(OperationalError,), retry_backoff=2, retry_backoff_max=60, max_retries=5)
def clear_sign_ins() -> int:
    """Clears sessions, devices and counters whose time is over, and the log of sign-ins."""
    with jobs.running("clear-sign-ins") as run:
        run.result = clearing.clear(at=clock.now())
    return run.result
