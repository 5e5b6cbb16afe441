"""Beat's schedule: what is due when beat starts, and when again."""

from datetime import timedelta

import pytest
from django.conf import settings

from followups import tasks as _of_followups  # noqa: F401 registers itself
from procuracy.celery import StaticScheduler, app
from suggestions import tasks as _of_suggestions  # noqa: F401 registers itself


@pytest.fixture
def schedule():
    return {
        name: entry for name, entry in StaticScheduler(app).schedule.items() if name in settings.CELERY_BEAT_SCHEDULE
    }


def test_every_job_is_due_when_beat_starts(schedule) -> None:
    assert set(schedule) == set(settings.CELERY_BEAT_SCHEDULE)
    assert all(entry.is_due().is_due for entry in schedule.values())


def test_a_job_that_was_sent_comes_round_again_after_its_period(schedule) -> None:
    for name, entry in schedule.items():
        period = timedelta(seconds=settings.CELERY_BEAT_SCHEDULE[name]["schedule"])
        sent = next(entry)
        assert not sent.is_due().is_due
        assert 0 < sent.is_due().next <= period.total_seconds()


def test_every_job_is_a_task_that_exists(schedule) -> None:
    assert {entry.task for entry in schedule.values()} <= set(app.tasks)
