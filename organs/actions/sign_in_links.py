"""One-time links by which a person sets the own password: nobody else ever sets or sees it."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organs import clock, permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Person, SignInLink
from organs.refusals import NotAllowed, Refused
from organs.roles import ADMINISTRATIVE_ROLES

SECRET_BYTES = 24


def make(*, access: Access | None, at: datetime, person: Person) -> str:
    """Makes a link for a person in one's own part of the tree and closes the former one; the secret is given out this once.

    The present password works until the link is used. The person is told that a link was made, and by whom.
    """
    on = clock.civil_day(at)
    permissions.require_administrator_of_person(access=access, person=person, on=on)
    if access is not None and person.posts.filter(role__in=ADMINISTRATIVE_ROLES).exclude(to_on__lt=on).exists():
        raise NotAllowed(
            _(
                "For an administrator a link is made at the server only (manage.py sign_in_link): with it one would confirm what one proposed."
            )
        )
    return issue(access=access, at=at, person=person)


def issue(*, access: Access | None, at: datetime, person: Person) -> str:
    """Makes the link for a caller who has checked the right, as a unit's confirmed head has it."""
    if access is not None and access.person_id == person.pk:
        raise Refused(_("Change your own password on the page of your account."))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if not locked.is_active:
            raise Refused(_("This account is closed."))
        _open_links(person).update(revoked_at=at)
        SignInLink.objects.create(
            person=person,
            digest=digest(secret),
            created_by_id=access.person_id if access else None,
            created_at=at,
            expires_at=at + valid_for(),
        )
        setup_events.record(access=access, at=at, verb="make link", subject=person, tells_person=person)
    return secret


def valid_for() -> timedelta:
    """Returns how long a link opens."""
    return timedelta(days=settings.SIGN_IN_LINK_DAYS)


def find(*, secret: str, at: datetime) -> SignInLink | None:
    """Returns the link of a secret that still opens."""
    rows = SignInLink.objects.filter(digest=digest(secret), used_at__isnull=True, revoked_at__isnull=True)
    return rows.filter(expires_at__gt=at, person__is_active=True).select_related("person").first()


def use(*, secret: str, at: datetime, password: str) -> Person:
    """Sets the person's password by the link, once; raises Refused when it was used, replaced or is too old."""
    with transaction.atomic():
        person = _used_up(secret, at=at)
        if person is None:
            raise Refused(_("This link was used already, replaced, or is too old. Ask whoever gave it for a new one."))
        person.set_password(password)
        person.save(update_fields=["password"])
        setup_events.record(access=None, actor=person, at=at, verb="set password", subject=person)
    return person


def _used_up(secret: str, *, at: datetime) -> Person | None:
    """Uses the link up and returns its person, locked; None for a link that does not open any more."""
    link = find(secret=secret, at=at)
    if link is None:
        return None
    person = Person.objects.select_for_update().get(pk=link.person_id)
    return person if person.is_active and _open_links(person).filter(pk=link.pk).update(used_at=at) else None


def close_all(*, at: datetime, person: Person) -> None:
    """Closes the open link of a person whose account closes."""
    _open_links(person).update(revoked_at=at)


def _open_links(person: Person) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(person=person, used_at__isnull=True, revoked_at__isnull=True)


def digest(secret: str) -> str:
    """Returns what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
