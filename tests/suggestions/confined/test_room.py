"""The limits of a confined job are the kernel's: time, waiting, memory, files; and nothing secret comes along."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from suggestions.confined import calling, limits
from suggestions.confined.limits import MEGABYTE, Room

CONFINED = """
import time
from suggestions.confined import room
from suggestions.confined.limits import Job, Room, MEGABYTE
room._confine(Job(room=Room.{room}, call="", memory={memory} * MEGABYTE, seconds={seconds}, patience={patience}))
{work}
"""


def confined(
    work: str, *, room="FILES", memory=64, seconds=20.0, patience=30.0, **options
) -> subprocess.CompletedProcess:
    program = CONFINED.format(work=work, room=room, memory=memory, seconds=seconds, patience=patience)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, **options)


def test_work_within_its_limits_is_done():
    ended = confined("print(sum(range(1000)))")
    assert (ended.returncode, ended.stdout) == (0, "499500\n")


def test_the_processor_is_given_for_so_many_seconds():
    assert confined("while True: pass", seconds=0.2).returncode == -signal.SIGPROF


def test_nobody_waits_longer_than_patience():
    assert confined("time.sleep(20)", patience=0.2).returncode == -signal.SIGALRM


def test_memory_beyond_the_limit_is_not_given():
    assert "MemoryError" in confined(f"bytearray({128 * MEGABYTE})").stderr
    assert confined(f"bytearray({128 * MEGABYTE})", memory=512).returncode == 0


def test_a_file_is_not_written(tmp_path):
    work = f"open({str(tmp_path / 'a')!r}, 'w').write('a')"
    assert "File too large" in confined(work).stderr
    assert (tmp_path / "a").stat().st_size == 0
    assert confined(work, room="PAPER").stderr == ""


def test_a_room_is_told_nothing_that_is_secret(monkeypatch):
    """Neither key, database nor mail server stand in the environment of the process that opens strangers' files."""
    for name in ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "REDIS_URL"):
        monkeypatch.setenv(name, "a secret")
    started = calling._start(Room.FILES)
    try:
        process = Path("/proc", str(started.process.pid))
        environment = (process / "environ").read_text()
        descriptors = list((process / "fd").iterdir())
    finally:
        started.end()
    assert "PROCURACY_VAR" in environment
    assert "a secret" not in environment
    assert len(descriptors) <= 5


def test_every_job_has_a_room_and_limits():
    for row in limits.JOBS.values():
        assert row.room in limits.READ_BEFORE
        assert 0 < row.seconds <= 60 and row.memory <= 1024 * MEGABYTE
    strangers = [row for name, row in limits.JOBS.items() if name in {"picture", "inspect"}]
    assert all(row.seconds < 2 and row.memory < 256 * MEGABYTE for row in strangers)
    assert json.dumps(sorted(limits.JOBS))
