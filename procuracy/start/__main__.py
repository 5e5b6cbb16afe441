"""`python -m procuracy.start`: embedded servers, preparation, web server, worker and beat, until Ctrl-C or TERM.

It loads no Django: it starts processes that do, and stays small.
"""

import contextlib
import os
import secrets
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from procuracy.embedded import holding
from procuracy.embedded.binaries import MissingProgram
from procuracy.embedded.keeper import Server
from procuracy.embedded.places import Places, UnusablePlace
from procuracy.embedded.postgres import Postgres
from procuracy.embedded.valkey import Valkey
from procuracy.start import processes, web
from procuracy.start.processes import KeepsFailing, Process
from procuracy.start.stop_request import StopRequest

PROJECT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
# Root in a container is a choice of whoever starts us, and letters bring their own faces.
SAID_TOO_OFTEN = ("You're running the worker with superuser", "No fonts configured in FontConfig")
PATIENCE_ON_STARTING = 90.0  # seconds
LOOK_AGAIN = 0.2  # seconds
SAY_AGAIN = 10.0  # seconds without health after which it is said what is missing


class CannotStart(Exception):
    """The installation cannot run; the message is the one line to show."""


def own_environment() -> dict[str, str]:
    """The environment of the processes; they may keep their byte code, or every start compiles it again."""
    environment = {"DJANGO_SETTINGS_MODULE": "procuracy.settings"} | os.environ | {"PYTHONUNBUFFERED": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("PYTHONWARNINGS", ",".join(f"ignore:{said}" for said in SAID_TOO_OFTEN))
    return environment


def check_port(*, host: str, port: int) -> None:
    """Refuses a port that somebody else uses."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} cannot be used ({error.strerror}): choose another, PORT={port + 1} make run."
            )


def embedded_servers() -> list[Server]:
    """The embedded servers that this installation needs: those for which no address of a real one is given."""
    places = Places(Path(os.environ.get("PROCURACY_VAR", PROJECT / "var")).resolve())
    servers: list[Server] = []
    if not is_given("DATABASE_URL"):
        servers.append(Postgres(places))
    if not is_given("REDIS_URL"):
        servers.append(Valkey(places))
    return servers


def is_given(name: str) -> bool:
    """Whether the environment has a value, by itself or as the name of a file that holds it."""
    return name in os.environ or f"{name}_FILE" in os.environ


class Supervisor:
    """Everything that runs between the start and the stop."""

    def __init__(self, *, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.servers = embedded_servers()
        self.processes: list[Process] = []
        self.environment = own_environment()
        self.environment.setdefault("MONITOR_TOKEN", secrets.token_urlsafe())
        self.stop_request = StopRequest()

    def run(self) -> None:
        """Starts all, watches until asked to stop. Raises CannotStart and what the parts raise."""
        check_port(host=self.host, port=self.port)
        for server in self.servers:
            print(f"· Embedded {server.name}", flush=True)
            holding.hold(server)
        self.prepare()
        if self.stop_request.is_made():
            return
        self.start_processes()
        self.wait_for_health()
        if not self.stop_request.is_made():
            print(f"\nProcuracy is ready at http://localhost:{self.port}/ (Ctrl-C stops it)", flush=True)
        while not self.stop_request.wait(1.0):
            self.look_after()

    def prepare(self) -> None:
        """Runs `manage.py prepare_installation`, which prints its own progress and reasons."""
        command = (sys.executable, "manage.py", "prepare_installation")
        preparation = Process(name="preparation", command=command, folder=PROJECT, environment=self.environment)
        self.processes.append(preparation)
        while preparation.is_running():
            if self.stop_request.wait(LOOK_AGAIN / 4):
                preparation.ask_to_stop()
                preparation.process.wait()
        self.processes.remove(preparation)
        if preparation.process.returncode and not self.stop_request.is_made():
            raise CannotStart("The preparation failed, see above.")

    def start_processes(self) -> None:
        """Starts web server, worker and beat."""
        print("· Web server, worker, beat", flush=True)
        self.start("web server", *web.command(host=self.host, port=self.port))
        celery: list[str | Path] = [BIN / "celery", "-A", "procuracy", "--quiet", "--workdir", str(PROJECT)]
        listen = ["--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING"]
        self.start("worker", *celery, "worker", *listen, "--without-gossip", "--without-mingle")
        self.start("beat", *celery, "beat", "--loglevel", "WARNING", "--pidfile=")

    def start(self, name: str, *command: str | Path) -> Process:
        """Starts one process and remembers it; what runs all the time is not told how the owner of the database logs in."""
        environment = {key: value for key, value in self.environment.items() if not key.startswith("DATABASE_OWNER_")}
        process = Process(name=name, command=command, folder=PROJECT, environment=environment)
        self.processes.append(process)
        return process

    def wait_for_health(self) -> None:
        """Waits until /healthz says that all parts answer; says now and then what is missing."""
        give_up_at = time.monotonic() + PATIENCE_ON_STARTING
        say_at = time.monotonic() + SAY_AGAIN
        host = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104
        url = f"http://{host}:{self.port}/healthz"
        headers = {"Authorization": f"Bearer {self.environment.get('MONITOR_TOKEN', '')}"}
        said = ""
        while not self.stop_request.wait(LOOK_AGAIN):
            try:
                with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=5):
                    return
            except urllib.error.HTTPError as error:
                said = error.read().decode(errors="replace")
            except OSError as error:
                said = str(error)
            self.look_after()
            if time.monotonic() > say_at:
                print(f"· Not ready yet: {said}", flush=True)
                say_at += SAY_AGAIN
            if time.monotonic() > give_up_at:
                raise CannotStart(f"{url} is not healthy after {PATIENCE_ON_STARTING:.0f} seconds: {said}")

    def look_after(self) -> None:
        """Starts again what ended by itself."""
        for process in self.processes:
            if not process.is_running():
                print(
                    f"! The {process.name} ended (status {process.process.returncode}); starting it again", flush=True
                )
                process.start_again()
        for server in self.servers:
            if not server.answers():
                print(f"! The embedded {server.name} does not answer; starting it again", flush=True)
                holding.hold(server)

    def stop(self) -> None:
        """Stops everything, the servers last."""
        processes.stop_all(self.processes)
        for server in self.servers:
            holding.let_go(server)


def main() -> int:
    """Runs the installation; answers with the exit status."""
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        print(f"PORT={port} is not a port: give a number from 1 to 65535.", file=sys.stderr)
        return 2
    try:
        supervisor = Supervisor(host=os.environ.get("HOST", "127.0.0.1"), port=int(port))
    except UnusablePlace as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: supervisor.stop_request.ask())
    status = 0
    try:
        supervisor.run()
    except (CannotStart, KeepsFailing, MissingProgram, UnusablePlace, holding.NotAnswering) as refusal:
        print(f"{refusal}", file=sys.stderr, flush=True)
        status = 1
    finally:
        with contextlib.suppress(BrokenPipeError):
            print("· Stopping", flush=True)
        supervisor.stop()
    return status


if __name__ == "__main__":
    sys.exit(main())
