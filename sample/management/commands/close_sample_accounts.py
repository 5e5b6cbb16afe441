"""`manage.py close_sample_accounts`: before a database that once held the sample world serves in production."""

from typing import Any

from django.core.management.base import BaseCommand

from organs import clock
from organs.actions import sample_accounts


class Command(BaseCommand):
    help = "Closes every account of the sample world: its names and password are printed in the README."

    def handle(self, *args: Any, **options: Any) -> None:
        count = sample_accounts.close_all(at=clock.now())
        self.stdout.write(f"{count} sample accounts closed." if count else "No sample account is open.")
