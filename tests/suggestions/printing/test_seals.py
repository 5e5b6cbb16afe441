"""The picture of a seal: PNG or JPEG in, a bare square PNG on transparent ground out, and everything else refused in words."""

import io
import struct
import zlib

import pytest
from django.utils import translation
from PIL import Image, PngImagePlugin

from suggestions.printing import seals
from tests.suggestions.printing.seal_pictures import RED, file_of, picture


def kept(stream: io.BytesIO) -> Image.Image:
    return Image.open(io.BytesIO(seals.cleaned(stream)))


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def claiming(width: int, height: int) -> io.BytesIO:
    """Returns a small PNG whose header claims a huge picture."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))


def test_a_seal_is_kept_square_on_transparent_ground():
    found = kept(file_of(picture(600, 580)))
    assert (found.format, found.mode, found.size) == ("PNG", "RGBA", (600, 600))
    assert found.getpixel((2, 2))[3] == 0
    assert found.getpixel((300, 40)) == RED


@pytest.mark.slow
def test_a_large_one_is_made_smaller():
    assert kept(file_of(picture(2000))).size == (1200, 1200)


def test_nothing_beside_the_picture_is_kept():
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "somebody")
    exif = Image.Exif()
    exif[0x010E] = "a place"
    content = seals.cleaned(file_of(picture(), pnginfo=text, exif=exif, icc_profile=b"profile", dpi=(300, 300)))
    names = {content[at + 4 : at + 8] for at in _chunks(content)}
    assert names == {b"IHDR", b"IDAT", b"IEND"}


def _chunks(content: bytes):
    at = 8
    while at < len(content):
        yield at
        at += 12 + struct.unpack(">I", content[at : at + 4])[0]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_white_becomes_the_ground_and_looks_as_before_on_paper(kind):
    scanned = picture(ground=(255, 255, 255, 255), mode="RGB")
    found = kept(file_of(scanned, kind=kind, **({"quality": 95} if kind == "JPEG" else {})))
    assert found.format == "PNG"
    assert found.getpixel((300, 300))[3] == 0
    paper = Image.new("RGBA", found.size, "white")
    paper.alpha_composite(found)
    red, green, blue, _alpha = paper.getpixel((300, 35))
    assert abs(red - 200) < 15 and abs(green - 20) < 15 and abs(blue - 20) < 15


def test_the_same_file_gives_the_same_bytes():
    assert seals.cleaned(file_of(picture())) == seals.cleaned(file_of(picture()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stream", "words"),
    [
        (io.BytesIO(b""), "empty"),
        (io.BytesIO(b"%PDF-1.7 no picture"), "not a PNG or JPEG"),
        (file_of(picture(), kind="GIF"), "not a PNG or JPEG"),
        (file_of(picture(), kind="WEBP"), "not a PNG or JPEG"),
        (file_of(picture(499)), "499 × 499"),
        (file_of(picture(600, 560)), "600 × 560"),
        (file_of(picture(ground=(200, 210, 220, 255))), "ground"),
        (file_of(picture(ground=(200, 210, 220, 255), mode="RGB"), kind="JPEG"), "ground"),
        (file_of(Image.new("RGBA", (600, 600), (0, 0, 0, 0))), "nothing"),
        (file_of(Image.new("RGB", (600, 600), "white")), "nothing"),
        (io.BytesIO(file_of(picture()).getvalue()[:1000]), "damaged"),
        (io.BytesIO(file_of(picture(mode="RGB"), kind="JPEG").getvalue()[:4000]), "damaged"),
        (io.BytesIO(file_of(picture()).getvalue() + b"\0" * seals.LARGEST_FILE), "4 MB"),
        (claiming(4001, 4001), "at most 4000"),
        (claiming(60_000, 60_000), "at most 4000"),
    ],
)
def test_what_cannot_be_a_seal_is_refused_in_words(stream, words):
    with pytest.raises(seals.NoSeal, match=words), translation.override("en"):
        seals.cleaned(stream)


def test_a_huge_picture_in_a_small_file_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda self: pytest.fail("decoded"))
    with pytest.raises(seals.NoSeal):
        seals.cleaned(claiming(9_000, 9_000))
