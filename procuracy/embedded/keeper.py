"""The process that starts one embedded server and stops it when its last user has gone: `python -m procuracy.embedded.keeper`.

Users hold a shared lock on a file for as long as they live; the system takes it back however they end. The keeper waits
for the same lock alone, so that a server is never left behind and never stopped under somebody.
"""

import ctypes
import fcntl
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Protocol

from procuracy.embedded.binaries import MissingProgram
from procuracy.embedded.places import Places, ServerAccount, UnusablePlace
from procuracy.embedded.postgres import Postgres
from procuracy.embedded.valkey import Valkey

LOOK_AGAIN = 0.1  # seconds
PATIENCE_ON_STOPPING = 30.0  # seconds
PR_SET_PDEATHSIG = 1


class Server(Protocol):
    """What the keeper must know of a server."""

    name: str
    stop_signal: signal.Signals
    places: Places

    def prepare(self) -> None: ...
    def command(self) -> list[str]: ...
    @property
    def run_as(self) -> ServerAccount | None: ...
    @property
    def working_folder(self) -> Path: ...
    def answers(self) -> bool: ...


SERVERS: dict[str, type[Postgres] | type[Valkey]] = {"postgres": Postgres, "valkey": Valkey}


def open_lock(server: Server, kind: str) -> IO[str]:
    """Opens the file `users` or `keeper` that is locked for a server."""
    return (server.places.locks / f"{server.name}.{kind}").open("w")


def is_locked(lock: IO[str], how: int) -> bool:
    """Takes a lock (fcntl.LOCK_EX: alone, LOCK_SH: with others) if it is free; says whether it did."""
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def start(server: Server) -> subprocess.Popen[bytes]:
    """Starts the server in a session of its own; it is told to stop should the keeper be killed."""
    system = ctypes.CDLL(None, use_errno=True)

    def stop_with_keeper() -> None:
        system.prctl(PR_SET_PDEATHSIG, server.stop_signal)

    server.prepare()
    account = server.run_as
    return subprocess.Popen(
        server.command(),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=stop_with_keeper,
        cwd=server.working_folder,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def keep(server: Server) -> int:
    """Runs the server until nobody uses it; answers with the exit status for the system."""
    keeping, users = open_lock(server, "keeper"), open_lock(server, "users")
    if not is_locked(keeping, fcntl.LOCK_EX):
        return 0
    process = start(server)
    signal.signal(signal.SIGTERM, lambda *_: process.send_signal(server.stop_signal))
    while process.poll() is None and not is_locked(users, fcntl.LOCK_EX):
        time.sleep(LOOK_AGAIN)
    if process.poll() is None:
        process.send_signal(server.stop_signal)
        try:
            process.wait(PATIENCE_ON_STOPPING)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()


def main() -> int:
    """Keeps the server named first for the state folder named second."""
    try:
        return keep(SERVERS[sys.argv[1]](Places(Path(sys.argv[2]))))
    except (MissingProgram, UnusablePlace, RuntimeError) as refusal:
        print(refusal, flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
