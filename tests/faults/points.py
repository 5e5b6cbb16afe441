"""Where a worker is killed: at any moment, or at one that is aimed at; every wait is bounded."""

import contextlib
import random
import time
from collections.abc import Iterator

import psycopg

from tests.faults import servers
from tests.faults.mail_server import MailServer, Stage
from tests.faults.workers import Group

LOOK_AGAIN = 0.03  # seconds
MOST_STARTING = 15.0  # seconds until a worker's first session in the database
MOST_AIMING = 5.0  # seconds; whoever comes to no such point is killed where it is

ANY, STARTING, TALKING, TAKEN, ANSWERED, WRITING = (
    "at any moment",
    "while starting",
    "in the talk with the mail server",
    "between acceptance and answer",
    "right after the answer",
    "in the middle of a write",
)
MISSED = "where no such point came in time"
# How many of twenty kills are of each kind.
SHARES = {ANY: 6, STARTING: 2, TALKING: 3, TAKEN: 3, ANSWERED: 3, WRITING: 3}

IS_THERE = "SELECT 1 FROM pg_stat_activity WHERE application_name = %s LIMIT 1"
IS_HELD_UP = """
SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'relation' AND NOT granted AND application_name = %s LIMIT 1
"""
END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
# What is told, and where it is marked as told: a write into one of them is stopped half-way.
WRITTEN = (
    "notices_notice",
    "suggestions_outbox",
    "notices_reminder",
    "notices_ownreminder",
    "notices_mail",
)


class Points:
    """Brings a worker to a point of a kind, then lets it be killed there."""

    def __init__(self, *, chance: random.Random, mail: MailServer) -> None:
        self.random, self.mail = chance, mail

    def choose(self) -> str:
        """Draws the kind of the next kill."""
        return self.random.choices(list(SHARES), list(SHARES.values()))[0]

    def kill_at(self, kind: str, worker: Group) -> tuple[str, float]:
        """Waits for a point of this kind and kills there; returns the kind that it became, and the moment."""
        if kind == STARTING:
            time.sleep(self.random.uniform(0, 0.8))
            return kind, worker.kill()
        if kind == ANY:
            self.any_moment(worker)
            return kind, worker.kill()
        with servers.as_owner() as look:
            wait_for(look, IS_THERE, worker, seconds=MOST_STARTING)
            if kind == WRITING:
                is_there, at = self._while_writing(look, worker)
                return kind if is_there else MISSED, at
        talking = self.random.choice([Stage.CONNECTED, Stage.ADDRESSED, Stage.READING])
        with self.held({TALKING: talking, TAKEN: Stage.ACCEPTED}.get(kind, Stage.ANSWERED)) as is_there:
            return kind if is_there else MISSED, worker.kill()

    def any_moment(self, worker: Group) -> None:
        """Waits for some moment in which the worker works."""
        with servers.as_owner() as look:
            wait_for(look, IS_THERE, worker, seconds=MOST_STARTING)
        time.sleep(self.random.uniform(0, 1.2))

    @contextlib.contextmanager
    def held(self, stage: Stage) -> Iterator[bool]:
        """Holds a conversation at its stage until the block ends; says whether any came to it."""
        trap = self.mail.set_trap(stage)
        try:
            yield trap.sprung.wait(MOST_AIMING)
        finally:
            trap.let_go.set()
            self.mail.trap = None

    def _while_writing(self, look: psycopg.Connection[tuple[object, ...]], worker: Group) -> tuple[bool, float]:
        """Locks a table, so that whoever writes into it stands still between two statements, and kills it there.

        Every other time the session ends with its worker; else it still does what it was told last.
        """
        with servers.as_owner() as holder, holder.transaction():
            holder.execute(f"LOCK TABLE {self.random.choice(WRITTEN)} IN SHARE MODE")
            is_there = wait_for(look, IS_HELD_UP, worker, seconds=MOST_AIMING)
            time.sleep(self.random.uniform(0, 1.0))  # for the worker's other process to come to the same lock
            at = worker.kill()
            if self.random.random() < 0.5:
                look.execute(END, [worker.name])
        return is_there, at


def wait_for(look: psycopg.Connection[tuple[object, ...]], question: str, worker: Group, *, seconds: float) -> bool:
    """Asks the database again and again about a worker's sessions; tells whether it ever was so."""
    give_up_at = time.monotonic() + seconds
    while not look.execute(question, [worker.name]).fetchone():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(LOOK_AGAIN)
    return True
