"""The processes of a fault run: each leads a group of its own, is killed with it, and ends when whoever started it is killed."""

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from procuracy.embedded.places import ServerAccount

PROJECT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36

_system = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Asks the system to kill this process when its parent is killed."""
    _system.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Makes this process the parent of what its killed descendants leave behind."""
    _system.prctl(PR_SET_CHILD_SUBREAPER, 1)


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    folder: Path = PROJECT,
    account: ServerAccount | None = None,
) -> subprocess.Popen[bytes]:
    """Starts a process in a group of its own; what it says goes to the log."""
    with log.open("ab") as said:
        return subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=die_with_parent,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


def kill_group(leader: int) -> None:
    """Kills every process of a group, all at the same moment."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kills a process with its group and waits for its end."""
    kill_group(process.pid)
    process.wait()
