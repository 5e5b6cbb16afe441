"""Who may sign in at all: whoever has an open account; in production nobody of the sample world, whose password is printed."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from organs.models import Person
from organs.origins import Origin


class SamplePeopleInProduction(Exception):
    """A production installation holds open accounts of the sample world."""


class PersonBackend(ModelBackend):
    """Django's, asked of each sign-in and of each page after it."""

    def user_can_authenticate(self, user: Person | AnonymousUser | None) -> bool:
        """Tells whether the person may be signed in, now and on every further page."""
        if settings.PRODUCTION and getattr(user, "origin", None) == Origin.SAMPLE:
            return False
        return super().user_can_authenticate(user)


def refuse_sample_people() -> None:
    """Raises SamplePeopleInProduction while a sample account is open in production: its name and password are in the README."""
    if not settings.PRODUCTION:
        return
    count = Person.objects.filter(origin=Origin.SAMPLE, is_active=True).count()
    if count:
        raise SamplePeopleInProduction(
            f"This database holds the sample world: {count} of its accounts are open, with a printed password. "
            "Production starts on an empty database, or after: manage.py close_sample_accounts"
        )
