"""`manage.py sign_in_link NAME`: a link by which a person sets a new password, for whom nobody in the application can make one."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from organs import clock
from organs.actions import sign_in_links
from organs.models import Person
from organs.refusals import Refused
from signin.actions import factors


class Command(BaseCommand):
    help = (
        "Prints a one-time link by which a person sets a new password: an administrator, or the last one who could help."
        " Know who asks: whoever has the link comes in under that name. The person is told."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="the sign-in name")
        parser.add_argument(
            "--reset-second-factor",
            action="store_true",
            help="removes the second factors, too: phone and codes are lost",
        )

    def handle(self, *args: object, username: str, reset_second_factor: bool, **options: object) -> None:
        person = Person.objects.filter(username__iexact=username).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {username}.")
        try:
            if reset_second_factor:
                factors.reset(at=clock.now(), person=person)
                self.stdout.write("The second factors are removed; new ones are set up at the next sign-in.")
            secret = sign_in_links.make(access=None, at=clock.now(), person=person)
        except Refused as refused:
            raise CommandError(str(refused.reason))
        days = settings.SIGN_IN_LINK_DAYS
        self.stdout.write(
            f"{person.name}, once, within {days} days: {settings.SITE_URL}{reverse('link', args=[secret])}"
        )
