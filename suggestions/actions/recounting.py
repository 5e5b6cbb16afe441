"""Counts running clocks again when a holiday notice is entered: first which days would move, then, once seen, moves them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.refusals import Stale
from organs.roles import Side
from suggestions.actions import clocks, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import CalendarYear, Clock, Suggestion
from suggestions.rules import digests
from suggestions.rules.derivations import CountedTerm
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.rest_days import RestDays

# A term may end before the year, and still be moved into it; none of ours is moved by more than this.
LONGEST_REST = timedelta(days=31)
OPEN_STEP, OFFICE_STEP = "document.recount_openly", "document.recount"


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """A running clock, counted again as if the notice of a year were entered."""

    clock: Clock
    counted: CountedTerm

    @property
    def moves(self) -> bool:
        return self.counted.due_on != self.clock.due_on

    @property
    def days(self) -> int:
        """Counts by how many days the due day moves; negative is earlier."""
        return (self.counted.due_on - self.clock.due_on).days


def by_notice(*, year: int) -> list[Recounted]:
    """Returns the running clocks whose day a notice of that year decides, counted on the days entered, nearest first.

    A clock whose day was set by a decision keeps it and is not among them.
    """
    found = [row for row in _concerned(year) if row.derivation.get("due_on") == row.due_on.isoformat()]
    if not found:
        return []
    starts = [row.started_on for row in found]
    days = _as_if_published(year, clocks.rest_days(first=min(starts), last=max(starts)))
    return [Recounted(clock=row, counted=clocks.counted_again(row, days=days)) for row in found]


def _concerned(year: int) -> QuerySet[Clock]:
    """Returns the counted clocks that wait for the notice, or end where it could move them."""
    near = Q(due_on__gte=date(year, 1, 1) - LONGEST_REST, due_on__lte=date(year, 12, 31) + LONGEST_REST)
    awaits = Q(is_provisional=True, derivation__awaited_years__contains=[year])
    rows = Clock.objects.running().filter(awaits | near, derivation__has_key="start_on")
    return rows.select_related("suggestion__procuratorate", "suggestion__unit", "suggestion__letter")


def _as_if_published(year: int, days: RestDays) -> RestDays:
    published = set(CalendarYear.objects.values_list("year", flat=True))
    return days if year in published else days.published_too(year)


def lock(*, year: int) -> None:
    """Locks the suggestions concerned, in one order, before their clocks are read: as every other action does."""
    concerned = _concerned(year).order_by().values("suggestion_id")
    list(Suggestion.objects.filter(pk__in=concerned).order_by("pk").select_for_update().values_list("pk", flat=True))


def mark_of(rows: list[Recounted]) -> str:
    """Returns by what a page tells the moves that it showed from later ones; "" when nothing moves."""
    moves = [f"{row.clock.pk} {row.clock.due_on} {row.counted.due_on}" for row in rows if row.moves]
    return digests.digest("\n".join(sorted(moves))) if moves else ""


def require_seen(rows: list[Recounted], *, expected_change: str | None) -> None:
    """Raises Stale when other days would move now than those that the page showed."""
    if expected_change is not None and expected_change != mark_of(rows):
        raise Stale(
            _("Other due days would move now than those that were shown. Look at the list again, then confirm.")
        )


def apply(rows: list[Recounted], *, access: Access | None, at: datetime, reason: str) -> int:
    """Moves the days, each with an event that says so, and makes the others final; returns how many moved."""
    moving = [row for row in rows if row.moves]
    for row in rows:
        if row.clock.is_provisional and not row.moves:
            Clock.objects.filter(pk=row.clock.pk).update(
                is_provisional=row.counted.is_provisional, derivation=row.counted.to_json()
            )
    for row in moving:
        _move(row, access=access, at=at, reason=reason)
    return len(moving)


def _move(row: Recounted, *, access: Access | None, at: datetime, reason: str) -> None:
    suggestion = ledger.lock(row.clock)
    is_units = row.clock.side is Side.UNIT and suggestion.document_state == "served"
    event = ledger.append(
        step=TABLE[OPEN_STEP if is_units else OFFICE_STEP],
        suggestion=suggestion,
        subject=suggestion,
        actor=Actor(access=access) if access else None,
        at=at,
        from_state=suggestion.document_state,
        to_state=suggestion.document_state,
        on=clock.civil_day(at),
        precision="day",
        text=reason,
        details={
            "term": row.clock.term,
            "former": row.clock.due_on.isoformat(),
            "corrected": row.counted.due_on.isoformat(),
        },
    )
    counted = row.counted
    clocks.move(clock=row.clock, due_on=counted.due_on, reason=reason, event=event, derivation=counted.to_json())
