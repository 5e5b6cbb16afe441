"""The short fault run, as `python -m tests.faults --seconds 60` does it: nothing lost, nothing told twice, no process left."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults import processes
from tests.procuracy.processes import naming

COMMAND = [sys.executable, "-m", "tests.faults", "--seconds", "60", "--notices", "120"]
LONGEST = 700  # seconds

pytestmark = pytest.mark.slow


def folder_of(said: str) -> Path:
    """Reads the state folder from the first line."""
    return Path(said.splitlines()[0].removeprefix("state folder "))


def test_nothing_is_lost_or_told_twice_in_a_minute_of_faults() -> None:
    done = subprocess.run(COMMAND, cwd=processes.PROJECT, capture_output=True, text=True, timeout=LONGEST)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not naming(folder_of(done.stdout))


def test_a_run_that_is_stopped_leaves_no_process_and_no_folder() -> None:
    with subprocess.Popen(COMMAND, cwd=processes.PROJECT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        folder = folder_of(run.stdout.readline())
        give_up_at = time.monotonic() + 60
        while not naming(folder, program="valkey-server"):
            assert time.monotonic() < give_up_at
            time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        run.wait(60)
    assert run.returncode != 0
    assert not naming(folder)
    assert not folder.exists()
