"""Starts the room for printing beside a web process, so that the first person who asks for a document does not wait for it."""

import contextlib
import threading

from suggestions.confined import calling
from suggestions.confined.limits import Room


def warm() -> None:
    """Starts the rooms in the background; one that does not start is tried again by the first job, which then says why."""

    def start() -> None:
        with contextlib.suppress(RuntimeError, OSError):
            for room in Room:
                calling.warm(room)

    threading.Thread(target=start, name="rooms", daemon=True).start()
