"""The migrated database from which each test database is copied: made once for one set of migrations, kept in the cluster."""

import contextlib
import hashlib
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from procuracy import database_rights, roles

PREFIX = "migrated_"
LOCK = 4_021_977  # any number, the same for all processes of all runs


def migrations_digest() -> str:
    """A digest over every migration of every app, what is granted after them, and the version of Django."""
    digest = hashlib.sha256(django.get_version().encode())
    for module in (database_rights, roles):
        digest.update(Path(module.__file__).read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted((Path(app.path) / "migrations").glob("*.py")):
            digest.update(f"{app.label} {path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def ready(connection: BaseDatabaseWrapper) -> str:
    """Returns the name of the migrated database; the first process to ask makes it, the others wait."""
    name = PREFIX + migrations_digest()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in cursor.fetchall()}
        if name not in there:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}_part WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}_part")
            migrate(connection, name=f"{name}_part")
            cursor.execute(f"ALTER DATABASE {name}_part RENAME TO {name}")
            for old in there:
                drop_if_unused(cursor, old)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return name


def migrate(connection: BaseDatabaseWrapper, *, name: str) -> None:
    """Applies every migration to a database of the same server."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def drop_if_unused(cursor: CursorWrapper, name: str) -> None:
    """Drops an older migrated database, unless a test database is just being copied from it."""
    with contextlib.suppress(DatabaseError):
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
