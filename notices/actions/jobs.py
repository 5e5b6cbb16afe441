"""Keeps the row of each periodic job, and tells the supervisors once when one is stuck.

Whoever still lives may watch: the worker does every minute, the web process when somebody opens the desk. How often a job
is expected stands in the schedule and nowhere else.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, transaction
from django.utils.translation import gettext as _

from notices.models import JobRun, Notice
from notices.rules.notice_topics import Topic
from organs import clock
from organs.access import Access
from organs.models import Post
from organs.refusals import NotAllowed
from organs.roles import Role

# When this process began: what it could not see before, it never calls stuck.
BEGAN_AT = clock.now()


@dataclass
class RunningJob:
    """A run under way; `result` is what the page of background work shows of it."""

    result: str | int = ""


def schedule() -> dict[str, timedelta]:
    """Returns every periodic job with its period."""
    return {name: timedelta(seconds=entry["schedule"]) for name, entry in settings.CELERY_BEAT_SCHEDULE.items()}


def listed() -> list[JobRun]:
    """Returns the row of every job, in the order of the schedule; one that was never looked at has a row that is not kept."""
    kept = {job.name: job for job in JobRun.objects.filter(name__in=schedule())}
    return [kept.get(name) or JobRun(name=name, expected_every=every) for name, every in schedule().items()]


def row_of(name: str) -> JobRun:
    """Returns the row of a job, made where it was never looked at."""
    return JobRun.objects.get_or_create(name=name, defaults={"expected_every": schedule()[name]})[0]


def stuck(*, at: datetime, since: datetime) -> list[str]:
    """Returns the names of the jobs that are stuck for a process that lives since then; tells and writes nothing."""
    return [job.name for job in listed() if job.is_stuck(at=at, since=since)]


@contextlib.contextmanager
def running(name: str) -> Iterator[RunningJob]:
    """Records a run: its start at once, and its end with the result, or with the kind of error, which goes on.

    It asks the clock itself, since it measures how long its block takes.
    """
    started_at = clock.now()
    _write(name, last_started_at=started_at)
    run = RunningJob()
    try:
        yield run
    except Exception as error:
        with contextlib.suppress(Error):
            _write(name, last_ended_at=clock.now(), last_result=f"failed: {type(error).__name__}")
        raise
    ended_at = clock.now()
    _write(name, last_ended_at=ended_at, last_well_at=ended_at, last_result=str(run.result)[:120], incident_at=None)


def _write(name: str, **values: object) -> None:
    known = {"expected_every": schedule().get(name, timedelta(hours=1)), **values}
    JobRun.objects.update_or_create(name=name, defaults=known)


def watch(*, at: datetime, since: datetime) -> list[str]:
    """Tells the supervisors of each job that is stuck, once per incident; returns the names.

    `since` is when the process that asks began to live: an installation that was switched off is no incident.
    """
    JobRun.objects.bulk_create(
        [JobRun(name=name, expected_every=every) for name, every in schedule().items()], ignore_conflicts=True
    )
    notified = []
    with transaction.atomic():
        calm = JobRun.objects.select_for_update(skip_locked=True).filter(incident_at__isnull=True)
        for job in calm.filter(name__in=schedule()):
            if job.is_stuck(at=at, since=since):
                JobRun.objects.filter(pk=job.pk).update(incident_at=at)
                _tell(job, at=at)
                notified.append(job.name)
    return notified


def _tell(job: JobRun, *, at: datetime) -> None:
    last = job.last_well_at.isoformat() if job.last_well_at else ""
    Notice.objects.bulk_create(
        (
            Notice(
                person_id=person_id,
                about=Topic.JOB.about(job.name, int(at.timestamp())),
                details={"job": job.name, "last_well_at": last},
                delivered_at=at,
            )
            for person_id in sorted(supervisors(at=at))
        ),
        ignore_conflicts=True,
    )


def supervisors(*, at: datetime) -> set[int]:
    """Returns who is told of a stuck job: administrators and case managers at the top, else every administrator."""
    posts = Post.objects.current(clock.civil_day(at)).filter(person__is_active=True)
    top = posts.filter(procuratorate__depth=1, procuratorate__closed_on__isnull=True)
    administrators = top.filter(role=Role.ADMINISTRATOR)
    if not administrators.exists():
        administrators = posts.filter(role=Role.ADMINISTRATOR)
    found = top.filter(role=Role.CASE_MANAGER).values_list("person_id", flat=True)
    return {*found, *administrators.values_list("person_id", flat=True)}


def is_supervisor(*, access: Access | None, at: datetime) -> bool:
    """Tells whether the person looks after background work: whoever is told of a stuck job."""
    return access is not None and access.person_id in supervisors(at=at)


def require_supervisor(*, access: Access | None, at: datetime) -> None:
    """Raises NotAllowed unless the person looks after background work; None for access is the command line."""
    if access is not None and not is_supervisor(access=access, at=at):
        raise NotAllowed(_("Only those who look after background work can do this."))
