"""Ledgers of published suggestions that are made to hurt whoever imports them."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from tests.security.hostile_documents import packed
from tests.security.hostile_pictures import Hostile

SHEET = "xl/worksheets/sheet1.xml"
CORE = b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'


def all_of() -> Iterator[Hostile]:
    """Yields name, ending and bytes of each."""
    workbook = _workbook()
    yield "ledger whose sheet unpacks to a gigabyte", ".xlsx", _replaced(workbook, SHEET, bytes(1 << 30))
    yield (
        "ledger whose sheet grows",
        ".xlsx",
        _replaced(workbook, SHEET, b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'),
    )
    yield (
        "ledger with a cell in the last corner",
        ".xlsx",
        _replaced(
            workbook,
            SHEET,
            b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
        ),
    )
    yield (
        "ledger whose cell says infinity",
        ".xlsx",
        _replaced(
            workbook,
            SHEET,
            b'<worksheet><sheetData><row r="1"><c r="A1"><v>1e999</v></c></row></sheetData></worksheet>',
        ),
    )
    yield "ledger without a sheet", ".xlsx", _replaced(workbook, "xl/workbook.xml", b"<workbook/>")
    yield "ledger that ends in the middle", ".xlsx", workbook[: len(workbook) // 2]
    yield "ledger that is no workbook", ".xlsx", b"PK\x03\x04" + bytes(200)
    yield "ledger of before 2007", ".xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    yield "ledger of one cell of 15 MB", ".csv", b'"' + b"a" * (15 << 20) + b'"'
    yield "ledger with NUL", ".csv", b"id\0,title\n1,2\n"
    yield "ledger that is no UTF-8", ".csv", b"\xff\xfe\x00\xd8"
    yield "ledger with an open quotation", ".csv", b'id,title\n"1,2' + b"\n" * 100_000
    yield "ledger of a million columns", ".csv", b"a," * 1_000_000


def read(ending: str, content: bytes) -> str:
    """Reads a ledger as the import does."""
    from suggestions.published import ledger_file

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"ledger{ending}"
        path.write_bytes(content)
        rows = list(ledger_file.read(path))
    return f"taken: {len(rows)} rows"


def _workbook() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return _replaced(stream.getvalue(), "docProps/core.xml", CORE)  # which says when it was saved


def _replaced(content: bytes, name: str, part: bytes) -> bytes:
    """Returns an archive with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return packed([(each, part if each == name else source.read(each)) for each in source.namelist()])
