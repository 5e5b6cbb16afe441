"""Opens a ledger of published suggestions, CSV or Excel, as rows of trimmed text cells; what the cells mean is not known here."""

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import cast

import python_calamine
from django.utils.translation import gettext as _

from suggestions.confined import calling

LARGEST = 100 * 1024 * 1024
#: As many as a sheet of Excel has.
MOST_ROWS = 1_048_576
MOST_TIMES_AS_MANY = 4
ZIP_BEGINS = b"PK\x03\x04"
OLE_BEGINS = b"\xd0\xcf\x11\xe0"
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

type Cell = str | int | float | bool | date | datetime | time | timedelta


class LedgerRefused(ValueError):
    """A file is not a ledger with the known columns; the message says what is wrong and where."""

    def __init__(self, reason: str, *, line: int | None = None, byte: int | None = None) -> None:
        super().__init__(reason)
        self.line = line
        self.byte = byte


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of the sheet: its number (the header is row 1), its cells by column, and which cells were Excel dates.

    `count` is how many cells the row really had; `cells` is empty when that is not the number of columns.
    """

    number: int
    cells: dict[str, str]
    count: int
    date_columns: frozenset[str] = frozenset()


def read(path: Path, *, columns: Sequence[str]) -> list[TextRow]:
    """Read all rows that are not blank, whatever the order of the columns. Raises LedgerRefused or OSError."""
    if path.stat().st_size > LARGEST:
        raise LedgerRefused(_("The file is larger than %d MB.") % (LARGEST // 1024 // 1024), line=1)
    content = path.read_bytes()
    if content.startswith(OLE_BEGINS):
        raise LedgerRefused(
            _("This is an old or encrypted Excel workbook; save it as .xlsx without a password."), line=1
        )
    if content.startswith(ZIP_BEGINS):
        return _rows(_excel_cells(content), columns=columns)
    return _rows(_csv_cells(content), columns=columns)


def _rows(numbered: Iterable[tuple[int, Sequence[Cell]]], *, columns: Sequence[str]) -> list[TextRow]:
    iterator = iter(numbered)
    number, first = next(iterator, (1, []))
    header = [as_text(cell) for cell in first]
    while header and not header[-1]:
        header.pop()
    _refuse_unknown_columns(header, columns=columns, line=number)
    return [row for number, cells in iterator if (row := _row(number, cells, header)) is not None]


def _row(number: int, cells: Sequence[Cell], header: list[str]) -> TextRow | None:
    texts = [as_text(cell) for cell in cells]
    while len(texts) > len(header) and not texts[-1]:
        texts.pop()
    if not any(texts):
        return None
    if len(texts) != len(header):
        return TextRow(number, {}, len(texts))
    dated = frozenset(name for name, cell in zip(header, cells, strict=False) if isinstance(cell, _DayText))
    return TextRow(number, dict(zip(header, texts, strict=True)), len(texts), dated)


def _refuse_unknown_columns(header: list[str], *, columns: Sequence[str], line: int) -> None:
    """Raises LedgerRefused unless the header has each column exactly once and no other."""
    if len(header) > MOST_TIMES_AS_MANY * len(columns):
        raise LedgerRefused(
            _("Line %(line)d has %(found)d columns; a ledger has %(right)d.")
            % {"line": line, "found": len(header), "right": len(columns)},
            line=line,
        )
    missing = [name for name in columns if name not in header]
    unknown = [name or _("(empty)") for name in header if name not in columns]
    doubled = sorted({name for name in header if name in columns and header.count(name) > 1})
    complaints = [
        sentence % {"names": ", ".join(name[:40] for name in names)}
        for sentence, names in (
            (_("missing: %(names)s"), missing),
            (_("unknown: %(names)s"), unknown),
            (_("more than once: %(names)s"), doubled),
        )
        if names
    ]
    if complaints:
        raise LedgerRefused(
            _("The columns in line %(line)d are not those of a ledger; %(complaints)s.")
            % {"line": line, "complaints": "; ".join(complaints)},
            line=line,
        )


def _csv_cells(content: bytes) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise LedgerRefused(
            _("Line %(line)d cannot be read as CSV: %(error)s.") % {"line": reader.line_num, "error": error},
            line=reader.line_num,
        ) from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LedgerRefused(
            _("The file is not UTF-8: byte %(byte)d, in line %(line)d. Save it again as “CSV UTF-8”.")
            % {"byte": error.start + 1, "line": line},
            line=line,
            byte=error.start + 1,
        ) from error


def _excel_cells(content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """Read the first sheet of a workbook, in confinement: a small one may unpack to more than the machine has."""
    try:
        _facts, (written,) = calling.call("ledger", content)
    except calling.TooHeavy as heavy:
        raise LedgerRefused(
            _("The workbook unpacks to more than can be read. Save it as “CSV UTF-8”."), line=1
        ) from heavy
    except calling.Failed as failed:
        raise LedgerRefused(
            _("The file cannot be read as an Excel workbook: %(error)s.") % {"error": failed}, line=1
        ) from failed
    yield from enumerate(([_read_back(cell) for cell in row] for row in json.loads(written)), start=1)


def cells_of(content: bytes) -> tuple[dict[str, object], list[bytes]]:
    """Reads the cells of the first sheet in confinement; a day is written as a list of one text."""
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    return {}, [json.dumps([[_written(cell) for cell in row] for row in rows]).encode()]


def _written(cell: Cell) -> object:
    if isinstance(cell, datetime | date):
        return [as_text(cell)]
    return cell if isinstance(cell, str | int | bool) else as_text(cell)


def _read_back(cell: object) -> Cell:
    return _DayText(cell[0]) if isinstance(cell, list) else cast(Cell, cell)


class _DayText(str):
    """The text of a cell that Excel kept as a day."""


def as_text(cell: Cell) -> str:
    """Write a cell as text: a day as `2021-09-03`, a whole number without its `.0`, text trimmed and with plain line ends."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and math.isfinite(cell) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
