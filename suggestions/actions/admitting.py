"""Lets a recipient unit in: the one-time link of the service slip, the account it opens, acknowledgement, first opening."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.actions import people as people_actions
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
    """Opens the unit's own account from the link, once; raises Refused when it was used, revoked or is too old."""
    with transaction.atomic():
        found = find_invitation(token=token, at=at)
        if found is None or not Invitation.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=at):
            raise Refused(
                _("This link was used already, replaced, or is too old. Ask the procuratorate for a new one.")
            )
        person = people_actions.admit_from_invitation(
            at=at, username=username, name=name, password=password, origin=found.suggestion.origin
        )
        people_actions.seat(access=None, at=at, person=person, role=role, from_on=clock.civil_day(at), unit=found.unit)
        Invitation.objects.filter(pk=found.pk).update(used_by=person)
    return person


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
