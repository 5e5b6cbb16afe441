"""Lets a recipient unit in: the one-time link of the service slip, the account it opens, acknowledgement, first opening."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from organs.access import Access
from organs.actions import people, posts
from organs.models import Person
from organs.origins import Origin
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from suggestions.access import permissions, person_relations
from suggestions.actions import ledger
from suggestions.actions.ledger import Actor
from suggestions.models import AccessLog, Invitation, Suggestion
from suggestions.rules import digests
from suggestions.rules.lifecycle import TABLE

VALID_FOR = timedelta(days=30)


def invite(*, access: Access, at: datetime, suggestion: Suggestion) -> str:
    """Makes the one-time token for the service slip and revokes the former ones; only its digest is kept."""
    held = person_relations.of(access=access, suggestion=suggestion)
    if not held & permissions.RECORDERS or not suggestion.has_left or suggestion.origin == Origin.PUBLISHED:
        raise NotAllowed(_("Only those who serve an issued letter print its slip."))
    if suggestion.unit.is_placeholder:
        raise Refused(_("An unnamed unit is a placeholder and cannot sign in."))
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        ledger.lock(suggestion)  # two slips at once close each other's links one after the other
        suggestion.invitations.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
        Invitation.objects.create(
            suggestion=suggestion,
            unit=suggestion.unit,
            token_digest=digests.digest(token),
            created_by_id=access.person_id,
            created_at=at,
            expires_at=at + VALID_FOR,
        )
    return token


def find_invitation(*, token: str, at: datetime) -> Invitation | None:
    """Returns the invitation of a token that is still good."""
    return (
        Invitation.objects.filter(
            token_digest=digests.digest(token), used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
        )
        .select_related("unit", "suggestion__issued_by")
        .first()
    )


def redeem(*, token: str, at: datetime, username: str, name: str, password: str, role: str = Role.LIAISON) -> Person:
    """Opens an account of the unit from the link, once: it reads and answers the letters of the procuratorate that issued this one.

    Raises Refused when the link was used, revoked or is too old.
    """
    with transaction.atomic():
        found = _use(token, at=at)
        person = people.add(
            access=None, at=at, username=username, name=name, password=password, origin=found.suggestion.origin
        )
        _let_in(person, found, at=at, role=role)
    return person


def join(*, access: Access, token: str, at: datetime, role: str = Role.LIAISON) -> None:
    """Lets a person who already has an account act for the unit of the slip too, from today on; raises Refused as `redeem` does."""
    with transaction.atomic():
        found = _use(token, at=at)
        person = Person.objects.get(pk=access.person_id)
        if access.is_office:
            raise Refused(_("Nobody stands on both sides: open the link where you are not signed in."))
        if person.origin != found.suggestion.origin:
            raise Refused(_("This account belongs to another installation's people."))
        if opens_already(access=access, invitation=found):
            raise Refused(_("Your account opens these letters already."))
        _let_in(person, found, at=at, role=role)


def opens_already(*, access: Access, invitation: Invitation) -> bool:
    """Tells whether the person reads the letters of the slip without it."""
    pair = (invitation.unit_id, invitation.suggestion.issued_by_id)
    return invitation.unit_id in access.whole_unit_ids or pair in access.unit_letters


def _use(token: str, *, at: datetime) -> Invitation:
    """Uses the link up; one that was used, revoked meanwhile or is too old is refused."""
    found = find_invitation(token=token, at=at)
    still_open = Invitation.objects.filter(
        token_digest=digests.digest(token), used_at__isnull=True, revoked_at__isnull=True
    )
    if found is None or not still_open.update(used_at=at):
        raise Refused(_("This link was used already, replaced, or is too old. Ask the procuratorate for a new one."))
    return found


def _let_in(person: Person, found: Invitation, *, at: datetime, role: str) -> None:
    posts.seat_in_unit(
        access=None, at=at, person=person, role=role, unit=found.unit, letters_of=found.suggestion.issued_by
    )
    Invitation.objects.filter(pk=found.pk).update(used_by=person)


def acknowledge(*, access: Access, at: datetime, suggestion: Suggestion, expected_moves: int | None = None) -> None:
    """Records that the unit acknowledges receipt: its own fact, neither service nor needed for it."""
    with transaction.atomic():
        if ledger.lock(suggestion).acknowledged_at:
            raise Refused(_("Receipt has already been acknowledged."))
        ledger.take(
            step=TABLE["document.acknowledge"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            values={"acknowledged_at": at},
        )


def opened(*, access: Access, at: datetime, suggestion: Suggestion, what: str) -> None:
    """Logs a reading; the recipient's first opening is an event."""
    AccessLog.objects.create(suggestion=suggestion, person_id=access.person_id, at=at, what=what)
    if not access.is_unit or suggestion.first_opened_at or suggestion.unit_id not in access.unit_ids:
        return
    if suggestion.document_state not in TABLE["document.first_opening"].sources:
        return
    with transaction.atomic():
        if ledger.lock(suggestion).first_opened_at:
            return
        ledger.take(
            step=TABLE["document.first_opening"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            values={"first_opened_at": at},
        )
