"""Pictures that are made to hurt: bombs, loops, lies, and the same broken at random."""

import io
import random
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.suggestions.phone_photographs import photograph

type Hostile = tuple[str, str, bytes]


def all_of(chance: random.Random) -> Iterator[Hostile]:
    """Yields name, ending and bytes of each."""
    yield from _png_bombs()
    yield from _jpegs(chance)
    yield from _tiffs()
    yield from _others()
    for number in range(40):
        yield f"broken {number}", ".jpg", broken(photograph(size=(300, 200), form=chance.choice(FORMS)), chance)


FORMS = ("JPEG", "PNG", "WEBP", "TIFF")


def broken(content: bytes, chance: random.Random) -> bytes:
    """Returns the bytes with some of them changed, cut or doubled; the beginning stays, by which the type is known."""
    found = bytearray(content)
    for _each in range(chance.randint(1, 40)):
        place = chance.randrange(12, len(found))
        what = chance.randrange(4)
        if what == 0:
            found[place] = chance.randrange(256)
        elif what == 1:
            found[place : place + 4] = b"\xff\xff\xff\xff"
        elif what == 2 and len(found) > 64:
            del found[place : place + chance.randint(1, 16)]
        else:
            found[place:place] = found[place : place + chance.randint(1, 64)]
    return bytes(found)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int,
    height: int,
    *,
    depth: int = 8,
    colour: int = 2,
    body: bytes | None = None,
    more: bytes = b"",
    interlace: int = 0,
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1000) if body is None else body)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more + pixels + chunk(b"IEND", b"")


def zeros(size: int) -> bytes:
    """Returns so many zeros packed, a thousandth of them: one packed mebibyte over and over, which packs no gigabyte each time."""
    packer = zlib.compressobj(9)
    head = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    every = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    # Behind the last block of all, which is empty, stands the Adler-32 of so many zeros.
    return head + every * ((size >> 20) - 1) + b"\x03\0" + struct.pack(">I", (size % 65521) << 16 | 1)


def _png_bombs() -> Iterator[Hostile]:
    for side in (4_001, 5_000, 8_000, 20_000, 60_000, 0xFFFFFF):
        yield f"PNG {side} pixels wide", ".png", png(side, side)
    for width, height in ((1, 0x7FFFFFFF), (0x7FFFFFFF, 1), (0, 0), (1, 16_000_001), (16_000_000, 1)):
        yield f"PNG {width} by {height}", ".png", png(width, height)
    yield (
        "PNG of all the pixels there may be, grey of 16 bits",
        ".png",
        png(4000, 4000, depth=16, colour=0, body=zeros(33 << 20)),
    )
    yield "PNG of all the pixels, RGBA of 16 bits", ".png", png(4000, 4000, depth=16, colour=6, body=zeros(129 << 20))
    yield "PNG of all the pixels, interlaced", ".png", png(4000, 4000, colour=6, body=zeros(65 << 20), interlace=1)
    yield "PNG that unpacks to a gigabyte", ".png", png(100, 100, body=zeros(1 << 30))
    yield "PNG with a text that unpacks to 300 MB", ".png", png(9, 9, more=chunk(b"zTXt", b"a\0\0" + zeros(300 << 20)))
    yield (
        "PNG with a profile that unpacks to 300 MB",
        ".png",
        png(9, 9, more=chunk(b"iCCP", b"a\0\0" + zeros(300 << 20))),
    )
    yield (
        "PNG with 60,000 texts",
        ".png",
        png(9, 9, more=b"".join(chunk(b"tEXt", b"k%d\0v" % n) for n in range(60_000))),
    )
    yield "PNG that says it is a gigabyte long", ".png", png(9, 9)[:33] + struct.pack(">I", 1 << 30) + b"IDAT"
    frames = chunk(b"acTL", struct.pack(">II", 0x7FFFFFFF, 0))
    yield "PNG of two thousand million frames", ".png", png(9, 9, more=frames)


def _jpegs(chance: random.Random) -> Iterator[Hostile]:
    noise = Image.frombytes("L", (64, 64), chance.randbytes(64 * 64)).convert("RGB")
    plain = io.BytesIO()
    noise.save(plain, "JPEG")
    waves = io.BytesIO()
    noise.save(waves, "JPEG", progressive=True)
    for side in (3_000, 8_000, 20_000, 65_500):
        yield f"JPEG that says {side} pixels", ".jpg", _resized(plain.getvalue(), side)
        yield f"progressive JPEG that says {side} pixels", ".jpg", _resized(waves.getvalue(), side)
    for times in (200, 2_000, 20_000):
        yield f"progressive JPEG with {times} scans more", ".jpg", _scanned(_resized(waves.getvalue(), 4_000), times)
    yield (
        "JPEG with 16 MB of marks",
        ".jpg",
        plain.getvalue()[:2]
        + b"\xff\xe1\xff\xffExif\0\0" * 0
        + b"\xff\xed\xff\xff"
        + bytes(65_533)
        + plain.getvalue()[2:],
    )
    exif = (
        b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<I", 8)
    )
    yield "JPEG whose EXIF points at itself", ".jpg", _with_mark(plain.getvalue(), 0xE1, exif)
    many = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 0xFFFF) + b"\x0f\x01\x02\0\xff\xff\xff\x7f\x08\0\0\0" * 5000
    yield "JPEG whose EXIF says gigabytes", ".jpg", _with_mark(plain.getvalue(), 0xE1, many)
    yield "JPEG that ends in the middle", ".jpg", plain.getvalue()[: len(plain.getvalue()) // 2]
    yield "JPEG without pixels", ".jpg", plain.getvalue()[:20]
    yield "JPEG with a program behind it", ".jpg", plain.getvalue() + b"MZ" + chance.randbytes(2_000)


def _resized(content: bytes, side: int) -> bytes:
    """Returns a JPEG whose header says another size."""
    for mark in (b"\xff\xc0", b"\xff\xc2"):
        place = content.find(mark)
        if place > 0:
            return content[: place + 5] + struct.pack(">HH", side, side) + content[place + 9 :]
    raise ValueError("no JPEG")


def _scanned(content: bytes, times: int) -> bytes:
    """Returns a JPEG with its last scan over and over."""
    begin, end = content.rindex(b"\xff\xda"), content.rindex(b"\xff\xd9")
    return content[:end] + content[begin:end] * times + content[end:]


def _with_mark(content: bytes, mark: int, body: bytes) -> bytes:
    body = body[:65_000]
    return content[:2] + bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body + content[2:]


def tiff(entries: list[tuple[int, int, int, int]], *, following: int = 0, behind: bytes = b"") -> bytes:
    """Returns a TIFF of one directory: tag, type, count and value of each entry."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + body + struct.pack("<I", following) + behind


def _tiffs() -> Iterator[Hostile]:
    basis = [
        (256, 4, 1, 9),
        (257, 4, 1, 9),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 200),
        (279, 4, 1, 81),
    ]
    yield "TIFF without dimensions", ".tif", tiff([], behind=bytes(300))
    yield "TIFF without a height", ".tif", tiff(basis[:1], behind=bytes(300))
    yield "TIFF whose directory follows itself", ".tif", tiff(basis, following=8, behind=bytes(300))
    yield (
        "TIFF that says gigabytes",
        ".tif",
        tiff([(256, 4, 1, 0xFFFFFFFF), (257, 4, 1, 0xFFFFFFFF), *basis[2:]], behind=bytes(300)),
    )
    yield (
        "TIFF of too many pixels",
        ".tif",
        tiff([(256, 4, 1, 30_000), (257, 4, 1, 30_000), *basis[2:]], behind=bytes(300)),
    )
    yield (
        "TIFF with a thousand million strips",
        ".tif",
        tiff([*basis[:5], (273, 4, 1_000_000_000, 8), (279, 4, 1_000_000_000, 8)]),
    )
    yield (
        "TIFF of ten thousand directories",
        ".tif",
        b"II*\0\x08\0\0\0" + b"".join(struct.pack("<HI", 0, 8 + 6 * (number + 1)) for number in range(10_000)),
    )
    packed = zeros(64 << 20)
    wide = [(256, 4, 1, 4000), (257, 4, 1, 4000), (258, 3, 1, 32), (259, 3, 1, 8), (262, 3, 1, 1), (339, 3, 1, 3)]
    yield (
        "TIFF that unpacks",
        ".tif",
        tiff([*wide[:5], (273, 4, 1, 98), (279, 4, 1, len(packed)), wide[5]], behind=bytes(2) + packed),
    )
    yield "TIFF of unknown packing", ".tif", tiff([*basis[:3], (259, 3, 1, 34712), *basis[4:]], behind=bytes(300))
    yield "TIFF of 99 samples", ".tif", tiff([*basis, (277, 3, 1, 99)], behind=bytes(3000))


def _others() -> Iterator[Hostile]:
    many = [Image.new("RGB", (200, 200), (number % 255, 0, 0)) for number in range(150)]
    stream = io.BytesIO()
    many[0].save(stream, "WEBP", save_all=True, append_images=many[1:])
    yield "WebP of many frames", ".webp", stream.getvalue()
    still = io.BytesIO()
    many[0].save(still, "WEBP")
    content = still.getvalue()
    yield "WebP that ends in the middle", ".webp", content[: len(content) // 2]
    yield "WebP that says four gigabytes", ".webp", content[:4] + b"\xff\xff\xff\xff" + content[8:]
    yield (
        "WebP with XMP of 15 MB",
        ".webp",
        content[:4]
        + struct.pack("<I", len(content) + (15 << 20))
        + content[8:]
        + b"XMP "
        + struct.pack("<I", 15 << 20)
        + bytes(15 << 20),
    )
    yield "GIF in the name of a picture", ".png", b"GIF89a" + bytes(100)
    yield "a drawing", ".png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    yield "EPS in the name of a picture", ".jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n(w) print quit"
    yield "Photoshop in the name of a picture", ".tif", b"8BPS\0\1" + bytes(200)
