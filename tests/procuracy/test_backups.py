"""A backup and its way back on an installation of its own: the database, the files, the rights, and what is refused."""

import hashlib
import json
import os
import shutil
import stat
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
from signin.models import Session
from django.utils import timezone
Session.objects.create(session_key={key!r}, session_data="kept", expire_date=timezone.now())
"""
SESSIONS = """
from signin.models import Session
print(sorted(Session.objects.values_list("session_key", flat=True)))
"""
RIGHTS = """
from django.db import connection
cursor = connection.cursor()
cursor.execute("SELECT session_user, has_table_privilege('suggestions_event', 'UPDATE')")
print(cursor.fetchone())
"""
# What a session holds is a text without an end: many rows of it make a large dump.
MAKE_BIG = """
from django.db import connection
cursor = connection.cursor()
cursor.execute(
    "INSERT INTO signin_session (session_key, session_data, expire_date, browser, network)"
    " SELECT 'big' || n, repeat('x', 1048576), now(), '', '' FROM generate_series(1, {size} / 1048576) n"
)
"""
SIZE = """
from django.db import connection
cursor = connection.cursor()
cursor.execute("SELECT sum(length(session_data)) FROM signin_session WHERE session_key LIKE 'big%'")
print(cursor.fetchone())
"""
RESTORE = """
from pathlib import Path
from django.core.management import call_command
call_command("restore", {folder!r})
# Its own peak in kB; getrusage would count what the process was forked from.
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
"""
STAY_CONNECTED = """
from django.db import connection
connection.ensure_connection()
print("connected", flush=True)
input()
"""


CONTENT = b"first"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
FILE = Path("files") / DIGEST[:2] / DIGEST[2:4] / DIGEST


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
    (installation / FILE).parent.mkdir(parents=True)
    (installation / FILE).write_bytes(CONTENT)
    (installation / "files" / "incoming").mkdir()
    (installation / "files" / "incoming" / "just-being-written").write_text("half")
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
    (installation / FILE).write_bytes(b"spoilt on the disk")
    restored = manage("restore", str(first_backup))
    assert restored.returncode == 0, restored.stderr
    assert "Restored the database and 1 files" in restored.stdout
    assert manage("shell", "-v0", "-c", SESSIONS).stdout.strip() == "['before']"
    assert (installation / FILE).read_bytes() == CONTENT
    assert manage("shell", "-v0", "-c", RIGHTS).stdout.strip() == "('procuracy_app', False)"


def test_a_backup_comes_back_on_another_machine(backup: Path, var: Path) -> None:
    manage = manage_in(var)
    assert manage("restore", str(backup)).returncode == 0
    assert manage("shell", "-v0", "-c", SESSIONS).stdout.strip() == "['before']"
    assert (var / FILE).read_bytes() == CONTENT
    assert not (var / "files" / "incoming").exists()


def test_a_changed_backup_is_refused_and_changes_nothing(backup: Path, manage: Manage) -> None:
    with (backup / "database.dump").open("ab") as dump:
        dump.write(b"more")
    refused = manage("restore", str(backup))
    assert refused.returncode == 1
    assert "was changed after the backup" in refused.stderr
    assert manage("shell", "-v0", "-c", SESSIONS).stdout.strip() == "['before']"


def test_a_backup_without_one_of_its_files_is_refused(backup: Path, manage: Manage) -> None:
    (backup / FILE).unlink()
    assert "holds 0 files; the backup had 1" in manage("restore", str(backup)).stderr


def test_a_file_that_changed_in_the_backup_is_refused(backup: Path, manage: Manage) -> None:
    (backup / FILE).write_bytes(b"other")
    refused = manage("restore", str(backup))
    assert refused.returncode == 1
    assert f"{DIGEST} was changed after the backup: its content is not what its name says" in refused.stderr


def test_a_backup_without_its_dump_is_refused_in_words(backup: Path, manage: Manage) -> None:
    (backup / "database.dump").unlink()
    refused = manage("restore", str(backup))
    assert refused.stderr.strip() == f"CommandError: {backup} is not a whole backup: its database.dump is missing."
    assert manage("shell", "-v0", "-c", SESSIONS).stdout.strip() == "['before']"


def test_a_file_that_is_damaged_already_is_said_and_does_not_keep_the_backup_away(
    first_backup: Path, installation: Path, manage: Manage, tmp_path: Path
) -> None:
    (installation / FILE).write_bytes(b"spoilt on the disk")
    try:
        made = manage("backup", "--into", str(tmp_path))
    finally:
        (installation / FILE).write_bytes(CONTENT)
    assert made.returncode == 1
    assert f"1 files were damaged before the backup, bring them back from an earlier one: {DIGEST}" in made.stderr
    (folder,) = tmp_path.iterdir()
    assert backups.checked_contents(folder)["damaged"] == [DIGEST]


def test_old_backups_are_removed_and_nothing_else(first_backup: Path, manage: Manage, tmp_path: Path) -> None:
    for name in ("2020-01-01T023000", "2020-01-02T023000", "notes"):
        (tmp_path / name).mkdir()
    made = manage("backup", "--into", str(tmp_path), "--keep-days", "7", "--keep-weeks", "2")
    assert made.returncode == 0, made.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"notes", Path(made.stdout.strip()).name}
    assert manage("backup", "--into", str(tmp_path), "--newest-within", "1").returncode == 0


def test_a_watch_is_told_when_there_is_no_young_backup(manage: Manage, tmp_path: Path) -> None:
    (tmp_path / "2020-01-01T023000").mkdir()
    assert "is younger than 30 hours" in manage("backup", "--into", str(tmp_path), "--newest-within", "30").stderr


def test_only_whoever_runs_the_installation_reads_a_backup(first_backup: Path) -> None:
    assert stat.S_IMODE(first_backup.stat().st_mode) == 0o700
    assert stat.S_IMODE(first_backup.parent.stat().st_mode) == 0o700


def test_a_dump_is_brought_back_without_being_held_in_memory(backup: Path, var: Path, tmp_path: Path) -> None:
    """Two hundred megabytes that compresses well: neither the dump nor the statements made of it are held whole."""
    manage = manage_in(var)
    assert manage("migrate", "-v0").returncode == 0
    big = 200 * 1024 * 1024
    assert manage("shell", "-v0", "-c", MAKE_BIG.format(size=big)).returncode == 0
    made = manage("backup", "--into", str(tmp_path / "backups"))
    assert made.returncode == 0, made.stderr
    restored = manage("shell", "-v0", "-c", RESTORE.format(folder=made.stdout.strip()))
    assert restored.returncode == 0, restored.stderr
    largest = int(restored.stdout.strip().splitlines()[-1]) * 1024
    assert largest < big, f"{largest:,} bytes"
    assert manage("shell", "-v0", "-c", SIZE).stdout.strip() == f"({big},)"


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
