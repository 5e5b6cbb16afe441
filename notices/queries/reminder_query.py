"""Which reminders the running clocks call for: one piece of SQL that planning, cancelling and every page read; it writes nothing.

A clock falls under the ladder of its subject at the nearest procuratorate from below that has one. It speaks of the agreed
day where there is one, else of the legal day. A rung speaks only after the day on which the clock began.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Max, Min, Q

from notices.models import ReminderRule
from notices.queries import addressees
from notices.queries.addressees import SqlValue
from organs import days
from organs.models import Procuratorate
from organs.models.procuratorate import DEPTHS
from suggestions.models import CalendarDay, CalendarYear, Clock
from suggestions.rules import duties
from suggestions.rules.rest_days import CalendarRow, RestDays, RowKind

ONE_DAY = timedelta(days=1)
#: Years before and after today of which working days are listed one by one.
FARTHEST = 20
EVERYBODY = 0

# The rules as lists: the planner knows how long they are. Owner 0 stands for the rules for all.
RULES = """
rules AS (
    SELECT * FROM unnest(%(rule_owners)s::bigint[], %(rule_terms)s::text[], %(rule_ids)s::bigint[],
        %(rule_days)s::int[], %(rule_graces)s::int[], %(rule_rights)s::bool[])
        AS listed(owner_id, term, rule_id, days, grace, is_right)
),
owned AS (
    SELECT * FROM unnest(%(owned_places)s::bigint[], %(owned_terms)s::text[], %(owned_by)s::bigint[])
        AS listed(place_id, term, owner_id)
),
working AS (
    SELECT * FROM unnest(%(graces)s::int[], %(days)s::date[], %(after)s::date[]) AS listed(grace, day, after)
)
"""

# `dues` (clock_id, suggestion_id, rule_id, days, due_on, planned_for); {clocks} narrows the running clocks that are looked at.
DUES = """
dues AS (
    SELECT clock.id AS clock_id, clock.suggestion_id, rules.rule_id, rules.days, spoken.due_on, spoken.planned_for
    FROM suggestions_clock clock
    JOIN suggestions_suggestion suggestion ON suggestion.id = clock.suggestion_id
    LEFT JOIN owned ON owned.place_id = suggestion.procuratorate_id AND owned.term = clock.term
    JOIN rules ON rules.owner_id = COALESCE(owned.owner_id, 0) AND rules.term = clock.term
    LEFT JOIN working ON working.grace = rules.grace
        AND working.day = COALESCE(clock.agreed_on, clock.due_on) + rules.days
    CROSS JOIN LATERAL (
        SELECT COALESCE(clock.agreed_on, clock.due_on) AS due_on,
            CASE rules.grace WHEN 0 THEN COALESCE(clock.agreed_on, clock.due_on) + rules.days
                ELSE working.after END AS planned_for
    ) spoken
    WHERE clock.stopped_on IS NULL AND {clocks}
        AND spoken.planned_for > clock.started_on AND spoken.planned_for <= %(until)s
        AND (NOT rules.is_right OR spoken.due_on >= %(today)s)
)
"""
# An agreed day is later than the legal one, so that the legal one bounds what can be due.
EVERY_CLOCK = "clock.due_on <= %(reach)s"
OF_CLOCKS = "clock.id = ANY(%(clocks)s)"
# Clocks of what is planned and not yet told.
PLANNED = "clock.id IN (SELECT clock_id FROM notices_reminder WHERE is_open)"

REACHED = f"""
WITH asked AS (SELECT * FROM unnest(%(of)s::bigint[], %(to)s::text[]) AS pairs(suggestion_id, relation)),
{addressees.REACHED}
SELECT DISTINCT suggestion_id, relation, person_id FROM reached
"""  # noqa: S608 constants only


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One reminder as it would go out."""

    clock_id: int
    rule_id: int
    due_on: date
    planned_for: date


def parameters(*, until: date, today: date, first: date | None = None) -> dict[str, SqlValue]:
    """Returns the parameters of `RULES` and `DUES` for rules that speak until a day; of a right that lapsed none does.

    `first` is the earliest day that any clock looked at speaks of, where the caller knows it.
    """
    in_use = list(ReminderRule.objects.in_use())
    terms = duties.reminded_terms()
    rules = [
        (
            rule.procuratorate_id or EVERYBODY,
            term,
            rule.pk,
            rule.days,
            rule.grace,
            rule.subject in duties.RIGHTS,
        )
        for rule in in_use
        if rule.is_enabled
        for term in terms[rule.subject]
    ]
    owned = [(place, term, owner) for place, subject, owner in _owned(in_use) for term in terms[subject]]
    graces = sorted({rule.grace for rule in in_use if rule.grace})
    moved = _moved(graces=graces, first=first or _first_due(until), until=until)
    return {
        "until": until,
        "today": today,
        "reach": days.later(until, days=-min((rule.days for rule in in_use), default=0)),
        **_columns(rules, "rule_owners", "rule_terms", "rule_ids", "rule_days", "rule_graces", "rule_rights"),
        **_columns(owned, "owned_places", "owned_terms", "owned_by"),
        **_columns(moved, "graces", "days", "after"),
    }


def _columns(rows: Sequence[tuple[object, ...]], *names: str) -> dict[str, list[object]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _owned(rules: Sequence[ReminderRule]) -> Iterator[tuple[int, str, int]]:
    """Lists the places that do not follow the ladder for all: place, subject, and the nearest above that has one of its own."""
    owners: dict[str, set[int]] = {}
    for rule in rules:
        if rule.procuratorate_id:
            owners.setdefault(rule.subject, set()).add(rule.procuratorate_id)
    everyone = set().union(*owners.values())
    under = Q(*(Q(**{f"anc{depth}__in": everyone}) for depth in DEPTHS), _connector=Q.OR)
    for place in Procuratorate.objects.filter(under) if everyone else ():
        for subject, having in owners.items():
            nearest = next((pk for pk in reversed(place.ancestors) if pk in having), None)
            if nearest:
                yield place.pk, subject, nearest


def _first_due(until: date) -> date:
    """Returns the earliest day that any running clock speaks of."""
    running = Clock.objects.running().aggregate(first=Min("due_on"), agreed=Min("agreed_on"))
    earliest = min((day for day in running.values() if day), default=until)
    return max(earliest, days.later(until, years=-FARTHEST))


def _moved(*, graces: Sequence[int], first: date, until: date) -> list[tuple[int, date, date]]:
    """Lists for each grace, and each day that it can begin on, the day after so many working days."""
    if not graces or first > until:
        return []
    working = list(_working_days(first, until))
    days = [first + ONE_DAY * number for number in range((until - first).days + 1)]
    found = ((grace, day, _after(working, day, grace)) for grace in graces for day in days)
    return [row for row in found if row[2] is not None]


def _after(working: Sequence[date], day: date, grace: int) -> date | None:
    """Returns the working day that so many follow after a day, None where it lies beyond the list."""
    place = bisect_right(working, day) + grace - 1
    return working[place] if place < len(working) else None


def _working_days(first: date, last: date) -> Iterator[date]:
    """Lists the working days of the national calendar as it is entered: a grace of the office knows no regions."""
    calendar = RestDays(
        rows=[
            CalendarRow(row.day, RowKind(row.kind), row.name, row.region)
            for row in CalendarDay.objects.filter(day__range=(first, last), region="")
        ],
        published_years=CalendarYear.objects.values_list("year", flat=True),
    )
    for number in range((last - first).days + 1):
        day = first + ONE_DAY * number
        if not calendar.standing(day).is_rest(make_up_days_work=settings.MAKE_UP_DAYS_WORK):
            yield day


def coming(*, clocks: Sequence[Clock], since: date) -> list[Outgoing]:
    """Returns every rung of these running clocks that speaks on a day or later, the nearest first, told already or not."""
    spoken = [clock.agreed_on or clock.due_on for clock in clocks]
    far = ReminderRule.objects.in_use().aggregate(days=Max("days"), grace=Max("grace"))
    until = days.later(max(*spoken, since), days=(far["days"] or 0) + 2 * (far["grace"] or 0) + 30)
    until = min(until, days.later(since, years=FARTHEST))
    first = max(min(spoken), days.later(since, years=-FARTHEST))
    statement = f"""
        WITH {RULES}, {DUES.format(clocks=OF_CLOCKS)}
        SELECT clock_id, rule_id, due_on, planned_for FROM dues
        WHERE planned_for >= %(since)s ORDER BY planned_for, clock_id, days
    """  # noqa: S608 constants only
    own = {"clocks": [clock.pk for clock in clocks], "since": since}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**parameters(until=until, today=since, first=first), **own})
        return [Outgoing(clock_id=c, rule_id=r, due_on=d, planned_for=p) for c, r, d, p in cursor.fetchall()]


def reached(*, pairs: Sequence[tuple[int, str]], on: date) -> dict[tuple[int, str], set[int]]:
    """Returns who stands in each relation to each suggestion on a day, by pairs of suggestion and relation."""
    asked = {"of": [suggestion for suggestion, _relation in pairs], "to": [relation for _s, relation in pairs]}
    found: dict[tuple[int, str], set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(REACHED, {**asked, **addressees.parameters(on=on)})
        for suggestion_id, relation, person_id in cursor.fetchall():
            found.setdefault((suggestion_id, relation), set()).add(person_id)
    return found
