"""Recognises the browser in which a person signed in before, remembers a new one, and tells the person of it."""

import hashlib
import secrets
from datetime import datetime

from django.core import signing

from notices.actions import account_notices
from notices.rules.account_news import News
from organs.models import Person
from signin.models import KnownDevice

SALT = "signin.known-device"


def value_of(cookie: str) -> str:
    """Returns the random value in a cookie that we signed, "" for any other."""
    try:
        return str(signing.loads(cookie, salt=SALT))
    except signing.BadSignature:
        return ""


def cookie_of(value: str) -> str:
    """Returns the signed cookie that carries the value."""
    return signing.dumps(value, salt=SALT)


def knows(*, username: str, value: str) -> bool:
    """Tells whether somebody signed in under this name with this device before; asks alike for names that do not exist."""
    return KnownDevice.objects.filter(person__username__iexact=username, digest=_digest(value)).exists()


def remember(*, at: datetime, person: Person, value: str, browser: str, network: str) -> str:
    """Keeps the device of a sign-in and returns the value for its cookie; a new one is told to the person, the first is not."""
    known = KnownDevice.objects.filter(person=person)
    if value and known.filter(digest=_digest(value)).update(last_at=at, browser=browser):
        return value
    is_first = not known.exists()
    value = value or secrets.token_urlsafe(24)
    first = {"browser": browser, "first_at": at, "last_at": at}
    device, is_new = KnownDevice.objects.get_or_create(person=person, digest=_digest(value), defaults=first)
    if is_new and not is_first:
        details = {"browser": browser, "network": network}
        account_notices.tell(at=at, person_id=person.pk, news=News.NEW_DEVICE, key=device.pk, details=details)
    return value


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
