"""`manage.py data_classes`: count the declared columns and say what is wrong; `--write` writes docs/data-classes.md."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from procuracy import data_inventory, data_inventory_page


class Command(BaseCommand):
    help = "Says what every column of every table holds of people, and writes docs/data-classes.md."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="write docs/data-classes.md")
        parser.add_argument("--root", type=Path, default=settings.BASE_DIR, help="the project's folder")

    def handle(self, *, write: bool, root: Path, **options: object) -> None:
        faults = data_inventory.faults(data_inventory.tables(), data_inventory.of_models())
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the data classes")
        if write:
            (root / data_inventory_page.PAGE).write_text(data_inventory_page.written(), encoding="utf-8")
        self.stdout.write(data_inventory.summary())
