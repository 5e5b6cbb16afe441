"""What people are reminded of in a case: which rung comes next, what was told, folded or taken back, and why.

What is to come is reckoned from the clocks as they run now, so that a deed shows at once and not at the next run of the job.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk import clock_shapes
from followups import reminder_query
from followups.models import Reminder, ReminderRule
from organs.roles import Side
from suggestions import relations
from suggestions.models import Clock, Suggestion


@dataclass(frozen=True, kw_only=True)
class Line:
    """One rung of one clock: its day, of what it speaks, whom it tells, what became of it; `is_coming` while it may still."""

    day: date
    duty: str
    due_on: date
    tells: str
    what: str
    is_coming: bool


def lines(
    clocks: Sequence[Clock], *, suggestion: Suggestion, reader: Side, today: date, whole_ladder: bool
) -> list[Line]:
    """Returns what is to come, the nearest first, then what was, the latest first; of each clock the next rung, or all.

    The unit is shown what it is told itself.
    """
    numbers = {f"measure:{pk}": position for pk, position in suggestion.measures.values_list("pk", "position")}
    duties = {clock.pk: clock_shapes.duty(clock, numbers) for clock in clocks}
    past = [row for row in _past(clocks) if _is_told(row.rule, reader)]
    spoken = {(row.clock_id, row.rule_id, row.due_on) for row in past if row.cancelled_at is None}
    coming = []
    for each, rule in _coming(clocks, today):
        key = (each.clock_id, each.rule_id, each.due_on)
        if not _is_told(rule, reader) or key in spoken:
            continue
        if whole_ladder or each.clock_id not in {clock_id for clock_id, _line in coming}:
            line = Line(
                day=each.planned_for,
                duty=duties[each.clock_id],
                due_on=each.due_on,
                tells=told_words(rule),
                what="",
                is_coming=True,
            )
            coming.append((each.clock_id, line))
    return [line for _clock_id, line in coming] + [
        Line(
            day=row.planned_for,
            duty=duties[row.clock_id],
            due_on=row.due_on,
            tells=told_words(row.rule),
            what=_became(row, reader),
            is_coming=False,
        )
        for row in past
    ]


def told_words(rule: ReminderRule) -> str:
    """Returns whom a rung tells, by what they are to the case."""
    return " · ".join(str(relations.BY_KEY[key].label) for key in rule.relations)


def _coming(clocks: Sequence[Clock], today: date) -> list[tuple[reminder_query.Outgoing, ReminderRule]]:
    running = [clock for clock in clocks if clock.stopped_on is None]
    found = reminder_query.coming(clocks=running, since=today) if running else []
    rules = ReminderRule.objects.in_bulk({each.rule_id for each in found}) if found else {}
    return [(each, rules[each.rule_id]) for each in found]


def _past(clocks: Sequence[Clock]) -> list[Reminder]:
    rows = Reminder.objects.of_clocks(clocks).filter(is_open=False).select_related("rule", "superseded_by")
    return sorted(rows, key=lambda row: (row.planned_for, row.pk), reverse=True)


def _is_told(rule: ReminderRule, reader: Side) -> bool:
    return reader == Side.OFFICE or "unit" in rule.relations


def _became(row: Reminder, reader: Side) -> str:
    if row.cancelled_at:
        return _("taken back: %(why)s") % {"why": row.get_cancelled_because_display()}
    if row.superseded_by:
        return _("left to the later one of %(day)s") % {"day": row.superseded_by.planned_for.isoformat()}
    if reader == Side.UNIT:
        return _("told")
    if not row.told:
        return _("nobody stood there to be told")
    return ngettext("told %(count)d person", "told %(count)d people", row.told) % {"count": row.told}
