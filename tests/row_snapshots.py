"""Rows that many tests begin with: built once by the real actions, afterwards copied into the database as they were then."""

import copy
import functools
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was built, and by table the lines that it added, in the text format of COPY."""

    built: Any
    added: dict[str, list[bytes]]


_snapshots: dict[Hashable, Snapshot] = {}


def built_once(build: Callable[..., Any], **options: Hashable) -> Any:
    """Returns what `build(**options)` returns, with its rows in the database; it runs once for what stood there before.

    A build may add rows and may neither change nor delete one.
    """
    before = _lines_by_table()
    begun = hash(tuple((table, tuple(lines)) for table, lines in before.items()))
    key = (connection.settings_dict["NAME"], build, tuple(sorted(options.items())), begun)
    if key not in _snapshots:
        built = build(**options)
        _snapshots[key] = Snapshot(copy.deepcopy(built), _added(before, _lines_by_table()))
        return built
    snapshot = _snapshots[key]
    with transaction.atomic(), connection.cursor() as cursor:
        for table, lines in snapshot.added.items():
            with cursor.copy(f"COPY {table} ({_columns(table)}) FROM STDIN") as target:
                target.write(b"".join(lines))
    return copy.deepcopy(snapshot.built)


def _added(before: dict[str, list[bytes]], after: dict[str, list[bytes]]) -> dict[str, list[bytes]]:
    """Raises AssertionError where a line of before is not among those of after."""
    added = {}
    for table, lines in after.items():
        were = set(before.get(table, ()))
        assert were <= set(lines), f"rows of {table} were changed"
        added[table] = [line for line in lines if line not in were]
    return {table: lines for table, lines in added.items() if lines}


def _lines_by_table() -> dict[str, list[bytes]]:
    """The rows of every table that has any, as lines of COPY."""
    found = {}
    with connection.cursor() as cursor:
        for table in _tables_with_rows(cursor):
            with cursor.copy(f"COPY {table} ({_columns(table)}) TO STDOUT") as source:
                found[table] = b"".join(source).splitlines(keepends=True)
    return found


def _tables_with_rows(cursor: CursorWrapper) -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True)
    cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables))
    return [table for (table,) in cursor.fetchall()]


@functools.cache
def _columns(table: str) -> str:
    """The columns of a table that are not computed, as COPY names them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        return cursor.fetchone()[0]
