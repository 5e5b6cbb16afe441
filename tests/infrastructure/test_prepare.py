"""The script that makes the environment, on machines that lack something; what it makes is proved by `make bare`."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "procuracy" / "start" / "prepare.sh"
NEEDED = ["sh", "dirname", "cat", "cksum", "rm", "id", "grep", "mkdir"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project that has only the script and a lock file, and a PATH with hardly anything on it."""
    (tmp_path / "procuracy" / "start").mkdir(parents=True)
    shutil.copy(SCRIPT, tmp_path / "procuracy" / "start")
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    (tmp_path / "bin").mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        assert found
        (tmp_path / "bin" / name).symlink_to(found)
    return tmp_path


def program(checkout: Path, name: str, script: str) -> None:
    """Puts a program on the PATH."""
    path = checkout / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def prepare(checkout: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(checkout / "bin"), "HOME": str(checkout), "PYENV_ROOT": str(checkout / "pyenv")}
    return subprocess.run(
        ["sh", checkout / "procuracy" / "start" / "prepare.sh"], env=environment, capture_output=True, text=True
    )


def test_without_a_python_one_line_says_what_to_install(checkout: Path) -> None:
    done = prepare(checkout)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Python 3.12, 3.13 or 3.14 is missing: install one of them (with pyenv or uv, for instance) and try again."
    ]


def test_a_shim_that_only_complains_is_no_python(checkout: Path) -> None:
    program(checkout, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    assert "is missing" in prepare(checkout).stderr


def test_a_python_under_pyenv_is_found(checkout: Path) -> None:
    folder = checkout / "pyenv" / "versions" / "3.12.9" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").write_text('#!/bin/sh\n[ "$1" = -c ] || echo "Python 3.12.9 of the test"\n[ "$1" != -m ]\n')
    (folder / "python").chmod(0o755)
    done = prepare(checkout)
    assert "· Making .venv with Python 3.12.9 of the test" in done.stdout
    assert done.stderr.strip().endswith("install its venv module (Debian: python3-venv).")


def test_missing_libraries_are_named_with_the_line_that_brings_them(checkout: Path) -> None:
    if os.geteuid() == 0:
        program(checkout, "id", "echo 1000")
    program(checkout, "ldconfig", "true")
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(shutil.which("true") or "/bin/true")
    installed = subprocess.run(
        ["cksum"], stdin=(checkout / "requirements.lock").open(), capture_output=True, text=True, check=True
    )
    (checkout / ".venv" / "installed-requirements.lock").write_text(installed.stdout)
    done = prepare(checkout)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "! Letters cannot be typeset, or only slowly, until somebody runs: "
        "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    ]
