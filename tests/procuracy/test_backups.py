"""A backup and its way back on an installation of its own: the database, the files, the rights, and what is refused."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from procuracy import backups

PROJECT = Path(__file__).parents[2]
Manage = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.slow

MAKE_SESSION = """
from django.contrib.sessions.models import Session
from django.utils import timezone
Session.objects.create(session_key={key!r}, session_data="kept", expire_date=timezone.now())
"""
SESSIONS = """
from django.contrib.sessions.models import Session
print(sorted(Session.objects.values_list("session_key", flat=True)))
"""
RIGHTS = """
from django.db import connection
cursor = connection.cursor()
cursor.execute("SELECT current_user, has_table_privilege('suggestions_event', 'UPDATE')")
print(cursor.fetchone())
"""
STAY_CONNECTED = """
from django.db import connection
connection.ensure_connection()
print("connected", flush=True)
input()
"""


def command(*arguments: str) -> list[str | Path]:
    return [sys.executable, PROJECT / "manage.py", *arguments]


@pytest.fixture(scope="module")
def installation() -> Iterator[Path]:
    """The state folder of an installation for all tests here; each leaves one session and one file in it."""
    with tempfile.TemporaryDirectory(prefix="procuracy-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def manage_in(var: Path) -> Manage:
    """Runs commands on the installation in a state folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command(*arguments), env=environment_of(var), capture_output=True, text=True)

    return run


def environment_of(var: Path) -> dict[str, str]:
    return dict(os.environ) | {"PROCURACY_VAR": str(var), "DJANGO_SETTINGS_MODULE": "procuracy.settings"}


@pytest.fixture(scope="module")
def manage(installation: Path) -> Manage:
    return manage_in(installation)


@pytest.fixture(scope="module")
def first_backup(installation: Path, manage: Manage) -> Path:
    assert manage("migrate", "-v0").returncode == 0
    assert manage("shell", "-v0", "-c", MAKE_SESSION.format(key="before")).returncode == 0
    (installation / "files" / "ab").mkdir(parents=True)
    (installation / "files" / "ab" / "first").write_text("first")
    made = manage("backup")
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.strip())


@pytest.fixture
def backup(first_backup: Path, tmp_path: Path) -> Path:
    """A copy of the backup, to be brought back or to be spoilt."""
    return shutil.copytree(first_backup, tmp_path / "backup")


def test_a_backup_brings_back_what_was_there_and_only_that(
    first_backup: Path, installation: Path, manage: Manage
) -> None:
    assert first_backup.parent == installation / "backups"
    assert manage("shell", "-v0", "-c", MAKE_SESSION.format(key="after")).returncode == 0
    (installation / "files" / "ab" / "first").unlink()
    restored = manage("restore", str(first_backup))
    assert restored.returncode == 0, restored.stderr
    assert "Restored the database and 1 files" in restored.stdout
    assert manage("shell", "-v0", "-c", SESSIONS).stdout.strip() == "['before']"
    assert (installation / "files" / "ab" / "first").read_text() == "first"
    assert manage("shell", "-v0", "-c", RIGHTS).stdout.strip() == "('procuracy_app', False)"


def test_a_backup_comes_back_on_another_machine(backup: Path, var: Path) -> None:
    manage = manage_in(var)
    assert manage("restore", str(backup)).returncode == 0
    assert manage("shell", "-v0", "-c", SESSIONS).stdout.strip() == "['before']"
    assert (var / "files" / "ab" / "first").read_text() == "first"


def test_a_changed_backup_is_refused_and_changes_nothing(backup: Path, manage: Manage) -> None:
    with (backup / "database.dump").open("ab") as dump:
        dump.write(b"more")
    refused = manage("restore", str(backup))
    assert refused.returncode == 1
    assert "was changed after the backup" in refused.stderr
    assert manage("shell", "-v0", "-c", SESSIONS).stdout.strip() == "['before']"


def test_a_backup_without_one_of_its_files_is_refused(backup: Path, manage: Manage) -> None:
    (backup / "files" / "ab" / "first").unlink()
    assert "holds 0 files; the backup had 1" in manage("restore", str(backup)).stderr


def test_a_dump_that_breaks_off_leaves_the_database_as_it_was(backup: Path, manage: Manage) -> None:
    dump = backup / "database.dump"
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    contents = json.loads((backup / "backup.json").read_text())
    (backup / "backup.json").write_text(json.dumps(contents | {"database_sha256": backups.sha256_of(dump)}))
    assert manage("restore", str(backup)).returncode == 1
    assert manage("shell", "-v0", "-c", SESSIONS).stdout.strip() == "['before']"


def test_restoring_is_refused_while_somebody_works(backup: Path, installation: Path, manage: Manage) -> None:
    with subprocess.Popen(
        command("shell", "-v0", "-c", STAY_CONNECTED),
        env=environment_of(installation),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdout and worker.stdout.readline() == "connected\n"
        refused = manage("restore", str(backup))
        worker.communicate("\n")
    assert refused.returncode == 1
    assert "1 other connections use the database" in refused.stderr


def test_what_is_no_backup_is_refused_in_one_line(manage: Manage, tmp_path: Path) -> None:
    refused = manage("restore", str(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.strip() == f"CommandError: {tmp_path} is not a whole backup: its backup.json cannot be read."
