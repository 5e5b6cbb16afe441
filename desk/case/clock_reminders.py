"""What people are reminded of in a case: which rung comes next, what was told, folded or taken back, and why.

What is to come is reckoned from the clocks as they run now, so that a step shows at once and not at the next run of the job.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import wording
from desk.case import clock_presenter
from notices.models import Reminder, ReminderRule
from notices.queries import reminder_query
from organs import days
from organs.roles import Side
from suggestions.models import Clock, Suggestion
from suggestions.rules import relations


@dataclass(frozen=True, kw_only=True)
class ClockReminder:
    """One rung of one clock: its day, of what it speaks, whom it tells, what became of it and when; `on` None: to come."""

    day: date
    duty: str
    due_on: date
    tells: str
    what: str
    on: date | None


def lines(
    clocks: Sequence[Clock], *, suggestion: Suggestion, reader: Side, today: date, is_whole: bool
) -> list[ClockReminder]:
    """Returns what is to come, the nearest first, then what was, the latest first; of each clock the next rung, or all.

    The unit is shown what it is told itself.
    """
    numbers = clock_presenter.numbers(suggestion)
    duties = {clock.pk: clock_presenter.duty(clock, numbers) for clock in clocks}
    past, found, begun = _past(clocks), [], set()
    for each, rule in _coming(clocks, past, today):
        if _is_shown_to(rule, reader) and (is_whole or each.clock_id not in begun):
            begun.add(each.clock_id)
            what = _("to come") if each.planned_for >= today else _("due, and not told yet")
            found.append(_line(each, rule, duties, (what, None)))
    return found + [
        _line(row, row.rule, duties, _became(row, reader)) for row in past if _is_shown_to(row.rule, reader)
    ]


def _line(
    of: reminder_query.Outgoing | Reminder,
    rule: ReminderRule,
    duties: Mapping[int, str],
    became: tuple[str, date | None],
) -> ClockReminder:
    what, on = became
    return ClockReminder(
        day=of.planned_for,
        duty=duties[of.clock_id],
        due_on=of.due_on,
        tells=count_label(rule),
        what=what,
        on=on,
    )


def count_label(rule: ReminderRule) -> str:
    """Returns whom a rung tells, by what they are to the case."""
    return " · ".join(str(relations.BY_KEY[key].label) for key in rule.relations)


def _coming(
    clocks: Sequence[Clock], past: Sequence[Reminder], today: date
) -> list[tuple[reminder_query.Outgoing, ReminderRule]]:
    """Returns the rungs that are still to speak; of those whose day has come only the latest, which speaks for the others."""
    running = [clock for clock in clocks if clock.stopped_on is None]
    since = min((clock.started_on for clock in running), default=today)
    since = max(since, days.later(today, years=-reminder_query.FARTHEST))
    found = reminder_query.coming(clocks=running, since=since) if running else []
    latest = {each.clock_id: each for each in found if each.planned_for <= today}
    spoken = {(row.clock_id, row.rule_id, row.due_on) for row in past if row.cancelled_at is None}
    said_last = {(row.clock_id, row.due_on): row.planned_for for row in reversed(past) if row.sent_at}
    left = [
        each
        for each in found
        if (each.clock_id, each.rule_id, each.due_on) not in spoken
        and (each.planned_for > today or each is latest[each.clock_id])
        and each.planned_for >= said_last.get((each.clock_id, each.due_on), date.min)
    ]
    rules = ReminderRule.objects.in_bulk({each.rule_id for each in left}) if left else {}
    return [(each, rules[each.rule_id]) for each in left]


def _past(clocks: Sequence[Clock]) -> list[Reminder]:
    rows = Reminder.objects.of_clocks(clocks).filter(is_open=False).select_related("rule", "superseded_by__rule")
    return sorted(rows, key=lambda row: (row.planned_for, row.pk), reverse=True)


def _is_shown_to(rule: ReminderRule, reader: Side) -> bool:
    return reader == Side.OFFICE or "unit" in rule.relations


def _became(row: Reminder, reader: Side) -> tuple[str, date]:
    """Returns what became of a rung, and on which day."""
    if row.cancelled_at:
        words = _("taken back: %(why)s") % {"why": row.get_cancelled_because_display()}
        return words, wording.civil_day(row.cancelled_at)
    later = row.superseded_by
    if later and _is_shown_to(later.rule, reader):
        return _("left to a later one"), later.planned_for
    if later:
        return _("not sent"), row.planned_for
    day = wording.civil_day(row.sent_at)
    if reader == Side.UNIT:
        return _("told"), day
    if not row.told_count:
        return _("nobody stood there to be told"), day
    return ngettext("told %(count)d person", "told %(count)d people", row.told_count) % {"count": row.told_count}, day
