"""Makes, renews and revokes the secret address of a person's calendar, and finds whose it is; nothing of the days is here."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from organs.access import Access
from organs.models import CalendarAddress, Person

SECRET_BYTES = 32


def make(*, access: Access, at: datetime, language: str) -> str:
    """Makes the address anew and revokes the former one; the secret is given out this once, and only its digest kept."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=access.person_id)
        revoke(access=access, at=at)
        CalendarAddress.objects.create(
            person_id=access.person_id, digest=_digest(secret), language=language, made_at=at
        )
    return secret


def revoke(*, access: Access, at: datetime) -> bool:
    """Closes the address; returns whether there was one."""
    opened = CalendarAddress.objects.filter(person_id=access.person_id, revoked_at__isnull=True)
    return bool(opened.update(revoked_at=at))


def present(access: Access) -> CalendarAddress | None:
    """Returns the person's address that opens now."""
    return CalendarAddress.objects.filter(person_id=access.person_id, revoked_at__isnull=True).first()


def find(secret: str) -> CalendarAddress | None:
    """Returns the address of a secret, unless it was revoked or its person is deactivated.

    It is looked up by its digest: how long that takes says nothing about a secret that is nearly right.
    """
    rows = CalendarAddress.objects.filter(revoked_at__isnull=True, person__is_active=True).select_related("person")
    return rows.filter(digest=_digest(secret)).first()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
