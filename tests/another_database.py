"""A further database on the same server, made empty for a block and dropped after it; every query of the block goes there."""

import contextlib
from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper


@contextlib.contextmanager
def another_database(connection: BaseDatabaseWrapper, *, name: str, template: str = "") -> Iterator[None]:
    """Lets the connection work on a database of that name until the block ends: an empty one, or a copy of another."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
