"""Work on many rows, where one that fails must keep no other waiting."""

import contextlib
from collections.abc import Iterator

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction

# The database went away, or the time is over: then nothing more can be done.
ENDS_ALL = (OperationalError, SoftTimeLimitExceeded)


class FaultTolerantBatch:
    """Does each item whole or not at all, goes on after one that fails, and raises the first failure at the end."""

    def __init__(self) -> None:
        self.done = 0
        self.first_failure: Exception | None = None

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Holds one item; what it wrote is taken back when it fails."""
        try:
            with transaction.atomic():
                yield
        except ENDS_ALL:
            raise
        except Exception as error:
            self.first_failure = self.first_failure or error
        else:
            self.done += 1

    def end(self) -> int:
        """Returns how many items were done; raises the first failure, so that the run counts as failed."""
        if self.first_failure:
            raise self.first_failure
        return self.done
