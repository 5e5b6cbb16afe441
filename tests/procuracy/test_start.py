"""`python -m procuracy.start` as a whole: it comes up, looks after its parts, and leaves nothing behind."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.procuracy import processes

PROJECT = Path(__file__).parents[2]
TOKEN = "a-monitor-with-a-long-word"
SECOND_START = 40  # seconds beside another test process; `make bare` measures alone and allows ten
KEY = "t8Yb2-wL0qZr5nXc7VmK1pJd9sFgHa3e4RuTiOyQxWzEvBnMkUj"

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def waits_until(holds: Callable[[], bool], *, seconds: float = 60) -> bool:
    give_up_at = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.1)
    return True


class Installation:
    """A production installation on a state folder and port of its own; production needs no sample world."""

    def __init__(self, var: Path) -> None:
        self.var, self.port = var, free_port()
        self.environment = dict(os.environ) | {
            "PROCURACY_VAR": str(var),
            "PORT": str(self.port),
            "PROCURACY_PRODUCTION": "1",
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "localhost",
            "MONITOR_TOKEN": TOKEN,
            "DATABASE_OWNER_PASSWORD": "for the preparation only",
            "DJANGO_SETTINGS_MODULE": "procuracy.settings",
        }

    def start(self, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "procuracy.start"],
            cwd=PROJECT,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def until_ready(self, process: subprocess.Popen[str]) -> str:
        """Waits until the start says that it is ready; returns what it printed."""
        said = ""
        for line in process.stdout or ():
            said += line
            if "Procuracy is ready at" in line:
                return said
        pytest.fail(f"It never was ready: {said}{process.communicate()[1]}")

    def get(self, path: str) -> tuple[int, str]:
        """Status and body; 0 when nothing answers."""
        try:
            asked = urllib.request.Request(
                f"http://127.0.0.1:{self.port}{path}", headers={"Authorization": f"Bearer {TOKEN}"}
            )
            with urllib.request.urlopen(asked, timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def is_healthy(self) -> bool:
        return self.get("/healthz")[0] == 200

    def running(self, program: str = "") -> list[int]:
        """Our processes; those of the test itself do not name the folder."""
        return processes.naming(self.var, program=program)


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="procuracy-test-") as name:
        Path(name).chmod(0o755)
        prepared = Installation(Path(name))
        first = prepared.start()
        prepared.until_ready(first)
        first.terminate()
        assert first.wait(60) == 0
        yield prepared


@pytest.fixture
def running(installation: Installation) -> Iterator[subprocess.Popen[str]]:
    with installation.start() as process:
        installation.until_ready(process)
        yield process
        process.terminate()
    assert waits_until(lambda: not installation.running())


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_second_start_takes_seconds_and_a_stop_leaves_no_process(
    installation: Installation, stop: signal.Signals
) -> None:
    began = time.monotonic()
    with installation.start() as process:
        said = installation.until_ready(process)
        assert time.monotonic() - began <= SECOND_START
        assert installation.is_healthy()
        process.send_signal(stop)
        _, complained = process.communicate(timeout=60)
    assert process.returncode == 0
    assert f"http://localhost:{installation.port}/" in said
    assert "Traceback" not in complained
    assert installation.running() == []


def test_a_stop_during_the_start_leaves_no_process(installation: Installation) -> None:
    with installation.start() as process:
        time.sleep(1.0)
        process.terminate()
        assert process.wait(60) == 0
    assert installation.running() == []


def test_a_killed_supervisor_takes_everything_with_it(installation: Installation) -> None:
    with installation.start() as process:
        installation.until_ready(process)
        process.kill()
    assert waits_until(lambda: not installation.running())


@pytest.mark.parametrize("program", ["granian", "celery", "bin/postgres", "valkey-server"])
def test_what_is_killed_is_started_again(
    installation: Installation, running: subprocess.Popen[str], program: str
) -> None:
    killed = installation.running(program)
    assert killed
    for process in killed:
        os.kill(process, signal.SIGKILL)
    assert waits_until(lambda: bool(set(installation.running(program)) - set(killed)))
    assert waits_until(installation.is_healthy)


def test_health_names_the_part_that_stopped(installation: Installation, running: subprocess.Popen[str]) -> None:
    beats = installation.running("beat")
    for process in beats:
        os.kill(process, signal.SIGSTOP)
    assert waits_until(lambda: installation.get("/healthz")[0] == 503)
    said = json.loads(installation.get("/healthz")[1])
    for process in beats:
        os.kill(process, signal.SIGCONT)
    assert said["beat"].startswith("silent for")
    assert (said["database"], said["redis"], said["worker"]) == ("ok", "ok", "ok")


def test_a_taken_port_is_said_in_one_line(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", installation.port))
        taken.listen()
        _, complained = installation.start().communicate(timeout=30)
    assert complained.strip().splitlines() == [
        f"Port {installation.port} cannot be used (Address already in use): "
        f"choose another, PORT={installation.port + 1} make run."
    ]
    assert installation.running() == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            {"DATABASE_URL": "postgres://app@127.0.0.1:9/procuracy"},
            "CommandError: DATABASE_OWNER_URL is missing: ",
        ),
        (
            dict.fromkeys(("DATABASE_URL", "DATABASE_OWNER_URL"), "postgres://procuracy@127.0.0.1:9/procuracy"),
            "CommandError: The database does not answer: ",
        ),
        ({"REDIS_URL": "redis://127.0.0.1:9/0"}, "CommandError: Redis does not answer: "),
    ],
)
def test_a_server_that_does_not_answer_is_named(installation: Installation, address: dict[str, str], said: str) -> None:
    process = installation.start(**address)
    _, complained = process.communicate(timeout=60)
    assert process.returncode == 1
    lines = complained.strip().splitlines()
    assert lines[0].startswith(said)
    assert lines[1:] == ["The preparation failed, see above."]


def test_production_without_a_secret_key_does_not_start(installation: Installation) -> None:
    process = installation.start(SECRET_KEY="")
    _, complained = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Production needs a SECRET_KEY" in complained


def test_what_runs_all_the_time_is_not_told_how_the_owner_logs_in(
    installation: Installation, running: subprocess.Popen[str]
) -> None:
    found = installation.running("granian") + installation.running("celery")
    assert found
    for process in found:
        names = {each.partition(b"=")[0] for each in Path(f"/proc/{process}/environ").read_bytes().split(b"\0")}
        assert b"MONITOR_TOKEN" in names
        assert not any(name.startswith(b"DATABASE_OWNER") for name in names)


def test_nobody_else_on_the_machine_reads_what_the_installation_keeps(installation: Installation) -> None:
    for name in ("files", "backups", "log", "secrets", "postgres", "valkey", "run"):
        assert stat.S_IMODE((installation.var / name).stat().st_mode) == 0o700, name


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_what_is_no_port_is_refused(installation: Installation, port: str) -> None:
    process = installation.start(PORT=port)
    _, complained = process.communicate(timeout=30)
    assert (process.returncode, complained) == (2, f"PORT={port} is not a port: give a number from 1 to 65535.\n")
