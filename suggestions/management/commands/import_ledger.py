"""`manage.py import_ledger FILE`: reads a ledger of published suggestions; what a row means is in actions/publishing.py."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from organs import clock
from organs.actions import vocabulary
from organs.refusals import Refused
from suggestions.actions import categories, publishing
from suggestions.published import ledger_cells, ledger_file


class Command(BaseCommand):
    help = "Imports published suggestions from a CSV or .xlsx ledger; refused rows are printed, importing again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV in UTF-8 or .xlsx with the columns of data/README.md")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *, file: Path, dry_run: bool, **options: object) -> None:
        try:
            rows = list(ledger_file.read(file))
        except ledger_cells.LedgerRefused as refused:
            raise CommandError(f"{file}: {refused}")
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}")
        with rolled_back() if dry_run else nullcontext():
            tally = self.take(rows, at=clock.now())
        if dry_run:
            self.stdout.write("dry run: nothing was written")
        self.stdout.write(
            f"read {len(rows)}, imported {tally['imported']}, unchanged {tally['unchanged']}, refused {tally['refused']}"
        )

    def take(self, rows: list[ledger_file.LedgerRow | ledger_file.RefusedRow], *, at: datetime) -> Counter[str]:
        """Registers the rows, each in a transaction of its own, and prints those that are refused."""
        vocabulary.seed(access=None, at=at)
        categories.seed(access=None, at=at)
        tally: Counter[str] = Counter()
        for row in rows:
            if isinstance(row, ledger_file.RefusedRow):
                result = self.refuse(row.row_number, row.id, row.column, row.reason)
            else:
                try:
                    result = publishing.register(row=row, at=at)
                except Refused as refused:
                    result = self.refuse(row.row_number, row.id, refused.field or "", str(refused))
            tally[result] += 1
        return tally

    def refuse(self, number: int, identity: str, column: str, reason: str) -> str:
        self.stdout.write(f"{number}\t{identity}\t{column}\t{reason}")
        return "refused"


@contextmanager
def rolled_back() -> Iterator[None]:
    """Lets everything happen and undoes it, so that a dry run meets what a real one would meet."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
