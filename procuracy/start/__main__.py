"""`python -m procuracy.start`: embedded servers, preparation, web server, worker and beat, until Ctrl-C or TERM.

It loads no Django: it starts processes that do, and stays small.
"""

import contextlib
import os
import signal
import socket
import sys
import threading
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
from procuracy.start import processes
from procuracy.start.processes import KeepsFailing, Process

PROJECT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
# Root in a container is a choice of whoever starts us, and letters bring their own faces.
SAID_TOO_OFTEN = ("You're running the worker with superuser", "No fonts configured in FontConfig")
PATIENCE_ON_STARTING = 90.0  # seconds
LOOK_AGAIN = 0.2  # seconds


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
    if "DATABASE_URL" not in os.environ:
        servers.append(Postgres(places))
    if "REDIS_URL" not in os.environ:
        servers.append(Valkey(places))
    return servers


class Supervisor:
    """Everything that runs between the start and the stop."""

    def __init__(self, *, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.servers = embedded_servers()
        self.processes: list[Process] = []
        self.environment = own_environment()
        self.is_asked_to_stop = threading.Event()

    def run(self) -> None:
        """Starts all, watches until asked to stop. Raises CannotStart and what the parts raise."""
        check_port(host=self.host, port=self.port)
        for server in self.servers:
            print(f"· Embedded {server.name}", flush=True)
            holding.hold(server)
        self.prepare()
        if self.is_asked_to_stop.is_set():
            return
        self.start_processes()
        self.wait_for_health()
        if not self.is_asked_to_stop.is_set():
            print(f"\nProcuracy is ready at http://localhost:{self.port}/ (Ctrl-C stops it)", flush=True)
        while not self.is_asked_to_stop.wait(1.0):
            self.look_after()

    def prepare(self) -> None:
        """Runs `manage.py prepare_installation`, which prints its own progress and reasons."""
        preparation = self.start("preparation", sys.executable, "manage.py", "prepare_installation")
        while preparation.is_running():
            if self.is_asked_to_stop.wait(LOOK_AGAIN / 4):
                preparation.ask_to_stop()
                preparation.process.wait()
        self.processes.remove(preparation)
        if preparation.process.returncode and not self.is_asked_to_stop.is_set():
            raise CannotStart("The preparation failed, see above.")

    def start_processes(self) -> None:
        """Starts web server, worker and beat."""
        print("· Web server, worker, beat", flush=True)
        web = ["--interface", "wsgi", "--host", self.host, "--port", str(self.port), "--workers", "2"]
        web += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
        web += ["--workers-kill-timeout", "5"]  # a worker that is still loading misses the signal to stop
        self.start("web server", BIN / "granian", *web, "procuracy.wsgi:application")
        celery: list[str | Path] = [BIN / "celery", "-A", "procuracy", "--quiet", "--workdir", str(PROJECT)]
        listen = ["--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING"]
        self.start("worker", *celery, "worker", *listen, "--without-gossip", "--without-mingle")
        self.start("beat", *celery, "beat", "--loglevel", "WARNING", "--pidfile=")

    def start(self, name: str, *command: str | Path) -> Process:
        """Starts one process and remembers it."""
        process = Process(name=name, command=command, folder=PROJECT, environment=self.environment)
        self.processes.append(process)
        return process

    def wait_for_health(self) -> None:
        """Waits until /healthz says that all parts answer."""
        give_up_at = time.monotonic() + PATIENCE_ON_STARTING
        host = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104
        url = f"http://{host}:{self.port}/healthz"
        said = ""
        while not self.is_asked_to_stop.wait(LOOK_AGAIN):
            try:
                with urllib.request.urlopen(url, timeout=5):
                    return
            except urllib.error.HTTPError as error:
                said = error.read().decode(errors="replace")
            except OSError as error:
                said = str(error)
            self.look_after()
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
        signal.signal(name, lambda *_: supervisor.is_asked_to_stop.set())
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
