"""The two database roles: the owner, who changes the schema, and the application's, which may not change what was recorded."""

import contextlib
from collections.abc import Iterator

from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg import sql

from procuracy.embedded.postgres import APPLICATION_ROLE

# Tables to which the application may add and never anything else: the ledgers of events, what documents were made of, and
# the draws for looking back: a frame that could be changed afterwards would prove nothing when it is drawn from again.
APPEND_ONLY_TABLES = frozenset(
    {
        "suggestions_event",
        "organs_setupevent",
        "suggestions_documenttemplate",
        "followups_draw",
        "followups_drawncase",
    }
)

# Tables from which the application never deletes: inboxes and reminders point to them without a check of their own on each
# row, and what somebody was told of is not to vanish behind it.
KEPT_TABLES = frozenset(
    {
        "organs_person",
        "organs_unit",
        "suggestions_clock",
        "notices_mail",
        "notices_notice",
        "suggestions_suggestion",
        "notices_reminder",
        "notices_reminderrule",
    }
)


@contextlib.contextmanager
def as_owner(connection: DatabaseWrapper) -> Iterator[None]:
    """Makes this connection work as the login role, which owns the tables, until the block ends."""
    options = connection.settings_dict["OPTIONS"]
    role = options.pop("assume_role", None)
    if role is None:
        yield
        return
    connection.close()
    try:
        yield
    finally:
        connection.close()
        options["assume_role"] = role


def make_application_role(connection: DatabaseWrapper) -> None:
    """Makes the application's role when the server has none, and lets the login role assume it."""
    role = sql.Identifier(APPLICATION_ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE])
        if not cursor.fetchone():
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
        cursor.execute("SELECT pg_has_role(current_user, %s, 'SET')", [APPLICATION_ROLE])
        if not cursor.fetchone()[0]:
            cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))


def grant_application_role(connection: DatabaseWrapper) -> None:
    """Gives the application's role what it needs on every table: it deletes nothing that is kept, and only adds to the ledgers."""
    role = sql.Identifier(APPLICATION_ROLE)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))
        for name in tables:
            table = sql.Identifier(name)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(table, role))
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(_rights(name)), table, role))


def _rights(table: str) -> str:
    if table in APPEND_ONLY_TABLES:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE" if table in KEPT_TABLES else "SELECT, INSERT, UPDATE, DELETE"
