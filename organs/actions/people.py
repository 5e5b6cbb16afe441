"""Admits people and closes accounts without losing what anybody said; their posts are given in `posts`."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organs import clock, permissions
from organs.access import Access
from organs.actions import posts, proposals, session_epochs, setup_events, sign_in_links
from organs.models import Person
from organs.refusals import NotAllowed, Refused


def admit(
    *,
    access: Access | None,
    at: datetime,
    username: str,
    name: str,
    origin: str,
    email: str = "",
    password: str | None = None,
    is_hashed: bool = False,
) -> Person:
    """Adds a person, who sets the own password by a link; without a post nothing is seen.

    Only the command line gives a password: that of whoever types it, or the printed one of the sample world (`is_hashed`).
    """
    if access is not None:
        if not access.is_administrator:
            raise NotAllowed(_("Only an administrator can change this."))
        if password is not None:
            raise NotAllowed(_("Nobody sets another person's password. Give a link."))
    return add(
        access=access,
        at=at,
        username=username,
        name=name,
        origin=origin,
        email=email,
        password=password,
        is_hashed=is_hashed,
    )


def add(
    *,
    access: Access | None,
    at: datetime,
    username: str,
    name: str,
    origin: str,
    email: str = "",
    password: str | None = None,
    is_hashed: bool = False,
) -> Person:
    """Adds a person for a caller who has checked the right: an administrator, a unit's head, a one-time link used up.

    Without a password nobody signs in under the name until a link is used.
    """
    taken = Refused(_("This sign-in name is taken. Choose another one."), field="username")
    if not name.strip():
        raise Refused(_("Write the person's name."), field="name")
    if Person.objects.filter(username__iexact=username).exists():
        raise taken
    with transaction.atomic():
        person = Person(
            username=username,
            name=name.strip(),
            email=email,
            origin=origin,
            created_at=at,
            password=password if is_hashed and password else make_password(password),
        )
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError as just_taken:
            raise taken from just_taken
        changes = setup_events.differences(after={"name": person.name, "username": username, "email": email})
        setup_events.record(access=access, at=at, verb="admit", subject=person, changes=changes)
    return person


def deactivate(*, access: Access | None, at: datetime, on: date, person: Person, reason: str) -> None:
    """Closes the account and its posts at once; what the person said, signed and decided stays under the name.

    No post comes back when the account opens again, neither one held today nor one that would begin later.
    """
    permissions.require_administrator_of_person(access=access, person=person, on=on)
    if access is not None and access.person_id == person.pk:
        raise Refused(_("Nobody closes the own account. Ask another administrator."))
    if not reason.strip():
        raise Refused(_("Say why the account is closed."), field="reason")
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if not locked.is_active:
            raise Refused(_("This account is closed already."))
        posts.end_all(access=access, at=at, on=on, person=person)
        proposals.withdraw_all(access=access, at=at, person=person)
        sign_in_links.close_all(at=at, person=person)
        _end_absences(at=at, person=person, by_id=access.person_id if access else person.pk)
        person.is_active, person.deactivated_at = False, at
        person.save(update_fields=["is_active", "deactivated_at"])
        session_epochs.end_all(person=person)
        setup_events.record(
            access=access,
            at=at,
            verb="deactivate",
            subject=person,
            changes=setup_events.differences(before={"is_active": True}, after={"is_active": False}),
            details={"reason": reason.strip()},
        )


def _end_absences(*, at: datetime, person: Person, by_id: int | None) -> None:
    """Ends what stands of a person's absences: nobody acts any more for who is gone, and there is nothing to hand back."""
    standing = person.absences.filter(ended_at__isnull=True, last_on__gte=clock.civil_day(at))
    standing.update(ended_at=at, ended_by_id=by_id, taken_back_at=at)


def reactivate(*, access: Access | None, at: datetime, person: Person) -> None:
    """Opens the account again, without any post and without the former password: both are given anew."""
    permissions.require_administrator_of_person(access=access, person=person, on=clock.civil_day(at))
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if locked.is_active:
            raise Refused(_("This account is open already."))
        person.is_active, person.deactivated_at = True, None
        person.set_unusable_password()
        person.save(update_fields=["is_active", "deactivated_at", "password"])
        changes = setup_events.differences(before={"is_active": False}, after={"is_active": True})
        setup_events.record(access=access, at=at, verb="reactivate", subject=person, changes=changes)


def set_own_password(*, access: Access, at: datetime, person: Person, password: str) -> None:
    """Sets a person's own new password; nobody sets another's."""
    if access.person_id != person.pk:
        raise NotAllowed(_("Nobody sets another person's password. Give a link."))
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        setup_events.record(access=access, at=at, verb="set password", subject=person, needs_confirmation=False)


def rename(
    *, access: Access | None, at: datetime, person: Person, name: str, email: str, expected_change: int | None = None
) -> None:
    """Corrects the name or address of a person; what was signed keeps the name under which it was signed."""
    permissions.require_administrator_of_person(access=access, person=person, on=clock.civil_day(at))
    if not name.strip():
        raise Refused(_("Write the person's name."), field="name")
    with transaction.atomic():
        before = setup_events.values(setup_events.claim(person, expected_change=expected_change), ("name", "email"))
        person.name, person.email = name.strip(), email
        person.save(update_fields=["name", "email"])
        changes = setup_events.differences(before=before, after=setup_events.values(person, before))
        if changes:
            setup_events.record(
                access=access, at=at, verb="change", subject=person, changes=changes, tells_person=person
            )
