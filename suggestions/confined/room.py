"""The process that does confined jobs: `python -m suggestions.confined.room ROOM FD`, started by calling.py.

It reads its libraries once and then waits. Each job is a fork that takes its limits upon itself, answers, and is gone; the
room itself never touches what strangers sent. It ends when the process that started it ends.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from suggestions.confined import limits, wire
from suggestions.confined.limits import Job, Room
from suggestions.confined.wire import Message

PAGE = resource.getpagesize()


def main() -> None:
    room, control = Room(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))
    os.nice(1)  # who waits for a page comes first
    _settings()
    for name in limits.READ_BEFORE[room]:
        module = importlib.import_module(name)
        if hasattr(module, "make_ready"):
            module.make_ready()
    # What was read is looked through by no collection again: each look would copy it into the fork.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.send(b"r")
    while True:
        begun, descriptors, _flags, _address = socket.recv_fds(control, 1, 1)
        if not begun:
            return
        for descriptor in descriptors:
            if os.fork() == 0:
                control.close()
                _work(socket.socket(fileno=descriptor), room)
            os.close(descriptor)


def _settings() -> None:
    """Gives the libraries as much of Django as they ask for: where faces lie, and words in the reader's language."""
    import django
    from django.conf import settings
    from django.utils import translation

    base = Path(__file__).resolve().parents[2]
    settings.configure(
        VAR=os.environ["PROCURACY_VAR"],
        BASE_DIR=base,
        LOCALE_PATHS=[base / "locale"],
        LANGUAGE_CODE="zh-hans",
        LANGUAGES=[("zh-hans", "Chinese"), ("en", "English")],
        USE_I18N=True,
        USE_TZ=True,
        TIME_ZONE="Asia/Shanghai",
    )
    django.setup()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("The file is empty.")  # reads the catalogue


def _work(link: socket.socket, room: Room) -> NoReturn:
    """Does one job in this fork, and ends."""
    try:
        asked = wire.receive(link)
        job = limits.JOBS[str(asked.facts["job"])]
        if job.room == room:
            wire.send(link, _done(job, asked))
    except BaseException as error:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(0)


def _done(job: Job, asked: Message) -> Message:
    from django.utils import translation

    module, _dot, name = job.call.rpartition(".")
    call = getattr(importlib.import_module(module), name)
    arguments: dict[str, Any] = dict(asked.facts["arguments"])  # type: ignore[call-overload]
    _confine(job)
    with translation.override(str(asked.facts["language"])):
        try:
            facts, parts = call(*asked.parts, **arguments)
        except MemoryError:
            return Message({"ended": "memory"})
        except Exception as error:
            return Message({"failed": f"{type(error).__module__}.{type(error).__qualname__}", "why": str(error)[:2000]})
    json.dumps(facts)
    return Message({"done": facts}, tuple(parts))


def _confine(job: Job) -> None:
    """Takes the limits of a job: what the room has already does not count. The kernel ends what goes beyond."""
    has = int(Path("/proc/self/statm").read_text().split()[0]) * PAGE
    resource.setrlimit(resource.RLIMIT_AS, (has + job.memory, has + job.memory))
    whole = int(job.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    if job.room == Room.FILES:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, job.seconds)
    signal.setitimer(signal.ITIMER_REAL, job.patience)


if __name__ == "__main__":
    main()
