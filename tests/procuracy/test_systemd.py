"""The units of deploy/systemd: systemd reads them, each is closed, and only those that must know the owner's secret do."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from procuracy.start import web

UNITS = Path(__file__).parents[2] / "deploy/systemd"
SERVICES = sorted(UNITS.glob("*.service"))
AS_OWNER = {"procuracy-migrations.service", "procuracy-backup.service"}
CLOSED = {
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "ProtectKernelTunables=yes",
    "RestrictNamespaces=yes",
    "RestrictSUIDSGID=yes",
    "LockPersonality=yes",
    "SystemCallFilter=@system-service",
    "UMask=0077",
    "User=procuracy",
}
MOST_EXPOSED = 2.0  # as systemd-analyze counts, from 0 to 10


def lines(unit: Path) -> list[str]:
    return unit.read_text().splitlines()


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_every_service_is_closed(unit: Path) -> None:
    assert set(lines(unit)) >= CLOSED


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_a_secret_is_handed_over_and_not_written_into_the_unit(unit: Path) -> None:
    said = unit.read_text()
    handed = set(re.findall(r"^LoadCredential=(\w+):/etc/procuracy/secrets/\1$", said, re.MULTILINE))
    read = re.findall(r"^Environment=(\w+)_FILE=%d/(\w+)$", said, re.MULTILINE)
    assert {file for _name, file in read} == handed
    assert all(name.lower() == file for name, file in read)
    assert ("database_owner_password" in handed) is (unit.name in AS_OWNER)
    assert ("environment-owner" in said) is (unit.name in AS_OWNER)


def test_the_target_wants_all_that_runs() -> None:
    wanted = re.search(r"^Wants=(.*)$", (UNITS / "procuracy.target").read_text(), re.MULTILINE)
    assert wanted
    assert set(wanted[1].split()) == {
        f"procuracy-{name}" for name in ("web.service", "worker.service", "beat.service", "backup.timer")
    }


def test_the_web_server_is_started_by_the_command_that_knows_its_options() -> None:
    assert f"-m {web.__name__}" in (UNITS / "procuracy-web.service").read_text()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_systemd_reads_every_unit(tmp_path: Path) -> None:
    for unit in UNITS.iterdir():
        # The programs lie where an installation puts them, not here.
        (tmp_path / unit.name).write_text(
            re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
        )
    names = [str(path) for path in sorted(tmp_path.iterdir()) if path.suffix != ".md"]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *names], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "procuracy" in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_systemd_finds_little_exposed(unit: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", unit], capture_output=True, text=True
    )
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) <= MOST_EXPOSED
