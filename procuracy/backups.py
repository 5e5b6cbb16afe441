"""Backups: one dated folder with the database and the files, and the way back; works on embedded and real servers."""

import contextlib
import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypedDict

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo

from procuracy import roles
from procuracy.embedded.binaries import find_postgres

DUMP = "database.dump"
FILES = "files"
CONTENTS = "backup.json"
NAME = "%Y-%m-%dT%H%M%S"
NAMED_BY_DIGEST = re.compile(r"[0-9a-f]{64}")
CONNECTION_PARAMETERS = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "service")
FRESH_SCHEMA = b"BEGIN;\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
COMMIT = b"\nCOMMIT;\n"


class Contents(TypedDict):
    """What a backup says of itself."""

    made_at: str
    database_sha256: str
    files: int
    damaged: list[str]


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


def back_up(
    *, connection: BaseDatabaseWrapper, files: Path, into: Path, at: datetime.datetime
) -> tuple[Path, list[str]]:
    """Writes a new folder below `into`; returns it with the names of files that were damaged already.

    A folder that has its final name is whole. The database comes first: files are on disk before the rows that name them,
    so the copy holds every file of the dump.
    """
    folder = into / at.strftime(NAME)
    part = folder.with_name(folder.name + ".part")
    if folder.exists():
        raise BackupRefused(f"{folder} exists already.")
    shutil.rmtree(part, ignore_errors=True)
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    part.mkdir(mode=0o700)
    with roles.as_owner(connection):
        connection.ensure_connection()
        address, environment = database_address(connection)
    run(
        ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part / DUMP}", address],
        environment=environment,
    )
    count, damaged = 0, []
    for path in kept_files(files):
        copy = part / FILES / path.relative_to(files)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
        count += 1
        if sha256_of(copy) != path.name:
            damaged.append(path.name)
    contents = Contents(
        made_at=at.isoformat(), database_sha256=sha256_of(part / DUMP), files=count, damaged=sorted(damaged)
    )
    (part / CONTENTS).write_text(json.dumps(contents, indent=2) + "\n")
    part.rename(folder)
    return folder, contents["damaged"]


def kept_files(files: Path) -> Iterator[Path]:
    """The files that are kept under their digests; what is just being written is not among them."""
    yield from (path for path in files.rglob("*") if NAMED_BY_DIGEST.fullmatch(path.name) and path.is_file())


def restore(*, connection: BaseDatabaseWrapper, files: Path, folder: Path, migrate: Callable[[], None]) -> int:
    """Puts the backup in the place of all that is in the database and returns how many files it held.

    Database: one transaction, all or nothing. Files: added; what the backup does not name is swept later as an orphan.
    Raises BackupRefused when the folder is no whole backup, or when somebody else is using the database.
    """
    contents = checked_contents(folder)
    with roles.as_owner(connection):
        refuse_while_used(connection)
        connection.close()
        address, environment = database_address(connection)
        replay(folder / DUMP, address=address, environment=environment)
    for path in kept_files(folder / FILES):
        kept = files / path.relative_to(folder / FILES)
        if not kept.exists() or sha256_of(kept) != path.name:
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, kept)
    migrate()
    return contents["files"]


def replay(dump: Path, *, address: str, environment: dict[str, str]) -> None:
    """Puts a dump in the place of the schema, piece by piece; it is committed only after its last statement. Raises BackupRefused."""
    programs = find_postgres()
    reading = [programs / "pg_restore", "--no-owner", "--no-privileges", "--file=-", dump]
    writing = [programs / "psql", address, "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with (
        tempfile.TemporaryFile() as read_said,
        tempfile.TemporaryFile() as write_said,
        subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=read_said) as reader,  # noqa: S603
        subprocess.Popen(writing, env=environment, stdin=subprocess.PIPE, stderr=write_said) as writer,  # noqa: S603
    ):
        if reader.stdout is None or writer.stdin is None:
            raise BackupRefused("pg_restore and psql cannot be joined.")
        with contextlib.suppress(BrokenPipeError):
            writer.stdin.write(FRESH_SCHEMA)
            shutil.copyfileobj(reader.stdout, writer.stdin)
            if reader.wait() == 0:
                writer.stdin.write(COMMIT)
        with contextlib.suppress(BrokenPipeError):
            writer.stdin.close()
        writer.wait()
        reader.stdout.close()
        for name, process, said in (("psql", writer, write_said), ("pg_restore", reader, read_said)):
            if process.wait():
                said.seek(0)
                raise BackupRefused(f"{name} failed: {last_line(said.read()) or process.returncode}")


def checked_contents(folder: Path) -> Contents:
    """What the backup says of itself, after dump and files were found complete and unchanged, each by its digest."""
    try:
        contents: Contents = json.loads((folder / CONTENTS).read_text())
    except (OSError, ValueError):
        raise BackupRefused(f"{folder} is not a whole backup: its {CONTENTS} cannot be read.")
    if not (folder / DUMP).is_file():
        raise BackupRefused(f"{folder} is not a whole backup: its {DUMP} is missing.")
    if sha256_of(folder / DUMP) != contents["database_sha256"]:
        raise BackupRefused(f"{folder / DUMP} was changed after the backup.")
    found = list(kept_files(folder / FILES))
    if len(found) != contents["files"]:
        raise BackupRefused(f"{folder / FILES} holds {len(found)} files; the backup had {contents['files']}.")
    for path in found:
        if sha256_of(path) != path.name and path.name not in contents.get("damaged", []):
            raise BackupRefused(f"{path} was changed after the backup: its content is not what its name says.")
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


def run(command: list[str], *, environment: dict[str, str] | None = None) -> bytes:
    """Runs one of PostgreSQL's programs and returns what it printed. Raises BackupRefused with its last line."""
    program = find_postgres() / command[0]
    done = subprocess.run([program, *command[1:]], env=environment, capture_output=True)  # noqa: S603
    if done.returncode:
        raise BackupRefused(f"{command[0]} failed: {last_line(done.stderr) or done.returncode}")
    return done.stdout


def last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
