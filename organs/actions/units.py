"""Registers recipient units, renames them with the old name kept, and records successors."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from organs.access import Access
from organs.actions import setup_events
from organs.models import Unit, UnitAlias
from organs.refusals import NotAllowed, Refused


class UnitFacts(TypedDict, total=False):
    """What may be known of a unit beside its name and kind."""

    credit_code: str | None
    level: str
    region_code: str
    region_name: str
    industry: str
    address: str
    receiving_office: str
    superior: Unit | None
    regulator: Unit | None
    is_placeholder: bool
    is_sole_trader: bool
    electronic_service_consent_on: date | None
    electronic_service_address: str
    mailbox: str


class ChangedFacts(UnitFacts, total=False):
    """What may be changed of a unit, its name and kind among it."""

    name: str
    kind: str


def register(
    *, access: Access | None, at: datetime, name: str, kind: str, origin: str, **values: Unpack[UnitFacts]
) -> Unit:
    """Adds a unit; any office person may, since a letter may go to a unit never written to before."""
    if access is not None and not access.is_office:
        raise NotAllowed(_("Only a procuratorate registers units."))
    if not name.strip():
        raise Refused(_("Write the unit's full legal name."), field="name")
    code = values.get("credit_code") or None
    if code and Unit.objects.filter(credit_code=code, origin=origin).exists():
        raise Refused(_("A unit with this credit code is already registered."), field="credit_code")
    values["credit_code"] = code
    with transaction.atomic():
        unit = Unit.objects.create(name=name.strip(), kind=kind, origin=origin, **values)
        changes = setup_events.differences(after={"name": unit.name, "kind": kind, **values})
        setup_events.record(access=access, at=at, verb="register", subject=unit, changes=changes)
    return unit


def change(
    *,
    access: Access | None,
    at: datetime,
    on: date,
    unit: Unit,
    expected_change: int | None = None,
    **values: Unpack[ChangedFacts],
) -> None:
    """Changes facts of a unit; a former name becomes an alias."""
    if access is not None and not access.is_office:
        raise NotAllowed(_("Only a procuratorate changes units."))
    if "name" in values and not values["name"].strip():
        raise Refused(_("Write the unit's full legal name."), field="name")
    code = values.get("credit_code", unit.credit_code) or None
    if code and Unit.objects.filter(credit_code=code, origin=unit.origin).exclude(pk=unit.pk).exists():
        raise Refused(_("A unit with this credit code is already registered."), field="credit_code")
    if "credit_code" in values:
        values["credit_code"] = code
    with transaction.atomic():
        before = setup_events.values(setup_events.claim(unit, expected_change=expected_change), values)
        if "name" in values and values["name"] != before["name"]:
            UnitAlias.objects.get_or_create(unit=unit, name=before["name"], defaults={"until_on": on})
        for field, value in values.items():
            setattr(unit, field, value)
        unit.save()
        changes = setup_events.differences(before=before, after=values)
        if changes:
            setup_events.record(access=access, at=at, verb="change", subject=unit, changes=changes)


def succeed(
    *, access: Access | None, at: datetime, on: date, unit: Unit, successor: Unit, expected_change: int | None = None
) -> None:
    """Records that a unit's duties passed to another; letters stay with the unit that was served."""
    if access is not None and not access.is_office:
        raise NotAllowed(_("Only a procuratorate changes units."))
    if successor.origin != unit.origin:
        raise Refused(_("A unit of another origin cannot succeed this one."), field="successor")
    line: set[int] = {unit.pk}
    each: Unit | None = successor
    while each is not None:
        if each.pk in line:
            raise Refused(_("A unit cannot succeed itself, directly or through others."), field="successor")
        line.add(each.pk)
        each = each.successor
    with transaction.atomic():
        locked = setup_events.claim(unit, expected_change=expected_change)
        before = setup_events.values(locked, ("successor", "closed_on"))
        unit.successor, unit.closed_on = successor, on
        unit.save(update_fields=["successor", "closed_on"])
        changes = setup_events.differences(before=before, after=setup_events.values(unit, before))
        setup_events.record(access=access, at=at, verb="succeed", subject=unit, changes=changes)


def name_mailbox(*, access: Access, at: datetime, unit: Unit, mailbox: str) -> None:
    """Sets where reminders reach the people of a unit who have no address, as any of them may; empty switches it off."""
    if unit.pk not in access.unit_ids:
        raise NotAllowed(_("Only people of the unit name its mailbox here."))
    with transaction.atomic():
        before = {"mailbox": setup_events.claim(unit, expected_change=None).mailbox}
        changes = setup_events.differences(before=before, after={"mailbox": mailbox})
        if changes:
            Unit.objects.filter(pk=unit.pk).update(mailbox=mailbox)
            setup_events.record(access=access, at=at, verb="change", subject=unit, changes=changes)
