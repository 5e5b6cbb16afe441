"""Backups: one dated folder with the database and the files, and the way back; works on embedded and real servers."""

import datetime
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo

from procuracy import roles
from procuracy.embedded.binaries import find_postgres

DUMP = "database.dump"
FILES = "files"
CONTENTS = "backup.json"
CONNECTION_PARAMETERS = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "service")
FRESH_SCHEMA = "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"


class BackupRefused(Exception):
    """A backup cannot be made or brought back; the message says why."""


def database_address(connection: BaseDatabaseWrapper) -> tuple[str, dict[str, str]]:
    """How PostgreSQL's programs find the same database as Django: an option, and the environment with the password."""
    said = connection.get_connection_params()
    parameters = {name: said[name] for name in CONNECTION_PARAMETERS if name in said}
    return f"--dbname={make_conninfo(**parameters)}", dict(os.environ) | {"PGPASSWORD": str(said.get("password", ""))}


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def back_up(*, connection: BaseDatabaseWrapper, files: Path, into: Path, at: datetime.datetime) -> Path:
    """Writes a new folder below `into` and returns it; a folder that has its final name is whole.

    The database comes first: files are on disk before the rows that name them, so the copy holds every file of the dump.
    """
    folder = into / at.strftime("%Y-%m-%dT%H%M%S")
    part = folder.with_name(folder.name + ".part")
    if folder.exists():
        raise BackupRefused(f"{folder} exists already.")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    address, environment = database_address(connection)
    run(
        ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part / DUMP}", address],
        environment=environment,
    )
    (part / FILES).mkdir()
    if files.exists():
        shutil.copytree(files, part / FILES, dirs_exist_ok=True)
    count = sum(path.is_file() for path in (part / FILES).rglob("*"))
    contents = {"made_at": at.isoformat(), "database_sha256": sha256_of(part / DUMP), "files": count}
    (part / CONTENTS).write_text(json.dumps(contents, indent=2) + "\n")
    part.rename(folder)
    return folder


def restore(*, connection: BaseDatabaseWrapper, files: Path, folder: Path, migrate: Callable[[], None]) -> int:
    """Puts the backup in the place of all that is in the database and returns how many files it held.

    Database: one transaction, all or nothing. Files: added; what the backup does not name is swept later as an orphan.
    Raises BackupRefused when the folder is no whole backup, or when somebody else is using the database.
    """
    contents = checked_contents(folder)
    with roles.as_owner(connection):
        refuse_while_used(connection)
        roles.make_application_role(connection)
        connection.close()
        address, environment = database_address(connection)
        script = run(["pg_restore", "--no-owner", "--no-privileges", "--file=-", str(folder / DUMP)])
        run(
            [
                "psql",
                address,
                "--quiet",
                "--no-psqlrc",
                "--single-transaction",
                "--set=ON_ERROR_STOP=1",
                "--output=/dev/null",
            ],
            environment=environment,
            fed=FRESH_SCHEMA.encode() + script,
        )
    for path in (folder / FILES).rglob("*"):
        kept = files / path.relative_to(folder / FILES)
        if path.is_file() and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, kept)
    migrate()
    return int(contents["files"])


def checked_contents(folder: Path) -> dict[str, str | int]:
    """What the backup says of itself, after its dump was found unchanged and its files complete."""
    try:
        contents: dict[str, str | int] = json.loads((folder / CONTENTS).read_text())
    except (OSError, ValueError):
        raise BackupRefused(f"{folder} is not a whole backup: its {CONTENTS} cannot be read.")
    if sha256_of(folder / DUMP) != contents["database_sha256"]:
        raise BackupRefused(f"{folder / DUMP} was changed after the backup.")
    found = sum(path.is_file() for path in (folder / FILES).rglob("*"))
    if found != contents["files"]:
        raise BackupRefused(f"{folder / FILES} holds {found} files; the backup had {contents['files']}.")
    return contents


def refuse_while_used(connection: BaseDatabaseWrapper) -> None:
    """Raises BackupRefused while others are connected: they would go on working on what is being replaced."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        others = cursor.fetchone()[0]
    if others:
        raise BackupRefused(f"{others} other connections use the database: stop web server, worker and beat first.")


def run(command: list[str], *, environment: dict[str, str] | None = None, fed: bytes = b"") -> bytes:
    """Runs one of PostgreSQL's programs and returns what it printed. Raises BackupRefused with its last line."""
    program = find_postgres() / command[0]
    done = subprocess.run([program, *command[1:]], env=environment, input=fed, capture_output=True)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise BackupRefused(f"{command[0]} failed: {said[-1] if said else done.returncode}")
    return done.stdout
