"""What /livez and /healthz say while parts are missing, with a real Valkey; and what the system checks find."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from notices.actions import jobs
from notices.models import Notice
from organs import clock
from procuracy import checks, heartbeats
from procuracy.embedded import holding
from procuracy.embedded.places import Places
from procuracy.embedded.valkey import Valkey


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


@pytest.mark.slow
@pytest.mark.django_db
def test_healthz_is_content_when_all_parts_answer(client: Client, valkey: Valkey) -> None:
    heartbeats.mark("worker")
    heartbeats.mark("beat")
    response = client.get("/healthz")
    assert response.status_code == 200
    parts = dict.fromkeys(["database", "redis", "worker", "beat", "jobs"], "ok")
    assert response.json() == {"status": "ok", **parts}


@pytest.mark.slow
@pytest.mark.django_db
def test_healthz_names_the_part_that_was_never_there(client: Client, valkey: Valkey) -> None:
    heartbeats.mark("worker")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() | {"beat": "no sign of life", "worker": "ok", "status": "failing"} == response.json()


@pytest.mark.slow
@pytest.mark.django_db
def test_healthz_names_the_part_that_fell_silent(client: Client, valkey: Valkey) -> None:
    heartbeats.mark("beat")
    heartbeats.client().set(heartbeats.KEY.format("worker"), repr(time.time() - 100))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["worker"] == "silent for 100 s"
    assert response.json()["beat"] == "ok"


@pytest.mark.django_db
def test_healthz_names_redis_when_it_does_not_answer(client: Client, without_redis: None) -> None:
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["database"] == "ok"
    assert response.json()["redis"] == "ConnectionError"


@pytest.mark.slow
@pytest.mark.django_db
def test_healthz_names_the_jobs_that_are_stuck(client: Client, valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeats.mark("worker")
    heartbeats.mark("beat")
    monkeypatch.setattr(jobs, "BEGAN_AT", clock.now() - timedelta(days=1))
    for name in jobs.schedule():
        job = jobs.row_of(name)
        job.last_well_at = clock.now() - timedelta(hours=1 if name in {"remind", "send-mail"} else 0)
        job.save()
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["jobs"] == "stuck: remind, send-mail"
    assert not Notice.objects.exists()


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
        found = checks.check_database(blind)
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
