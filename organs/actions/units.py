"""Registers recipient units, renames them with the old name kept, and records successors."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import connection, transaction
from django.db.models import Expression, F, Func, Q, TextField, Value
from django.utils.translation import gettext as _

from organs import clock, days, permissions, promises
from organs.access import Access
from organs.actions import setup_events
from organs.days import DayMeaning
from organs.models import Unit, UnitAlias, UnitOffice
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
    """Adds a unit; any office person may, since a letter may go to a unit never written to before.

    Raises Refused for a person who names one that is registered already, unless the credit codes tell the two apart.
    """
    if access is not None and not access.is_office:
        raise NotAllowed(_("Only a procuratorate registers units."))
    if not name.strip():
        raise Refused(_("Write the unit's full legal name."), field="name")
    code = values.get("credit_code") or None
    if code and Unit.objects.filter(credit_code=code, origin=origin).exists():
        raise Refused(_("A unit with this credit code is already registered."), field="credit_code")
    values["credit_code"] = code
    _require_consent_day(values, at=at)
    with promises.kept():
        if access is not None and not values.get("is_placeholder"):
            _require_another(name=name.strip(), code=code, origin=origin)
        unit = Unit.objects.create(name=name.strip(), kind=kind, origin=origin, **values)
        if access is not None:
            office = next(post.procuratorate_id for post in access.posts if post.procuratorate_id)
            note_office(at=at, unit=unit, procuratorate_id=office)
        changes = setup_events.differences(after={"name": unit.name, "kind": kind, **values})
        setup_events.record(
            access=access, at=at, verb="register", subject=unit, changes=changes, needs_confirmation=False
        )
    return unit


def _require_another(*, name: str, code: str | None, origin: str) -> None:
    """Raises Refused when an open unit bears the name, now or before, and no two credit codes tell them apart.

    Two people who register one name at once come one after the other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    same = Unit.objects.filter(origin=origin, closed_on=None, is_placeholder=False)
    same = same.annotate(alike=_alike(F("name")), formerly_alike=_alike(F("aliases__name")))
    same = same.filter(Q(alike=_alike(Value(name))) | Q(formerly_alike=_alike(Value(name))))
    if code:
        same = same.filter(credit_code=None)
    if found := same.first():
        raise Refused(
            _("“%(name)s” is registered already. For another unit of this name, write the credit codes of both.")
            % {"name": found.name},
            field="name",
        )


def _alike(name: Expression | F) -> Func:
    """Returns a name without what the eye does not tell apart: widths of signs and letters, capitals, blanks."""
    narrow = Func(name, template="normalize((%(expressions)s)::text, NFKC)", output_field=TextField())
    return Func(
        Func(narrow, function="lower"),
        Value(r"\s"),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=TextField(),
    )


def change(
    *,
    access: Access | None,
    at: datetime,
    on: date,
    unit: Unit,
    expected_change: int | None = None,
    **values: Unpack[ChangedFacts],
) -> None:
    """Changes facts of a unit; a former name becomes an alias. Its people and the offices that write to it are told."""
    require_office_of(access=access, unit=unit)
    if "name" in values and not values["name"].strip():
        raise Refused(_("Write the unit's full legal name."), field="name")
    code = values.get("credit_code", unit.credit_code) or None
    if code and Unit.objects.filter(credit_code=code, origin=unit.origin).exclude(pk=unit.pk).exists():
        raise Refused(_("A unit with this credit code is already registered."), field="credit_code")
    if "credit_code" in values:
        values["credit_code"] = code
    _require_consent_day(values, at=at)
    _require_consent_day(values, at=at)
    with promises.kept():
        before = setup_events.values(setup_events.claim(unit, expected_change=expected_change), values)
        if "name" in values and values["name"] != before["name"]:
            UnitAlias.objects.get_or_create(unit=unit, name=before["name"], defaults={"until_on": on})
        for field, value in values.items():
            setattr(unit, field, value)
        unit.save()
        changes = setup_events.differences(before=before, after=values)
        if changes:
            setup_events.record(access=access, at=at, verb="change", subject=unit, changes=changes, tells_unit=unit)


def _require_consent_day(values: UnitFacts | ChangedFacts, *, at: datetime) -> None:
    consented_on = values.get("electronic_service_consent_on")
    days.require(
        consented_on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="electronic_service_consent_on"
    )


def require_office_of(*, access: Access | None, unit: Unit) -> None:
    """Raises NotAllowed unless the person administers an office that has to do with the unit; None is the command line."""
    if access is not None and not permissions.may_change_unit(access=access, unit=unit):
        raise NotAllowed(
            _("Only an administrator of a procuratorate that registered this unit, or has sent it letters, changes it.")
        )


def note_office(*, at: datetime, unit: Unit, procuratorate_id: int) -> None:
    """Notes that a procuratorate has to do with the unit from now on: it registered it, or sends it a letter."""
    UnitOffice.objects.get_or_create(unit=unit, procuratorate_id=procuratorate_id, defaults={"since": at})


def succeed(
    *, access: Access | None, at: datetime, on: date, unit: Unit, successor: Unit, expected_change: int | None = None
) -> None:
    """Records that a unit's duties passed to another; letters stay with the unit that was served."""
    require_office_of(access=access, unit=unit)
    days.require(on, meaning=DayMeaning.NEAR, today=clock.civil_day(at), field="on")
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
        setup_events.record(access=access, at=at, verb="succeed", subject=unit, changes=changes, tells_unit=unit)


def name_mailbox(*, access: Access, at: datetime, unit: Unit, mailbox: str) -> None:
    """Sets where reminders reach the people of a unit who have no address; empty switches it off.

    Whoever reads every letter of the unit may: reminders of all of them go there.
    """
    if not permissions.speaks_for_unit(access=access, unit=unit):
        raise NotAllowed(_("Only people of the unit who read all its letters name its mailbox."))
    with transaction.atomic():
        before = {"mailbox": setup_events.claim(unit, expected_change=None).mailbox}
        changes = setup_events.differences(before=before, after={"mailbox": mailbox})
        if changes:
            Unit.objects.filter(pk=unit.pk).update(mailbox=mailbox)
            setup_events.record(access=access, at=at, verb="change", subject=unit, changes=changes, tells_unit=unit)
