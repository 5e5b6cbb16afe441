"""`manage.py walk_sample`: the Mulei raw-milk case from complaint to suit, one event a line: day, what, who, article."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sample import walk


class Command(BaseCommand):
    help = "Prints the Mulei case as a timeline, tab-separated: day, what happened, who, article; then the due days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default=settings.LANGUAGE_CODE)

    def handle(self, *, language: str, **options: object) -> None:
        suggestion = walk.case()
        if suggestion is None:
            raise CommandError("The sample world is not loaded: run manage.py load_sample_world.")
        for line in walk.in_language(suggestion, language):
            self.stdout.write(line)
