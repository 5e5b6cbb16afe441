"""The wish to stop, made by a signal and waited for by the thread that the signal interrupts."""

import os
import select


class StopRequest:
    """Asked for once and kept.

    It is a pipe and no `threading.Event`: a handler runs in the thread that waits, and `Event.set` would wait for ever
    for the lock that this thread holds whenever the signal comes as it begins or ends waiting.
    """

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)

    def ask(self) -> None:
        """Asks to stop; may be called from a signal handler, and as often as signals come."""
        try:
            os.write(self._writing, b"!")
        except BlockingIOError:
            return  # full of the same wish

    def wait(self, seconds: float) -> bool:
        """Waits until it is asked for, at most so long; returns whether it is."""
        return bool(select.select([self._reading], [], [], seconds)[0])

    def is_made(self) -> bool:
        """Returns whether it was asked for."""
        return self.wait(0.0)

    def close(self) -> None:
        """Gives back the pipe."""
        os.close(self._reading)
        os.close(self._writing)
