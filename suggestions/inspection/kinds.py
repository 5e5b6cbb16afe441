"""The real type of a file: by its first bytes, and for what is packed by the directory of the package, whatever its order.

A program that writes Word files is free in which part comes first; so a package is known by what its directory names.
"""

import io
import re
import zipfile

import filetype

from suggestions.inspection import archives, compound_files
from suggestions.inspection.findings import Dangerous, FileFault

PDF, OFD = "application/pdf", "application/ofd"
OLD_WORD, OLD_EXCEL = "application/msword", "application/vnd.ms-excel"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEIC = "image/heic"
#: What `of_beginning` says of packages, of which the directory must be read.
PACKAGES = ZIP, COMPOUND = "application/zip", "application/x-ole-storage"

#: So much of a file is read to know its type.
BEGINNING = 8192
#: The mark of a PDF stands within so many bytes (Annex H of the first edition of ISO 32000, note 13).
MARK_WITHIN = 1024
#: What may stand before it: blanks, a byte order mark, what a printer or a web server is told.
BEFORE_MARK = re.compile(
    rb"(?:[\s\0]|\xef\xbb\xbf|\x1b%-12345X|@PJL[^\r\n<]*\r?\n|[A-Za-z][A-Za-z-]{1,40}: [^\r\n<]*\r?\n)*"
)
#: Brands of a picture as HEVC in an ISO media file (ISO/IEC 23008-12).
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
GENERIC_BRANDS = frozenset({b"mif1", b"msf1"})


def of_beginning(begin: bytes) -> str:
    """Returns the type that the first bytes say; one of PACKAGES where the directory decides, "" for an unknown one."""
    if begin.startswith(b"PK\x03\x04"):
        return ZIP
    if begin.startswith(compound_files.MARK):
        return COMPOUND
    mark = begin[: MARK_WITHIN + 5].find(b"%PDF-")
    if mark >= 0 and BEFORE_MARK.fullmatch(begin[:mark]):
        return PDF
    if _is_heic(begin):
        return HEIC
    found = filetype.guess(begin)
    return str(found.mime) if found and found.mime != PDF else ""


def of_package(content: bytes) -> str:
    """Returns the type that the directory of a package says, "" for none that is taken. Raises Dangerous."""
    if content.startswith(compound_files.MARK):
        return _of_compound(content)
    names = {name.replace("\\", "/").lower() for name in _names(content)}
    folders = {name.partition("/")[0] for name in names if "/" in name}
    found = {OFD} if "ofd.xml" in names else set()
    if archives.CONTENT_TYPES in names:
        found |= {kind for folder, kind in (("word", WORD), ("xl", EXCEL)) if folder in folders}
    return found.pop() if len(found) == 1 else ""


def _is_heic(begin: bytes) -> bool:
    if begin[4:8] != b"ftyp":
        return False
    brands = {begin[place : place + 4] for place in range(16, min(int.from_bytes(begin[:4]), 256), 4)}
    return begin[8:12] in HEIC_BRANDS or (begin[8:12] in GENERIC_BRANDS and bool(brands & HEIC_BRANDS))


def _names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise Dangerous(FileFault.UNREADABLE) from error
    if len(names) > archives.MOST_ENTRIES:
        raise Dangerous(FileFault.TOO_MANY)
    return names


def _of_compound(content: bytes) -> str:
    try:
        names = compound_files.at_root(content)
    except compound_files.NoDirectory as error:
        raise Dangerous(FileFault.UNREADABLE) from error
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise Dangerous(FileFault.LOCKED)
    found = {OLD_WORD} if "worddocument" in names else set()
    if names & {"workbook", "book"}:
        found.add(OLD_EXCEL)
    return found.pop() if len(found) == 1 else ""
