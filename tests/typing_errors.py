"""How many errors mypy finds in each package, and how many there may be; a file keeps the numbers.

    python -m tests.typing_errors     counts, and lowers what the file allows; it never allows more

A package that is not in the file has none: so it is with every new one, and with those that pyproject.toml names for
`make types`.
"""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
ALLOWED = ROOT / "tests" / "data" / "typing_errors.toml"
# Not that of `make types`, which follows imports into the other packages and keeps silent about them.
CACHE = ROOT / "var" / "typing_errors"
# Apps of layers are counted by layer, the others as a whole.
LAYERED = ("suggestions", "followups", "notices", "organs")
ERROR = re.compile(r"(?P<path>[^:]+):(?:\d+:)* error: ")
HEAD = """\
# How many errors mypy --strict still finds in each package. The command lowers the numbers and never raises one:
#     .venv/bin/python -m tests.typing_errors
"""


def found() -> dict[str, int]:
    """Runs mypy over all packages of the application; returns the errors by package. Raises RuntimeError when it breaks."""
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(CACHE), "--no-color-output", *PACKAGES]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode not in {0, 1} or "errors prevented further checking" in run.stdout:
        raise RuntimeError(f"mypy did not end well:\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}")
    return counted(run.stdout.splitlines())


def counted(lines: Iterable[str]) -> dict[str, int]:
    """Returns the errors by package, from what mypy says."""
    matches = (ERROR.match(line) for line in lines)
    return dict(Counter(package_of(match["path"]) for match in matches if match))


def package_of(path: str) -> str:
    """Returns under which name the errors of a file are counted."""
    parts = Path(path).parts
    return "/".join(parts[:2]) if parts[0] in LAYERED and len(parts) > 2 else parts[0]


def allowed() -> dict[str, int]:
    """Returns how many errors there may be in each package that has some."""
    return dict(tomllib.loads(ALLOWED.read_text())["errors"])


def risen(now: Mapping[str, int], *, before: Mapping[str, int]) -> list[str]:
    """Returns in words where there are more errors than there may be."""
    return [f"{name}: {before.get(name, 0)} → {now[name]}" for name in sorted(now) if now[name] > before.get(name, 0)]


def fallen(now: Mapping[str, int], *, before: Mapping[str, int]) -> list[str]:
    """Returns in words where there are fewer errors than there may be."""
    return [
        f"{name}: {before[name]} → {now.get(name, 0)}" for name in sorted(before) if now.get(name, 0) < before[name]
    ]


def lowered(now: Mapping[str, int], *, before: Mapping[str, int]) -> dict[str, int]:
    """Returns the lower number of the two for each package; what has come down to none is left out."""
    lower = {name: min(before[name], now.get(name, 0)) for name in sorted(before)}
    return {name: number for name, number in lower.items() if number}


def text(numbers: Mapping[str, int]) -> str:
    """Returns the file as it is kept."""
    return f"{HEAD}\n[errors]\n" + "".join(f'"{name}" = {number}\n' for name, number in numbers.items())


if __name__ == "__main__":
    now, before = found(), allowed()
    ALLOWED.write_text(text(lowered(now, before=before)))
    print("\n".join(fallen(now, before=before)) or "nothing to lower")
    if rising := risen(now, before=before):
        sys.exit("more than there may be:\n" + "\n".join(rising))
