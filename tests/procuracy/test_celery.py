"""What docs/reliability.md rests on in Celery: late acknowledgement, limits, retries, and a schedule of jobs that exist."""

from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from celery.signals import beat_init, worker_init
from django.conf import settings
from django.core.management import CommandError
from django.db import OperationalError

from notices import tasks
from notices.actions import delivering, jobs
from notices.models import JobRun
from organs.sign_in import SamplePeopleInProduction
from procuracy import production
from procuracy.celery import app
from procuracy.management.commands import prepare_installation

SCHEDULE = settings.CELERY_BEAT_SCHEDULE


@pytest.mark.parametrize("name", SCHEDULE)
def test_each_entry_wakes_a_task_that_keeps_the_row_of_that_name(db, name):
    app.loader.import_default_modules()
    task = app.tasks[SCHEDULE[name]["task"]]
    task.apply(throw=True)
    [row] = JobRun.objects.filter(last_started_at__isnull=False)
    assert (row.name, row.expected_every) == (name, jobs.schedule()[name])
    assert row.last_well_at is not None


@pytest.mark.parametrize("name", SCHEDULE)
def test_a_wake_up_is_acknowledged_late_and_given_again_when_its_worker_dies(name):
    app.loader.import_default_modules()
    task = app.tasks[SCHEDULE[name]["task"]]
    assert (task.acks_late, task.reject_on_worker_lost, task.ignore_result) == (True, True, True)
    assert task.max_retries == 5
    assert OperationalError in task.autoretry_for
    assert (task.retry_backoff, task.retry_backoff_max) == (2, 60)


def test_a_task_ends_before_the_broker_gives_it_to_another():
    limits = (
        app.conf.task_soft_time_limit,
        app.conf.task_time_limit,
        app.conf.broker_transport_options["visibility_timeout"],
    )
    assert list(limits) == sorted(set(limits))
    assert app.conf.worker_prefetch_multiplier == 1


@pytest.mark.parametrize("name", SCHEDULE)
def test_a_wake_up_that_nobody_took_is_gone_before_it_is_one_too_many(name):
    every, expires = jobs.schedule()[name], SCHEDULE[name].get("options", {}).get("expires")
    assert every > timedelta()
    assert (expires is None and every > timedelta(hours=1)) or timedelta(seconds=expires) <= every


def test_a_task_is_woken_again_when_the_database_was_away(db, monkeypatch):
    """The action is replaced: no test can take the database away and keep it."""
    met: list[int] = []

    def away_twice(*, at) -> int:
        met.append(1)
        if len(met) < 3:
            raise OperationalError
        return 4

    monkeypatch.setattr(delivering, "deliver", away_twice)
    assert tasks.deliver_notices.apply().get() == 4
    assert len(met) == 3
    assert JobRun.objects.get().last_result == "4"


@pytest.mark.parametrize(("error", "times"), [(OperationalError, 6), (ValueError, 1), (SoftTimeLimitExceeded, 1)])
def test_a_task_gives_up_in_the_end_and_at_once_what_no_wake_up_mends(db, monkeypatch, error, times):
    met: list[int] = []

    def fail(*, at) -> int:
        met.append(1)
        raise error

    monkeypatch.setattr(delivering, "deliver", fail)
    assert isinstance(tasks.deliver_notices.apply().result, error)
    assert len(met) == times
    assert JobRun.objects.get().last_result == f"failed: {error.__name__}"


@pytest.mark.filterwarnings("ignore:DjangoFixup")
@pytest.mark.parametrize("signal", [worker_init, beat_init])
def test_worker_and_beat_do_not_start_in_production_with_sample_people(monkeypatch, signal):
    def refused() -> None:
        raise SamplePeopleInProduction("67")

    monkeypatch.setattr(production, "refuse_to_start_with_sample_people", refused)
    with pytest.raises(SystemExit):
        signal.send(sender=None)
    with pytest.raises(CommandError):
        prepare_installation.Command().refuse_sample_people()
