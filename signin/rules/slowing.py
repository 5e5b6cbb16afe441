"""How long a try waits after how many failures: by name, by address, by known device, by second factor, by calendar address.

Nobody is locked out for good: from the first failure over the free ones each further try waits twice as long as the one
before, up to a quarter of an hour; a key that was quiet is forgotten.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = timedelta(minutes=15)


class Tried(StrEnum):
    """What the failures are counted for."""

    NAME = "name"
    ADDRESS = "address"
    DEVICE = "device"
    SECOND_FACTOR = "factor"
    CALENDAR = "calendar"


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """How many failures are free, and after what quiet they are forgotten."""

    free: int
    forgotten_after: timedelta

    def wait(self, failures: int) -> timedelta:
        """Returns how long after the last failure the next try may come."""
        over = failures - self.free
        if over < 0:
            return timedelta(0)
        return min(timedelta(seconds=2 ** min(over, 20)), LONGEST)


# An address is a whole office behind one router, or one guesser over many names: its free failures are more, and sooner forgotten.
ALLOWANCES = {
    Tried.NAME: Allowance(free=5, forgotten_after=timedelta(days=1)),
    Tried.DEVICE: Allowance(free=5, forgotten_after=timedelta(days=1)),
    Tried.ADDRESS: Allowance(free=15, forgotten_after=timedelta(minutes=15)),
    Tried.SECOND_FACTOR: Allowance(free=5, forgotten_after=timedelta(days=1)),
    Tried.CALENDAR: Allowance(free=30, forgotten_after=timedelta(minutes=15)),
}


def standing(kind: Tried, *, failures: int, last_at: datetime, at: datetime) -> tuple[int, timedelta]:
    """Returns the failures that still count, and how long the next try has to wait from now."""
    allowance = ALLOWANCES[kind]
    if at - last_at >= allowance.forgotten_after:
        return 0, timedelta(0)
    return failures, max(last_at + allowance.wait(failures) - at, timedelta(0))
