"""Breaks a title or a long name into lines of like length, never inside a number or a date (GB/T 9704-2012, 7.3.1)."""

import re
from collections.abc import Callable, Collection
from math import ceil

from suggestions.printing import line_breaking
from suggestions.printing.line_breaking import UNBROKEN


def balanced(title: str, *, measure: Callable[[str], float], longest: float, whole: Collection[str] = ()) -> list[str]:
    """Return a title in as few lines as it needs; `measure` returns the width of a text, `longest` that of a line.

    `whole` are the texts inside which no line ends: the numbers of documents, whose letters nothing else sets apart.
    """
    count = max(1, ceil(measure(title) / longest))
    found = []
    for left in range(count, 1, -1):
        end = _nearest(title, measure(title) / left, measure, longest, whole)
        found.append(title[:end])
        title = title[end:]
    return [*found, title]


def _nearest(title: str, width: float, measure: Callable[[str], float], longest: float, whole: Collection[str]) -> int:
    """Return the allowed end of a line that comes nearest to the width; the whole title when there is none."""
    held = {at for match in UNBROKEN.finditer(title) for at in range(match.start(), match.end())}
    named = (match for text in whole for match in re.finditer(re.escape(text), title))
    held |= {at for match in named for at in range(match.start() + 1, match.end())}
    allowed = [
        at for at in range(1, len(title)) if at not in held and line_breaking.may_break(title[at - 1], title[at])
    ]
    fitting = [at for at in allowed if measure(title[:at]) <= longest]
    return min(fitting, key=lambda at: abs(measure(title[:at]) - width), default=len(title))
