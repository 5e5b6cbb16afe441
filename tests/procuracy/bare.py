"""`make bare`: README's first command in a fresh clone, with nothing of a developer's machine to be found.

The PATH holds what Debian brings and neither PostgreSQL, Redis, gettext nor uv; fontconfig finds no face; no environment
variable of ours is set. A Python that is new enough may lie under pyenv, as the README says.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.procuracy import processes

PROJECT = Path(__file__).parents[2]
FIRST_START, SECOND_START = 180, 10  # seconds
SYSTEM_FOLDERS = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]
HIDDEN = re.compile(r"(pg_|psql|postgres|initdb|createdb|redis|valkey|msg|xgettext|gettext|uv$|uvx$|python3\.1[2-9])")
OURS = re.compile(r"(PROCURACY_|DJANGO_|PG|PYTHON|VIRTUAL_ENV|PYENV_VERSION|MAKE|MFLAGS)")
OUR_NAMES = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "PORT", "HOST", "CI"}
NO_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><cachedir>{}</cachedir></fontconfig>'
)


def scrubbed_path(folder: Path) -> str:
    """A folder with links to the system's programs, but for those that a fresh machine lacks."""
    folder.mkdir()
    for place in SYSTEM_FOLDERS:
        for program in Path(place).iterdir():
            link = folder / program.name
            if not HIDDEN.match(program.name) and not link.is_symlink():
                link.symlink_to(program)
    return str(folder)


def bare_environment(folder: Path, *, port: int) -> dict[str, str]:
    """The environment of a machine that knows nothing of us."""
    environment = {name: value for name, value in os.environ.items() if not OURS.match(name) and name not in OUR_NAMES}
    fonts = folder / "fonts.conf"
    fonts.write_text(NO_FONTS.format(folder / "fontconfig"))
    return environment | {"PATH": scrubbed_path(folder / "bin"), "FONTCONFIG_FILE": str(fonts), "PORT": str(port)}


def status_and_page(address: str) -> tuple[int, str]:
    """What an address answers, after redirections; 0 when nothing does."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


def prove(clone: Path, environment: dict[str, str], *, address: str, limit: int) -> float:
    """Starts, waits for health, asks for the sign-in page, stops; returns the seconds until healthy."""
    began = time.monotonic()
    with subprocess.Popen(["make", "run"], cwd=clone, env=environment, start_new_session=True) as make:
        while status_and_page(f"{address}/healthz")[0] != 200:
            if make.poll() is not None or time.monotonic() - began > limit:
                make.terminate()
                sys.exit(f"bare: not healthy after {time.monotonic() - began:.0f} s (limit {limit} s)")
            time.sleep(0.1)
        took = time.monotonic() - began
        status, page = status_and_page(f"{address}/")
        programs = processes.naming(clone, program="bin/postgres")
        make.terminate()
    if took > limit:
        sys.exit(f"bare: healthy only after {took:.1f} s (limit {limit} s)")
    if status != 200 or 'type="password"' not in page:
        sys.exit(f"bare: the first page is not the sign-in page (status {status})")
    if not programs:
        sys.exit("bare: PostgreSQL did not come from the clone's own packages")
    if left := processes.naming(clone):
        sys.exit(f"bare: processes are left: {left}")
    return took


def main() -> None:
    """Clones what is committed, proves two starts, removes everything."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="procuracy-bare-"))
    folder.chmod(0o755)
    try:
        clone = folder / "clone"
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", PROJECT, clone], check=True)
        environment = bare_environment(folder, port=port)
        for name, limit in (("first", FIRST_START), ("second", SECOND_START)):
            took = prove(clone, environment, address=f"http://127.0.0.1:{port}", limit=limit)
            print(f"bare: {name} start healthy after {took:.1f} s (limit {limit} s), sign-in page 200, no process left")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
