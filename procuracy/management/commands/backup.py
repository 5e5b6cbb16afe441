"""`manage.py backup`: database and files into one dated folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from procuracy import backups


class Command(BaseCommand):
    help = "Writes database and files into a new dated folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", type=Path, default=settings.VAR / "backups", help="the folder of all backups")

    def handle(self, *args: Any, into: Path, **options: Any) -> None:
        connection.ensure_connection()
        try:
            folder = backups.back_up(
                connection=connection, files=settings.FILES, into=into.resolve(), at=timezone.localtime()
            )
        except backups.BackupRefused as refusal:
            raise CommandError(str(refusal))
        self.stdout.write(f"{folder}")
