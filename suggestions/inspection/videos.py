"""Videos as MP4 and QuickTime: their boxes are walked, no picture is decoded; a film that fetches another one is not taken.

A box is its size, its kind and what is in it (ISO/IEC 14496-12, 4.2); the index of a film is the box `moov`.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from suggestions.inspection.findings import Dangerous, FileFault, Holds

MOST_BOXES = 20_000
#: Boxes on the way to where a track says in which file its pictures and sounds lie.
WAY = frozenset({b"moov", b"trak", b"mdia", b"minf", b"dinf"})
#: A film that stands for another one (QuickTime File Format, reference movies).
REFERENCE = b"rmra"
#: An index that is packed, as QuickTime wrote it last in the nineties: what it says cannot be seen.
PACKED = b"cmov"
#: The pictures and sounds lie in the file itself (14496-12, 8.7.2).
IN_FILE = 1


@dataclass(frozen=True)
class Box:
    """One box: where its head stands, and from where to where what is in it."""

    kind: bytes
    head: int
    begin: int
    end: int


def inspect_mp4(stream: BinaryIO) -> set[Holds]:
    """Raises Dangerous for a film that fetches another one."""
    _walked(stream)
    return set()


def inspect_mov(stream: BinaryIO) -> set[Holds]:
    """Raises Dangerous for a film without an index, which no player opens, and for one that fetches another one."""
    if b"moov" not in _walked(stream):
        raise Dangerous(FileFault.UNREADABLE)
    return set()


def _walked(stream: BinaryIO) -> set[bytes]:
    """Returns the kinds of the boxes of a film. Raises Dangerous."""
    waiting = [Box(b"", 0, 0, stream.seek(0, 2))]
    found: set[bytes] = set()
    count = 0
    while waiting:
        for box in boxes(stream, waiting.pop()):
            count += 1
            if count > MOST_BOXES:
                raise Dangerous(FileFault.TOO_MANY)
            found.add(box.kind)
            if box.kind == REFERENCE:
                raise Dangerous(FileFault.ELSEWHERE)
            if box.kind == PACKED:
                raise Dangerous(FileFault.UNREADABLE)
            if box.kind in WAY:
                waiting.append(box)
            elif box.kind == b"dref":
                _require_in_file(stream, box)
    return found


def boxes(stream: BinaryIO, within: Box) -> Iterator[Box]:
    """Yields the boxes in a box; what is no box ends them."""
    place = within.begin
    while place + 8 <= within.end:
        stream.seek(place)
        head = stream.read(16)
        size, kind = struct.unpack(">I4s", head[:8])
        begin = place + 8
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
            begin = place + 16
        end = within.end if size == 0 else min(place + size, within.end)
        if end < begin:
            return
        yield Box(kind, place, begin, end)
        place = end


def _require_in_file(stream: BinaryIO, references: Box) -> None:
    for entry in boxes(stream, Box(b"", references.begin, references.begin + 8, references.end)):
        stream.seek(entry.begin)
        flags = int.from_bytes(stream.read(4))
        if not flags & IN_FILE and entry.end - entry.begin > 4:
            raise Dangerous(FileFault.ELSEWHERE)
