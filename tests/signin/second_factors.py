"""Gives people of tests a second factor as the pages do, and makes the codes that their app would show."""

import time

from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt

from organs import clock, people
from organs.models import Person
from signin.actions import codes, factors


def access(person: Person):
    return people.access_of(person=Person.objects.get(pk=person.pk), on=clock.today())


def code(encrypted: str, *, periods: int = 1) -> str:
    """Returns the code of a period; the one to come by default, since that of now was used up by `give_app`."""
    counter = int(time.time()) // 30 + periods
    return totp.format_hotp_value(totp.hotp_value(decrypt(encrypted), counter))


def give_app(person: Person) -> str:
    """Sets up an app for the person and returns its encrypted secret."""
    encrypted = codes.new_secret()
    now = code(encrypted, periods=0)
    codes.add_app(access=access(person), at=clock.now(), person=person, encrypted=encrypted, code=now)
    return encrypted


def give_recovery_codes(person: Person) -> list[str]:
    return factors.make_recovery_codes(access=access(person), at=clock.now(), person=person)
