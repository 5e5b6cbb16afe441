"""Workers and beats of a fault run: started as an installation starts them, killed with all their children."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from organs import clock
from tests.faults import processes

# The options are those of procuracy/start/__main__.py.
CELERY = [Path(sys.executable).parent / "celery", "-A", "procuracy", "--workdir", str(processes.PROJECT)]
WORKER = ["--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
BEAT = ["--loglevel", "WARNING", "--pidfile="]
AFRESH = 20  # each so many starts is one by the command line, which loads everything anew


@dataclass(frozen=True)
class Group:
    """A worker or beat with its children; `name` is also that of its sessions in the database."""

    name: str
    leader: int
    process: subprocess.Popen[bytes] | None = None

    def kill(self) -> float:
        """Kills all of it; returns the moment before."""
        at = time.time()
        processes.kill_group(self.leader)
        if self.process:
            self.process.wait()
        return at


class Workers:
    """Starts workers and beats, most of them from a process that has loaded the application already."""

    def __init__(self, *, logs: Path) -> None:
        self.logs, self.workers, self.beats = logs, 0, 0
        with (logs / "launcher.log").open("ab") as said:
            self.launcher = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.launcher"],
                cwd=processes.PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                process_group=0,
                preexec_fn=processes.die_with_parent,
                text=True,
            )

    def wait_until_loaded(self) -> None:
        assert self._answer() == "loaded", "the launcher does not load"

    def start_worker(self) -> Group:
        self.workers += 1
        name = f"worker-{self.workers}"
        arguments = ["worker", *WORKER, "--hostname", f"{name}@loopback"]
        return self._start(name, arguments, afresh=self.workers % AFRESH == 0)

    def start_beat(self) -> Group:
        self.beats += 1
        return self._start(f"beat-{self.beats}", ["beat", *BEAT], afresh=self.beats == 1)

    def _start(self, name: str, arguments: list[str], *, afresh: bool) -> Group:
        environment = {"PGAPPNAME": name, clock.SHIFT: os.environ.get(clock.SHIFT, "0")}
        log = self.logs / f"{name.partition('-')[0]}.log"
        if afresh:
            process = processes.spawn([*CELERY, *arguments], log=log, environment=environment)
            return Group(name, process.pid, process)
        assert self.launcher.stdin
        order = {"arguments": arguments, "environment": environment, "log": str(log)}
        self.launcher.stdin.write(json.dumps(order) + "\n")
        self.launcher.stdin.flush()
        return Group(name, int(self._answer()))

    def _answer(self) -> str:
        assert self.launcher.stdout
        return self.launcher.stdout.readline().strip()

    def stop(self) -> None:
        """Ends the launcher, and with it all that it started."""
        processes.kill_group(self.launcher.pid)
        self.launcher.wait()
