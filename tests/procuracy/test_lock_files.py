"""The lock files: complete, hashed, and without the address of any registry."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def normalized(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def locked(name: str) -> set[str]:
    return {normalized(line) for line in (PROJECT / name).read_text().splitlines() if re.match(r"[a-z0-9]", line)}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_address(name: str) -> None:
    assert not re.search(r"https?:|file:|index-url|find-links|@ ", (PROJECT / name).read_text())


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (PROJECT / name).read_text())
    assert all("--hash=sha256:" in entry for entry in entries)


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    needed = {normalized(requirement) for requirement in project["dependencies"]}
    extras = {normalized(item) for extra in project["optional-dependencies"].values() for item in extra}
    assert needed <= locked("requirements.lock")
    assert needed | extras <= locked("requirements-dev.lock")


def test_the_default_installation_stays_lean() -> None:
    assert not locked("requirements.lock") & {"pytest", "playwright", "mypy", "ruff", "openpyxl", "pdfplumber"}


def test_every_dependency_has_a_lower_bound() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    everything = project["dependencies"] + [
        item for extra in project["optional-dependencies"].values() for item in extra
    ]
    assert [item for item in everything if ">=" not in item] == []
