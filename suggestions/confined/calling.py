"""Has a job done in confinement and returns its answer; a job that goes beyond its limits ends there, and here in a refusal."""

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import translation

from suggestions.confined import limits, wire
from suggestions.confined.limits import Room
from suggestions.confined.wire import Message

PROJECT = Path(__file__).resolve().parents[2]
#: What a room is given of the environment: nothing that is secret.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "TMPDIR")
#: Seconds that a room may take to begin; a busy machine takes several.
BEGINNING = 60.0
#: Seconds after which the kernel has surely ended a fork whose time is over.
GRACE = 1.0


class TooHeavy(ValueError):
    """The job took more memory or time than it may, or brought its process down."""


class Failed(Exception):
    """The job ended with an error: `kind` is the error's class by its full name, the message is the error's own."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind


@dataclass
class _Started:
    """A room and the line on which it hears of jobs."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    lock: threading.Lock = field(default_factory=threading.Lock)

    def end(self) -> None:
        self.control.close()
        self.process.kill()
        self.process.wait()


_rooms: dict[tuple[int, Room], _Started] = {}
_starting = threading.Lock()


def call(job: str, *parts: bytes, **arguments: object) -> tuple[Mapping[str, object], tuple[bytes, ...]]:
    """Returns the facts and the bytes that the job answers. Raises TooHeavy, and Failed for an error of the job itself.

    `arguments` must be of what JSON holds. A room that was killed is started once more.
    """
    row = limits.JOBS[job]
    asked = Message({"job": job, "arguments": arguments, "language": translation.get_language() or "zh-hans"}, parts)
    try:
        answer = _asked(row.room, asked, patience=row.patience)
    except BrokenPipeError:
        answer = _asked(row.room, asked, patience=row.patience)
    if "failed" in answer.facts:
        raise Failed(str(answer.facts["failed"]), str(answer.facts.get("why", "")))
    done = answer.facts.get("done")
    if not isinstance(done, Mapping):
        raise TooHeavy("memory")
    return done, answer.parts


def warm(room: Room) -> None:
    """Starts a room before it is needed."""
    _room(room)


def _asked(room: Room, asked: Message, *, patience: float) -> Message:
    """Hands a job to the room. Raises BrokenPipeError when the room itself is gone, TooHeavy when its fork is."""
    started = _room(room)
    here, there = socket.socketpair()
    with here:
        with there:
            try:
                with started.lock:
                    socket.send_fds(started.control, [b"."], [there.fileno()])
            except OSError as gone:
                _forget(room, started)
                raise BrokenPipeError from gone
        try:
            here.settimeout(patience)
            wire.send(here, asked)
            return wire.receive(here, patience=patience + GRACE)
        except (wire.TooSlow, TimeoutError) as slow:
            raise TooHeavy("time") from slow
        except (wire.CutOff, OSError) as cut:
            if started.process.poll() is not None:
                _forget(room, started)
                raise BrokenPipeError from cut
            raise TooHeavy("ended") from cut


def _room(room: Room) -> _Started:
    """Returns the room of this process; a fork has none of its parent's."""
    with _starting:
        key = (os.getpid(), room)
        if key not in _rooms:
            _rooms[key] = _start(room)
        return _rooms[key]


def _start(room: Room) -> _Started:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    with there:
        process = subprocess.Popen(  # our own module, and nothing of a request
            [sys.executable, "-m", "suggestions.confined.room", room.value, str(there.fileno())],
            cwd=PROJECT,
            env=environment | {"PROCURACY_VAR": str(settings.VAR), "PYTHONUNBUFFERED": "1"},
            pass_fds=[there.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    here.settimeout(BEGINNING)
    try:
        if not here.recv(1):
            raise RuntimeError(f"The room for {room.value} does not start.")
    except TimeoutError as error:
        process.kill()
        raise RuntimeError(f"The room for {room.value} does not start in time.") from error
    here.settimeout(None)
    return _Started(process, here)


def _forget(room: Room, started: _Started) -> None:
    with _starting:
        if _rooms.get((os.getpid(), room)) is started:
            del _rooms[os.getpid(), room]
    started.end()


@atexit.register
def end() -> None:
    """Ends the rooms of this process."""
    for key in [key for key in _rooms if key[0] == os.getpid()]:
        with contextlib.suppress(OSError):
            _rooms.pop(key).end()
