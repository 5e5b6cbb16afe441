"""A process that has loaded the application once and makes a Celery worker or beat of a copy of itself whenever it is told to.

It spares each of hundreds of starts the seconds of loading; what runs is the same `celery worker` with the same options.
Each line that it reads is an order as JSON, each line that it writes the leader of a new group.
"""

import contextlib
import json
import os
import sys

import django

from procuracy.celery import app
from tests.faults import processes


def become(*, arguments: list[str], environment: dict[str, str], log: str) -> None:
    """Turns this process into what the arguments of `celery` name."""
    os.setpgid(0, 0)
    processes.die_with_parent()
    nothing, said = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for source, target in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(source, target)
    os.environ.update(environment)
    app.start(argv=arguments)


def main() -> None:
    """Takes orders until nobody gives any; it never buries its dead, so that no stranger gets the number of a killed group."""
    django.setup()
    app.loader.import_default_modules()
    processes.adopt_orphans()
    print("loaded", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                become(**json.loads(line))
            finally:
                os._exit(1)
        with contextlib.suppress(OSError):  # it did so itself already
            os.setpgid(child, child)
        print(child, flush=True)


if __name__ == "__main__":
    main()
