"""`manage.py load_scale --suggestions N`: a stock to measure with, copied from the sample world; `--remove` takes it away again."""

import time
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.utils import translation

from organs import clock
from organs.refusals import Refused
from procuracy import roles
from sample.scale import stock


class Command(BaseCommand):
    help = "Loads so many suggestions, copied from the sample world, into an installation that is not a production one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--suggestions", type=int, default=10_000, help="how many (%(default)s)")
        parser.add_argument("--seed", type=int, default=1, help="of the choices by chance (%(default)s)")
        parser.add_argument("--remove", action="store_true", help="remove the stock that is there")

    def handle(self, *, suggestions: int, seed: int, remove: bool, **options: Any) -> None:
        began = time.perf_counter()
        with roles.as_owner(cast(DatabaseWrapper, connection)), translation.override("zh-hans"):
            try:
                if remove:
                    stock.remove()
                else:
                    stock.load(at=clock.now(), suggestions=suggestions, seed=seed, say=self.say)
            except Refused as refused:
                raise CommandError(str(refused))
        self.say(f"done in {time.perf_counter() - began:,.0f} s")

    def say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()
