"""The Celery application: who is woken, how beat keeps time, and the marks that both leave for the health page.

What is to be done stands in the settings' static schedule and in the apps' tasks. The database says what is due; losing
a wake-up delays a notice and loses nothing.
"""

import os
from typing import Any

from celery import Celery
from celery.beat import Scheduler
from celery.signals import beat_init, heartbeat_sent, setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
# The checks ask the database for its version: a worker starts while it is away. They are run by the preparation.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

from procuracy import heartbeats, logs

app = Celery("procuracy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class StaticScheduler(Scheduler):
    """Beat's schedule from the settings, kept in memory only, with a mark at each turn.

    Everything is due when beat starts: a job of every six hours would never run where beat is started anew each night.
    """

    max_interval = heartbeats.INTERVAL

    def setup_schedule(self) -> None:
        """Takes the schedule from the settings."""
        self.merge_inplace(self.app.conf.beat_schedule)
        for entry in self.schedule.values():
            entry.last_run_at = self.app.now() - entry.schedule.run_every

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Sends what is due and marks that beat is alive."""
        heartbeats.mark("beat")
        return super().tick(*args, **kwargs)


@heartbeat_sent.connect
def mark_worker(**_: Any) -> None:
    """Marks every few seconds that this worker listens to the broker."""
    heartbeats.mark("worker")


@worker_init.connect
@beat_init.connect
def refuse_sample_people(**_: Any) -> None:
    """Keeps worker and beat from starting in production while an account of the sample world is open."""
    from organs.sign_in import SamplePeopleInProduction  # the apps are loaded by now
    from procuracy import production

    try:
        production.refuse_to_start_with_sample_people()
    except SamplePeopleInProduction as refused:
        raise SystemExit(str(refused)) from None  # of any other error Celery makes a line in the log, and starts


@setup_logging.connect
def log_like_the_rest(**_: Any) -> None:
    """Keeps Celery from configuring logging in its own way."""
    logs.configure()
