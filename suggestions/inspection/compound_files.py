"""The directory of a compound file, as Word and Excel wrote it before 2007 ([MS-CFB]): which streams lie at its root.

Sectors are followed from table to table; a chain that comes back to itself, or leaves the file, ends the reading.
"""

import struct
from collections.abc import Iterator

MARK = bytes.fromhex("d0cf11e0a1b11ae1")
ENTRY, NAME_BYTES = 128, 64
STREAM = 2
NONE = 0xFFFFFFFF
#: The largest number that is a sector's (2.1); beyond stand marks.
LAST_SECTOR = 0xFFFFFFFA
IN_HEADER = 109
MOST_ENTRIES = 50_000


class NoDirectory(ValueError):
    """The file has no directory that can be read."""


def at_root(content: bytes) -> frozenset[str]:
    """Returns the names of the streams at the root, in small letters. Raises NoDirectory."""
    try:
        return frozenset(_names(_Sectors(content)))
    except (struct.error, IndexError) as error:
        raise NoDirectory from error


class _Sectors:
    """The sectors of a file, each found by the table of tables."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        (shift,) = struct.unpack_from("<H", content, 30)
        if not content.startswith(MARK) or shift not in {9, 12}:
            raise NoDirectory
        self.size = 1 << shift
        self.most = len(content) // self.size + 1
        self.tables = self._tables()

    def sector(self, number: int) -> bytes:
        begin = (number + 1) * self.size
        found = self.content[begin : begin + self.size]
        if number > LAST_SECTOR or not found:
            raise NoDirectory
        return found.ljust(self.size, b"\0")

    def chain(self, number: int) -> Iterator[bytes]:
        for _each in range(self.most):
            if number > LAST_SECTOR:
                return
            yield self.sector(number)
            table, place = divmod(number, self.size // 4)
            (number,) = struct.unpack_from("<I", self.sector(self.tables[table]), place * 4)
        raise NoDirectory

    def _tables(self) -> list[int]:
        found = list(struct.unpack_from(f"<{IN_HEADER}I", self.content, 76))
        (following,) = struct.unpack_from("<I", self.content, 68)
        for _each in range(self.most):
            if following > LAST_SECTOR:
                return found
            *more, following = struct.unpack(f"<{self.size // 4}I", self.sector(following))
            found += more
        raise NoDirectory


def _names(sectors: _Sectors) -> Iterator[str]:
    (first,) = struct.unpack_from("<I", sectors.content, 48)
    entries = [
        sector[begin : begin + ENTRY] for sector in sectors.chain(first) for begin in range(0, sectors.size, ENTRY)
    ]
    if not entries or len(entries) > MOST_ENTRIES:
        raise NoDirectory
    waiting, passed = [_link(entries[0], 76)], set()
    while waiting:
        number = waiting.pop()
        if number == NONE or number in passed:
            continue
        passed.add(number)
        entry = entries[number]
        waiting += [_link(entry, 68), _link(entry, 72)]
        length, kind = struct.unpack_from("<HB", entry, NAME_BYTES)
        if kind == STREAM and 4 <= length <= NAME_BYTES:
            yield entry[: length - 2].decode("utf-16-le", errors="replace").lower()


def _link(entry: bytes, place: int) -> int:
    (number,) = struct.unpack_from("<I", entry, place)
    return int(number)
