"""`manage.py verify_ledger`: follows the chain of every suggestion's events and says where one was changed; nothing is repaired."""

from django.core.management.base import BaseCommand, CommandError

from suggestions.actions import ledger
from suggestions.models import Event, Suggestion


class Command(BaseCommand):
    help = "Checks the digests of all events; fails when a chain is broken."

    def handle(self, **options: object) -> None:
        checked, broken = 0, 0
        for suggestion in Suggestion.objects.order_by("pk").iterator():
            checked += 1
            for fault in ledger.breaks(suggestion):
                broken += 1
                self.stdout.write(fault)
        summary = f"{checked} suggestions, {Event.objects.count()} events, {broken} breaks"
        if broken:
            raise CommandError(summary)
        self.stdout.write(summary)
