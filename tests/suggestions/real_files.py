"""Files as programs of many makers write them, made here by code: each kind that is taken, in the orders that there are."""

import struct

from tests.security.hostile_documents import PLAIN, TYPES, WORD, old_file, packed, pdf

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OFD_ROOT = '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody/></ofd:OFD>'
OFD_DOCUMENT = '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016">{}</ofd:Document>'


def word_in_order(*first: str, body: str = WORD) -> bytes:
    """Returns a Word file in which these parts come first."""
    parts = {
        "[Content_Types].xml": TYPES.format(PLAIN),
        "_rels/.rels": "<r/>",
        "docProps/app.xml": "<a/>",
        "docProps/core.xml": "<a/>",
        "docProps/custom.xml": "<a/>",
        "customXml/item1.xml": "<a/>",
        "word/document.xml": body,
        "word/media/image1.png": bytes(range(256)) * 60,
    }
    return packed([(name, parts.pop(name)) for name in first] + list(parts.items()))


def workbook(*, begins_with_sheet: bool) -> bytes:
    parts = [
        ("[Content_Types].xml", TYPES.format(SHEET)),
        *((f"docProps/{number}.xml", "<a/>") for number in range(9)),
        ("xl/workbook.xml", "<a/>"),
    ]
    return packed(reversed(parts) if begins_with_sheet else parts)


def ofd(*more: tuple[str, str | bytes], actions: str = "") -> bytes:
    """Returns an OFD file of one document (GB/T 33190-2016)."""
    return packed([("OFD.xml", OFD_ROOT), ("Doc_0/Document.xml", OFD_DOCUMENT.format(actions)), *more])


def box(kind: bytes, *content: bytes) -> bytes:
    """Returns a box of an ISO media file."""
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def brands(major: bytes, *others: bytes) -> bytes:
    return box(b"ftyp", major, bytes(4), *others)


def track(*, place: bytes = b"", is_in_file: bool = True) -> bytes:
    """Returns the index of a film of one track."""
    entry = box(b"url ", (1 if is_in_file else 0).to_bytes(4), place)
    return box(b"trak", box(b"mdia", box(b"minf", box(b"dinf", box(b"dref", bytes(4), (1).to_bytes(4), entry)))))


def film(major: bytes = b"qt  ", *, index: bytes | None = None, size: int = 64) -> bytes:
    """Returns a film whose pictures come before its index, as phones write it."""
    return (
        brands(major, major)
        + box(b"wide")
        + box(b"mdat", bytes(size))
        + box(b"moov", track() if index is None else index)
    )


PLAIN_PDF = pdf(lambda made: None)
#: Name, bytes and the type that each must be known as.
TAKEN = {
    "PDF": (PLAIN_PDF, "application/pdf"),
    "PDF behind blank lines": (b"\r\n \t\n" + PLAIN_PDF, "application/pdf"),
    "PDF behind a byte order mark": (b"\xef\xbb\xbf" + PLAIN_PDF, "application/pdf"),
    "PDF behind zeros": (bytes(900) + PLAIN_PDF, "application/pdf"),
    "PDF as a copier sends it": (
        b'\x1b%-12345X@PJL JOB NAME="scan"\r\n@PJL ENTER LANGUAGE=PDF\r\n' + PLAIN_PDF,
        "application/pdf",
    ),
    "PDF with what a web server said": (
        b"Content-Type: application/pdf\r\nETag: 1\r\n\r\n" + PLAIN_PDF,
        "application/pdf",
    ),
    "Word as Word writes it": (
        word_in_order(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "Word whose types come last": (
        word_in_order("word/document.xml", "_rels/.rels"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "Word that begins with its properties": (
        word_in_order(
            "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml", "_rels/.rels", "customXml/item1.xml"
        ),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "Word that begins with a picture": (
        word_in_order("customXml/item1.xml", "word/media/image1.png"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "Excel with nine properties first": (
        workbook(begins_with_sheet=False),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "Excel whose types come last": (
        workbook(begins_with_sheet=True),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "old Word": (old_file("WordDocument", "1Table"), "application/msword"),
    "old Word whose text comes behind thirty kilobytes": (
        old_file("1Table", "WordDocument", blanks=60),
        "application/msword",
    ),
    "old Excel": (old_file("Workbook", is_workbook=True), "application/vnd.ms-excel"),
    "older Excel": (old_file("Book", blanks=20), "application/vnd.ms-excel"),
    "OFD": (ofd(), "application/ofd"),
    "OFD with its root last": (
        packed([("Doc_0/Document.xml", OFD_DOCUMENT.format("")), ("OFD.xml", OFD_ROOT)]),
        "application/ofd",
    ),
    "film of a phone": (film(b"mp42"), "video/mp4"),
    "film of another phone": (film(), "video/quicktime"),
}
