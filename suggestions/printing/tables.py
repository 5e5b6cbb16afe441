"""Tables in a typed text: lines of | cell | cell |, or as they are pasted from a word processor, with tabs between cells."""

from collections.abc import Sequence
from itertools import groupby

#: A table has so many rows and columns at least: a single line with a tab is none.
FEWEST = 2
HYPHENS = frozenset("-: ")


def written_out(text: str) -> str:
    """Return a text whose pasted tables are written with bars; other tabs stay."""
    if "\t" not in text:
        return text
    lines: list[str] = []
    for is_table, group in groupby(text.split("\n"), key=lambda line: "\t" in line.strip("\t ")):
        rows = list(group)
        lines += map(_barred, rows) if is_table and len(rows) >= FEWEST else rows
    return "\n".join(lines)


def _barred(line: str) -> str:
    return "| " + " | ".join(cell.strip() for cell in line.split("\t")) + " |"


def cells(line: str) -> list[str]:
    """Return the cells of a line with bars; none where it is no row of a table."""
    inner = line.strip()
    if len(inner) < FEWEST or not (inner.startswith("|") and inner.endswith("|")):
        return []
    found = [cell.strip() for cell in inner[1:-1].split("|")]
    return found if len(found) >= FEWEST else []


def rows(lines: Sequence[str]) -> list[list[str]]:
    """Return lines with bars as rows of one length, the line of hyphens under a head left out; none where they are too few."""
    found = [row for row in map(cells, lines) if set("".join(row)) - HYPHENS]
    width = max(map(len, found), default=0)
    return [row + [""] * (width - len(row)) for row in found] if len(found) >= FEWEST else []
