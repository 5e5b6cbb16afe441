"""docker-compose.yml without an engine: its commands are run as they stand, on embedded servers in place of containers."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml

from procuracy.embedded import binaries, holding
from procuracy.embedded.places import Places
from procuracy.embedded.postgres import OWNER, Postgres
from procuracy.embedded.valkey import Valkey

PROJECT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OUR_SERVICES = ["migrations", "web", "worker", "beat"]
GIVEN = {
    "SECRET_KEY": "t8Yb2-wL0qZr5nXc7VmK1pJd9sFgHa3e4RuTiOyQxWzEvBnMkUj",
    "ALLOWED_HOSTS": "jianyi.example",
    "CSRF_TRUSTED_ORIGINS": "https://jianyi.example",
    "POSTGRES_PASSWORD": "word",
}


def environment_of(name: str) -> dict[str, str]:
    """The environment that the file gives to a service, with what .env gives filled in."""
    filled = {}
    for key, value in SERVICES[name]["environment"].items():
        filled[key] = re.sub(r"\$\{(\w+):[?]\}", lambda found: GIVEN[found[1]], value)
        filled[key] = re.sub(r"\$\{\w+:-([^}]*)\}", lambda found: found[1], filled[key])
    return filled


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, str]]:
    """Database and Redis without tables, as addresses for the environment of our services."""
    with tempfile.TemporaryDirectory(prefix="procuracy-test-") as name, ExitStack() as stack:
        Path(name).chmod(0o755)
        places = Places(Path(name))
        for server in (Postgres(places), Valkey(places)):
            holding.hold(server)
            stack.callback(holding.let_go, server)
        yield {
            "DATABASE_URL": f"postgres://{OWNER}@/procuracy?host={places.sockets}",
            "REDIS_URL": f"unix://{Valkey(places).socket}?db=0",
            "PROCURACY_VAR": name,
            "DJANGO_SETTINGS_MODULE": "procuracy.settings",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }


@pytest.fixture(scope="module")
def migrated(servers: dict[str, str]) -> dict[str, str]:
    """The servers after the step `migrations` has run."""
    done = run(SERVICES["migrations"]["command"], environment_of("migrations") | servers)
    assert done.returncode == 0, done.stderr
    return servers


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120)


def start(stack: ExitStack, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Starts a service's command in a group of its own and stops the group at the end."""
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, start_new_session=True)

    def stop() -> None:
        process.terminate()
        process.wait(30)
        os_group_is_gone(process.pid)

    stack.callback(stop)
    return process


def os_group_is_gone(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def passes_soon(check: list[str], environment: dict[str, str], *, seconds: float = 60) -> bool:
    """Whether a health check succeeds before time is up."""
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        if run(check, environment).returncode == 0:
            return True
        time.sleep(0.5)
    return False


def health_check(name: str) -> list[str]:
    """The command of a service's health check."""
    kind, *command = SERVICES[name]["healthcheck"]["test"]
    return ["sh", "-c", command[0].replace("$$", "$")] if kind == "CMD-SHELL" else command


def test_what_is_secret_or_yours_is_not_in_the_file() -> None:
    for name in OUR_SERVICES:
        environment = SERVICES[name]["environment"]
        assert environment["SECRET_KEY"] == "${SECRET_KEY:?}"
        assert "${POSTGRES_PASSWORD:?}" in environment["DATABASE_URL"]
    assert SERVICES["database"]["environment"]["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD:?}"


def test_there_is_one_beat_and_room_for_several_web_servers_and_workers() -> None:
    assert SERVICES["web"]["deploy"]["replicas"] > 1
    assert SERVICES["worker"]["deploy"]["replicas"] > 1
    assert "deploy" not in SERVICES["beat"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_the_migrations_have_ended(name: str) -> None:
    assert SERVICES[name]["depends_on"]["migrations"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", ["database", "redis", "web", "worker", "beat"])
def test_whatever_keeps_running_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


def test_every_named_volume_is_declared() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


@pytest.mark.slow
def test_the_migrations_run_as_they_stand(migrated: dict[str, str]) -> None:
    left = run(["python", "manage.py", "migrate", "--check"], environment_of("migrations") | migrated)
    assert left.returncode == 0, left.stderr


@pytest.mark.slow
def test_the_web_server_runs_as_it_stands(migrated: dict[str, str], tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [part.replace("--port=8000", f"--port={port}") for part in SERVICES["web"]["command"]]
    check = [part.replace(":8000/", f":{port}/") for part in health_check("web")]
    assert (command, check) != (SERVICES["web"]["command"], health_check("web"))
    environment = environment_of("web") | migrated | {"STATIC_ROOT": str(tmp_path)}
    with ExitStack() as stack:
        start(stack, command, environment)
        assert passes_soon(check, environment)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["worker", "beat"])
def test_worker_and_beat_run_as_they_stand(migrated: dict[str, str], name: str) -> None:
    environment = environment_of(name) | migrated
    with ExitStack() as stack:
        start(stack, SERVICES[name]["command"], environment)
        assert passes_soon(health_check(name), environment)
    assert run(["python", "manage.py", "alive", name], environment).returncode == 0


@pytest.mark.slow
def test_redis_runs_as_it_stands(var: Path) -> None:
    program, *options = SERVICES["redis"]["command"]
    assert program == "redis-server"
    server = Valkey(Places(var))
    server.places.make()
    with ExitStack() as stack:
        place = ["--port", "0", "--unixsocket", str(server.socket), "--dir", str(var)]
        start(stack, [str(binaries.find_valkey()), *options, *place], dict(os.environ))
        give_up_at = time.monotonic() + 10
        while not server.answers() and time.monotonic() < give_up_at:
            time.sleep(0.05)
        assert server.answers()


@pytest.mark.slow
def test_the_database_is_made_with_the_locale_of_the_embedded_one(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = SERVICES["database"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    monkeypatch.setattr(
        "procuracy.embedded.postgres.INITDB_OPTIONS", [f"--username={OWNER}", "--auth-local=trust", *options]
    )
    server = Postgres(Places(var))
    holding.hold(server)
    answers = server.answers()
    holding.let_go(server)
    assert answers
