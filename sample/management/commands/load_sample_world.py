"""`manage.py load_sample_world`: invented places, people and suggestions, and the published ledger; again, it changes nothing."""

from django.core.management.base import BaseCommand, CommandError

from organs import clock
from organs.refusals import Refused
from sample import world


class Command(BaseCommand):
    help = "Loads the sample world into an installation that is not a production one."

    def handle(self, **options: object) -> None:
        try:
            loaded = world.load(at=clock.now(), say=self.say)
        except Refused as refused:
            raise CommandError(str(refused))
        self.say("sample world loaded" if loaded else "the sample world is there already; nothing was changed")

    def say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()
