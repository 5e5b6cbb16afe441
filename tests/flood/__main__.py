"""`python -m tests.flood`: hundreds of half-sent requests at an installation, and how long other people wait meanwhile.

    python -m tests.flood --half-sent 500 --seed 11     the whole run, some two minutes
    python -m tests.flood --half-sent 500 --seconds 12  a short one

It starts a production installation in a state folder of its own, without a proxy in front. The exit status is 1 when the
wait of nineteen of twenty pages is twice as long as without the flood, in the same run, or when /livez does not answer.
"""

import argparse
import asyncio
import os
import random
import resource
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.flood import users
from tests.flood.attackers import Attack

PROJECT = Path(__file__).parents[2]
PAGE, PEOPLE = "/sign-in/", 4
MOST_TIMES_LONGER = 2.0
LONGEST_START = 180.0  # seconds
KEY = "t8Yb2-wL0qZr5nXc7VmK1pJd9sFgHa3e4RuTiOyQxWzEvBnMkUj"
OURS = ("PROCURACY_", "DJANGO_", "DATABASE_", "REDIS_")


@dataclass(frozen=True)
class Measured:
    """Waits in seconds, before and during the flood."""

    quiet: list[float]
    flooded: list[float]
    livez: list[float]
    begun: int
    refused: int
    size: int

    @property
    def times_longer(self) -> float:
        return users.p95(self.flooded) / users.p95(self.quiet)

    @property
    def is_well(self) -> bool:
        return self.times_longer < MOST_TIMES_LONGER and max(self.livez) < 1.0 and max(self.flooded) < users.PATIENCE

    def words(self) -> str:
        return (
            f"{self.size} half-sent requests at a time ({self.begun} begun, {self.refused} answered with a refusal): "
            f"p95 of {len(self.quiet)} pages before {users.p95(self.quiet) * 1000:.1f} ms, "
            f"of {len(self.flooded)} meanwhile {users.p95(self.flooded) * 1000:.1f} ms "
            f"({self.times_longer:.2f} times); slowest /livez {max(self.livez) * 1000:.1f} ms"
        )


async def measured(*, port: int, size: int, seed: int, seconds: float) -> Measured:
    """Asks for pages in peace, then for as long in the flood, at an even pace."""
    attack = Attack(port=port, size=size, seed=seed)
    pages = max(20, round(seconds * 10))
    await users.waits(port=port, path=PAGE, people=PEOPLE, pages=20)
    quiet = await users.waits(port=port, path=PAGE, people=PEOPLE, pages=pages)
    await attack.start()
    try:
        flooded, livez = await asyncio.gather(
            users.waits(port=port, path=PAGE, people=PEOPLE, pages=pages),
            users.waits(port=port, path="/livez", people=1, pages=pages),
        )
    finally:
        await attack.stop()
    return Measured(quiet, flooded, livez, attack.begun, attack.refused, size)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(*, size: int, seed: int, seconds: float) -> Measured:
    """Starts an installation, measures, and stops it."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    with tempfile.TemporaryDirectory(prefix="procuracy-flood-") as name:
        Path(name).chmod(0o755)
        port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        environment = kept | {
            "PROCURACY_VAR": name,
            "PORT": str(port),
            "PROCURACY_PRODUCTION": "1",
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "localhost",
            "BEHIND_TLS_PROXY": "1",
            "DJANGO_SETTINGS_MODULE": "procuracy.settings",
        }
        command = [sys.executable, "-m", "procuracy.start"]
        with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                wait_for(process)
                return asyncio.run(measured(port=port, size=size, seed=seed, seconds=seconds))
            finally:
                process.terminate()
                process.communicate(timeout=60)


def wait_for(process: subprocess.Popen[str]) -> None:
    give_up_at = time.monotonic() + LONGEST_START
    for line in process.stdout or ():
        if "Procuracy is ready at" in line:
            return
        if time.monotonic() > give_up_at:
            break
    sys.exit("flood: the installation does not start")


def main() -> int:
    """Reads the command line, measures, prints one line."""
    asked = argparse.ArgumentParser(prog="python -m tests.flood", description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--half-sent", type=int, default=500, help="how many requests are kept half sent (500)")
    asked.add_argument("--seconds", type=float, default=45, help="how much is asked before and meanwhile (45)")
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="repeats a run's kinds")
    given = asked.parse_args()
    found = run(size=given.half_sent, seed=given.seed, seconds=given.seconds)
    print(f"flood: seed {given.seed}: {found.words()}")
    return 0 if found.is_well else 1


if __name__ == "__main__":
    sys.exit(main())
