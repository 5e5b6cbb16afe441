"""`manage.py restore FOLDER`: brings back what `backup` wrote, in the place of all that is there."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from procuracy import backups


class Command(BaseCommand):
    help = "Replaces database and files by those of a backup. Web server, worker and beat must be stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that `backup` wrote")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            count = backups.restore(
                connection=connection,
                files=settings.FILES,
                folder=folder.resolve(),
                migrate=partial(call_command, "migrate", verbosity=0, interactive=False),
            )
        except (backups.BackupRefused, ImproperlyConfigured) as refusal:
            raise CommandError(str(refusal))
        self.stdout.write(f"Restored the database and {count} files from {folder}")
