"""PostgreSQL and Valkey of a fault run: started without a keeper, so that nobody but the run starts them again."""

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from procuracy.embedded import passwords
from procuracy.embedded.keeper import Server
from procuracy.embedded.places import Places
from procuracy.embedded.postgres import APPLICATION_ROLE, DATABASE, OWNER, PORT, Postgres
from procuracy.embedded.valkey import Valkey
from tests.faults import processes

PATIENCE = 60.0  # seconds


class Forgetful(Valkey):
    """A Valkey that keeps nothing: what was in it is gone when it stops."""

    def command(self) -> list[str]:
        command = super().command()
        command[command.index("--appendonly") + 1] = "no"
        return command


class NotAnswering(Exception):
    """A server of the run does not come up."""


class Running:
    """One server that is killed and started again."""

    def __init__(self, server: Server) -> None:
        self.server = server
        server.places.make()
        self.start()

    def start(self) -> None:
        """Starts it and waits until it answers. Raises NotAnswering."""
        self.server.prepare()
        self.process: subprocess.Popen[bytes] = processes.spawn(
            self.server.command(),
            log=self.server.places.logs / f"{self.server.name}.log",
            folder=self.server.working_folder,
            account=self.server.run_as,
        )
        give_up_at = time.monotonic() + PATIENCE
        while not self.server.answers():
            if time.monotonic() > give_up_at or self.process.poll() is not None:
                raise NotAnswering(f"{self.server.name} does not come up")
            time.sleep(0.02)

    def kill(self, how: signal.Signals) -> None:
        """Ends it at once: PostgreSQL takes SIGQUIT for an immediate stop, without a checkpoint."""
        self.process.send_signal(how)
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        """Ends it with all its processes."""
        processes.kill(self.process)


def postgres(var: Path) -> Running:
    return Running(Postgres(Places(var)))


def valkey(var: Path) -> Running:
    return Running(Forgetful(Places(var)))


def addresses(var: Path) -> dict[str, str]:
    """Returns the addresses, as an installation with servers of its own has them in its environment."""
    places = Places(var)
    places.make()
    application, owner = (
        f"postgres://{login}:{passwords.kept(places, login)}@/{places.sockets}/{DATABASE}"
        for login in (APPLICATION_ROLE, OWNER)
    )
    return {
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": owner,
        "REDIS_URL": f"unix://{Forgetful(Places(var)).socket}?db=0",
    }


def as_owner() -> psycopg.Connection[tuple[object, ...]]:
    """Opens a connection of the run's own, by which it looks on and sets traps."""
    places = Places(Path(os.environ["PROCURACY_VAR"]))
    return psycopg.connect(
        host=str(places.sockets),
        port=PORT,
        user=OWNER,
        password=passwords.read(places, OWNER),
        dbname=DATABASE,
        autocommit=True,
        connect_timeout=10,
    )
