"""The days that a person's calendar shows: running clocks that wait for this person, and what the person set for oneself."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.case import clock_presenter, my_tasks
from desk.case import own_reminders as own_reminder_lines
from followups.models import LaterDate
from organs.access import Access
from organs.roles import Side
from suggestions.models import Clock, Suggestion

Duty = tuple[int, str, str]


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One day. `uid` names the duty and stays when its day moves; `sequence` grows with every change.

    `is_own`: set by the person for oneself. Its note may speak of the case and stays out of the calendar.
    """

    uid: str
    due_on: date
    agreed_on: date | None
    duty: str
    number: str
    unit: str
    path: str
    sequence: int
    changed_at: datetime
    is_own: bool = False


def days(access: Access) -> list[CalendarEntry]:
    """Returns the days, the nearest first; the unit's name is told to the office only."""
    clocks = _of_unit(access) if access.is_unit else _of_office(access)
    history = _history(clocks)
    found = [_day(clock, history[_duty(clock)], reader=access.side) for clock in clocks] + _own(access)
    return sorted(found, key=lambda day: (day.due_on, day.uid))


def _of_unit(access: Access) -> list[Clock]:
    """Returns the clocks of the person's units; the period for an objection is a right, and no duty."""
    own = Suggestion.objects.visible_to(access).filter(unit_id__in=access.unit_ids)
    owed = Clock.objects.running().of_duties().owed_by(Side.UNIT).filter(suggestion__in=own)
    return list(owed.select_related("started_by", "suggestion__letter", "suggestion__unit"))


def _of_office(access: Access) -> list[Clock]:
    """Returns the clocks behind what waits for the person, as the desk shows it."""
    found: dict[int, Clock] = {}
    for line in my_tasks.lines(access):
        if line.is_mine and line.wait.clock is not None:
            line.wait.clock.suggestion = line.suggestion
            found[line.wait.clock.pk] = line.wait.clock
    return list(found.values())


@dataclass(frozen=True)
class History:
    changes: int
    changed_at: datetime


def _history(clocks: Iterable[Clock]) -> dict[Duty, History]:
    """Returns how often the day of each duty was changed, and when last: started again, moved, or agreed upon."""
    keys = {clock.suggestion_id for clock in clocks}
    moments: dict[Duty, list[datetime]] = defaultdict(list)
    for clock in Clock.objects.filter(suggestion_id__in=keys).select_related("started_by"):
        if clock.started_by:
            moments[_duty(clock)].append(clock.started_by.recorded_at)
        moments[_duty(clock)] += [datetime.fromisoformat(each["at"]) for each in clock.former if each.get("at")]
    for agreed in LaterDate.objects.filter(suggestion_id__in=keys, state="agreed").select_related("clock"):
        moments[_duty(agreed.clock)].append(agreed.decided_at)
    return {duty: History(len(found) - 1, max(found)) for duty, found in moments.items()}


def _duty(clock: Clock) -> Duty:
    return (clock.suggestion_id, clock.term, clock.about)


def _day(clock: Clock, history: History, *, reader: Side) -> CalendarEntry:
    suggestion = clock.suggestion
    name = "portal-clock" if reader == Side.UNIT else "clock"
    about = clock.about.replace(":", "-")
    return CalendarEntry(
        uid=".".join(part for part in (str(clock.suggestion_id), clock.term, about) if part),
        due_on=clock.due_on,
        agreed_on=clock.agreed_on,
        duty=clock_presenter.duty(clock, {}),
        number=_number(suggestion),
        unit=suggestion.unit.name if reader == Side.OFFICE else "",
        path=reverse(name, args=[clock.pk]),
        sequence=history.changes,
        changed_at=history.changed_at,
    )


def _own(access: Access) -> list[CalendarEntry]:
    """Returns what the person wants to be reminded of and has not been yet."""
    rows = own_reminder_lines.visible_reminders(access).open().select_related("suggestion__letter")
    return [
        CalendarEntry(
            uid=f"own.{row.pk}",
            due_on=row.remind_on,
            agreed_on=None,
            duty=_("Your own reminder"),
            number=_number(row.suggestion),
            unit="",
            path=own_reminder_lines.page_of(row.suggestion_id, access),
            sequence=0,
            changed_at=row.made_at,
            is_own=True,
        )
        for row in rows
    ]


def _number(suggestion: Suggestion) -> str:
    return (suggestion.letter.document_number if suggestion.letter else "") or ""
