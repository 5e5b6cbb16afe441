"""Opens a ledger of published suggestions, CSV or Excel, as rows of trimmed text cells; what the cells mean is not known here."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine
from django.utils.translation import gettext as _

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
    content = path.read_bytes()
    if content.startswith(OLE_BEGINS):
        raise LedgerRefused(
            _("This is an old or encrypted Excel workbook; save it as .xlsx without a password."), line=1
        )
    if content.startswith(ZIP_BEGINS):
        return _rows(_excel_cells(path), columns=columns)
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
    dated = frozenset(name for name, cell in zip(header, cells, strict=False) if isinstance(cell, date))
    return TextRow(number, dict(zip(header, texts, strict=True)), len(texts), dated)


def _refuse_unknown_columns(header: list[str], *, columns: Sequence[str], line: int) -> None:
    """Raises LedgerRefused unless the header has each column exactly once and no other."""
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


def _excel_cells(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Read the first sheet of a workbook."""
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        yield from enumerate(sheet.to_python(skip_empty_area=False), start=1)
    except python_calamine.CalamineError as error:
        raise LedgerRefused(
            _("The file cannot be read as an Excel workbook: %(error)s.") % {"error": error}, line=1
        ) from error


def as_text(cell: Cell) -> str:
    """Write a cell as text: a day as `2021-09-03`, a whole number without its `.0`, text trimmed and with plain line ends."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
