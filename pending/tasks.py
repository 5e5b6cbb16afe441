"""The periodic work of `pending`; no rule is here: each task asks the clock and makes one call."""

from celery import shared_task
from django.db import OperationalError

from notices.actions import jobs
from organs import clock
from pending.actions import sweeping


@shared_task(autoretry_for=(OperationalError,), retry_backoff=2, retry_backoff_max=60, max_retries=5)  # type: ignore[untyped-decorator]
def sweep_pending() -> int:
    """Removes what waited for too long."""
    with jobs.running("sweep-pending") as run:
        run.result = sweeping.sweep(at=clock.now())
    return run.result
