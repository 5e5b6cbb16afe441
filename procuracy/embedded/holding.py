"""How a process becomes a user of an embedded server: it holds it, and the server runs at least as long as the process."""

import fcntl
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from procuracy.embedded.keeper import Server, is_locked, open_lock

PATIENCE = 60.0  # seconds; making a cluster takes one, copying the programs another
PROJECT = Path(__file__).resolve().parent.parent.parent

_held: dict[tuple[str, Path], IO[str]] = {}
_keepers: dict[tuple[str, Path], subprocess.Popen[bytes]] = {}


class NotAnswering(Exception):
    """An embedded server does not answer; the message names its log."""


def hold(server: Server) -> None:
    """Makes sure that the server answers and keeps it running until this process ends.

    Raises NotAnswering. Children made by fork share the hold.
    """
    server.places.make()
    if identity(server) not in _held:
        users = open_lock(server, "users")
        fcntl.flock(users, fcntl.LOCK_SH)  # waits for a keeper that is just stopping the server
        _held[identity(server)] = users
    give_up_at = time.monotonic() + PATIENCE
    keeper = None
    while not server.answers():
        if keeper is None:
            keeper = start_keeper(server)
        elif keeper.poll():
            raise NotAnswering(f"The embedded {server.name} does not start: {last_words(server)}")
        elif keeper.returncode == 0:
            keeper = None  # another keeper was at work, perhaps just ending
        if time.monotonic() > give_up_at:
            raise NotAnswering(f"The embedded {server.name} does not answer: see {log_path(server)}")
        time.sleep(0.02)


def let_go(server: Server) -> None:
    """Ends this process's hold and waits until the server has stopped, unless others still hold it."""
    users = _held.pop(identity(server), None)
    if users is None:
        return
    users.close()
    with open_lock(server, "keeper") as keeper:
        while not is_locked(keeper, fcntl.LOCK_EX) and not others_hold(server):
            time.sleep(0.02)
        own = _keepers.pop(identity(server), None)
        if own and not others_hold(server):
            own.wait()


def identity(server: Server) -> tuple[str, Path]:
    """What tells one server from another: a process may use those of two installations."""
    return server.name, server.places.var


def others_hold(server: Server) -> bool:
    """Whether other processes use the server; a keeper that is stopping it does not count."""
    with open_lock(server, "users") as probe:
        return not is_locked(probe, fcntl.LOCK_EX) and is_locked(probe, fcntl.LOCK_SH)


def start_keeper(server: Server) -> subprocess.Popen[bytes]:
    """Starts the process that runs the server; it outlives this one when others use the server."""
    with log_path(server).open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "procuracy.embedded.keeper", server.name, str(server.places.var)],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _keepers[identity(server)] = keeper
    return keeper


def log_path(server: Server) -> Path:
    """The file that takes down what the server says."""
    return server.places.logs / f"{server.name}.log"


def last_words(server: Server) -> str:
    """The last line of the server's log."""
    lines = log_path(server).read_text(errors="replace").splitlines()
    return lines[-1] if lines else "it says nothing."
