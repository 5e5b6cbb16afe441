"""Plans reminders, takes back those that no longer hold, and delivers those that are due; run twice or by two, it does no harm.

The database says what is due, each kind in one statement over all cases. What a reminder speaks of is looked at again when it
is sent: a stopped or moved clock, another rule or another owner takes it back with the reason. An inbox is told exactly
once: the notice and "sent" are one statement, run by one at a time, and a notice of the same reminder cannot be there twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from notices.actions import reminder_rules
from notices.actions.batches import FaultTolerantBatch
from notices.models import Notice, OwnReminder, Reminder
from notices.queries import addressees, reminder_query
from notices.queries.addressees import SqlValue
from notices.queries.reminder_query import DUES, EVERY_CLOCK, PLANNED, RULES
from notices.rules.notice_topics import Topic
from organs import clock, people
from suggestions.models import Suggestion
from suggestions.rules import duties

# Rows are made a week ahead, so that people see what is coming, and what took it away.
AHEAD = timedelta(days=7)
BATCH = 200
MANY = 1_000
MEMORY = "8MB"
LOCK = 7_301_019  # any number, the same for all who remind

PLAN = f"""
WITH {RULES}, {DUES.format(clocks=EVERY_CLOCK)}
INSERT INTO notices_reminder
    (rule_id, clock_id, due_on, planned_for, planned_at, cancelled_because)
SELECT dues.rule_id, dues.clock_id, dues.due_on, dues.planned_for, %(at)s, ''
FROM dues
WHERE NOT EXISTS (
    SELECT FROM notices_reminder known
    WHERE known.clock_id = dues.clock_id AND known.rule_id = dues.rule_id AND known.due_on = dues.due_on
        AND known.cancelled_at IS NULL
)
ORDER BY dues.planned_for, dues.clock_id
ON CONFLICT DO NOTHING
"""  # noqa: S608 constants only

TAKE_BACK = f"""
WITH {RULES}, {DUES.format(clocks=PLANNED)},
stale AS (
    SELECT reminder.id, CASE
        WHEN clock.stopped_on IS NOT NULL THEN 'stopped'
        WHEN COALESCE(clock.agreed_on, clock.due_on) <> reminder.due_on THEN 'moved'
        WHEN reminder.due_on < %(today)s AND rule.subject = ANY(%(rights)s) THEN 'lapsed'
        ELSE 'rule' END AS because
    FROM notices_reminder reminder
    JOIN notices_reminderrule rule ON rule.id = reminder.rule_id
    JOIN suggestions_clock clock ON clock.id = reminder.clock_id
    WHERE reminder.is_open AND NOT EXISTS (
        SELECT FROM dues
        WHERE dues.clock_id = reminder.clock_id AND dues.rule_id = reminder.rule_id
            AND dues.due_on = reminder.due_on AND dues.planned_for = reminder.planned_for
    )
)
UPDATE notices_reminder reminder SET cancelled_at = %(at)s, cancelled_because = stale.because
FROM stale WHERE reminder.id = stale.id
"""  # noqa: S608 constants only

FOLD = """
WITH ranked AS (
    SELECT reminder.id, reminder.is_open, first_value(reminder.id) OVER (
        PARTITION BY reminder.clock_id, reminder.due_on
        ORDER BY reminder.planned_for DESC, rule.days DESC, reminder.rule_id DESC
    ) AS latest_id
    FROM notices_reminder reminder
    JOIN notices_reminderrule rule ON rule.id = reminder.rule_id
    WHERE reminder.cancelled_at IS NULL AND reminder.planned_for <= %(on)s AND reminder.clock_id IN (
        SELECT due.clock_id FROM notices_reminder due WHERE due.is_open AND due.planned_for <= %(on)s
    )
)
UPDATE notices_reminder reminder SET superseded_by_id = ranked.latest_id
FROM ranked WHERE reminder.id = ranked.id AND ranked.is_open AND ranked.id <> ranked.latest_id
"""

SEND = f"""
WITH due AS MATERIALIZED (
    SELECT reminder.id, clock.suggestion_id, reminder.due_on, rule.relations::text[] AS relations, rule.channel,
        clock.term, clock.about, clock.due_on AS legal_on
    FROM notices_reminder reminder
    JOIN notices_reminderrule rule ON rule.id = reminder.rule_id
    JOIN suggestions_clock clock ON clock.id = reminder.clock_id
    WHERE reminder.is_open AND reminder.planned_for <= %(on)s
        AND clock.stopped_on IS NULL AND COALESCE(clock.agreed_on, clock.due_on) = reminder.due_on
),
asked AS MATERIALIZED (SELECT DISTINCT due.suggestion_id, relation FROM due, unnest(due.relations) AS relation),
{addressees.REACHED},
told AS MATERIALIZED (
    SELECT due.id, reached.person_id, min(array_position(due.relations, reached.relation)) AS place,
        min(reached.unit_id) AS unit_id
    FROM due
    JOIN reached ON reached.suggestion_id = due.suggestion_id AND reached.relation = ANY(due.relations)
    GROUP BY due.id, reached.person_id
),
noticed AS (
    INSERT INTO notices_notice (person_id, suggestion_id, about, details, mailing, unit_id, delivered_at)
    SELECT told.person_id, due.suggestion_id, '{Topic.REMINDER.prefix}' || due.id,
        jsonb_build_object('term', due.term, 'about', due.about, 'due_on', due.due_on, 'legal_on', due.legal_on,
            'relation', due.relations[told.place]),
        CASE WHEN %(mail_is_on)s AND due.channel <> 'inbox'
            AND (unit.id IS NOT NULL OR person.wants_mail AND person.email <> '') THEN due.channel ELSE '' END,
        CASE WHEN %(mail_is_on)s AND due.channel <> 'inbox' THEN unit.id END,
        %(at)s
    FROM told
    JOIN due ON due.id = told.id
    JOIN organs_person person ON person.id = told.person_id
    LEFT JOIN organs_unit unit ON unit.id = told.unit_id AND unit.mailbox <> '' AND person.email = ''
    ON CONFLICT DO NOTHING
)
UPDATE notices_reminder reminder SET sent_at = %(at)s, told_count = COALESCE(counted.people, 0)
FROM due LEFT JOIN (SELECT id, count(*) AS people FROM told GROUP BY id) counted ON counted.id = due.id
WHERE reminder.id = due.id AND reminder.is_open
"""  # noqa: S608 constants only


def remind(*, at: datetime) -> int:
    """Plans and delivers what is due at a moment; returns how many reminders went out. What others are at is left to them."""
    with transaction.atomic():
        sent = 0
        if _is_alone():
            _take_back(at=at)
            _plan(at=at)
            sent = _send(at=at)
    return sent + deliver_own(at=at)


def plan(*, at: datetime) -> int:
    """Makes the rows of the coming week that are missing; returns how many."""
    with transaction.atomic():
        if not _is_alone():
            return 0
        _take_back(at=at)
        return _plan(at=at)


def deliver(*, at: datetime) -> int:
    """Tells inboxes what is planned and due; returns how many reminders went out."""
    with transaction.atomic():
        if not _is_alone():
            return 0
        _take_back(at=at)
        return _send(at=at)


def _plan(*, at: datetime) -> int:
    """Adds what is missing; an installation without any rule first gets the usual ones."""
    reminder_rules.seed(at=at)
    today = clock.civil_day(at)
    return _run(PLAN, **reminder_query.parameters(until=today + AHEAD, today=today), at=at)


def _send(*, at: datetime) -> int:
    """Folds what several rungs of a clock have to say into the latest, and tells it to those who stand there today."""
    on = clock.civil_day(at)
    with _meeting_by_hash(Reminder.objects.open().filter(planned_for__lte=on)):
        _run(FOLD, on=on)
        return _run(SEND, **addressees.parameters(on=on), on=on, at=at, mail_is_on=settings.MAIL_IS_ON)


def _take_back(*, at: datetime) -> int:
    """Cancels what was planned and no longer holds, with the reason."""
    planned = Reminder.objects.open()
    until: date | None = planned.aggregate(last=Max("planned_for"))["last"]
    if until is None:
        return 0
    with _meeting_by_hash(planned):
        return _run(
            TAKE_BACK,
            **reminder_query.parameters(until=until, today=clock.civil_day(at)),
            at=at,
            rights=[*duties.RIGHTS],
        )


@contextmanager
def _meeting_by_hash(rows: QuerySet[Reminder]) -> Iterator[None]:
    """Lets every part of a statement meet by hash when it is about many rows: the planner's counts are those of yesterday.

    Each part has little memory, since a statement has twenty of them. Planning is left out: it looks up what is known of a
    clock that runs, and not all that was ever told.
    """
    are_many = rows[:MANY].count() == MANY
    if are_many:
        _run("SET LOCAL enable_nestloop = off")
        _run(f"SET LOCAL work_mem = '{MEMORY}'")
    yield
    if are_many:
        _run("SET LOCAL enable_nestloop TO DEFAULT")
        _run("SET LOCAL work_mem TO DEFAULT")


def _is_alone() -> bool:
    """Takes the lock of all who remind until the transaction ends; tells whether it was free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        is_free: bool = cursor.fetchone()[0]
    return is_free


def _run(statement: str, **parameters: SqlValue) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: int = cursor.rowcount
    return rows


def deliver_own(*, at: datetime) -> int:
    """Delivers what persons set for themselves; one about a case that its person may no longer see is cancelled."""
    batch, last, on = FaultTolerantBatch(), 0, clock.civil_day(at)
    while True:
        with transaction.atomic():
            due = OwnReminder.objects.open().filter(remind_on__lte=on, pk__gt=last).select_related("person")
            rows = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("id")[:BATCH])
            for row in rows:
                with batch.one():
                    _deliver_own(row, at=at)
        if len(rows) < BATCH:
            return batch.end()
        last = rows[-1].pk


def _deliver_own(row: OwnReminder, *, at: datetime) -> None:
    access = people.access_of(person=row.person, on=clock.civil_day(at))
    if not Suggestion.objects.visible_to(access).filter(pk=row.suggestion_id).exists():
        OwnReminder.objects.filter(pk=row.pk).update(cancelled_at=at)
        return
    OwnReminder.objects.filter(pk=row.pk).update(sent_at=at)
    wants_mail = settings.MAIL_IS_ON and row.person.wants_mail and row.person.email
    Notice.objects.get_or_create(
        person=row.person,
        about=Topic.OWN.about(row.pk),
        defaults={
            "suggestion_id": row.suggestion_id,
            "details": {"note": row.note, "due_on": row.remind_on.isoformat()},
            "mailing": "digest" if wants_mail else "",
            "delivered_at": at,
        },
    )
