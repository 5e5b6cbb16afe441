"""Where the embedded servers keep their state and which account runs them; starts nothing.

PostgreSQL refuses to run as root. Then `postgres` or `nobody` runs it, and its state must lie where that account gets to:
below the given folder when every folder above it is open, otherwise below /var/lib/procuracy.
"""

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

LONGEST_SOCKET_PATH = 90
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"
ROOTS_STATE = Path("/var/lib/procuracy")


class UnusablePlace(Exception):
    """A folder that the embedded servers need cannot be used; the message says which and why."""


@dataclass(frozen=True)
class ServerAccount:
    """An account of the operating system by its numbers."""

    uid: int
    gid: int


def is_open_to(account: ServerAccount, folder: Path) -> bool:
    """Whether the account may pass through the folder and all folders above it; those not made yet count as open."""
    for step in (folder, *folder.parents):
        try:
            found = step.stat()
        except FileNotFoundError:
            continue
        if found.st_uid == account.uid:
            passes = found.st_mode & stat.S_IXUSR
        elif found.st_gid == account.gid:
            passes = found.st_mode & stat.S_IXGRP
        else:
            passes = found.st_mode & stat.S_IXOTH
        if not passes:
            return False
    return True


def server_account(existing: Path) -> ServerAccount:
    """The account that runs PostgreSQL: our own, or in root's place the owner of the state that exists, postgres, nobody."""
    if os.geteuid() != 0:
        return ServerAccount(os.geteuid(), os.getegid())
    if existing.exists() and existing.stat().st_uid != 0:
        return ServerAccount(existing.stat().st_uid, existing.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerAccount(found.pw_uid, found.pw_gid)
    raise UnusablePlace("PostgreSQL does not run as root, and there is no account postgres or nobody: add one.")


class Places:
    """The folders of one installation, all derived from its state folder."""

    def __init__(self, var: Path) -> None:
        self.var = var
        mark = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
        moved = ROOTS_STATE / mark
        self.account = server_account(moved / "postgres" if (moved / "postgres").exists() else var / "postgres")
        self.state = var if is_open_to(self.account, var) else moved
        self.locks = var / "locks"
        self.logs = var / "log"
        self.secrets = var / "secrets"
        self.sockets = self.state / "run"
        if len(os.fsencode(self.sockets / LONGEST_SOCKET_NAME)) > LONGEST_SOCKET_PATH:
            self.sockets = Path(tempfile.gettempdir()) / f"procuracy-{mark}"

    def make(self) -> None:
        """Makes the folders; the servers' own are closed to everybody else."""
        for folder in (self.var, self.locks, self.state):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.logs, self.secrets):
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)  # a former version left it open
        if self.state != self.var:
            for folder in (self.state, self.state.parent):
                folder.chmod(0o755)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), self.account.uid}:
            raise UnusablePlace(f"{self.sockets} belongs to somebody else: remove it.")
        self.sockets.chmod(0o700)
        self.give(self.sockets)

    def give(self, folder: Path) -> None:
        """Hands a folder over to the account that runs PostgreSQL."""
        if os.geteuid() == 0:
            os.chown(folder, self.account.uid, self.account.gid)
