"""What /livez and /healthz say while parts are missing, with a real Valkey; and what the system checks find."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from notices.actions import jobs
from notices.models import Notice
from organs import clock
from procuracy import checks, health, heartbeats
from procuracy.embedded import holding
from procuracy.embedded.places import Places
from procuracy.embedded.valkey import Valkey
from tests import factories

pytestmark = pytest.mark.slow


@pytest.fixture
def valkey(var: Path, settings: Settings) -> Iterator[Valkey]:
    """An own empty Valkey, to which the settings point."""
    server = Valkey(Places(var))
    holding.hold(server)
    settings.REDIS_URL = f"unix://{server.socket}?db=0"
    heartbeats.client.cache_clear()
    heartbeats._marked.clear()
    yield server
    holding.let_go(server)
    heartbeats.client.cache_clear()


TOKEN = "a-monitor-with-a-long-word"
MONITOR = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(autouse=True)
def monitored(settings: Settings) -> Iterator[None]:
    """A monitor knows the token; no question of the test before is still open."""
    settings.MONITOR_TOKEN = TOKEN
    health._asked.clear()
    yield
    health._asked.clear()


@pytest.fixture(autouse=True)
def young(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process has just begun, so that no job could have been missed by it."""
    monkeypatch.setattr(jobs, "BEGAN_AT", clock.now())


@pytest.fixture
def without_redis(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.REDIS_URL = f"unix://{tmp_path / 'none.sock'}"
    heartbeats.client.cache_clear()
    yield
    heartbeats.client.cache_clear()


def test_livez_answers_without_database_and_redis(client: Client, without_redis: None) -> None:
    response = client.get("/livez")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


# The parts are asked in threads, which do not see what a test has not committed.
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_healthz_is_content_when_all_parts_answer(client: Client, valkey: Valkey) -> None:
    heartbeats.mark("worker")
    heartbeats.mark("beat")
    response = client.get("/healthz", headers=MONITOR)
    assert response.json() == {"status": "ok", **dict.fromkeys(health.PARTS, "ok")}
    assert response.status_code == 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_healthz_names_the_part_that_was_never_there(client: Client, valkey: Valkey) -> None:
    heartbeats.mark("worker")
    response = client.get("/healthz", headers=MONITOR)
    assert response.status_code == 503
    assert response.json() | {"beat": "no sign of life", "worker": "ok", "status": "failing"} == response.json()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_healthz_names_the_part_that_fell_silent(client: Client, valkey: Valkey) -> None:
    heartbeats.mark("beat")
    heartbeats.client().set(heartbeats.KEY.format("worker"), repr(time.time() - 100))
    response = client.get("/healthz", headers=MONITOR)
    assert response.status_code == 503
    assert response.json()["worker"] == "silent for 100 s"
    assert response.json()["beat"] == "ok"


@pytest.mark.django_db(transaction=True)
def test_healthz_names_redis_when_it_does_not_answer(client: Client, without_redis: None) -> None:
    response = client.get("/healthz", headers=MONITOR)
    assert response.status_code == 503
    assert response.json()["database"] == "ok"
    assert response.json()["redis"] == "ConnectionError"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_healthz_names_the_jobs_that_are_stuck(client: Client, valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeats.mark("worker")
    heartbeats.mark("beat")
    monkeypatch.setattr(jobs, "BEGAN_AT", clock.now() - timedelta(days=1))
    for name in jobs.schedule():
        job = jobs.row_of(name)
        job.last_well_at = clock.now() - timedelta(hours=1 if name in {"remind", "send-mail"} else 0)
        job.save()
    response = client.get("/healthz", headers=MONITOR)
    assert response.status_code == 503
    assert response.json()["jobs"] == "stuck: remind, send-mail"
    assert not Notice.objects.exists()


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], str]]:
    """Parts that need no server; a test puts in what is wrong."""
    made: dict[str, Callable[[], str]] = {"database": lambda: "", "disk": lambda: "", "clock": lambda: ""}
    monkeypatch.setattr(health, "PARTS", made)
    return made


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer guessed"}, {"Authorization": "Bearer "}])
@pytest.mark.parametrize("configured", [TOKEN, ""])
def test_whoever_is_no_monitor_is_told_ok_or_failing_and_no_more(
    client: Client, parts: dict[str, Callable[[], str]], settings: Settings, headers: dict[str, str], configured: str
) -> None:
    settings.MONITOR_TOKEN = configured
    assert client.get("/healthz", headers=headers).json() == {"status": "ok"}
    parts["disk"] = lambda: "1 MB free of the 1024 that are needed"
    response = client.get("/healthz", headers=headers)
    assert (response.status_code, response.json()) == (503, {"status": "failing"})


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_signed_in_administrator_is_told_the_parts_and_nobody_else(
    client: Client, parts: dict[str, Callable[[], str]]
) -> None:
    world = factories.world(with_calendar=False)
    for person, is_told in ((world.administrator, True), (world.handling, False)):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert ("disk" in client.get("/healthz").json()) is is_told


def test_healthz_answers_in_a_second_while_a_part_hangs(
    client: Client, parts: dict[str, Callable[[], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    goes_on, asked = threading.Event(), []

    def hangs() -> str:
        asked.append(1)
        goes_on.wait(30)
        return ""

    parts["database"] = hangs
    for _ in range(3):
        said = client.get("/healthz", headers=MONITOR).json()
        assert said["database"] == "does not answer"
        assert said["disk"] == "ok"
    assert len(asked) == 1, "what hangs takes one thread"
    goes_on.set()
    health._asked["database"].result(10)
    assert client.get("/healthz", headers=MONITOR).json()["database"] == "ok"


def test_a_part_that_breaks_is_named_by_its_error(client: Client, parts: dict[str, Callable[[], str]]) -> None:
    parts["disk"] = lambda: f"{1 / 0}"
    assert client.get("/healthz", headers=MONITOR).json()["disk"] == "ZeroDivisionError"


def test_a_disk_that_runs_full_is_named(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    assert health.disk_trouble() == ""
    settings.HEALTH_LEAST_DISK_MB = 10**9
    assert "MB free of the 1000000000 that are needed" in health.disk_trouble()


@pytest.mark.django_db
def test_a_clock_that_goes_wrong_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.clock_trouble() == ""
    real = time.time
    monkeypatch.setattr(health, "time", SimpleNamespace(time=lambda: real() - 60))
    assert health.clock_trouble() == "60 s apart from the database's"


def test_a_mark_without_redis_is_no_error(without_redis: None) -> None:
    heartbeats.mark("beat")


@pytest.mark.django_db
def test_the_database_of_the_tests_passes_its_checks() -> None:
    assert checks.check_databases(databases=["default"]) == []


@pytest.mark.django_db
def test_a_database_that_is_blind_to_chinese_is_named() -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "CREATE DATABASE blind_to_chinese TEMPLATE template0 LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    blind = connection.copy()
    blind.settings_dict["NAME"] = "blind_to_chinese"
    try:
        found = checks.check_server(blind)
    finally:
        blind.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute("DROP DATABASE blind_to_chinese")
    assert [message.id for message in found] == ["procuracy.E002"]


def test_a_missing_subsetter_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.ctypes.util, "find_library", lambda name: None)
    assert [message.id for message in checks.check_typesetting()] == ["procuracy.W001"]


def test_the_project_passes_its_checks() -> None:
    assert [message for message in run_checks() if message.level >= 40] == []
