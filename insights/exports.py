"""Rows as CSV for a spreadsheet, line by line, so that a long list is never held in memory; no cell can act as a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

# What a spreadsheet would read as the beginning of a formula: the signs, also in their wide and small forms, and white
# space or what cannot be seen before them; or a tabulator or line end, with which it leaves the cell.
ACTING = re.compile(r"^(?:[\t\r\n]|[\s\ufeff\u200b-\u200f\u2060\x00-\x1f]*[=+\-@＝＋－＠﹦﹢﹣﹫−])")
BYTE_ORDER_MARK = "\ufeff"


class _Line:
    """Gives each line back to the caller where csv would write to a file."""

    def write(self, text: str) -> str:
        return text


def cell(value: object) -> str:
    """Returns a value as the text of a cell: days as 2020-01-13, nothing for None, an apostrophe before what would act."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if ACTING.match(text) else text


def csv_lines(*, header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yields the lines of a CSV file in UTF-8 with its mark, the header first."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([cell(value) for value in header])
    for row in rows:
        yield writer.writerow([cell(value) for value in row])
