"""Reading back the plain values that were stored as JSON, refusing what has another shape; nothing about what they mean."""

from datetime import date

type Json = str | int | bool | list[Json] | dict[str, Json] | None


def day(stored: object) -> date:
    """Read a day written as `YYYY-MM-DD`. Raises TypeError or ValueError."""
    return date.fromisoformat(string(stored))


def string(stored: object) -> str:
    """Read a string. Raises TypeError."""
    if not isinstance(stored, str):
        raise TypeError(f"a string was expected, not {stored!r}")
    return stored


def integer(stored: object) -> int:
    """Read a whole number. Raises TypeError."""
    if not isinstance(stored, int) or isinstance(stored, bool):
        raise TypeError(f"a whole number was expected, not {stored!r}")
    return stored


def listed(stored: object) -> list[object]:
    """Read a list of anything. Raises TypeError."""
    if not isinstance(stored, list):
        raise TypeError(f"a list was expected, not {stored!r}")
    return stored
