"""Writes the calendar that terms are counted on: seeded from a kept-up package, edited when a notice is entered."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from organs.access import Access
from organs.actions import setup_events
from organs.refusals import NotAllowed, Refused
from suggestions.actions import recounting
from suggestions.models import CalendarDay, CalendarYear
from suggestions.rules import rest_days
from suggestions.rules.rest_days import SATURDAY, RowKind

SEED_SOURCE = "chinese-calendar"
LONGEST_HOLIDAY = timedelta(days=30)
DAY_FIELDS = ("kind", "name")


def seed(*, at: datetime) -> int:
    """Loads every year that the package knows and the table lacks; returns the number of years added."""
    known = set(CalendarYear.objects.values_list("year", flat=True))
    missing = sorted(rest_days.seed_years() - known)
    with transaction.atomic():
        CalendarYear.objects.bulk_create(CalendarYear(year=year, source=SEED_SOURCE, entered_at=at) for year in missing)
        CalendarDay.objects.bulk_create(
            (
                CalendarDay(day=row.day, kind=row.kind, name=row.name, region=row.region)
                for row in rest_days.seed_rows()
                if row.day.year in missing
            ),
            ignore_conflicts=True,
        )
    return len(missing)


def enter_days(
    *,
    access: Access | None,
    at: datetime,
    first: date,
    last: date,
    kind: str,
    name: str,
    region: str = "",
) -> list[CalendarDay]:
    """Enters a run of days of one kind, as a notice states holidays: from the first day to the last."""
    if last < first:
        raise Refused(_("The last day lies before the first day."), field="last")
    if last - first > LONGEST_HOLIDAY:
        raise Refused(_("A holiday is not that long. Enter at most 31 days at once."), field="last")
    with transaction.atomic():
        return [
            enter_day(access=access, at=at, day=first + timedelta(days=after), kind=kind, name=name, region=region)
            for after in range((last - first).days + 1)
        ]


def enter_day(*, access: Access | None, at: datetime, day: date, kind: str, name: str, region: str = "") -> CalendarDay:
    """Enters or changes one day; due days of running clocks stay until the year's notice is entered whole.

    A make-up working day lies on a weekend (HOL24); a region is an administrative code, empty for the whole country.
    """
    _require_administrator(access)
    if not name.strip():
        raise Refused(_("Name the holiday that makes this day so."), field="name")
    if kind == RowKind.MAKE_UP and day.weekday() < SATURDAY:
        raise Refused(_("A make-up working day lies on a Saturday or Sunday."), field="kind")
    with transaction.atomic():
        known = CalendarDay.objects.select_for_update().filter(day=day, region=region).first()
        before = setup_events.values(known, DAY_FIELDS) if known else {}
        row, _created = CalendarDay.objects.update_or_create(
            day=day, region=region, defaults={"kind": kind, "name": name.strip()}
        )
        changes = setup_events.differences(before=before, after=setup_events.values(row, DAY_FIELDS))
        if changes:
            setup_events.record(access=access, at=at, verb="enter day", subject=row, changes=changes)
    return row


def remove_days(*, access: Access | None, at: datetime, first: date, last: date, region: str = "") -> int:
    """Takes wrongly entered days out again, so that each is what its weekday says; returns how many there were."""
    _require_administrator(access)
    if last < first:
        raise Refused(_("The last day lies before the first day."), field="last")
    rows = CalendarDay.objects.filter(day__gte=first, day__lte=last, region=region)
    with transaction.atomic():
        found = list(rows)
        if not found:
            raise Refused(_("None of these days is entered."), field="first")
        for row in found:
            changes = setup_events.differences(before=setup_events.values(row, DAY_FIELDS))
            setup_events.record(access=access, at=at, verb="remove day", subject=row, changes=changes)
        rows.delete()
    return len(found)


def publish_year(
    *, access: Access | None, at: datetime, year: int, source: str, expected_change: str | None = None
) -> CalendarYear:
    """Marks a year's notice as entered: running clocks that it decides are counted again, and are final.

    `expected_change` is the mark of the moves that the page showed (`recounting.mark_of`); raises Stale when others would follow.
    """
    _require_administrator(access)
    if not source.strip():
        raise Refused(_("Name the notice: number and date."), field="source")
    if not CalendarDay.objects.filter(day__year=year).exists():
        raise Refused(_("Enter the year's holidays first."), field="year")
    with transaction.atomic():
        recounting.lock(year=year)
        rows = recounting.by_notice(year=year)
        recounting.require_seen(rows, expected_change=expected_change)
        known = CalendarYear.objects.select_for_update().filter(year=year).first()
        before = {"source": known.source} if known else {}
        row, _created = CalendarYear.objects.update_or_create(
            year=year, defaults={"source": source.strip(), "entered_at": at}
        )
        reason = _("The holiday notice for %(year)s was entered.") % {"year": year}
        moved = recounting.apply(rows, access=access, at=at, reason=reason)
        setup_events.record(
            access=access,
            at=at,
            verb="publish year",
            subject=row,
            changes=setup_events.differences(before=before, after={"source": row.source}),
            details={"moved": str(moved) if moved else ""},
        )
    return row


def _require_administrator(access: Access | None) -> None:
    if access is not None and not access.is_administrator:
        raise NotAllowed(_("Only an administrator changes the calendar."))
