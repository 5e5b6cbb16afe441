"""The script that makes the environment, on machines that lack something; what it makes is proved by `make bare`."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "procuracy" / "start" / "prepare.sh"
NEEDED = ["sh", "dirname", "cat", "cksum", "rm", "id", "grep", "mkdir", "mktemp", "mv", "timeout"]


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
    environment = {
        "PATH": str(checkout / "bin"),
        "HOME": str(checkout),
        "PYENV_ROOT": str(checkout / "pyenv"),
        "PROCURACY_KAI": str(checkout / "kai.ttf"),
        "PROCURACY_RARE": str(checkout / "rare.ttf"),
        "PROCURACY_FANG": str(checkout / "fang.otf"),
    }
    return subprocess.run(
        ["sh", checkout / "procuracy" / "start" / "prepare.sh"], env=environment, capture_output=True, text=True
    )


def test_without_a_python_one_line_says_what_to_install(checkout: Path) -> None:
    done = prepare(checkout)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Python 3.12, 3.13 or 3.14 is missing: install one of them (with pyenv or uv, for instance) and try again."
    ]


@pytest.mark.slow
def test_a_shim_that_only_complains_is_no_python(checkout: Path) -> None:
    program(checkout, "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    assert "is missing" in prepare(checkout).stderr


@pytest.mark.slow
def test_a_python_under_pyenv_is_found(checkout: Path) -> None:
    folder = checkout / "pyenv" / "versions" / "3.12.9" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").write_text('#!/bin/sh\n[ "$1" = -c ] || echo "Python 3.12.9 of the test"\n[ "$1" != -m ]\n')
    (folder / "python").chmod(0o755)
    done = prepare(checkout)
    assert "· Making .venv with Python 3.12.9 of the test" in done.stdout
    assert done.stderr.strip().endswith("install its venv module (Debian: python3-venv).")


@pytest.fixture
def installed(checkout: Path) -> Path:
    """A project whose environment is made, on a machine without libraries and without rights."""
    program(checkout, "ldconfig", "true")
    (checkout / "bin" / "id").unlink()
    program(checkout, "id", "echo 1000")
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(shutil.which("true") or "/bin/true")
    installed = subprocess.run(
        ["cksum"], stdin=(checkout / "requirements.lock").open(), capture_output=True, text=True, check=True
    )
    (checkout / ".venv" / "installed-requirements.lock").write_text(installed.stdout)
    (checkout / "rare.ttf").write_bytes(b"face")
    (checkout / "fang.otf").write_bytes(b"face")
    return checkout


LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
KAI = "fonts-arphic-gkai00mp"


def with_libraries(checkout: Path) -> None:
    program(checkout, "ldconfig", "echo libharfbuzz-subset.so libpango-1.0.so libpangoft2-1.0.so")


def as_root(checkout: Path, *, refuses: str = "nothing") -> Path:
    """Give the machine an administrator and an apt-get that knows all packages but one; returns its list of calls."""
    program(checkout, "id", "echo 0")
    program(checkout, "apt-get", f'echo "$*" >>calls; case "$*" in *{refuses}*) exit 100;; esac')
    return checkout / "calls"


def installs(calls: Path) -> list[str]:
    lines = calls.read_text().splitlines() if calls.exists() else []
    return [line.partition("--no-install-recommends ")[2] for line in lines if line.startswith("install")]


@pytest.mark.slow
def test_missing_libraries_are_named_with_the_line_that_brings_them(installed: Path) -> None:
    for _start in range(2):
        done = prepare(installed)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines() == [
            f"! Letters cannot be typeset, or only slowly, until somebody runs: sudo apt-get install {LIBRARIES} {KAI}"
        ]


@pytest.mark.slow
def test_libraries_and_face_come_with_one_call(installed: Path) -> None:
    calls = as_root(installed)
    assert prepare(installed).returncode == 0
    assert installs(calls) == [f"{LIBRARIES} {KAI}"]


@pytest.mark.slow
def test_a_face_that_cannot_be_had_keeps_no_library_away(installed: Path) -> None:
    calls = as_root(installed, refuses="gkai")
    done = prepare(installed)
    assert done.returncode == 0
    assert installs(calls)[-1] == LIBRARIES
    assert (
        done.stdout.splitlines()[-1]
        == f"! Letters are printed without 楷体 until somebody runs: sudo apt-get install {KAI}"
    )
    assert (installed / "var" / "kai-tried").exists()


@pytest.mark.slow
def test_a_face_is_tried_once_and_remembered(installed: Path) -> None:
    with_libraries(installed)
    calls = as_root(installed, refuses="gkai")
    first, tried, second = prepare(installed), len(installs(calls)), prepare(installed)
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.splitlines()[-1].endswith(f"sudo apt-get install {KAI}")
    assert second.stdout == ""
    assert len(installs(calls)) == tried > 0


@pytest.mark.slow
def test_without_rights_nobody_is_asked_and_the_line_is_said_once(installed: Path) -> None:
    with_libraries(installed)
    program(installed, "sudo", '[ "$1" = -n ] || echo asked >asked; exit 1')
    assert prepare(installed).stdout.count(KAI) == 1
    assert prepare(installed).stdout == ""
    assert not (installed / "asked").exists()


@pytest.mark.slow
def test_where_everything_is_there_nothing_is_done(installed: Path) -> None:
    with_libraries(installed)
    calls = as_root(installed)
    (installed / "kai.ttf").write_bytes(b"face")
    done = prepare(installed)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not calls.exists()


@pytest.mark.slow
def test_the_face_for_rare_characters_comes_along_or_is_named_once(installed: Path) -> None:
    with_libraries(installed)
    (installed / "kai.ttf").write_bytes(b"face")
    (installed / "rare.ttf").unlink()
    calls = as_root(installed, refuses="hanazono")
    first, second = prepare(installed), prepare(installed)
    assert first.stdout.splitlines()[-1] == (
        "! Rare characters of names cannot be printed until somebody runs: sudo apt-get install fonts-hanazono"
    )
    assert second.stdout == ""
    assert set(installs(calls)) == {"fonts-hanazono"}


@pytest.mark.slow
def test_the_face_for_the_body_is_fetched_without_rights_or_named_once(installed: Path) -> None:
    with_libraries(installed)
    (installed / "kai.ttf").write_bytes(b"face")
    (installed / "fang.otf").unlink()
    program(installed, "apt-get", 'echo "$*" >>calls; : >texlive-lang-chinese_1_all.deb')
    program(installed, "dpkg-deb", "exit 1")
    first, second = prepare(installed), prepare(installed)
    assert first.stdout.splitlines()[-1] == (
        "! Letters are printed without 仿宋 until somebody runs:"
        " sudo apt-get install --no-install-recommends texlive-lang-chinese"
    )
    assert second.stdout == ""
    program(installed, "dpkg-deb", "echo archive")
    program(installed, "tar", "echo face")
    (installed / "var" / "fang-tried").unlink()
    assert prepare(installed).returncode == 0
    assert (installed / "fang.otf").read_text() == "face\n"
