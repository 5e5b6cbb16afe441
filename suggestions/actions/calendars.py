"""Writes the calendar that terms are counted on: seeded from a kept-up package, changed as notices come, by two people where days are final.

A day of a year whose notice is not published counts for nothing yet: one person enters it. The notice of a year, and each day of
a year that is published, is proposed with the due days that it moves. When a second administrator has seen the same list and
confirms, the days are written and all of these move, in one transaction.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organs.access import Access
from organs.actions import proposals
from organs.models import Procuratorate, Proposal, ProposalKind
from organs.refusals import Refused, Stale
from suggestions.access import calendar_regions
from suggestions.actions import calendar_locks, recounting, wanted_changes
from suggestions.actions.wanted_changes import DaysChange, NoticeChange, WantedChange
from suggestions.models import CalendarDay, CalendarYear
from suggestions.rules import rest_days
from suggestions.rules.calendar_changes import CalendarChange
from suggestions.rules.rest_days import SATURDAY, RowKind

SEED_SOURCE = "chinese-calendar"
LONGEST_HOLIDAY = timedelta(days=30)
LONGEST_NAME, LONGEST_SOURCE, LONGEST_REGION = 120, 200, 12


def seed(*, at: datetime) -> int:
    """Loads every year that the package knows and the table lacks, and counts again what waited for it; returns how many years."""
    known = set(CalendarYear.objects.values_list("year", flat=True))
    missing = sorted(rest_days.seed_years() - known)
    with transaction.atomic():
        calendar_locks.while_changing()
        CalendarYear.objects.bulk_create(CalendarYear(year=year, source=SEED_SOURCE, entered_at=at) for year in missing)
        CalendarDay.objects.bulk_create(
            (
                CalendarDay(day=row.day, kind=row.kind, name=row.name, region=row.region)
                for row in rest_days.seed_rows()
                if row.day.year in missing
            ),
            ignore_conflicts=True,
        )
        for year in missing:
            rows = recounting.by_change(CalendarChange(published=year))
            recounting.apply(rows, access=None, at=at, reason=NoticeChange(year=year, source=SEED_SOURCE).reason)
    return len(missing)


def enter_day(*, access: Access | None, at: datetime, day: date, kind: str, name: str, region: str = "") -> None:
    """Enters or changes one day, as `enter_days` does."""
    enter_days(access=access, at=at, year=day.year, first=day, last=day, kind=kind, name=name, region=region)


def enter_days(
    *,
    access: Access | None,
    at: datetime,
    year: int,
    first: date,
    last: date,
    kind: str,
    name: str,
    region: str = "",
    expected_change: str | None = None,
) -> Proposal | None:
    """Enters a run of days of one kind, as a notice states holidays, on the page of their year: from the first day to the last.

    Returns the proposal when a second administrator has to confirm. A make-up working day lies on a weekend (HOL24); a region is an
    administrative code, empty for the whole country. `expected_change` is the mark of the moves that the page showed
    (`recounting.mark_of`); raises Stale when others would follow.
    """
    change = DaysChange(
        year=year, first=first, last=last, region=region.strip(), kind=kind, name=" ".join(name.split())
    )
    require_possible(change)
    return _change(change, access=access, at=at, expected_change=expected_change)


def remove_days(
    *,
    access: Access | None,
    at: datetime,
    year: int,
    first: date,
    last: date,
    region: str = "",
    expected_change: str | None = None,
) -> Proposal | None:
    """Takes wrongly entered days out again, so that each is what its weekday says; else as `enter_days`."""
    change = DaysChange(year=year, first=first, last=last, region=region.strip())
    require_possible(change)
    return _change(change, access=access, at=at, expected_change=expected_change)


def publish_year(
    *, access: Access | None, at: datetime, year: int, source: str, expected_change: str | None = None
) -> Proposal | None:
    """Proposes that a year's notice is entered whole: from then on its days are final, and running clocks are counted again."""
    change = NoticeChange(year=year, source=source.strip())
    require_possible(change)
    return _change(change, access=access, at=at, expected_change=expected_change)


def require_possible(change: WantedChange) -> None:
    """Raises Refused, for its field, when the change cannot be: before it is shown, and before it is made."""
    if isinstance(change, NoticeChange):
        if not change.source:
            raise Refused(_("Name the notice: number and date."), field="source")
        if len(change.source) > LONGEST_SOURCE:
            raise Refused(_("At most %(count)s characters.") % {"count": LONGEST_SOURCE}, field="source")
        if not CalendarDay.objects.filter(day__year=change.year, region="").exists():
            raise Refused(_("Enter the year's holidays first."), field="year")
        return
    if change.last < change.first:
        raise Refused(_("The last day lies before the first day."), field="last")
    for field, day in (("first", change.first), ("last", change.last)):
        if day.year != change.year:
            raise Refused(
                _("This is the page of %(year)s: enter days of %(other)s on the page of that year.")
                % {"year": change.year, "other": day.year},
                field=field,
            )
    if change.takes_out:
        run = CalendarDay.objects.filter(day__range=(change.first, change.last), region=change.region)
        if not run.exists():
            raise Refused(_("None of these days is entered."), field="first")
    else:
        _require_possible_days(change)


def _require_possible_days(change: DaysChange) -> None:
    if change.last - change.first > LONGEST_HOLIDAY:
        raise Refused(_("A holiday is not that long. Enter at most 31 days at once."), field="last")
    if change.kind not in list(RowKind):
        raise Refused(_("Choose what these days are."), field="kind")
    if not change.name:
        raise Refused(_("Name the holiday that makes this day so."), field="name")
    if len(change.name) > LONGEST_NAME:
        raise Refused(_("At most %(count)s characters.") % {"count": LONGEST_NAME}, field="name")
    if change.region and not (change.region.isascii() and change.region.isdigit()):
        raise Refused(_("The code of a region has digits only."), field="region")
    if len(change.region) > LONGEST_REGION:
        raise Refused(_("At most %(count)s characters.") % {"count": LONGEST_REGION}, field="region")
    if change.kind == RowKind.MAKE_UP and any(day.weekday() < SATURDAY for day in change.days):
        raise Refused(_("A make-up working day lies on a Saturday or Sunday."), field="kind")


def _change(
    change: WantedChange, *, access: Access | None, at: datetime, expected_change: str | None
) -> Proposal | None:
    """Writes what one person may write, and proposes the rest; the command line writes everything, and moves what that moves."""
    place = calendar_regions.deciding_place(access, region=change.region) if access else None
    with transaction.atomic():
        if access is not None and change.needs_two():
            return _propose(change, access=access, at=at, place=place, expected_change=expected_change)
        calendar_locks.while_changing()
        if access is not None and change.needs_two():
            raise Stale(
                _("The notice of this year was published meanwhile. Look at what the days move, then propose them.")
            )
        require_possible(change)
        if change.needs_two():
            _carry_out(change, access=access, at=at, expected_change=expected_change)
        else:
            change.write(access=access, at=at, moved=0)
    return None


def _propose(
    change: WantedChange, *, access: Access, at: datetime, place: int | None, expected_change: str | None
) -> Proposal:
    calendar_locks.while_proposing()
    for other in Proposal.objects.filter(kind=ProposalKind.CALENDAR, outcome="").select_related("proposed_by"):
        if change.overlaps(wanted_changes.of_content(other.content)):
            raise Refused(
                _(
                    "%(who)s proposed a change of these days on %(day)s. "
                    "It waits for a second administrator: let it be decided or taken back first."
                )
                % {"who": other.proposed_by.name, "day": timezone.localtime(other.proposed_at).date()}
            )
    rows = recounting.by_change(change.counted_as)
    recounting.require_seen(rows, expected_change=expected_change)
    state = {"standing": change.standing(), "seen": recounting.mark_of(rows), "moves": sum(row.moves for row in rows)}
    return proposals.propose(
        access=access,
        at=at,
        kind=ProposalKind.CALENDAR,
        procuratorate=Procuratorate.objects.get(pk=place) if place else None,
        content={**change.to_json(), **state},
    )


def confirm(*, access: Access, at: datetime, proposal: Proposal, expected_change: str | None = None) -> None:
    """Writes what was proposed and moves every running clock that it moves, or nothing.

    `expected_change` is the mark of the moves that the page showed to whoever confirms. Raises NotAllowed for whoever proposed it,
    Stale when other days would move now, and Refused when the days themselves were changed since.
    """
    with transaction.atomic():
        calendar_locks.while_changing()
        decided = proposals.confirm(access=access, at=at, proposal=proposal)
        change = wanted_changes.of_content(decided.content)
        if decided.content["standing"] != change.standing():
            raise Refused(
                _(
                    "These days were changed after this was proposed. Do not confirm it: "
                    "let it be proposed again for the days as they are now."
                )
            )
        _carry_out(change, access=access, at=at, expected_change=expected_change)


def _carry_out(change: WantedChange, *, access: Access | None, at: datetime, expected_change: str | None) -> None:
    rows = recounting.by_change(change.counted_as)
    recounting.require_seen(rows, expected_change=expected_change)
    change.write(access=access, at=at, moved=sum(row.moves for row in rows))
    recounting.apply(rows, access=access, at=at, reason=change.reason)
