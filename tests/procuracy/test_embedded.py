"""The embedded servers: started for the first user, kept for the others, stopped after the last, however each ends."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from procuracy.embedded import binaries, holding, places
from procuracy.embedded.keeper import Server
from procuracy.embedded.places import Places, ServerAccount
from procuracy.embedded.postgres import Postgres
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
