"""A picture is let in upright, not too large, and without anything beside its pixels; what was dropped is named by kind."""

import io
import struct
import zlib
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from suggestions import photographs
from tests.suggestions.phone_photographs import SECRET, photograph

PLACE = b"43.8368"
PHONE_PICTURE = Path(__file__).parents[1] / "data" / "phone_picture.heic"


def cleaned(content: bytes) -> photographs.Cleaned:
    return photographs.cleaned(io.BytesIO(content))


def opened(found: photographs.Cleaned) -> Image.Image:
    return Image.open(io.BytesIO(found.content))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_place_camera_and_moment_are_dropped_and_named(form):
    content = photograph(form=form)
    found = cleaned(content)
    assert {"position", "camera", "moment"} <= set(found.dropped)
    assert not opened(found).getexif()
    for secret in (b"Phone Works", b"2026:03:12", SECRET.encode(), PLACE):
        assert secret not in found.content
    assert b"Phone Works" in content


def test_texts_in_a_png_and_comments_in_a_jpeg_are_dropped():
    for form in ("PNG", "JPEG"):
        found = cleaned(photograph(form=form))
        assert "text" in found.dropped
        assert not opened(found).info.keys() & {"Comment", "Author", "comment"}


def test_a_picture_without_anything_beside_it_drops_nothing():
    for form in ("PNG", "JPEG", "WEBP", "TIFF"):
        plain = io.BytesIO()
        Image.new("RGB", (40, 30), "green").save(plain, form)
        assert cleaned(plain.getvalue()).dropped == ()


@pytest.mark.parametrize(
    ("orientation", "size", "top", "bottom"),
    [(1, (640, 480), "red", "blue"), (3, (640, 480), "blue", "red"), (6, (480, 640), None, None)],
)
def test_it_is_turned_upright_before_the_mark_that_said_so_goes(orientation, size, top, bottom):
    picture = opened(cleaned(photograph(orientation=orientation))).convert("RGB")
    assert picture.size == size
    colours = {"red": (254, 0, 0), "blue": (0, 0, 254)}
    left, right = picture.getpixel((5, size[1] // 2)), picture.getpixel((size[0] - 5, size[1] // 2))
    if top is None:
        assert left == pytest.approx(colours["blue"], abs=3) and right == pytest.approx(colours["red"], abs=3)
        return
    assert picture.getpixel((320, 5)) == pytest.approx(colours[top], abs=3)
    assert picture.getpixel((320, 470)) == pytest.approx(colours[bottom], abs=3)


def test_its_longer_side_is_at_most_2400_pixels():
    assert opened(cleaned(photograph(size=(4000, 1000), orientation=1))).size == (2400, 600)
    assert opened(cleaned(photograph(size=(1000, 4000), orientation=1, form="PNG"))).size == (600, 2400)
    assert opened(cleaned(photograph(size=(100, 50), orientation=1))).size == (100, 50)


@pytest.mark.parametrize(("form", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/jpeg")])
def test_png_stays_png_and_all_else_becomes_jpeg(form, media_type):
    assert cleaned(photograph(form=form)).media_type == media_type


def test_a_colour_profile_is_applied_and_dropped():
    written = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (40, 30), "green").save(written, "JPEG", icc_profile=profile)
    found = cleaned(written.getvalue())
    assert found.dropped == ("profile",)
    assert "icc_profile" not in opened(found).info


def bomb(width: int, height: int) -> bytes:
    """Returns a small PNG that says it is very large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_001, 20_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_unread(side):
    with pytest.raises(photographs.NotAPicture, match=r"pixels|像素"):
        cleaned(bomb(side, side))


@pytest.mark.parametrize("content", [b"", b"words", b"%PDF-1.4\n", b"\xff\xd8\xff\xe0", b"GIF89a" + bytes(40)])
def test_what_is_no_picture_of_a_known_kind_is_refused(content):
    with pytest.raises(photographs.NotAPicture):
        cleaned(content)


def test_heic_becomes_an_upright_jpeg_without_what_the_phone_wrote_beside_it():
    found = photographs.cleaned(io.BytesIO(PHONE_PICTURE.read_bytes()), keeps_taken=True)
    assert (found.media_type, found.ending) == ("image/jpeg", ".jpg")
    assert found.dropped == ("position", "camera", "moment")
    assert found.taken == photographs.TakingFacts(on=date(2026, 11, 20), place="43.83681, 90.28558")
    picture = opened(found)
    assert picture.size == (300, 400) and not picture.getexif()
    # The corner that was red lay left above before the phone was turned.
    red, green, blue = picture.getpixel((280, 20))
    assert red > 180 and green < 80 and blue < 80


def test_half_a_heic_is_refused():
    content = PHONE_PICTURE.read_bytes()
    for length in (40, 200, len(content) // 2):
        with pytest.raises(photographs.NotAPicture):
            photographs.cleaned(io.BytesIO(content[:length]))


def test_a_heic_that_would_fill_the_memory_is_refused():
    """Its header says 60,000 by 60,000 pixels."""
    content = bytearray(PHONE_PICTURE.read_bytes())
    places = [place for place in range(len(content)) if content[place : place + 4] == b"ispe"]
    for place in places:
        content[place + 8 : place + 16] = struct.pack(">II", 60_000, 60_000)
    assert places
    with pytest.raises(photographs.NotAPicture):
        photographs.cleaned(io.BytesIO(bytes(content)))
