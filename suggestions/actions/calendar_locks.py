"""Keeps counting and changing the calendar apart: whoever takes a step counts on a calendar that stands still until it is committed.

The lock is taken before that of a suggestion, always, so that nobody waits in a circle. It ends with the transaction.
"""

from django.db import connection

CALENDAR = 20_271_101
PROPOSALS = 20_271_102


def while_counting() -> None:
    """Waits until no change of the calendar is under way, and lets none begin before this transaction ends."""
    _execute("SELECT pg_advisory_xact_lock_shared(%s)", CALENDAR)


def while_changing() -> None:
    """Waits until every step that is under way has ended, and lets none begin before this transaction ends."""
    _execute("SELECT pg_advisory_xact_lock(%s)", CALENDAR)


def while_proposing() -> None:
    """Lets one person at a time propose a change of the calendar."""
    _execute("SELECT pg_advisory_xact_lock(%s)", PROPOSALS)


def _execute(statement: str, key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
