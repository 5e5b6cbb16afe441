"""Sets after how many months a procuratorate looks back; an empty place follows the nearest above. The trace stays."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.models import LookBackPeriod
from followups.rules.look_back_terms import DEFAULTS, MOST_MONTHS, Place
from organs import permissions as organ_permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.refusals import Refused


def set_periods(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    months: Mapping[Place, int | None],
    expected_change: int | None = None,
) -> None:
    """Sets the whole table of a procuratorate at once; None takes a place of its own away.

    `expected_change` is the last Set-up event about the procuratorate that the form showed. Raises NotAllowed, Stale, and Refused
    for a number of months that cannot be.
    """
    organ_permissions.require_administrator(access=access, procuratorate=procuratorate)
    for (type_, risk), number in months.items():
        if (type_, risk) not in DEFAULTS:
            raise Refused(_("There is no such type or risk."))
        if number is not None and not 1 <= number <= MOST_MONTHS:
            raise Refused(
                _("Set a number of months from 1 to %(most)d.") % {"most": MOST_MONTHS}, field=f"{type_}-{risk}"
            )
    with transaction.atomic():
        setup_events.claim(procuratorate, expected_change=expected_change)
        before = {place: _replaced(procuratorate, place, number) for place, number in months.items()}
        changes = setup_events.differences(before=_by_name(before), after=_by_name(months))
        if changes:
            setup_events.record(access=access, at=at, verb="set look-backs", subject=procuratorate, changes=changes)


def _by_name(months: Mapping[Place, int | None]) -> dict[str, object]:
    """Returns the months by the name that the trace gives to a place."""
    return {f"look_back {type_} {risk}": number for (type_, risk), number in months.items()}


def _replaced(procuratorate: Procuratorate, place: Place, number: int | None) -> int | None:
    """Sets one place; returns what stood there before."""
    type_, risk = place
    rows = LookBackPeriod.objects.filter(procuratorate=procuratorate, type=type_, risk=risk)
    before = rows.values_list("months", flat=True).first()
    if before != number:
        rows.delete()
        if number is not None:
            LookBackPeriod.objects.create(procuratorate=procuratorate, type=type_, risk=risk, months=number)
    return before
