"""The passwords of the embedded PostgreSQL's two logins: made once, each in a file that only its owner may read.

Whoever runs the installation may read both. The application reads its own only; the owner's is read when a command works
as the owner (procuracy/roles.py), so that a statement on the application's connection never gets there.
"""

import os
import secrets
from pathlib import Path

from procuracy.embedded.places import Places


def path(places: Places, login: str) -> Path:
    """The file that holds the password of a login."""
    return places.secrets / f"database_{login}"


def kept(places: Places, login: str) -> str:
    """The password of a login; made when there is none."""
    file = path(places, login)
    try:
        return file.read_text()
    except FileNotFoundError:
        return _made(file)


def read(places: Places, login: str) -> str:
    """The password of a login, empty when none was made: the server is one that a former version started."""
    file = path(places, login)
    return file.read_text() if file.exists() else ""


def _made(file: Path) -> str:
    fresh = file.with_suffix(f".{os.getpid()}.new")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(32))
    try:
        file.hardlink_to(fresh)  # of two that make one at once, the first stays
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return file.read_text()
