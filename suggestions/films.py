"""Takes out of a film all that is not film: place, device, moment, texts; its pictures and sounds are not encoded anew.

What is taken out becomes zeros of the same length, and its box one that says nothing (`free`), so that each place that the
index names stays where it is (ISO/IEC 14496-12, 8.1.2; QuickTime File Format). Of a film in fragments, samples beside
picture and sound are not looked for: cameras write whole ones. What was dropped is said by kind, as of a picture.
"""

import io
import re
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO

from organs import clock
from suggestions.inspection import videos
from suggestions.inspection.findings import Dangerous, FileFault
from suggestions.inspection.videos import Box
from suggestions.photographs import CAMERA, KINDS, MOMENT, NOT_SAID, POSITION, TEXT, TakingFacts

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: What may stand outermost in a film; all else is somebody's own.
OUTERMOST = frozenset({b"ftyp", b"styp", b"mdat", b"moov", b"moof", b"mfra", b"sidx", b"ssix", b"pdin", b"wide"})
#: Boxes in which others stand that are looked into.
WAY = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"})
#: Boxes for words and whatever else a maker wants, wherever they stand, and those that only fill.
FILLING = frozenset({b"free", b"skip"})
BESIDE = frozenset({b"udta", b"meta", b"uuid"}) | FILLING
#: Tracks that are seen, heard or read; a camera's own tracks hold where it was, second by second.
HANDLERS = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"hint"})
#: Heads that hold two moments behind four bytes: of 32 bits, or of 64 in version 1 (8.2.2, 8.3.2, 8.4.2).
WITH_MOMENTS = frozenset({b"mvhd", b"tkhd", b"mdhd"})
#: Behind so many bytes of a handler stands its name (8.4.3).
HANDLER_NAME = 24
#: From here on, 32 bytes of a picture's description name the program or device that packed it (12.1.3).
PACKER = 50
MOST_PARTS = 500_000
LONGEST_READ = 1024 * 1024
ZEROS = memoryview(bytes(LONGEST_READ))
EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
#: North and east, as ISO 6709 writes them in a film.
PLACE = re.compile(rb"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?(?:CRS\w+)?/")
#: What the boxes that were emptied held, by what stands in them.
SAYS = {
    POSITION: re.compile(rb"\xa9xyz|loci|location|ISO6709|GPS|" + PLACE.pattern),
    CAMERA: re.compile(rb"\xa9mak|\xa9mod|\xa9swr|\xa9too|make|model|software|Serial|manufacturer", re.IGNORECASE),
    MOMENT: re.compile(rb"\xa9day|creationdate|CreateDate", re.IGNORECASE),
}


type Part = bytes | memoryview


@dataclass(frozen=True)
class Cleaned:
    """A film without what stood beside pictures and sounds, the kinds of data that were dropped, and what was asked for of them."""

    stream: BinaryIO
    dropped: tuple[str, ...]
    taken: TakingFacts = NOT_SAID


def cleaned(stream: BinaryIO, *, keeps_taken: bool = False) -> Cleaned:
    """Returns the film as it may be kept; the stream that is given stays as it is. Raises Dangerous.

    With `keeps_taken` also the day and the place of taking. Call it for what was inspected (inspection/videos.py).
    """
    found = _Found(stream, Box(b"", 0, 0, stream.seek(0, 2)))
    found.look()
    stream.seek(0)
    dropped = tuple(kind for kind in KINDS if kind in found.kinds)
    taken = TakingFacts(on=found.on, place=found.place) if keeps_taken else NOT_SAID
    return Cleaned(io.BufferedReader(_Overlaid(stream, found.changes)) if found.changes else stream, dropped, taken)


@dataclass
class _Found:
    """What is changed in a film: from where, and the bytes that come there."""

    stream: BinaryIO
    whole: Box
    changes: list[tuple[int, Part]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    bodies: list[Box] = field(default_factory=list)
    zeroed: int = 0
    on: date | None = None
    place: str = ""

    def look(self) -> None:
        outer = list(videos.boxes(self.stream, self.whole))
        self.bodies = [box for box in outer if box.kind == b"mdat"]
        for box in outer:
            if box.kind not in OUTERMOST:
                self._empty(box)
        self._within([box for box in outer if box.kind in WAY])
        behind = outer[-1].end if outer else 0
        if behind < self.whole.end:
            self._zero(behind, self.whole.end)

    def _within(self, waiting: list[Box]) -> None:
        while waiting:
            for box in videos.boxes(self.stream, waiting.pop()):
                if box.kind in BESIDE:
                    self._empty(box)
                elif box.kind == b"trak" and self._handler(box) not in HANDLERS:
                    self._drop_track(box)
                elif box.kind in WAY:
                    waiting.append(box)
                elif box.kind in WITH_MOMENTS:
                    self._forget_moments(box)
                elif box.kind == b"hdlr":
                    self._zero(min(box.begin + HANDLER_NAME, box.end), box.end, kind=CAMERA)
                elif box.kind == b"stsd":
                    self._forget_packer(box)

    def _read(self, begin: int, end: int) -> bytes:
        self.stream.seek(begin)
        return self.stream.read(min(end - begin, LONGEST_READ))

    def _change(self, place: int, content: Part) -> None:
        if len(self.changes) >= MOST_PARTS:
            raise Dangerous(FileFault.TOO_MANY)
        self.changes.append((place, content))

    def _zero(self, begin: int, end: int, *, kind: str = "") -> None:
        """Makes zeros of a part; what was all zeros already drops nothing."""
        self.zeroed += end - begin
        if self.zeroed > self.whole.end:  # samples that lie on each other
            raise Dangerous(FileFault.TOO_MANY)
        for place in range(begin, end, LONGEST_READ):
            held = self._read(place, end)
            if held.strip(b"\0"):
                self._change(place, ZEROS[: len(held)])
                self.kinds.update({kind} if kind else self._said(held))

    def _empty(self, box: Box) -> None:
        self._zero(box.begin, box.end)
        if box.kind not in FILLING:
            self._change(box.head + 4, b"free")

    def _said(self, held: bytes) -> set[str]:
        if not self.place and (where := PLACE.search(held)):
            self.place = _place(*where.groups())
        return {kind for kind, words in SAYS.items() if words.search(held)} or {TEXT}

    def _forget_moments(self, box: Box) -> None:
        version = self._read(box.begin, box.begin + 1)
        form = ">Q" if version == b"\1" else ">I"
        size = struct.calcsize(form)
        held = self._read(box.begin + 4, min(box.begin + 4 + 2 * size, box.end))
        if len(held) == 2 * size and box.kind == b"mvhd" and self.on is None:
            self.on = _day(struct.unpack(form, held[:size])[0])
        self._zero(box.begin + 4, box.begin + 4 + len(held), kind=MOMENT)

    def _forget_packer(self, table: Box) -> None:
        for entry in videos.boxes(self.stream, Box(b"", table.begin, table.begin + 8, table.end)):
            if self._is_picture(entry):
                self._zero(entry.head + PACKER, entry.head + PACKER + 32, kind=CAMERA)

    def _is_picture(self, entry: Box) -> bool:
        """Tells whether a description is of pictures: of one picture a sample, a name of under 32 bytes, and no table of colours."""
        held = self._read(entry.head, min(entry.head + PACKER + 36, entry.end))
        return held[48:50] == b"\0\1" and held[PACKER] < 32 and held[PACKER + 34 :] == b"\xff\xff"

    def _handler(self, track: Box) -> bytes:
        for media in videos.boxes(self.stream, track):
            if media.kind == b"mdia":
                for box in videos.boxes(self.stream, media):
                    if box.kind == b"hdlr":
                        return self._read(box.begin + 8, box.begin + 12)
        return b"vide"  # a track that says nothing of itself stays: no player shows it, and it holds nothing

    def _drop_track(self, track: Box) -> None:
        self.kinds.add(POSITION)
        for begin, end in self._samples(track):
            if any(body.begin <= begin and end <= body.end for body in self.bodies):
                self._zero(begin, end, kind=POSITION)
        self._empty(track)

    def _samples(self, track: Box) -> Iterator[tuple[int, int]]:
        """Yields from where to where the samples of a track lie, by its tables (8.7)."""
        table = self._box(track, b"mdia", b"minf", b"stbl")
        if table is None:
            return
        boxes = {box.kind: box for box in videos.boxes(self.stream, table)}
        sizes = self._sizes(boxes.get(b"stsz"))
        runs = self._numbers(boxes.get(b"stsc"), ">III", skip=4)
        wide = b"co64" in boxes
        places = self._numbers(boxes.get(b"co64" if wide else b"stco"), ">Q" if wide else ">I", skip=4)
        counts = {run[0]: run[1] for run in runs}
        count = 0
        for number, (place,) in enumerate(places, start=1):
            count = counts.get(number, count)
            length = sum(size for _each, size in zip(range(count), sizes, strict=False))
            yield place, place + length

    def _sizes(self, box: Box | None) -> Iterator[int]:
        if box is None:
            return
        same, number = struct.unpack(">II", self._read(box.begin + 4, box.begin + 12).ljust(8, b"\0"))
        if same:
            yield from (same for _each in range(min(number, MOST_PARTS)))
        else:
            yield from (size for (size,) in self._numbers(box, ">I", skip=8))

    def _numbers(self, box: Box | None, form: str, *, skip: int) -> list[tuple[int, ...]]:
        """Returns the rows of a table behind its count."""
        if box is None:
            return []
        begin, size = box.begin + skip + 4, struct.calcsize(form)
        most = (box.end - begin) // size
        if most > MOST_PARTS:
            raise Dangerous(FileFault.TOO_MANY)
        self.stream.seek(begin)
        held = self.stream.read(max(most, 0) * size)
        return list(struct.iter_unpack(form, held[: len(held) // size * size]))

    def _box(self, within: Box, *way: bytes) -> Box | None:
        for kind in way:
            found = next((box for box in videos.boxes(self.stream, within) if box.kind == kind), None)
            if found is None:
                return None
            within = found
        return within


class _Overlaid(io.RawIOBase):
    """Reads a stream with other bytes at some places; it copies nothing."""

    def __init__(self, stream: BinaryIO, changes: Iterable[tuple[int, Part]]) -> None:
        super().__init__()
        self.stream = stream
        self.changes = sorted(changes, key=lambda change: change[0])
        self.begins = [begin for begin, _content in self.changes]
        self.longest = max(len(content) for _begin, content in self.changes)
        self.place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            self.place = self.stream.seek(offset, whence)
        else:
            self.place = offset + (self.place if whence == io.SEEK_CUR else 0)
        return self.place

    def readinto(self, target: "WriteableBuffer") -> int:
        view = memoryview(target).cast("B")
        self.stream.seek(self.place)
        held = bytearray(self.stream.read(len(view)))
        end = self.place + len(held)
        first = bisect_right(self.begins, self.place - self.longest)
        for begin, content in self.changes[first : bisect_right(self.begins, end - 1)]:
            low, high = max(begin, self.place), min(begin + len(content), end)
            if low < high:
                held[low - self.place : high - self.place] = content[low - begin : high - begin]
        view[: len(held)] = held
        self.place = end
        return len(held)


def _day(seconds: int) -> date | None:
    """Returns the day of a moment in seconds since 1904; None for none, and for what no camera has seen."""
    with suppress(OverflowError):
        day = clock.civil_day(EPOCH + timedelta(seconds=seconds))
        return day if day.year >= 1990 else None
    return None


def _place(north: bytes, east: bytes) -> str:
    found = float(north), float(east)
    return f"{found[0]:.5f}, {found[1]:.5f}" if abs(found[0]) <= 90 and abs(found[1]) <= 180 else ""
