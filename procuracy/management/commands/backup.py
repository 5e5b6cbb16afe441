"""`manage.py backup`: database and files into one dated folder; once, or every day at an hour, with old ones removed."""

import datetime
import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from procuracy import backup_rotation, backups
from procuracy.embedded.holding import NotAnswering

LOOK_AGAIN = 30.0  # seconds; a machine that slept must not sleep on


class Command(BaseCommand):
    help = "Writes database and files into a new dated folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", type=Path, default=settings.VAR / "backups", help="the folder of all backups")
        parser.add_argument("--daily-at", type=datetime.time.fromisoformat, help="goes on for ever, e.g. 02:30")
        parser.add_argument("--keep-days", type=int, default=0, help="removes older ones than so many days, but …")
        parser.add_argument("--keep-weeks", type=int, default=0, help="… keeps the newest of each of so many weeks")
        parser.add_argument("--newest-within", type=int, metavar="HOURS", help="only says whether one is that young")

    def handle(self, *args: Any, **options: Any) -> None:
        into = options["into"].resolve()
        if options["newest_within"]:
            self.look_for(into, datetime.timedelta(hours=options["newest_within"]))
        elif options["daily_at"] is None:
            self.back_up(into, options)
        while options["daily_at"]:
            self.wait_until(backup_rotation.next_turn(timezone.localtime(), at=options["daily_at"]))
            try:
                self.back_up(into, options)
            except CommandError as refusal:
                self.stderr.write(str(refusal))  # the next day it is tried again; --newest-within tells the watch

    def back_up(self, into: Path, options: dict[str, Any]) -> None:
        """Makes one backup, then removes those that are not kept any more."""
        try:
            folder, damaged = backups.back_up(
                connection=connection, files=settings.FILES, into=into, at=timezone.localtime()
            )
        except (backups.BackupRefused, ImproperlyConfigured, DatabaseError, NotAnswering, OSError) as refusal:
            raise CommandError(f"No backup was made: {refusal}")
        self.stdout.write(f"{folder}")
        if options["keep_days"]:
            for old in self.too_old(into, days=options["keep_days"], weeks=options["keep_weeks"]):
                shutil.rmtree(old)
        if damaged:
            names = ", ".join(damaged[:3])
            raise CommandError(
                f"{len(damaged)} files were damaged before the backup, bring them back from an earlier one: {names}"
            )

    def too_old(self, into: Path, *, days: int, weeks: int) -> list[Path]:
        """The folders of backups that are not kept; anything else in the folder is left alone."""
        found = made_in(into)
        kept = backup_rotation.to_keep(found, on=timezone.localdate(), days=days, weeks=weeks)
        return [folder for moment, folder in found.items() if moment not in kept]

    def look_for(self, into: Path, age: datetime.timedelta) -> None:
        """Fails when no backup is as young as that."""
        if not any(timezone.localtime().replace(tzinfo=None) - moment <= age for moment in made_in(into)):
            raise CommandError(f"No backup in {into} is younger than {age.total_seconds() / 3600:.0f} hours.")

    def wait_until(self, moment: datetime.datetime) -> None:
        while timezone.localtime() < moment:
            time.sleep(LOOK_AGAIN)


def made_in(into: Path) -> dict[datetime.datetime, Path]:
    """The whole backups in a folder by when they were made, in the time of the place."""
    found = {}
    for folder in into.iterdir() if into.is_dir() else ():
        try:
            found[datetime.datetime.strptime(folder.name, backups.NAME)] = folder  # noqa: DTZ007  local, as it was named
        except ValueError:
            continue
    return found
