"""Counts running clocks again when the calendar changes: first which days would move, then, once seen, moves them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.refusals import Stale
from organs.roles import Side
from suggestions.actions import clocks, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Clock
from suggestions.rules import digests
from suggestions.rules.calendar_changes import CalendarChange
from suggestions.rules.derivations import CountedTerm
from suggestions.rules.lifecycle import TABLE

LONGEST_REST = 15  # days; no holiday with its rest days is longer
OPEN_STEP, OFFICE_STEP = "document.recount_openly", "document.recount"


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """A running clock, counted again as if the calendar were changed."""

    clock: Clock
    counted: CountedTerm

    @property
    def moves(self) -> bool:
        return self.counted.due_on != self.clock.due_on

    @property
    def days(self) -> int:
        """Counts by how many days the due day moves; negative is earlier."""
        return (self.counted.due_on - self.clock.due_on).days


def by_change(change: CalendarChange) -> list[Recounted]:
    """Returns the running clocks that the change could touch, counted as they would be after it, nearest first.

    A clock whose day was set by a decision keeps it and is not among them.
    """
    found = [row for row in _concerned(change) if _is_counted(row)]
    if not found:
        return []
    starts = [row.started_on for row in found]
    rest = clocks.rest_days(first=min(starts), last=max(starts), change=change)
    counted = {row.pk: clocks.counted_again(row, days=rest) for row in found}
    ends = {(row.suggestion_id, row.round): counted[row.pk].due_on for row in found if row.is_of_reply}
    for row in found:
        if row.term in clocks.FOLLOWING and (end := ends.get((row.suggestion_id, row.round))):
            counted[row.pk] = clocks.counted_again(row, on=end, days=rest)
    return [Recounted(clock=row, counted=counted[row.pk]) for row in found]


def by_notice(*, year: int) -> list[Recounted]:
    """Returns the same for the notice of a year, on the days that are entered."""
    return by_change(CalendarChange(published=year))


def _concerned(change: CalendarChange) -> QuerySet[Clock]:
    """Returns the counted clocks that run over a day of the change: to count a term, no day before or after it is read.

    What runs from the end of another period is among them already when that end could come earlier.
    """
    begun = Q(started_on__lte=change.last) | Q(
        term__in=sorted(clocks.FOLLOWING), started_on__lte=days.later(change.last, days=LONGEST_REST)
    )
    rows = Clock.objects.running().filter(begun, due_on__gte=change.first, derivation__has_key="start_on")
    return rows.select_related("suggestion__procuratorate", "suggestion__unit", "suggestion__letter")


def _is_counted(row: Clock) -> bool:
    """Tells whether the present day is the one that was counted, and not one that a decision set."""
    due_on: str = row.derivation.get("due_on", "")
    return due_on == row.due_on.isoformat()


def mark_of(rows: Sequence[Recounted]) -> str:
    """Returns by what a page tells the moves that it showed from later ones; also when nothing moves."""
    moves = [f"{row.clock.pk} {row.clock.due_on} {row.counted.due_on}" for row in rows if row.moves]
    return digests.digest("\n".join(sorted(moves)))


def require_seen(rows: Sequence[Recounted], *, expected_change: str | None) -> None:
    """Raises Stale when other days would move now than those that the page showed."""
    if expected_change is not None and expected_change != mark_of(rows):
        raise Stale(
            _("Other due days would move now than those that were shown. Look at the list again, then confirm.")
        )


def apply(rows: Sequence[Recounted], *, access: Access | None, at: datetime, reason: str) -> int:
    """Moves the days, each with an event that says so, and notes how the others are counted now; returns how many moved."""
    moving = [row for row in rows if row.moves]
    for row in rows:
        if not row.moves and row.counted.to_json() != row.clock.derivation:
            Clock.objects.filter(pk=row.clock.pk).update(
                is_provisional=row.counted.is_provisional, derivation=row.counted.to_json()
            )
    for row in moving:
        _move(row, access=access, at=at, reason=reason)
    return len(moving)


def _move(row: Recounted, *, access: Access | None, at: datetime, reason: str) -> None:
    suggestion = ledger.lock(row.clock)
    row.clock.refresh_from_db(fields=["due_on", "former", "derivation", "agreed_on"])
    if not row.moves:
        return  # it followed the period from whose end it runs
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
