"""Periodic work of `suggestions`; no rule is here: each task asks the clock and makes one call."""

from datetime import timedelta

from celery import shared_task

from organs import clock
from suggestions.actions import files, notices


@shared_task
def deliver_notices() -> int:
    """Delivers what the outbox holds."""
    return notices.deliver(at=clock.now())


@shared_task
def sweep_orphan_files() -> int:
    """Removes files that no row names and that are older than a day."""
    return files.sweep(older_than=clock.now() - timedelta(days=1))
