"""Word and Excel files since 2007, and OFD (GB/T 33190-2016): an archive of XML. Counted while it is unpacked, since what it says of itself may be false."""

import io
import re
import zipfile
import zlib

from suggestions.inspection.findings import Dangerous, FileFault, Holds

MOST_ENTRIES = 3_000
#: Unpacked in all; a workbook of 100,000 rows has about 60 MB.
MOST_UNPACKED = 150 * 1024 * 1024
#: A part may be so many times as large as it is packed, once it is larger than a picture.
MOST_TIMES, LEAST_JUDGED = 200, 8 * 1024 * 1024
CHUNK = 1024 * 1024
LONGEST_LOOKED_FOR = 64
CONTENT_TYPES = "[content_types].xml"

# By what the archive says its parts are, and by where they lie: a macro is none by its ending.
MACRO = re.compile(rb"macroEnabled|vbaProject|vnd\.ms-excel\.macrosheet|intlmacrosheet", re.IGNORECASE)
MACRO_PART = re.compile(r"vbaproject|(?:^|/)macrosheets/|vbadata\.xml$", re.IGNORECASE)
PROGRAM_PART = re.compile(r"(?:^|/)activex/", re.IGNORECASE)
#: Of OFD the list of files inside (Attachments.xml) and that of signatures (Signatures.xml) have names of their own.
EMBEDDED_PART = re.compile(r"(?:^|/)embeddings/|(?:^|/)attachments\.xml$", re.IGNORECASE)
SIGNATURE_PART = re.compile(r"(?:^|/)signatures\.xml$|^_xmlsignatures/", re.IGNORECASE)
#: A template, object or frame that is fetched when the file is opened; links that a reader follows are none.
ELSEWHERE = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)(?=[^>]*/(?:attachedTemplate|oleObject|frame|subDocument)[\"'])",
    re.IGNORECASE,
)
#: An action of OFD that plays, or that goes elsewhere by itself when file or page is opened; what a reader clicks is none.
PLAYS = re.compile(rb"<(?:\w+:)?(?:Sound|Movie)\b[^>]*\bResourceID\b")
GOES = re.compile(
    rb"<(?:\w+:)?Action\b[^>]{0,200}\bEvent\s*=\s*[\"'](?:DO|PO)[\"'][^>]{0,200}>.{0,600}?<(?:\w+:)?(?:URI|GotoA)\b",
    re.DOTALL,
)
#: No part of such a file declares anything: what does is made to grow while it is read.
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def inspect(content: bytes) -> set[Holds]:
    """Returns what the archive holds. Raises Dangerous."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise Dangerous(FileFault.TOO_MANY)
            return _inspected(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        if isinstance(error, Dangerous):
            raise
        raise Dangerous(FileFault.UNREADABLE) from error


def _inspected(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> set[Holds]:
    left, holds = MOST_UNPACKED, set()
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if entry.flag_bits & 1:
            raise Dangerous(FileFault.LOCKED)
        if MACRO_PART.search(name):
            raise Dangerous(FileFault.MACRO)
        if PROGRAM_PART.search(name):
            raise Dangerous(FileFault.PROGRAM)
        if EMBEDDED_PART.search(name):
            holds.add(Holds.EMBEDDED)
        if SIGNATURE_PART.search(name):
            holds.add(Holds.SIGNATURE)
        left -= _read(archive, entry, name=name.lower(), left=left)
    return holds


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str, left: int) -> int:
    """Unpacks one part and looks through it; returns how large it is."""
    is_text = name.endswith((".xml", ".rels", ".vml"))
    size, tail = 0, b""
    with archive.open(entry) as part:
        while piece := part.read(CHUNK):
            size += len(piece)
            if size > left or (size > LEAST_JUDGED and size > MOST_TIMES * max(1, entry.compress_size)):
                raise Dangerous(FileFault.TOO_LARGE)
            if is_text:
                # Every other byte is taken out, so that UTF-16 is read as well.
                plain = (tail + piece).replace(b"\0", b"")
                _look(plain, name=name)
                tail = plain[-LONGEST_LOOKED_FOR * 16 :]
    return size


def _look(plain: bytes, *, name: str) -> None:
    if DECLARATION.search(plain):
        raise Dangerous(FileFault.UNREADABLE)
    if name.endswith(CONTENT_TYPES) and MACRO.search(plain):
        raise Dangerous(FileFault.MACRO)
    if PLAYS.search(plain):
        raise Dangerous(FileFault.SCRIPT)
    if GOES.search(plain) or (name.endswith(".rels") and ELSEWHERE.search(plain)):
        raise Dangerous(FileFault.ELSEWHERE)
