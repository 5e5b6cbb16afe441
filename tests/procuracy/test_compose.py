"""docker-compose.yml without an engine: its commands are run as they stand, on embedded servers in place of containers."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import redis
import yaml

from procuracy.embedded import binaries, holding, passwords
from procuracy.embedded.places import Places
from procuracy.embedded.postgres import APPLICATION_ROLE, OWNER, SILENCE, Postgres
from procuracy.embedded.valkey import Valkey

PROJECT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OUR_SERVICES = ["migrations", "web", "worker", "beat", "backup"]
AS_OWNER = {"migrations", "backup"}
GIVEN = {
    "ALLOWED_HOSTS": "jianyi.example",
    "CSRF_TRUSTED_ORIGINS": "https://jianyi.example",
    "BACKUPS": "/another/disk",
}
SECRETS = {
    "secret_key": "t8Yb2-wL0qZr5nXc7VmK1pJd9sFgHa3e4RuTiOyQxWzEvBnMkUj",
    "email_url": "",
    "redis_password": "",
}
EXACT_VERSION = re.compile(r"[a-z]+:\d+\.\d+(\.\d+)?-(slim-)?bookworm")


def environment_of(name: str) -> dict[str, str]:
    """The environment that the file gives to a service, with what .env gives filled in."""
    filled = {}
    for key, value in SERVICES[name]["environment"].items():
        filled[key] = re.sub(r"\$\{(\w+):[?]\}", lambda found: GIVEN[found[1]], value)
        filled[key] = re.sub(r"\$\{\w+:-([^}]*)\}", lambda found: found[1], filled[key])
    return filled


def with_secrets(name: str, servers: dict[str, str]) -> dict[str, str]:
    """The environment of a service on the servers of a test: of the secrets it has those that the file gives it."""
    folder = servers["SECRETS"]
    environment = {
        key: value.replace("/run/secrets", folder) for key, value in environment_of(name).items() if key != "TMPDIR"
    }
    for secret in set(os.listdir(folder)) - set(SERVICES[name]["secrets"]):  # noqa: PTH208
        assert f"{folder}/{secret}" not in environment.values(), f"{name} reads {secret} and is not given it"
    given = {key: value for key, value in servers.items() if key != "SECRETS"}
    if name not in AS_OWNER:
        given.pop("DATABASE_OWNER_URL")
    return environment | given


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, str]]:
    """Database and Redis without tables, as addresses for the environment of our services."""
    with tempfile.TemporaryDirectory(prefix="procuracy-test-") as name, ExitStack() as stack:
        Path(name).chmod(0o755)
        places = Places(Path(name))
        for server in (Postgres(places), Valkey(places)):
            holding.hold(server)
            stack.callback(holding.let_go, server)
        folder = Path(name) / "run-secrets"
        folder.mkdir()
        own = {"database_password": APPLICATION_ROLE, "database_owner_password": OWNER}
        made = {secret: passwords.read(places, login) for secret, login in own.items()}
        for secret, content in (SECRETS | made).items():
            (folder / secret).write_text(content)
        yield {
            "SECRETS": str(folder),
            "DATABASE_URL": f"postgres://{APPLICATION_ROLE}@/procuracy?host={places.sockets}",
            "DATABASE_OWNER_URL": f"postgres://{OWNER}@/procuracy?host={places.sockets}",
            "REDIS_URL": f"unix://{Valkey(places).socket}?db=0",
            "PROCURACY_VAR": name,
            "DJANGO_SETTINGS_MODULE": "procuracy.settings",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }


@pytest.fixture(scope="module")
def migrated(servers: dict[str, str]) -> dict[str, str]:
    """The servers after the step `migrations` has run."""
    done = run(SERVICES["migrations"]["command"], with_secrets("migrations", servers))
    assert done.returncode == 0, done.stderr
    return servers


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120)


def start(stack: ExitStack, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Starts a service's command in a group of its own and stops the group at the end."""
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, start_new_session=True)

    def stop() -> None:
        process.terminate()
        process.wait(30)
        os_group_is_gone(process.pid)

    stack.callback(stop)
    return process


def os_group_is_gone(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def passes_soon(check: list[str], environment: dict[str, str], *, seconds: float = 60) -> bool:
    """Whether a health check succeeds before time is up."""
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        if run(check, environment).returncode == 0:
            return True
        time.sleep(0.5)
    return False


def health_check(name: str) -> list[str]:
    """The command of a service's health check."""
    kind, *command = SERVICES[name]["healthcheck"]["test"]
    return ["sh", "-c", command[0].replace("$$", "$")] if kind == "CMD-SHELL" else command


def test_every_secret_is_a_file_that_only_its_users_are_given() -> None:
    for name, service in SERVICES.items():
        environment = service.get("environment", {})
        named = {key for key in environment if re.search(r"PASSWORD|SECRET|EMAIL_URL|TOKEN", key)}
        assert all(key.endswith("_FILE") for key in named), name
        read = {value.rpartition("/")[2] for key, value in environment.items() if key in named}
        assert read <= set(service.get("secrets", [])) <= set(COMPOSE["secrets"]), name
    assert all(place["file"] == f"secrets/{name}" for name, place in COMPOSE["secrets"].items())


def test_only_migrations_and_backups_are_told_how_the_owner_logs_in() -> None:
    told = {name for name, service in SERVICES.items() if "database_owner_password" in service.get("secrets", [])}
    assert told == AS_OWNER | {"database"}
    assert {name for name in OUR_SERVICES if "DATABASE_OWNER_URL" in SERVICES[name]["environment"]} == AS_OWNER


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_container_is_closed(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert all("noexec" in place or "/var/run" in place for place in service["tmpfs"])


def test_nobody_runs_as_root() -> None:
    assert {name: SERVICES[name]["user"] for name in ("database", "redis")} == {
        "database": "postgres",
        "redis": "redis",
    }
    assert re.search(r"^USER procuracy$", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)


def test_images_are_named_by_exact_version_and_the_command_says_how_to_pin_them() -> None:
    based_on = re.findall(r"^FROM (\S+)", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)
    images = {service["image"] for service in SERVICES.values()} - {"procuracy"} | set(based_on)
    assert len(images) == 3
    assert all(EXACT_VERSION.fullmatch(image) for image in images)
    said = subprocess.run(["sh", PROJECT / "deploy/pin_images.sh"], capture_output=True, text=True, check=True).stdout
    assert all(f"docker buildx imagetools inspect {image} " in said for image in images)
    assert len(said.splitlines()) == len(images)


def test_secrets_are_made_once_and_closed(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    found = []
    for _ in range(2):
        subprocess.run(["sh", PROJECT / "deploy/make_secrets.sh", folder], check=True, capture_output=True)
        found.append({path.name: path.read_text() for path in folder.iterdir()})
    made, again = found
    assert made == again
    assert made.keys() == COMPOSE["secrets"].keys()
    assert len({made[name] for name in made if name != "email_url"}) == len(made) - 1
    assert all(len(made[name]) >= 50 for name in made if name != "email_url")
    assert folder.stat().st_mode & 0o077 == 0


def test_database_and_redis_are_reached_from_inside_only() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("database", "redis"):
        assert SERVICES[name]["networks"] == ["inside"]
        assert "ports" not in SERVICES[name]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["web"]["ports"])


def test_the_database_logs_nothing_that_people_typed() -> None:
    said = dict(option.removeprefix("-c").split("=") for option in SERVICES["database"]["command"][1:])
    assert SILENCE.items() <= said.items()
    assert "shared_buffers" in said


def test_backups_lie_on_another_volume_and_are_made_every_day() -> None:
    volumes = dict(volume.split(":", 1) for volume in SERVICES["backup"]["volumes"])
    assert volumes == {"state": "/var/lib/procuracy:ro", "backups": "/backups"}
    assert COMPOSE["volumes"]["backups"]["driver_opts"]["device"] == "${BACKUPS:?}"
    assert not any("backups" in str(SERVICES[name].get("volumes")) for name in SERVICES if name != "backup")
    assert {"--daily-at=02:30", "--keep-days=14", "--keep-weeks=8"} <= set(SERVICES["backup"]["command"])


def test_there_is_one_beat_and_room_for_several_web_servers_and_workers() -> None:
    assert SERVICES["web"]["deploy"]["replicas"] > 1
    assert SERVICES["worker"]["deploy"]["replicas"] > 1
    assert "deploy" not in SERVICES["beat"]


@pytest.mark.parametrize("name", ["web", "worker", "beat", "backup"])
def test_nothing_starts_before_the_migrations_have_ended(name: str) -> None:
    assert SERVICES[name]["depends_on"]["migrations"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", ["database", "redis", "web", "worker", "beat", "backup"])
def test_whatever_keeps_running_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


def test_every_named_volume_is_declared() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


@pytest.mark.slow
def test_the_migrations_run_as_they_stand(migrated: dict[str, str]) -> None:
    left = run(["python", "manage.py", "migrate", "--check"], with_secrets("migrations", migrated))
    assert left.returncode == 0, left.stderr


@pytest.mark.slow
def test_the_web_server_runs_as_it_stands(migrated: dict[str, str], tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = SERVICES["web"]["command"]
    check = [part.replace(":8000/", f":{port}/") for part in health_check("web")]
    assert SERVICES["web"]["environment"]["PORT"] == "8000"
    assert check != health_check("web")
    environment = with_secrets("web", migrated) | {"STATIC_ROOT": str(tmp_path), "PORT": str(port), "HOST": "127.0.0.1"}
    with ExitStack() as stack:
        start(stack, command, environment)
        assert passes_soon(check, environment)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["worker", "beat"])
def test_worker_and_beat_run_as_they_stand(migrated: dict[str, str], name: str) -> None:
    environment = with_secrets(name, migrated)
    with ExitStack() as stack:
        start(stack, SERVICES[name]["command"], environment)
        assert passes_soon(health_check(name), environment)
    assert run(["python", "manage.py", "alive", name], environment).returncode == 0


@pytest.mark.slow
def test_one_backup_is_made_as_it_stands_and_seen_by_the_health_check(migrated: dict[str, str], tmp_path: Path) -> None:
    environment = with_secrets("backup", migrated)
    once = [part.replace("/backups", str(tmp_path)) for part in SERVICES["backup"]["command"] if "daily" not in part]
    check = [part.replace("/backups", str(tmp_path)) for part in health_check("backup")]
    assert run(check, environment).returncode == 1
    made = run(once, environment)
    assert made.returncode == 0, made.stderr
    assert run(check, environment).returncode == 0


@pytest.mark.slow
def test_redis_runs_as_it_stands_and_asks_for_its_password(var: Path) -> None:
    shell, option, script = SERVICES["redis"]["command"]
    assert (shell, option) == ("sh", "-c")
    (var / "redis_password").write_text("a-long-word")
    script = script.replace("$$", "$").replace("/tmp/redis.conf", f"{var}/redis.conf").replace("/run/secrets", str(var))
    script = script.replace("exec redis-server", f"exec {binaries.find_valkey()}")
    server = Valkey(Places(var))
    server.places.make()
    place = f" --port 0 --unixsocket {server.socket} --dir {var}"
    with ExitStack() as stack:
        start(stack, ["sh", "-c", script + place], dict(os.environ))
        url = f"unix://{server.socket}?db=0"
        give_up_at = time.monotonic() + 10
        while not server.socket.exists() and time.monotonic() < give_up_at:
            time.sleep(0.05)
        assert redis.Redis.from_url(url.replace("unix://", "unix://:a-long-word@")).ping()
        with pytest.raises(redis.AuthenticationError):
            redis.Redis.from_url(url).ping()


@pytest.mark.slow
def test_the_database_is_made_with_the_locale_of_the_embedded_one(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = SERVICES["database"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    monkeypatch.setattr("procuracy.embedded.postgres.INITDB_OPTIONS", [f"--username={OWNER}", *options])
    server = Postgres(Places(var))
    holding.hold(server)
    answers = server.answers()
    holding.let_go(server)
    assert answers
