"""Numbers as addresses and hidden fields carry them: plain ASCII digits that a row's key can hold; anything else is no number."""

#: The largest key of a row; a longer number names nothing, and PostgreSQL would refuse it.
LARGEST_KEY = 2**63 - 1


def key_of(text: str) -> int | None:
    """Returns the key that the text writes; None for anything that no row can have."""
    number = _number(text)
    return number if number is not None and number <= LARGEST_KEY else None


def count_of(text: str, *, most: int) -> int:
    """Returns how many the text says, at most `most`; 0 for what is no number."""
    number = _number(text)
    if number is not None:
        return min(number, most)
    return most if _is_digits(text) else 0


def _number(text: str) -> int | None:
    """Returns the number; None also for more digits than any key has, which int() is never asked to read."""
    return int(text) if _is_digits(text) and len(text) <= len(str(LARGEST_KEY)) else None


def _is_digits(text: str) -> bool:
    """Tells whether there are only 0 to 9: str.isdigit also takes ² and other signs that int() refuses."""
    return text.isascii() and text.isdigit()
