"""The row of each periodic job, and the watch: what is kept of a run, when a job is stuck, and who is told, once."""

from datetime import timedelta

import pytest

from notices.actions import jobs
from notices.models import JobRun, Notice
from organs.actions import people, posts
from organs.models import Person, Procuratorate
from organs.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.at()
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(scope="module")
def built(module_transaction):
    return factories.world()


@pytest.fixture
def w(built, db, settings):
    settings.CELERY_BEAT_SCHEDULE = {
        "quick": {"task": "notices.tasks.deliver_notices", "schedule": 5.0},
        "slow": {"task": "notices.tasks.sweep_orphan_files", "schedule": 3600.0},
    }
    return built


def row(name: str) -> JobRun:
    return JobRun.objects.get(name=name)


def ran(name: str, at) -> None:
    """Leaves the row of a job that ended well."""
    facts = {"last_started_at": at, "last_ended_at": at, "last_well_at": at, "incident_at": None}
    JobRun.objects.update_or_create(name=name, defaults={"expected_every": jobs.schedule()[name], **facts})


def notified(w) -> dict[str, list[str]]:
    """Returns which jobs each person was told of, one entry for each notice."""
    names = {person.pk: name for name, person in vars(w).items() if isinstance(person, Person)}
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(about__startswith="job:").order_by("id"):
        found.setdefault(names[notice.person_id], []).append(notice.details["job"])
    return found


# A run


def test_a_run_keeps_when_it_began_and_ended_and_its_result(w, time_machine):
    time_machine.move_to(AT, tick=False)
    with jobs.running("quick") as run:
        assert (row("quick").last_started_at, row("quick").last_ended_at) == (AT, None)
        time_machine.shift(MINUTE)
        run.result = 7
    kept = row("quick")
    assert (kept.last_started_at, kept.last_ended_at, kept.last_well_at) == (AT, AT + MINUTE, AT + MINUTE)
    assert (kept.last_result, kept.expected_every) == ("7", timedelta(seconds=5))


def test_a_run_that_fails_keeps_the_kind_of_error_and_lets_it_go_on(w, time_machine):
    time_machine.move_to(AT, tick=False)
    with jobs.running("quick") as run:
        run.result = 1
    time_machine.shift(MINUTE)
    with pytest.raises(ValueError, match="张三"), jobs.running("quick"):
        raise ValueError("张三 reader@mail.example")
    kept = row("quick")
    assert kept.last_result == "failed: ValueError"
    assert (kept.last_well_at, kept.last_ended_at) == (AT, AT + MINUTE)


def test_a_long_result_is_cut_and_not_refused(w):
    with jobs.running("quick") as run:
        run.result = "x" * 500
    assert row("quick").last_result == "x" * 120


def test_a_run_that_fails_ends_no_incident_and_one_that_ends_well_does(w):
    ran("quick", AT)
    JobRun.objects.update(incident_at=AT)
    with pytest.raises(RuntimeError), jobs.running("quick"):
        raise RuntimeError
    assert row("quick").incident_at == AT
    with jobs.running("quick"):
        pass
    assert row("quick").incident_at is None


# Stuck


@pytest.mark.parametrize(
    ("every", "late_after", "stuck_after"),
    [
        (timedelta(seconds=5), timedelta(seconds=10), 5 * MINUTE),
        (2 * MINUTE, 4 * MINUTE, 5 * MINUTE),
        (timedelta(hours=6), timedelta(hours=12), timedelta(hours=12)),
    ],
)
def test_a_job_is_late_after_two_periods_and_stuck_not_before_five_minutes(every, late_after, stuck_after):
    job = JobRun(name="any", expected_every=every, last_well_at=AT)
    second = timedelta(seconds=1)
    assert [job.is_late(AT + late_after), job.is_late(AT + late_after + second)] == [False, True]
    since = AT - 30 * DAY
    assert not job.is_stuck(at=AT + stuck_after, since=since)
    assert job.is_stuck(at=AT + stuck_after + second, since=since)


def test_a_process_that_just_began_calls_nothing_stuck_however_long_all_stood_still():
    job = JobRun(name="any", expected_every=timedelta(seconds=5), last_well_at=AT - 30 * DAY)
    assert not job.is_stuck(at=AT + 5 * MINUTE, since=AT)
    assert job.is_stuck(at=AT + 6 * MINUTE, since=AT)


def test_a_job_that_never_ran_is_late_at_once_and_stuck_in_time():
    job = JobRun(name="any", expected_every=timedelta(seconds=5))
    assert job.is_late(AT)
    assert not job.is_stuck(at=AT + 5 * MINUTE, since=AT)
    assert job.is_stuck(at=AT + 6 * MINUTE, since=AT)


def test_the_supervisors_are_told_once_of_each_incident(w):
    ran("quick", AT), ran("slow", AT)
    since = AT - DAY
    assert jobs.watch(at=AT + 4 * MINUTE, since=since) == []
    assert jobs.watch(at=AT + 6 * MINUTE, since=since) == ["quick"]
    assert [jobs.watch(at=AT + minutes * MINUTE, since=since) for minutes in (7, 60)] == [[], []]
    assert notified(w) == {"administrator": ["quick"]}
    ran("quick", AT + 61 * MINUTE)
    assert jobs.watch(at=AT + 62 * MINUTE, since=since) == []
    assert jobs.watch(at=AT + 70 * MINUTE, since=since) == ["quick"]
    assert notified(w) == {"administrator": ["quick", "quick"]}


def test_a_job_that_never_ran_is_told_of_too_and_says_so(w):
    assert sorted(jobs.watch(at=AT, since=AT - DAY)) == ["quick", "slow"]
    assert {notice.details["last_well_at"] for notice in Notice.objects.filter(about__startswith="job:")} == {""}


def test_a_job_that_fails_every_time_is_stuck_though_it_runs(w, time_machine):
    ran("quick", AT), ran("slow", AT)
    time_machine.move_to(AT + 6 * MINUTE, tick=False)
    with pytest.raises(OSError), jobs.running("quick"):
        raise OSError
    assert jobs.stuck(at=AT + 6 * MINUTE, since=AT - DAY) == ["quick"]


def test_a_job_that_left_the_schedule_is_missed_by_nobody(w):
    ran("quick", AT), ran("slow", AT)
    JobRun.objects.create(name="gone", expected_every=MINUTE, last_well_at=AT - DAY)
    assert jobs.watch(at=AT + MINUTE, since=AT - DAY) == []


def test_a_notice_of_a_stuck_job_is_not_left_to_the_mail_which_may_stand_still_itself(w):
    jobs.watch(at=AT, since=AT - DAY)
    assert not Notice.objects.for_mail().exists()


# Who is told


def supervisors(w) -> set[str]:
    names = {person.pk: name for name, person in vars(w).items() if isinstance(person, Person)}
    return {names[pk] for pk in jobs.supervisors(at=AT)}


def appoint(person: Person, role: str, place, **days) -> None:
    posts.appoint(at=AT, person=person, role=role, procuratorate=place, **{"from_on": factories.DAY, **days})


def test_administrators_and_case_managers_at_the_top_are_told_and_no_others(w):
    assert supervisors(w) == {"administrator"}
    appoint(w.analyst, Role.CASE_MANAGER, w.supreme)
    appoint(w.second, Role.ADMINISTRATOR, w.county)
    appoint(w.assistant, Role.ADMINISTRATOR, w.supreme, from_on=factories.later(1))
    assert supervisors(w) == {"administrator", "analyst"}


def test_without_an_administrator_at_the_top_every_administrator_is_told(w):
    appoint(w.second, Role.ADMINISTRATOR, w.county, from_on=factories.later(-9))
    appoint(w.outsider, Role.ADMINISTRATOR, w.sibling)
    w.administrator.posts.update(to_on=factories.later(-1))
    assert supervisors(w) == {"second", "outsider"}


def test_a_closed_account_is_told_nothing(w):
    appoint(w.second, Role.ADMINISTRATOR, w.supreme)
    people.deactivate(access=None, at=AT, on=factories.DAY, person=w.administrator, reason="调离")
    assert supervisors(w) == {"second"}


def test_an_account_closed_on_its_first_day_is_told_nothing(w):
    appoint(w.second, Role.ADMINISTRATOR, w.supreme)
    people.deactivate(access=None, at=AT, on=factories.DAY, person=w.second, reason="误设")
    assert supervisors(w) == {"administrator"}


def test_a_procuratorate_that_was_closed_is_no_top(w):
    appoint(w.analyst, Role.CASE_MANAGER, w.supreme)
    Procuratorate.objects.filter(pk=w.supreme.pk).update(closed_on=factories.DAY)
    assert supervisors(w) == {"administrator"}
