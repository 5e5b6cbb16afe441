"""Sends copies on one of the grounds of P19 Art. 20, and records that they arrived."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.actions import units
from organs.days import DayMeaning
from organs.models import Unit
from organs.refusals import NotAllowed, Refused
from suggestions.actions import ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Copy, Suggestion
from suggestions.rules import kinds
from suggestions.rules.tracks import TABLE


def plan(*, access: Access, at: datetime, suggestion: Suggestion, unit: Unit, ground: str) -> Copy:
    """Decides a copy after issue; the chief procurator ticks the ground."""
    if ground not in kinds.COPY_GROUNDS:
        raise Refused(_("Tick the ground on which the copy is sent (Art. 20)."), field="ground")
    if unit.pk == suggestion.unit_id:
        raise Refused(_("The recipient has the letter itself."), field="unit")
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        if not locked.has_left:
            raise Refused(_("Before issue, copies are planned in the draft."))
        if locked.copies.filter(unit=unit).exists():
            raise Refused(_("A copy for this unit is already planned."), field="unit")
        copy = Copy.objects.create(suggestion=suggestion, unit=unit, ground=ground)
        ledger.take(
            step=TABLE["copies.plan"],
            subject=copy,
            actor=Actor(access=access),
            at=at,
            details={"unit": unit.name, "ground": ground},
        )
    return copy


def send(*, access: Access, at: datetime, copy: Copy, on: date, expected_moves: int | None = None) -> None:
    """Records that the copy was sent; from then on the copied unit sees the letter, and only the letter."""
    if not copy.suggestion.has_left:
        raise Refused(_("A copy is sent after the letter is issued."))
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    with transaction.atomic():
        ledger.take(
            step=TABLE["copies.send"],
            subject=copy,
            actor=Actor(access=access),
            at=at,
            on=on,
            expected_moves=expected_moves,
            details={"unit": copy.unit.name},
            values={"sent_on": on},
        )
        units.note_office(at=at, unit=copy.unit, procuratorate_id=copy.suggestion.issued_by_id)


def acknowledge(
    *, access: Access, at: datetime, copy: Copy, paper: bool = False, expected_moves: int | None = None
) -> None:
    """Records that the copy arrived, by the unit or by the office from paper."""
    if not paper and copy.unit_id not in access.unit_ids:
        raise NotAllowed(_("This copy went to another unit."))
    with transaction.atomic():
        ledger.take(
            step=TABLE["copies.acknowledge"],
            subject=copy,
            actor=Actor(access=access, paper=paper),
            at=at,
            expected_moves=expected_moves,
            values={"acknowledged_on": clock.civil_day(at)},
        )
