"""The embedded servers: started for the first user, kept for the others, stopped after the last, however each ends."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from procuracy.embedded import binaries, holding, passwords, places
from procuracy.embedded.keeper import Server
from procuracy.embedded.places import Places, ServerAccount
from procuracy.embedded.postgres import ACCESS_RULES, APPLICATION_ROLE, DATABASE, INITDB_OPTIONS, OWNER, PORT, Postgres
from procuracy.embedded.valkey import Valkey
from tests.procuracy import processes

PROJECT = Path(__file__).parents[2]
SERVERS: list[type[Postgres] | type[Valkey]] = [Postgres, Valkey]
NOBODY = ServerAccount(65534, 65534)

USER = """
import sys, time
from pathlib import Path
from procuracy.embedded import holding
from procuracy.embedded.keeper import SERVERS
from procuracy.embedded.places import Places
holding.hold(SERVERS[sys.argv[1]](Places(Path(sys.argv[2]))))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def user_of(var: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts processes that hold a server."""
    with ExitStack() as stack:

        def start(name: str) -> subprocess.Popen[str]:
            user = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", USER, name, str(var)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
                )
            )
            stack.callback(user.kill)
            assert user.stdout and user.stdout.readline() == "held\n"
            return user

        yield start


def waits_until(holds: Callable[[], bool]) -> bool:
    give_up_at = time.monotonic() + 20
    while not holds():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.05)
    return True


def is_gone(server: Server) -> bool:
    """Whether no process names the server's folder on its command line."""
    return not processes.naming(server.places.var)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_runs_until_its_last_user_is_killed(
    kind: type[Postgres] | type[Valkey], var: Path, user_of: Callable[[str], subprocess.Popen[str]]
) -> None:
    server = kind(Places(var))
    first, second = user_of(server.name), user_of(server.name)
    first.kill()
    first.wait()
    time.sleep(0.5)
    assert server.answers()
    second.kill()
    second.wait()
    assert waits_until(lambda: is_gone(server))


@pytest.mark.slow
@pytest.mark.parametrize("kind", SERVERS)
def test_letting_go_waits_until_the_server_has_stopped(kind: type[Postgres] | type[Valkey], var: Path) -> None:
    server = kind(Places(var))
    holding.hold(server)
    assert server.answers()
    holding.let_go(server)
    assert is_gone(server)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SERVERS)
def test_a_killed_server_is_started_again(kind: type[Postgres] | type[Valkey], var: Path) -> None:
    server = kind(Places(var))
    holding.hold(server)
    (program,) = processes.naming(var, program=server.command()[0])
    os.kill(program, signal.SIGKILL)
    assert waits_until(lambda: not server.answers())
    holding.hold(server)
    assert server.answers()
    holding.let_go(server)


@pytest.mark.slow
def test_a_server_ends_with_its_killed_keeper(var: Path, user_of: Callable[[str], subprocess.Popen[str]]) -> None:
    server = Postgres(Places(var))
    user = user_of(server.name)
    (keeper,) = processes.naming(var, program="keeper\0postgres")
    os.kill(keeper, signal.SIGKILL)
    assert waits_until(lambda: not server.answers())
    user.kill()


@pytest.mark.slow
def test_a_server_that_cannot_start_says_so_in_one_line(var: Path) -> None:
    server = Postgres(Places(var))
    server.places.make()
    server.cluster.mkdir()
    server.places.give(server.cluster)
    with pytest.raises(holding.NotAnswering, match="The embedded postgres does not start: ") as refusal:
        holding.hold(server)
    holding.let_go(server)
    assert "\n" not in str(refusal.value)


def test_a_deep_state_folder_gets_its_sockets_in_a_short_one(tmp_path: Path) -> None:
    deep = Places(tmp_path / ("deep" * 20))
    assert len(os.fsencode(deep.sockets / places.LONGEST_SOCKET_NAME)) <= places.LONGEST_SOCKET_PATH
    assert deep.sockets != Places(tmp_path / ("deeq" * 20)).sockets


def test_a_socket_folder_that_is_a_link_is_refused(var: Path) -> None:
    deep = Places(var / ("deep" * 20))
    assert deep.sockets.parent == Path(tempfile.gettempdir())
    deep.sockets.symlink_to(var)
    try:
        with pytest.raises(places.UnusablePlace, match="belongs to somebody else"):
            deep.make()
    finally:
        deep.sockets.unlink()


def test_a_folder_below_a_closed_one_is_not_open(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    if os.geteuid() != NOBODY.uid:
        assert not places.is_open_to(NOBODY, closed / "inner")
    assert places.is_open_to(ServerAccount(os.geteuid(), os.getegid()), closed / "inner")


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_root_keeps_the_state_outside_a_closed_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    server = Postgres(Places(home / "var"))
    assert server.places.state.parent == places.ROOTS_STATE
    try:
        holding.hold(server)
        assert server.answers()
        holding.let_go(server)
    finally:
        subprocess.run(["rm", "-r", "--", str(server.places.state)], check=True)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_programs_below_a_closed_home_are_copied(tmp_path: Path, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    package = binaries.find_postgres().parent.parent
    for folder in (package, package.with_suffix(".libs")):
        (home / folder.name).symlink_to(folder)
    monkeypatch.setattr(binaries, "find_postgres", lambda: home / package.name / "pginstall" / "bin")
    server = Postgres(Places(var))
    server.places.make()
    assert server.programs.is_relative_to(var)
    server.prepare()
    assert (server.cluster / "PG_VERSION").read_text() == "18\n"


def logs_in(server: Postgres, login: str, password: str) -> bool:
    try:
        psycopg.connect(
            host=str(server.places.sockets),
            port=PORT,
            dbname=DATABASE,
            user=login,
            password=password,
            connect_timeout=5,
        ).close()
    except psycopg.OperationalError:
        return False
    return True


def made_by_a_former_version(server: Postgres) -> None:
    """Makes the cluster as it was made before there were passwords: whoever reached the socket was the owner."""
    server.places.make()
    fresh = server.cluster.with_suffix(".new")
    fresh.mkdir(mode=0o700)
    server.places.give(fresh)
    options = [option.replace("--auth-local=reject", "--auth-local=trust") for option in INITDB_OPTIONS]
    server._run("initdb", *options, "-D", fresh)
    statements = f"CREATE ROLE {APPLICATION_ROLE} NOLOGIN;\nCREATE DATABASE {DATABASE};\n"
    server._run("postgres", "--single", "-D", fresh, "postgres", statements=statements)
    fresh.rename(server.cluster)


@pytest.mark.slow
@pytest.mark.parametrize("is_old", [False, True])
def test_nobody_gets_in_without_a_password_also_where_a_former_version_let_everybody(var: Path, is_old: bool) -> None:
    server = Postgres(Places(var))
    if is_old:
        made_by_a_former_version(server)
    holding.hold(server)
    try:
        for login in (OWNER, APPLICATION_ROLE):
            assert logs_in(server, login, passwords.read(server.places, login))
            assert not logs_in(server, login, "")
        assert not logs_in(server, APPLICATION_ROLE, passwords.read(server.places, OWNER))
    finally:
        holding.let_go(server)
    assert (server.cluster / "pg_hba.conf").read_text() == ACCESS_RULES


@pytest.mark.slow
def test_an_installation_of_a_former_version_goes_on_working(var: Path) -> None:
    made_by_a_former_version(Postgres(Places(var)))
    environment = dict(os.environ) | {"PROCURACY_VAR": str(var), "DJANGO_SETTINGS_MODULE": "procuracy.settings"}
    asked = (
        "from django.db import connection as c; r = c.cursor(); r.execute('SELECT session_user'); print(r.fetchone())"
    )
    said = ""
    for command in (["migrate", "-v0"], ["check", "--database=default"], ["shell", "-v0", "-c", asked]):
        done = subprocess.run(
            [sys.executable, PROJECT / "manage.py", *command], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        said += done.stdout
    assert "('procuracy_app',)" in said


@pytest.mark.slow
def test_passwords_that_were_lost_are_made_anew(var: Path) -> None:
    server = Postgres(Places(var))
    for _ in range(2):
        holding.hold(server)
        assert logs_in(server, OWNER, passwords.read(server.places, OWNER))
        holding.let_go(server)
        passwords.path(server.places, OWNER).unlink()


def test_only_whoever_runs_the_installation_reads_passwords_and_logs(var: Path) -> None:
    (var / "log").mkdir(mode=0o755)
    own = Places(var)
    own.make()
    made = passwords.kept(own, OWNER)
    assert passwords.kept(own, OWNER) == made != passwords.kept(own, APPLICATION_ROLE)
    for folder in (own.logs, own.secrets, own.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(passwords.path(own, OWNER).stat().st_mode) == 0o600
    assert sorted(path.name for path in own.secrets.iterdir()) == ["database_procuracy", "database_procuracy_app"]


@pytest.mark.slow
def test_what_people_typed_is_in_no_log_of_the_database(var: Path) -> None:
    server = Postgres(Places(var))
    holding.hold(server)
    try:
        with psycopg.connect(
            host=str(server.places.sockets),
            port=PORT,
            dbname=DATABASE,
            user=OWNER,
            password=passwords.read(server.places, OWNER),
            autocommit=True,
        ) as connection:
            connection.execute("CREATE TABLE t (a text UNIQUE)")
            for statement in ("INSERT INTO t VALUES (%s)",) * 2 + (
                "SELECT pg_sleep(1.1), %s",
                "SELECT 1 / length(%s) - x",
            ):
                with contextlib.suppress(psycopg.Error):
                    connection.execute(statement, ["刘某某的身份证"])
                with contextlib.suppress(psycopg.Error):
                    psycopg.ClientCursor(connection).execute(statement, ["刘某某的身份证"])
    finally:
        holding.let_go(server)
    logged = holding.log_path(server).read_text()
    assert "duplicate key" in logged
    assert "刘某某" not in logged
