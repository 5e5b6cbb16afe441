"""Number series and the numbers they give: gap-free per procuratorate, kind and year, also when two issue at once."""

import re
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from organs import permissions as organ_permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.refusals import Refused
from suggestions.models import GivenNumber, NumberSeries, SeriesYear, Suggestion
from suggestions.rules import kinds

PLACES = re.compile(r"^[^{}]*〔\{year\}〕[^{}]*\{serial\}号$")


def define(
    *,
    access: Access | None,
    at: datetime,
    procuratorate: Procuratorate,
    kind: str,
    mode: str,
    pattern: str,
    origin: str,
    expected_change: int | None = None,
) -> NumberSeries:
    """Sets the series of a kind; the pattern is like `木检行公建〔{year}〕{serial}号`, without 第 or leading zeros."""
    organ_permissions.require_administrator(access=access, procuratorate=procuratorate)
    pattern = pattern.strip()
    if kind not in kinds.KINDS:
        raise Refused(_("There is no such kind of suggestion."), field="kind")
    if mode not in dict(NumberSeries.MODES):
        raise Refused(_("Choose where the numbers come from: counted here, or the unified system."), field="mode")
    if procuratorate.closed_on:
        raise Refused(_("This procuratorate is closed."))
    if not PLACES.match(pattern) or "第" in pattern:
        raise Refused(
            _("Write the pattern like ×检建〔{year}〕{serial}号: six-cornered brackets, no 第."), field="pattern"
        )
    clash = NumberSeries.objects.filter(pattern=pattern).exclude(procuratorate=procuratorate, kind=kind)
    if clash.exists():
        raise Refused(
            _("Another series already prints such numbers: two letters would bear the same."), field="pattern"
        )
    with transaction.atomic():
        known = NumberSeries.objects.filter(procuratorate=procuratorate, kind=kind).first()
        before = {}
        if known:
            locked = setup_events.claim(known, expected_change=expected_change)
            before = setup_events.values(locked, ("mode", "pattern"))
        series, _created = NumberSeries.objects.update_or_create(
            procuratorate=procuratorate, kind=kind, defaults={"mode": mode, "pattern": pattern, "origin": origin}
        )
        changes = setup_events.differences(before=before, after={"mode": mode, "pattern": pattern})
        if changes:
            details = {"place": procuratorate.name, "kind": kind}
            setup_events.record(access=access, at=at, verb="define", subject=series, changes=changes, details=details)
    return series


def default_pattern(*, procuratorate: Procuratorate, kind: str) -> str:
    """Returns a pattern to start from, made of the short name and the kind's code [K]; an office may set another."""
    agency = (procuratorate.short_name or procuratorate.name).removesuffix("检察院").removesuffix("检")
    return f"{agency}{kinds.KINDS[kind].number_code}〔{{year}}〕{{serial}}号"


def define_defaults(
    *, access: Access | None, at: datetime, procuratorate: Procuratorate, mode: str, origin: str
) -> int:
    """Sets a series with the default pattern for every kind that has none; returns how many were added."""
    known = set(procuratorate.number_series.values_list("kind", flat=True))
    missing = [kind for kind in kinds.KINDS if kind not in known]
    with transaction.atomic():
        for kind in missing:
            pattern = default_pattern(procuratorate=procuratorate, kind=kind)
            define(
                access=access,
                at=at,
                procuratorate=procuratorate,
                kind=kind,
                mode=mode,
                pattern=pattern,
                origin=origin,
            )
    return len(missing)


def example(*, pattern: str, year: int, last: int) -> str:
    """Returns the number that the pattern would print next, after `last`; empty when it is not a pattern."""
    return pattern.format(year=year, serial=last + 1) if PLACES.match(pattern) else ""


def of(suggestion: Suggestion) -> NumberSeries:
    """Returns the series from which the suggestion takes its number; raises Refused when none is set up."""
    series = NumberSeries.objects.filter(procuratorate_id=suggestion.issued_by_id, kind=suggestion.kind).first()
    if series is None:
        raise Refused(
            _("No number series is set up for this kind. An administrator adds one in Set-up, Number patterns."),
            field="number",
        )
    return series


def give(*, suggestion: Suggestion, on: date, at: datetime, national_number: str = "") -> GivenNumber:
    """Gives the next number of the series, or takes the national system's; the caller holds the transaction.

    The counter row stays locked until commit, so that a number is only taken when the letter is issued: no gap, no
    double. Raises Refused when the national number is missing, or when the number already stands on another letter.
    """
    series = of(suggestion)
    if series.mode == "national":
        printed = national_number.strip()
        if not printed:
            raise Refused(_("This series waits for the number of the unified system. Enter it."), field="number")
        serial = None
    else:
        if national_number.strip():
            raise Refused(_("This series counts here; leave the number empty."), field="number")
        SeriesYear.objects.get_or_create(series=series, year=on.year)
        counter = SeriesYear.objects.select_for_update().get(series=series, year=on.year)
        SeriesYear.objects.filter(pk=counter.pk).update(last=F("last") + 1)
        serial = counter.last + 1
        printed = series.pattern.format(year=on.year, serial=serial)
    try:
        with transaction.atomic():
            return GivenNumber.objects.create(
                series=series, year=on.year, serial=serial, printed=printed, suggestion=suggestion, given_at=at
            )
    except IntegrityError as used:  # also when somebody else took it a moment ago
        raise Refused(
            _("The number %(number)s is already on another letter.") % {"number": printed}, field="number"
        ) from used
