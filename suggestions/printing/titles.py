"""Breaks a title or a long name into lines of like length, never inside a number or a date (GB/T 9704-2012, 7.3.1)."""

from collections.abc import Callable
from math import ceil

from suggestions.printing import line_breaking
from suggestions.printing.line_breaking import UNBROKEN


def balanced(title: str, *, measure: Callable[[str], float], longest: float) -> list[str]:
    """Return a title in as few lines as it needs; `measure` returns the width of a text, `longest` that of a line."""
    count = max(1, ceil(measure(title) / longest))
    found = []
    for left in range(count, 1, -1):
        end = _nearest(title, measure(title) / left, measure, longest)
        found.append(title[:end])
        title = title[end:]
    return [*found, title]


def _nearest(title: str, width: float, measure: Callable[[str], float], longest: float) -> int:
    """Return the allowed end of a line that comes nearest to the width; the whole title when there is none."""
    held = {at for match in UNBROKEN.finditer(title) for at in range(match.start(), match.end())}
    allowed = [
        at for at in range(1, len(title)) if at not in held and line_breaking.may_break(title[at - 1], title[at])
    ]
    fitting = [at for at in allowed if measure(title[:at]) <= longest]
    return min(fitting, key=lambda at: abs(measure(title[:at]) - width), default=len(title))
