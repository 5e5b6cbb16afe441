"""Acts of several people at the same moment: each in a thread and connection of its own, held until all have met."""

import threading
import time
from collections.abc import Callable

from django.db import connection, models, transaction

from organs.refusals import Refused

Act = Callable[[], object]
PATIENCE = 20


class Race:
    """Lets each act run in a thread and connection of its own, and keeps what it met."""

    def __init__(self, *acts: Act) -> None:
        self.errors: list[BaseException] = []
        self.threads = [threading.Thread(target=self._run, args=(act,)) for act in acts]

    def _run(self, act: Act) -> None:
        try:
            act()
        except Exception as error:
            self.errors.append(error)
        finally:
            connection.close()

    def start(self) -> None:
        """Starts the acts and waits until each of them waits for a lock, or is over."""
        for thread in self.threads:
            thread.start()
        until = time.monotonic() + PATIENCE
        while self._waiting() < sum(thread.is_alive() for thread in self.threads):
            assert time.monotonic() < until, "the acts never met"
            time.sleep(0.01)

    def _waiting(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees the first answer for ever
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            return cursor.fetchone()[0]

    def finish(self) -> None:
        for thread in self.threads:
            thread.join(timeout=PATIENCE)
            assert not thread.is_alive()


def at_once(held: models.Model, *acts: Act) -> list[Refused]:
    """Holds a row until every act waits for it, so that all have read the same; returns the refusals."""
    race = Race(*acts)
    with transaction.atomic():
        type(held)._base_manager.select_for_update(of=("self",)).get(pk=held.pk)
        race.start()
    race.finish()
    strange = [error for error in race.errors if not isinstance(error, Refused)]
    assert strange == []
    return race.errors
