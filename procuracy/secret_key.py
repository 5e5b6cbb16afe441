"""The secret that signs sessions: given from outside in production, otherwise made once and kept below var/."""

import contextlib
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

SHORTEST = 50


def checked(secret: str) -> str:
    """The given key, when it can be one that nobody guesses; raises ImproperlyConfigured."""
    if len(secret) < SHORTEST or len(set(secret)) < 10:
        raise ImproperlyConfigured(
            f"Production needs a SECRET_KEY of at least {SHORTEST} characters that only you know: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))' prints one."
        )
    return secret


def kept(var: Path) -> str:
    """The key kept in the state folder; the first call makes it, readable by its owner only."""
    path = var / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        var.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"secret_key.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        file.write(get_random_secret_key())
    with contextlib.suppress(FileExistsError):  # another process was first
        path.hardlink_to(fresh)
    fresh.unlink()
    return path.read_text()
