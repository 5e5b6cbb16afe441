"""Word and Excel files of before 2007: a small file system. Its names are read wherever they lie, without following its chains.

An entry of the directory is 128 bytes, and begins at a multiple of 128 bytes in the file, whatever the sectors are
([MS-CFB] 2.6.1); so none is missed in a file whose tables were tampered with.
"""

import re
import struct
from collections.abc import Iterator

from suggestions.inspection.findings import Dangerous, FileFault, Holds

ENTRY, NAME_BYTES = 128, 64
STORAGE, STREAM, ROOT = 1, 2, 5
MACROS = frozenset({"_vba_project", "_vba_project_cur", "vba", "macros", "projectwm"})
LOCKED = frozenset({"encryptedpackage", "encryptioninfo"})
PACKED_PROGRAMS = frozenset({"\x01ole10native", "package"})
EMBEDDED = frozenset({"objectpool", "embeddedodf"})
#: A sheet of the workbook that is a macro sheet of Excel 4 ([MS-XLS] 2.4.28: type 1).
MACRO_SHEET = re.compile(rb"\x85\x00[\x08-\x60]\x00[\s\S]{4}[\x00-\x02]\x01[\x01-\x1f]")


def inspect(content: bytes) -> set[Holds]:
    """Returns what the file holds. Raises Dangerous."""
    names = set(_names(content))
    if names & MACROS or MACRO_SHEET.search(content):
        raise Dangerous(FileFault.MACRO)
    if names & LOCKED:
        raise Dangerous(FileFault.LOCKED)
    if names & PACKED_PROGRAMS:
        raise Dangerous(FileFault.PROGRAM)
    return {Holds.EMBEDDED} if names & EMBEDDED else set()


def _names(content: bytes) -> Iterator[str]:
    """Yields all that may be the name of an entry, in small letters."""
    for begin in range(512, len(content) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", content, begin + NAME_BYTES)
        if kind in {STORAGE, STREAM, ROOT} and 4 <= length <= NAME_BYTES and length % 2 == 0:
            yield content[begin : begin + length - 2].decode("utf-16-le", errors="replace").lower()
