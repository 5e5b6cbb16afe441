"""`python -m tests.faults`: workers, broker, database, beat and mail server fail under load; nothing may be lost or told twice.

    python -m tests.faults --kills 200 --notices 1000     the whole run
    python -m tests.faults --seconds 60                   a short one

Everything runs in a state folder of its own, on the loopback; whatever happens, no process of it is left. What is
promised, and what a run showed, is in docs/reliability.md.
"""

import argparse
import contextlib
import math
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import processes as own
from tests.faults import servers
from tests.procuracy import processes

KILLS, NOTICES, NOTICES_OF_A_SHORT_RUN = 200, 1000, 200
PATIENCE_ON_STOPPING = 20.0  # seconds
LONGEST_START, LONGEST_END, LONGEST_CYCLE = 180.0, 360.0, 30.0  # seconds
OURS = ("PROCURACY_", "DJANGO_", "PG", "MAIL_")
OUR_NAMES = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "PORTAL_URL"}


def options() -> argparse.Namespace:
    """Reads the command line."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__.split("\n")[0])
    asked.add_argument("--kills", type=int, help=f"how often the worker group is killed ({KILLS})")
    asked.add_argument("--seconds", type=float, help="a run of about so many seconds instead")
    asked.add_argument("--notices", type=int, help=f"how many go out by e-mail ({NOTICES})")
    asked.add_argument(
        "--seed", type=int, default=random.SystemRandom().randrange(10**6), help="repeats the faults of a run"
    )
    asked.add_argument("--keep", action="store_true", help="keeps the state folder with its logs")
    given = asked.parse_args()
    if given.seconds and given.kills:
        asked.error("give --kills or --seconds")
    return given


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path, *, mail_port: int) -> dict[str, str]:
    """Returns the environment of an installation with servers of its own; one mail for each urgent notice, digests at once."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS) and name not in OUR_NAMES}
    return (
        kept
        | servers.addresses(var)
        | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PROCURACY_VAR": str(var),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "MAIL_FROM": "procuracy@court.example",
            "MAIL_URGENT_PER_DAY": "1000000",
            "MAIL_DIGEST_HOUR": "0",
            "MAIL_LEASE": "20",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
        }
    )


def run(given: argparse.Namespace, var: Path) -> int:
    """Runs the inner process within a bound of time; answers with its exit status."""
    port = free_port()
    notices = given.notices or (NOTICES_OF_A_SHORT_RUN if given.seconds else NOTICES)
    kills, seconds = (math.inf, given.seconds) if given.seconds else (given.kills or KILLS, math.inf)
    bound = LONGEST_START + LONGEST_END + (2 * seconds if given.seconds else kills * LONGEST_CYCLE)
    facts = {"kills": kills, "seconds": seconds, "notices": notices, "seed": given.seed, "mail-port": port}
    command = [sys.executable, "-m", "tests.faults.inside", *(f"--{name}={value}" for name, value in facts.items())]
    inner = subprocess.Popen(
        command,
        cwd=own.PROJECT,
        env=environment(var, mail_port=port),
        stdin=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=own.die_with_parent,
    )
    try:
        return inner.wait(bound)
    except subprocess.TimeoutExpired:
        print(f"It did not end within {bound:.0f} seconds.")
        return 1
    finally:
        inner.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            inner.wait(PATIENCE_ON_STOPPING)
        own.kill(inner)


def sweep(var: Path) -> None:
    """Kills what is left of a run: every process that names its folder."""
    give_up_at = time.monotonic() + PATIENCE_ON_STOPPING
    while (left := processes.naming(var)) and time.monotonic() < give_up_at:
        for process in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        time.sleep(0.1)


def main() -> int:
    """Does one run in a folder of its own; answers with the exit status."""
    given = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    var = Path(tempfile.mkdtemp(prefix="procuracy-faults-"))
    var.chmod(0o755)  # the account of PostgreSQL passes through it
    print(f"state folder {var}", flush=True)
    try:
        return run(given, var)
    except KeyboardInterrupt:
        return 130
    finally:
        sweep(var)
        if not given.keep:
            shutil.rmtree(var, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
