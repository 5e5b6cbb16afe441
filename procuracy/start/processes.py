"""The processes of a running installation: started in groups of their own, watched, and stopped with all their children."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

PATIENCE_ON_STOPPING = 20.0  # seconds until what does not end by itself is killed
SHORTEST_LIFE = 10.0  # seconds; a process that ends sooner did not really start
MOST_FAILED_STARTS = 3
PR_SET_PDEATHSIG = 1

_system = ctypes.CDLL(None, use_errno=True)


def end_with_parent() -> None:
    """Asks the system to end this process when the one that started it is killed."""
    _system.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class KeepsFailing(Exception):
    """A process ends again and again right after its start."""


class Process:
    """One process of ours with whatever it starts itself."""

    def __init__(self, *, name: str, command: Sequence[str | Path], folder: Path, environment: dict[str, str]) -> None:
        self.name = name
        self.command = command
        self.folder = folder
        self.environment = environment
        self.failed_starts = 0
        self.start()

    def start(self) -> None:
        """Starts it in a group of its own: a Ctrl-C reaches only the supervisor, which ends everything in order."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def is_running(self) -> bool:
        """Whether its first process lives."""
        return self.process.poll() is None

    def start_again(self) -> None:
        """Starts it anew after it ended by itself. Raises KeepsFailing."""
        self.kill_group()
        lived = time.monotonic() - self.started_at
        self.failed_starts = self.failed_starts + 1 if lived < SHORTEST_LIFE else 0
        if self.failed_starts >= MOST_FAILED_STARTS:
            raise KeepsFailing(f"The {self.name} ends right after its start (status {self.process.returncode}).")
        self.start()

    def ask_to_stop(self) -> None:
        """Asks it to finish what it does and end."""
        if self.is_running():
            self.process.terminate()

    def stop(self, *, until: float) -> None:
        """Waits for its end until a moment of the monotonic clock, then kills what is left of it and its children."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, until - time.monotonic()))
        self.kill_group()
        self.process.wait()

    def kill_group(self) -> None:
        """Kills every process that is left in its group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def stop_all(processes: Sequence[Process]) -> None:
    """Stops all of them at the same time."""
    for process in processes:
        process.ask_to_stop()
    until = time.monotonic() + PATIENCE_ON_STOPPING
    for process in processes:
        process.stop(until=until)
