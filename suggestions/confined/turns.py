"""One printing at a time for each person: who asks for a second one while the first is made waits, and is then told in words.

Whose turn it is lies in a file that the kernel unlocks when its process ends: no crash leaves anybody waiting.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

#: Seconds that a second printing waits for the first.
PATIENCE = 5.0
STEP = 0.05
_person: ContextVar[int | None] = ContextVar("person", default=None)


class Busy(ValueError):
    """The person's former document is still being printed; the message can be shown."""


@contextmanager
def of(person_id: int | None) -> Iterator[None]:
    """Says for whom everything inside is printed; None for nobody, as in commands and wake-ups, which wait for nobody."""
    token = _person.set(person_id)
    try:
        yield
    finally:
        _person.reset(token)


@contextmanager
def turn() -> Iterator[None]:
    """Holds the turn of the person for whom is printed. Raises Busy."""
    person_id = _person.get()
    if person_id is None:
        yield
        return
    folder = Path(settings.VAR) / "printing" / "turns"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{person_id}.lock").open("w") as lock:
        _wait(lock)
        yield


def _wait(lock: IO[str]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as held:
            if time.monotonic() > until:
                raise Busy(_("Your former document is still being made. Wait for it, then ask again.")) from held
        time.sleep(STEP)
