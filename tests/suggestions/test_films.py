"""What stands beside the pictures of a film goes, its pictures stay where they were."""

import io
import struct
from datetime import date

import pytest

from suggestions import films
from suggestions.inspection import inspecting
from suggestions.inspection.findings import Dangerous
from tests.suggestions.real_files import box, brands

SECRET = "镜头编号00417".encode()
PICTURES, GPS = b"pictures" * 40, b"GPS5 43.8368 90.2855 " * 9
XYZ = b"+43.8368+090.2855/"
DAY = struct.pack(">II", 3_868_000_000, 3_868_000_000)  # seconds since 1904: 27 July 2026


def handler(kind: bytes) -> bytes:
    return box(b"hdlr", bytes(8), kind, bytes(12), b"GoPro AVC " + SECRET + b"\0")


def table(place: int, sizes: list[int], *, wide: bool, described: bytes = b"") -> bytes:
    return box(
        b"stbl",
        box(b"stsd", bytes(4), (1).to_bytes(4), described),
        box(b"stsz", bytes(8), len(sizes).to_bytes(4), *(size.to_bytes(4) for size in sizes)),
        box(b"stsc", bytes(4), (1).to_bytes(4), struct.pack(">III", 1, len(sizes), 1)),
        box(b"co64" if wide else b"stco", bytes(4), (1).to_bytes(4), place.to_bytes(8 if wide else 4)),
    )


def track(kind: bytes, samples: bytes) -> bytes:
    heads = box(b"tkhd", bytes(4), DAY, bytes(60)), box(b"mdhd", bytes(4), DAY, bytes(8))
    media = box(b"mdia", heads[1], handler(kind), box(b"minf", samples), box(b"udta", box(b"name", SECRET)))
    return box(b"trak", heads[0], media, box(b"meta", SECRET), box(b"udta", box(b"\xa9mod", b"PhoneModel 9")))


def packer() -> bytes:
    name = b"GoPro AVC encoder"
    return box(b"avc1", bytes(16 + 24), b"\0\1", bytes([len(name)]) + name.ljust(31, b"\0"), struct.pack(">Hh", 24, -1))


def phone_film(*, head: bytes = b"", wide: bool = False, outer: bytes = b"", places: tuple[int, int] = (0, 0)) -> bytes:
    """Returns a film of a camera that notes its place, itself and the moment in each way that there is."""
    begin = brands(b"mp42", b"isom") + box(b"uuid", bytes(16), b"<x:xmpmeta exif:GPSLatitude='43'/>") + head
    body = box(b"mdat", PICTURES, GPS)
    first = len(begin) + 8
    sight, data = places if any(places) else (first, first + len(PICTURES))
    index = box(
        b"moov",
        box(b"mvhd", bytes(4), DAY, bytes(80)),
        track(b"vide", table(sight, [len(PICTURES)], wide=wide, described=packer())),
        track(b"meta", table(data, [len(GPS) // 3] * 3, wide=wide)),
        box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(XYZ), 0), XYZ), box(b"loci", SECRET)),
        box(b"meta", handler(b"mdta"), box(b"keys", b"com.apple.quicktime.location.ISO6709", SECRET)),
    )
    return begin + body + index + outer


def cleaned(content: bytes, **wish: bool) -> tuple[bytes, films.Cleaned]:
    inspecting.inspect(io.BytesIO(content), media_type="video/mp4")
    found = films.cleaned(io.BytesIO(content), **wish)
    return found.stream.read(), found


SECRETS = (SECRET, XYZ, b"GPS", b"43.8368", b"PhoneModel", b"GoPro", b"quicktime.location", DAY, b"xmpmeta")


@pytest.mark.parametrize("wide", [False, True])
def test_nothing_of_place_device_and_moment_stays_and_every_picture_stays_in_its_place(wide):
    content = phone_film(wide=wide)
    kept, found = cleaned(content)
    assert [secret for secret in SECRETS if secret in kept] == []
    assert all(secret in content for secret in SECRETS)
    assert len(kept) == len(content)
    assert kept.index(PICTURES) == content.index(PICTURES)
    assert inspecting.inspect(io.BytesIO(kept), media_type="video/mp4") == ()
    assert found.dropped == ("position", "camera", "moment", "text")
    assert found.taken.on is None and found.taken.place == ""


def test_day_and_place_are_said_to_who_wishes_to_keep_them():
    _kept, found = cleaned(phone_film(), keeps_taken=True)
    assert (found.taken.on, found.taken.place) == (date(2026, 7, 27), "43.83680, 90.28550")


def test_what_is_clean_stays_as_it_is_byte_for_byte():
    once, _found = cleaned(phone_film())
    twice, found = cleaned(once)
    assert twice == once
    assert found.dropped == ()


def test_boxes_of_makers_and_what_follows_the_last_box_go_too():
    kept, _found = cleaned(phone_film(head=box(b"skip", SECRET), outer=box(b"SEFD", SECRET) + b"\0\0\0\3" + SECRET))
    assert SECRET not in kept


def test_a_box_of_64_bits_is_emptied_in_its_own_length():
    large = struct.pack(">I4sQ", 1, b"uuid", 16 + len(SECRET)) + SECRET
    kept, _found = cleaned(phone_film(outer=large))
    assert SECRET not in kept
    assert struct.pack(">I4sQ", 1, b"free", 16 + len(SECRET)) in kept


def test_samples_that_point_into_the_index_change_nothing_there():
    content = phone_film()
    at_index = content.index(b"dref") if b"dref" in content else content.index(b"stsz")
    kept, _found = cleaned(phone_film(places=(content.index(PICTURES), at_index)))
    assert PICTURES in kept
    assert kept.count(b"stsz") == content.count(b"stsz") - 1  # of the track that went


def test_samples_that_lie_on_each_other_without_end_are_refused():
    body = box(b"mdat", b"a" * 4000)
    begin = brands(b"mp42")
    many = 3000
    table_of_one_place = box(
        b"stbl",
        box(b"stsz", bytes(4), (3000).to_bytes(4), many.to_bytes(4)),
        box(b"stsc", bytes(4), (1).to_bytes(4), struct.pack(">III", 1, 1, 1)),
        box(b"stco", bytes(4), many.to_bytes(4), (len(begin) + 8).to_bytes(4) * many),
    )
    film = begin + body + box(b"moov", track(b"meta", table_of_one_place))
    with pytest.raises(Dangerous):
        cleaned(film)


def test_the_cleaned_film_is_read_alike_in_any_pieces():
    content = phone_film()
    whole, _found = cleaned(content)
    stream = films.cleaned(io.BytesIO(content)).stream
    assert b"".join(iter(lambda: stream.read(7), b"")) == whole
    stream.seek(-20, io.SEEK_END)
    assert stream.read() == whole[-20:]
    stream.seek(5)
    assert stream.read(30) == whole[5:35]
