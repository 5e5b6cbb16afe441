"""Canonical text and its SHA-256: the one way in which content and events become bytes."""

import hashlib
import json

Plain = str | int | None | list["Plain"] | dict[str, "Plain"]


def canonical(content: Plain) -> str:
    """Returns JSON with sorted keys, no blanks, characters as they are: the same content gives the same text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Returns the SHA-256 of a text's UTF-8 bytes in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def of(content: Plain) -> str:
    """Returns the digest of canonical content."""
    return digest(canonical(content))
