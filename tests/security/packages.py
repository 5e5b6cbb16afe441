"""`python -m tests.security.packages`: lists every package of an installation, and asks whether one of them is known to be weak.

    python -m tests.security.packages list     var/sbom.json, in CycloneDX, from requirements.lock
    python -m tests.security.packages audit    asks the package index; says so in a sentence where it cannot be asked

The audit ends with status 1 on a known vulnerability, and only then.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
SBOM = ROOT / "var" / "sbom.json"
PATIENCE = 20  # seconds for one package
COMMANDS = Path(sys.executable).parent


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What a command printed, and how it ended."""

    status: int
    out: str
    errors: str


def run(*command: str) -> Ran:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return Ran(status=done.returncode, out=done.stdout, errors=done.stderr)


def write_list(*, lock: Path = LOCK, into: Path = SBOM) -> int:
    """Writes the list of packages with versions and hashes, the same bytes for the same lock; returns how many there are."""
    into.parent.mkdir(parents=True, exist_ok=True)
    command = (str(COMMANDS / "cyclonedx-py"), "requirements", str(lock), "--pyproject", str(ROOT / "pyproject.toml"))
    done = run(*command, "--output-reproducible", "--of", "JSON", "-o", str(into))
    if done.status:
        raise SystemExit(done.errors.strip() or "The list of packages could not be written.")
    return len(json.loads(into.read_text())["components"])


def audit(*, ask: Callable[..., Ran] = run) -> tuple[int, list[str]]:
    """Returns 1 and the weak packages when there are any, else 0 and a sentence: that none is known, or that none could be asked."""
    done = ask(
        str(COMMANDS / "pip-audit"),
        *("--requirement", str(LOCK), "--disable-pip", "--require-hashes"),
        *("--format", "json", "--progress-spinner", "off", "--timeout", str(PATIENCE)),
    )
    try:
        found = json.loads(done.out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, [
            f"Not audited: the package index cannot be asked for vulnerabilities from here ({_why(done.errors)})."
        ]
    if weak := list(_weak(found)):
        return 1, weak
    asked = [each for each in found if "skip_reason" not in each]
    if not asked:
        return 0, ["Not audited: the package index says nothing of vulnerabilities."]
    return 0, [
        f"No vulnerability is known in {len(asked)} packages; {len(found) - len(asked)} were not there to ask of."
    ]


def _weak(found: list[dict]) -> Iterator[str]:
    for each in found:
        for weakness in each.get("vulns", ()):
            mended = ", ".join(weakness.get("fix_versions", ())) or "no version yet"
            yield f"{each['name']} {each['version']}: {weakness['id']}, mended in {mended}"


def _why(errors: str) -> str:
    lines = [line for line in errors.splitlines() if line.strip()]
    last = lines[-1].strip() if lines else "it said nothing"
    return last.rpartition(": ")[2][:100] if "Error" in last else last[:100]


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.security.packages", description=__doc__.split("\n")[0])
    asked.add_argument("what", choices=["list", "audit"])
    if asked.parse_args().what == "list":
        print(f"{write_list()} packages are listed in {SBOM.relative_to(ROOT)}.")
        return 0
    status, lines = audit()
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main())
