"""`python -m tests.sample.every_day`: the sample world can be loaded on each day; its stories count back over holidays too.

    python -m tests.sample.every_day --days 366 --from-day 1     each day of a year, from tomorrow
    python -m tests.sample.every_day --step 7                    one day a week

Nothing is printed as PDF and nothing is kept: each world is undone before the next. The exit status is 1 when a day fails.
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import django

DATABASE = f"sample_days_{os.getpid()}"
PLACEHOLDER = b"%PDF-1.7\n%%EOF\n"


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.sample.every_day", description=__doc__.split("\n")[0])
    asked.add_argument("--days", type=int, default=366, help="how many days ahead (%(default)s)")
    asked.add_argument("--from-day", type=int, default=0, help="the first of them, in days from today (%(default)s)")
    asked.add_argument("--step", type=int, default=1, help="look at every so many days (%(default)s)")
    return asked.parse_args()


def failures(shifts: range) -> Iterator[str]:
    """Loads the world on each day and yields, in words, each day on which it could not be loaded."""
    rendered = Rendered(pdf=PLACEHOLDER, pages=1, sha256="0" * 64, fonts=())
    for shift in shifts:
        os.environ[clock.SHIFT] = str(shift)
        begin = time.perf_counter()
        with transaction.atomic(), patch.object(renderer, "render", lambda *_args, **_named: rendered):
            try:
                with transaction.atomic():
                    world.load(at=clock.now(), say=lambda line: None)
                outcome = "loaded"
            except Exception as error:  # whatever it is, the next day is looked at too
                place = traceback.extract_tb(error.__traceback__)[-1]
                outcome = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
            transaction.set_rollback(True)
        print(f"{clock.today()}  {time.perf_counter() - begin:5.1f} s  {outcome}", flush=True)
        if outcome != "loaded":
            yield f"{clock.today()}: {outcome}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection, transaction
    from django.test.utils import override_settings

    from organs import clock
    from sample import world
    from suggestions.printing import renderer
    from suggestions.printing.renderer import Rendered
    from tests.another_database import another_database
    from tests.template_database import migrate

    asked = options()
    connection.settings_dict.update(settings.DATABASE_LOGINS["owner"])
    with (
        another_database(connection, name=DATABASE),
        tempfile.TemporaryDirectory() as files,
        override_settings(
            FILES=Path(files),
            CLOCK_MAY_BE_SHIFTED=True,
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ),
    ):
        migrate(connection, name=DATABASE)
        found = list(failures(range(asked.from_day, asked.from_day + asked.days, asked.step)))
    print(f"{len(found)} days on which the sample world cannot be loaded")
    sys.exit(1 if found else 0)
