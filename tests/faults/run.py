"""One fault run inside its environment: kills and other faults under load, ten days slept through, and the end of it."""

import contextlib
import math
import os
import random
import signal
import time
from collections.abc import Collection
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from organs import clock
from procuracy.embedded.places import Places
from tests.faults import history, judging, servers, world
from tests.faults.judging import Kill
from tests.faults.mail_server import MailServer, Mood, Stage
from tests.faults.points import Points
from tests.faults.workers import Group, Workers

# Of kills and time, how much comes before the ten days and how much after; the rest of the time is for finishing.
KILLS_BEFORE, TIME_BEFORE, TIME_AFTER = 0.8, 0.55, 0.15
# Of the notices, how many are the backlog of ten days and how many fall due on the day after.
BACKLOG, AFTER = 0.2, 0.05
LONGEST_QUIET = 240.0  # seconds until all must be done at the end
SAID_EVERY = 40  # kills
STRETCH = 12  # cycles, in which each of the other faults comes as often as this list names it
VALKEY, POSTGRES, BEATS, NO_BEAT, MOOD = "valkey", "postgres", "second beat", "no beat", "mood"
OTHER_FAULTS = (VALKEY, VALKEY, POSTGRES, BEATS, NO_BEAT, MOOD, MOOD, MOOD, MOOD)
BAD_MOODS = (Mood.DROPS_BEFORE, Mood.DROPS_AFTER, Mood.REFUSES_FOR_NOW, Mood.REFUSES, Mood.SLOW)


class Run:
    """Everything between the start of the servers and the judgement; `kills` or `seconds` bounds it."""

    def __init__(self, *, kills: float, seconds: float, notices: int, seed: int, mail_port: int) -> None:
        self.most_kills, self.seconds, self.notices = kills, seconds, notices
        self.random = random.Random(seed)
        self.var = Path(os.environ["PROCURACY_VAR"])
        self.mail = MailServer(port=mail_port, seed=seed)
        self.points = Points(chance=self.random, mail=self.mail)
        self.kills: list[Kill] = []
        self.beats: list[Group] = []
        self.stretch: dict[int, list[str]] = {}
        self.cycles = 0

    def prepare(self) -> None:
        """Starts servers and launcher, makes the database and its world."""
        self.postgres, self.valkey = servers.postgres(self.var), servers.valkey(self.var)
        self.workers = Workers(logs=Places(self.var).logs)
        self.mail.start()
        call_command("migrate", verbosity=0, interactive=False)
        self.world = world.build()
        history.begin()
        world.feed_backlog(self.world, urgent=round(self.notices * BACKLOG))
        self.workers.wait_until_loaded()

    def go(self) -> bool:
        """Does the whole run after its preparation; tells whether all was quiet in time at the end."""
        everything = set(OTHER_FAULTS)
        kills = self.most_kills if math.isinf(self.most_kills) else round(self.most_kills * KILLS_BEFORE)
        due_before = round(self.notices * (1 - AFTER))
        self.under_load(kills=kills, seconds=self.seconds * TIME_BEFORE, notices=due_before, faults=everything)
        self.stop_beats()
        self.move_clock(10)
        rest = self.most_kills if math.isinf(self.most_kills) else self.most_kills - kills
        self.under_load(kills=rest, seconds=self.seconds * TIME_AFTER, notices=self.notices, faults={VALKEY})
        return self.comes_to_rest()

    def under_load(self, *, kills: float, seconds: float, notices: int, faults: Collection[str]) -> None:
        """Lets things fall due and kills, until there were so many kills or the time is over; then all of them are due."""
        began, killed, first = time.monotonic(), 0, self.world.urgent
        share = 0.0
        while share < 1:
            share = min(1.0, max((killed + 1) / kills, (time.monotonic() - began) / seconds))
            world.feed(self.world, urgent=first + round((notices - first) * share))
            self.cycle(faults=faults)
            killed += 1
            if killed % SAID_EVERY == 0:
                print(
                    f"· {killed} kills, {self.world.urgent} notices due, {len(self.mail.deliveries)} mails", flush=True
                )
        self.mail.mood = Mood.GOOD

    def cycle(self, *, faults: Collection[str]) -> None:
        """One life of a worker: started, disturbed, killed."""
        worker = self.workers.start_worker()
        self.keep_one_beat()
        self.mail.mood = Mood.GOOD
        for fault in self.next_faults():
            if fault in faults:
                self.points.any_moment(worker)
                self.disturb(fault)
        kind, at = self.points.kill_at(self.points.choose(), worker)
        self.kills.append(Kill(at, kind, worker.name))

    def next_faults(self) -> list[str]:
        """Draws for each stretch anew in which of its cycles the other faults come."""
        place = self.cycles % STRETCH
        self.cycles += 1
        if place == 0:
            self.stretch = {}
            for fault in OTHER_FAULTS:
                self.stretch.setdefault(self.random.randrange(1, STRETCH), []).append(fault)
        return self.stretch.get(place, [])

    def disturb(self, fault: str) -> None:
        """Does one of the other faults; mood and beats last for this cycle."""
        if fault == VALKEY:
            self.happened("emptied", "valkey")
            self.valkey.kill(signal.SIGKILL)
            time.sleep(self.random.uniform(0, 1))
            self.valkey.start()
        elif fault == POSTGRES:
            self.restart_database()
        elif fault == BEATS:
            self.happened("started", "second beat")
            self.beats.append(self.workers.start_beat())
        elif fault == NO_BEAT:
            self.happened("killed", "beat")
            self.stop_beats()
        elif fault == MOOD:
            self.mail.mood = self.random.choice(BAD_MOODS)
            self.happened(self.mail.mood, "mail server")

    def restart_database(self) -> None:
        """Stops PostgreSQL without a checkpoint, every other time between the acceptance of a mail and its answer."""
        with self.points.held(Stage.ACCEPTED) if self.random.random() < 0.5 else contextlib.nullcontext():
            self.happened("stopped at once", "postgres")
            self.postgres.kill(signal.SIGQUIT)
        connection.close()
        time.sleep(self.random.uniform(0, 0.5))
        self.postgres.start()

    def happened(self, kind: str, victim: str) -> None:
        self.kills.append(Kill(time.time(), kind, victim))

    def keep_one_beat(self) -> None:
        """Ends the older of two beats, and starts one where there is none."""
        while len(self.beats) > 1:
            self.beats.pop(0).kill()
        if not self.beats:
            self.beats.append(self.workers.start_beat())

    def stop_beats(self) -> None:
        while self.beats:
            self.beats.pop().kill()

    def move_clock(self, days: int) -> None:
        """Moves the one clock of all who are started from now on."""
        os.environ[clock.SHIFT] = str(days)
        self.happened(f"moved to {days} days ahead", "clock")

    def comes_to_rest(self) -> bool:
        """Lets one worker and one beat finish on the day after, when the last digests are due; tells whether they did in time."""
        self.stop_beats()
        self.move_clock(11)
        self.keep_one_beat()
        last = self.workers.start_worker()
        give_up_at, calm = time.monotonic() + LONGEST_QUIET, 0
        while calm < 3 and time.monotonic() < give_up_at:
            time.sleep(1)
            is_calm = not judging.unfinished() and all(line.holds for line in judging.background(self.world))
            calm = calm + 1 if is_calm else 0
        last.kill()
        self.stop_beats()
        return calm >= 3

    def stop(self) -> None:
        """Ends all that was started."""
        self.stop_beats()
        for part in ("workers", "valkey", "postgres"):
            if hasattr(self, part):
                getattr(self, part).stop()
        self.mail.stop()
