"""Packages and films that are made to hurt: directories without end, OFD that acts, films that fetch, and the same broken at random."""

import random
import struct
from collections.abc import Iterator

from tests.security.hostile_documents import END, old_file
from tests.security.hostile_pictures import Hostile, broken
from tests.suggestions.real_files import box, brands, film, ofd, track, word_in_order


def all_of(chance: random.Random) -> Iterator[Hostile]:
    """Yields name, ending and bytes of each."""
    yield from _directories()
    yield from _ofd()
    yield from _films()
    for number in range(10):
        yield f"broken OFD {number}", ".ofd", broken(ofd(), chance)
        yield f"broken film {number}", ".mov", broken(film(), chance)
        yield f"broken Word in another order {number}", ".docx", broken(word_in_order("word/document.xml"), chance)
        yield f"broken old Word behind blanks {number}", ".doc", broken(old_file("WordDocument", blanks=9), chance)


def _directories() -> Iterator[Hostile]:
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    count = (19 << 20) // len(entry)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count & 0xFFFF, count & 0xFFFF, count * len(entry), 4, 0)
    yield "archive of 400,000 names", ".docx", b"PK\x03\x04" + entry * count + end
    yield "archive with an end alone", ".docx", b"PK\x03\x04" + end
    whole = bytearray(old_file("WordDocument", "_VBA_PROJECT"))
    looped = bytes(whole).replace(struct.pack("<II", 0xFFFFFFFD, END), struct.pack("<II", 0xFFFFFFFD, 2), 1)
    yield "old Word whose directory comes back to itself", ".doc", looped
    whole[68:72] = (0).to_bytes(4, "little")
    yield "old Word whose tables come back to themselves", ".doc", bytes(whole)
    whole[30:32] = b"\xff\xff"
    yield "old Word of sectors without end", ".doc", bytes(whole)
    yield "old Word of 19 MB of names", ".doc", old_file(*(["WordDocument"] * 140_000))
    names = old_file("WordDocument", "VBA").replace(struct.pack("<II", 0xFFFFFFFF, 2), struct.pack("<II", 1, 1), 1)
    yield "old Word whose names point at each other", ".doc", names


def _ofd() -> Iterator[Hostile]:
    yield "OFD that plays", ".ofd", ofd(actions='<ofd:Action Event="PO"><ofd:Sound ResourceID="3"/></ofd:Action>')
    go = '<ofd:Action Event="{}">{}<ofd:{} URI="http://198.51.100.7/"/></ofd:Action>'
    for event, way in (("DO", "URI"), ("PO", "URI"), ("DO", "GotoA")):
        yield f"OFD that goes elsewhere: {event} {way}", ".ofd", ofd(actions=go.format(event, "", way))
    yield "OFD that unpacks to 300 MB", ".ofd", ofd(("Doc_0/Res/a.xml", bytes(300 << 20)))
    yield "OFD of 20,000 parts", ".ofd", ofd(*((f"Doc_0/{number}.xml", "<a/>") for number in range(20_000)))
    yield "OFD that grows while it is read", ".ofd", ofd(("Doc_0/a.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'))
    yield "OFD with a macro of Word", ".ofd", ofd(("Doc_0/vbaProject.bin", b"a"))


def _films() -> Iterator[Hostile]:
    yield "film that stands for another", ".mov", film(index=box(b"rmra", box(b"rmda", box(b"rdrf", bytes(20)))))
    yield "film whose pictures lie elsewhere", ".mp4", film(b"mp42", index=track(place=b"http://a/", is_in_file=False))
    yield "film with a packed index", ".mov", film(index=box(b"cmov", bytes(9)))
    yield "film without an index", ".mov", brands(b"qt  ", b"qt  ") + box(b"mdat", bytes(99))
    yield "film of 2 million boxes", ".mov", brands(b"qt  ", b"qt  ") + box(b"free") * (2 << 20)
    nested = b""
    for _each in range(3_000):
        nested = box(b"moov", nested)
    yield (
        "film of 3,000 boxes in each other, and another",
        ".mov",
        brands(b"qt  ", b"qt  ") + nested + film(index=box(b"rmra")),
    )
    head = brands(b"qt  ", b"qt  ")
    yield "film of a size of 16 exabytes", ".mov", head + struct.pack(">I4sQ", 1, b"free", (1 << 64) - 1)
    yield "film whose box has no size", ".mov", head + struct.pack(">I4s", 3, b"free") * 10
