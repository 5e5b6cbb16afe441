"""What clocks cost: due dates a second, and the reminder run over a million open clocks with a hundred thousand due.

Run: python -m benchmarks.clocks. It makes a database of its own on the server of the settings, fills it, measures, and drops
it again; two or three minutes, one core and the server's. Everything stands beside a floor of the same run: date arithmetic
without a calendar, the same selection and the same rows in plain SQL. Exits with 1 when a goal is not met.
"""

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import django
from django.db import connection, models, transaction

from benchmarks import due_days, open_clocks
from benchmarks.open_clocks import AT, CLOCKS, DUE, PLACES, TODAY

GOAL_SECONDS, GOAL_MEGABYTES, GOAL_STATEMENTS = 5.0, 200.0, 20

# As a person would write it for the two rungs that are known to speak.
SELECTION = """
SELECT count(*) FROM suggestions_clock clock
JOIN suggestions_suggestion suggestion ON suggestion.id = clock.suggestion_id
WHERE clock.stopped_on IS NULL AND (
    clock.term = 'reply' AND clock.due_on BETWEEN %(today)s + 4 AND %(today)s + 14
    OR clock.term = 'promise' AND clock.due_on BETWEEN %(today)s + 1 AND %(today)s + 7
)
"""
COPY = """
CREATE TABLE plain (LIKE {table} INCLUDING ALL);
INSERT INTO plain ({columns}) SELECT {columns} FROM {table} WHERE {moment} = %(at)s;
"""


@dataclass
class Measured:
    """What one piece of work took; `cpu` and `server` (MB) are of the database process alone, None where it is out of sight."""

    seconds: float = 0.0
    cpu: float | None = None
    statements: int = 0
    megabytes: float = 0.0
    server: float | None = None
    result: int = 0


class ServerProcess:
    """The database's process for this connection, as the kernel sees it; a server on another machine is out of sight."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.folder = Path(f"/proc/{cursor.fetchone()[0]}")
        name = self.folder / "comm"
        self.is_seen = name.exists() and name.read_text().startswith("postgres")

    def cpu(self) -> float:
        """Returns the processor time used so far, in seconds."""
        fields = (self.folder / "stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Returns the memory of its own, without shared buffers."""
        lines = (self.folder / "status").read_text().splitlines()
        return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon"))


def measured(work: Callable[[], int]) -> Measured:
    """Runs a piece of work once, on a connection of its own, and measures it."""
    connection.close()
    found, server, is_over = Measured(), ServerProcess(), threading.Event()

    def sample() -> None:
        while not is_over.wait(0.02):
            found.server = max(found.server or 0.0, server.megabytes())

    def count(execute, sql, params, many, context):
        found.statements += 1
        return execute(sql, params, many, context)

    sampler = threading.Thread(target=sample)
    if server.is_seen:
        sampler.start()
    before, start = server.cpu() if server.is_seen else 0.0, time.perf_counter()
    try:
        with connection.execute_wrapper(count):
            found.result = work()
        found.seconds = time.perf_counter() - start
    finally:
        is_over.set()
        if server.is_seen:
            sampler.join()
            found.cpu = server.cpu() - before
    found.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def plain_selection() -> int:
    """Selects what is due in plain SQL: without rules, notices or addressees."""
    with connection.cursor() as cursor:
        cursor.execute(SELECTION, {"today": TODAY})
        return cursor.fetchone()[0]


def plain_writing(at: datetime) -> int:
    """Writes the rows of a run once more, into tables of the same indexes and checks; returns how many."""
    from notices.models import Notice, Reminder

    def copy(model: type[models.Model], moment: str) -> int:
        meta = model._meta
        columns = ", ".join(field.column for field in meta.concrete_fields if not field.generated)
        with transaction.atomic(), connection.cursor() as cursor:
            create, insert = COPY.format(table=meta.db_table, columns=columns, moment=moment).split(";")[:2]
            cursor.execute(create)
            cursor.execute(insert, {"at": at})
            written = cursor.rowcount
            cursor.execute("DROP TABLE plain")
        return written

    return copy(Reminder, "planned_at") + copy(Notice, "delivered_at")


def due_dates() -> dict[str, float]:
    """Measures how many due dates are counted in a second."""
    found = due_days.due_dates()
    print(f"due dates: {found['a_second']:,.0f} a second with their derivation, on one core")
    print(f"  {found['floor_a_second']:,.0f} a second by date arithmetic alone, without a calendar")
    return {f"due_dates_{name}": value for name, value in found.items()}


def reminder_run() -> dict[str, float | None]:
    """Measures a run that plans and delivers a hundred thousand reminders, the next one, and one after fifteen days of silence."""
    from notices.actions import reminding
    from notices.models import Notice, Reminder

    later = AT + timedelta(days=15)
    runs = {
        "selection": ("the selection in plain SQL", plain_selection),
        "first": ("planned and delivered", lambda: reminding.remind(at=AT)),
        "first_rows": ("the same rows in plain SQL", lambda: plain_writing(AT)),
        "again": ("five minutes later", lambda: reminding.remind(at=AT + timedelta(minutes=5))),
        "late": ("after fifteen days of silence", lambda: reminding.remind(at=later)),
        "late_rows": ("the same rows in plain SQL", lambda: plain_writing(later)),
    }
    print(f"reminders over {CLOCKS:,} open clocks, {PLACES:,} procuratorates, {DUE:,} due")
    found = {}
    for name, (label, work) in runs.items():
        found[name] = each = measured(work)
        cpu, server = (f"{value:6.2f}" if value is not None else "     ?" for value in (each.cpu, each.server))
        print(
            f"  {label:30} {each.seconds:6.2f} s  {cpu} s of the server's processor  {each.statements:3} statements"
            f"  {each.result:7,} rows  {each.megabytes:4.0f} MB here  {server} MB in the server"
        )
    folded = Reminder.objects.filter(superseded_by__isnull=False).count()
    print(f"  {Notice.objects.count():,} notices in all, {folded:,} rungs folded into later ones")
    first, again, late = found["first"], found["again"], found["late"]
    memory = max(value or 0.0 for each in (first, late) for value in (each.megabytes, each.server))
    is_met = {
        f"<= {GOAL_SECONDS:.0f} s": first.seconds <= GOAL_SECONDS,
        f"<= {GOAL_MEGABYTES:.0f} MB, here and in the server": memory <= GOAL_MEGABYTES,
        "all that are due, once": (first.result, again.result, found["selection"].result) == (DUE, 0, DUE),
        "a constant number of statements": max(each.statements for each in (first, again, late)) <= GOAL_STATEMENTS,
    }
    for goal, met in is_met.items():
        print(f"  {'met    ' if met else 'NOT MET'} {goal}")
    missed = sum(not met for met in is_met.values())
    figures = {f"{name}_{key}": value for name, each in found.items() for key, value in asdict(each).items()}
    return figures | {"goals_missed": missed}


def main() -> int:
    """Prints what was measured and whether the goals are met, then all figures as one line of JSON."""
    figures: dict[str, float | None] = dict(due_dates())
    with open_clocks.own_database():
        open_clocks.fill()
        figures |= reminder_run()
    print(json.dumps({name: value if value is None else round(value, 3) for name, value in figures.items()}))
    return int(bool(figures["goals_missed"]))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()
    sys.exit(main())
