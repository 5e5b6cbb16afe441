"""What would go out day by day, as things stand: the page of the coming days and the command read it; it writes nothing.

What is due and was not told yet goes out today. On a day to come it is the latest rung of each clock that speaks on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from notices.queries import reminder_query
from notices.queries.reminder_query import DUES, EVERY_CLOCK, RULES, Outgoing
from suggestions.models import Suggestion

type Mark = tuple[date, int]

# Of each clock and each day on which it goes out the latest rung, unless that was told or folded, or a later one has spoken.
SPEAKING = """
speaking AS (
    SELECT latest.* FROM (
        SELECT DISTINCT ON (dues.clock_id, speaks_on) dues.*, GREATEST(dues.planned_for, %(today)s) AS speaks_on,
            reminder.is_open
        FROM dues
        LEFT JOIN notices_reminder reminder ON reminder.clock_id = dues.clock_id AND reminder.rule_id = dues.rule_id
            AND reminder.due_on = dues.due_on AND reminder.cancelled_at IS NULL
        ORDER BY dues.clock_id, speaks_on, dues.planned_for DESC, dues.days DESC, dues.rule_id DESC
    ) latest
    WHERE latest.is_open IS NOT FALSE AND NOT EXISTS (
        SELECT FROM notices_reminder later
        WHERE later.clock_id = latest.clock_id AND later.due_on = latest.due_on AND later.sent_at IS NOT NULL
            AND later.planned_for > latest.planned_for
    )
)
"""


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What goes out from today until a day; the rules were read once, each answer is one statement."""

    speaking: str
    parameters: Mapping[str, object]

    def on(self, day: date, *, most: int, after: Mark | None = None, before: Mark | None = None) -> list[Outgoing]:
        """Returns what goes out on a day by due day and clock, so many after a mark, or before one, in the same order."""
        mark, sign, order = (before, "<", "DESC") if before else (after, ">", "ASC")
        beyond = f"AND (due_on, clock_id) {sign} (%(mark_on)s, %(mark_clock)s)" if mark else ""
        asked = dict(zip(("mark_on", "mark_clock"), mark, strict=True)) if mark else {}
        found = self._rows(
            f"""SELECT clock_id, rule_id, due_on, planned_for FROM speaking WHERE speaks_on = %(day)s {beyond}
            ORDER BY due_on {order}, clock_id {order} LIMIT %(most)s""",  # noqa: S608 constants only
            {"day": day, "most": most, **asked},
        )
        rows = [Outgoing(clock_id=c, rule_id=r, due_on=d, planned_for=p) for c, r, d, p in found]
        return rows[::-1] if before else rows

    def per_day(self) -> dict[date, int]:
        """Returns how many go out on each day that has any."""
        return dict(self._rows("SELECT speaks_on, count(*) FROM speaking GROUP BY speaks_on", {}))

    def _rows(self, select: str, asked: Mapping[str, object]) -> Sequence[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(f"{self.speaking} {select}", {**self.parameters, **asked})
            return cursor.fetchall()


def outlook(*, today: date, until: date, of: QuerySet[Suggestion] | None = None) -> Outlook:
    """Returns what goes out until a day about some suggestions, or about all."""
    clocks, asked = EVERY_CLOCK, {}
    if of is not None:
        rows, asked = _named(of.order_by().values("pk"))
        clocks = f"{EVERY_CLOCK} AND clock.suggestion_id IN ({rows})"
    return Outlook(
        speaking=f"WITH {RULES}, {DUES.format(clocks=clocks)}, {SPEAKING}",
        parameters={**reminder_query.parameters(until=until, today=today), **asked},
    )


def _named(rows: QuerySet) -> tuple[str, dict[str, object]]:
    """Returns the statement of a queryset with named parameters, to stand in one of ours."""
    statement, parameters = rows.query.sql_with_params()
    asked = {f"of_{number}": value for number, value in enumerate(parameters)}
    return statement % tuple(f"%({name})s" for name in asked), asked
