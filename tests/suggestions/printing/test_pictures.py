"""Pictures of pages: the size that was asked for, drawn once, whole or not at all; nothing but pages of the named PDF."""

import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.utils import translation
from PIL import Image
from pytest_django.fixtures import Settings

from suggestions.printing import pictures, renderer

A4 = (595, 842)


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def paper(*pages: tuple[int, int]) -> bytes:
    """Returns a PDF with empty pages of these sizes in points."""
    document = pypdfium2.PdfDocument.new()
    for width, height in pages:
        document.new_page(width, height)
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


def drawn(pdf: bytes, number: int = 1, **facts: int) -> bytes:
    return pictures.page(pdf, sha256=hashlib.sha256(pdf).hexdigest(), number=number, **facts)


def kept() -> list[Path]:
    return [path for path in pictures.folder().rglob("*") if path.is_file()]


@pytest.mark.slow
@pytest.mark.parametrize("width", [900, 450])
def test_a_page_is_as_wide_as_asked_and_as_high_as_its_shape(width: int) -> None:
    png = drawn(paper(A4), width=width)
    opened = Image.open(io.BytesIO(png))
    assert opened.format == "PNG"
    assert opened.size == pictures.size(png)
    assert opened.width == width
    assert abs(opened.height - width * A4[1] / A4[0]) <= 1


@pytest.mark.slow
def test_what_is_looked_at_is_kept_and_what_was_not_for_a_while_is_swept_and_drawn_again() -> None:
    now = datetime.now(tz=UTC)
    looked_at, left = paper(A4), paper(A4, A4)
    for pdf in (looked_at, left):
        drawn(pdf)
    for path in kept():
        os.utime(path, (now.timestamp() - 7200,) * 2)
    drawn(looked_at)
    assert pictures.sweep(older_than=now - timedelta(hours=1)) == 1
    [stays] = kept()
    assert stays.name.startswith(hashlib.sha256(looked_at).hexdigest())
    assert drawn(left).startswith(pictures.BEGINS)


def test_sweeping_where_nothing_was_drawn_does_nothing() -> None:
    assert pictures.sweep(older_than=datetime.now(tz=UTC)) == 0


def test_without_a_width_a_page_is_nine_hundred_pixels_wide() -> None:
    assert pictures.size(drawn(paper(A4)))[0] == 900


@pytest.mark.slow
def test_what_is_printed_is_seen_in_the_picture_and_colour_stays_colour() -> None:
    html = '<p>检察建议书</p><p style="color: #f00">检察建议书</p>'
    printed = renderer.render(html, title="文")
    in_colour = Image.open(io.BytesIO(pictures.page(printed.pdf, sha256=printed.sha256, number=1)))
    assert in_colour.mode == "RGB"
    black = renderer.render("<p>检察建议书</p>", title="文")
    in_grey = Image.open(io.BytesIO(pictures.page(black.pdf, sha256=black.sha256, number=1)))
    assert in_grey.mode == "L"
    assert in_grey.getextrema() == (0, 255)


def test_a_page_is_drawn_once_and_its_file_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = paper(A4)
    first = drawn(pdf)
    (place,) = kept()
    monkeypatch.setattr(pypdfium2, "PdfDocument", None)  # whoever draws again fails
    assert drawn(pdf) == first == place.read_bytes()


def test_each_page_and_width_is_a_file_of_its_own_and_nothing_half_written_stays() -> None:
    pdf = paper(A4, (842, 595))
    upright, lying, small = drawn(pdf), drawn(pdf, 2), drawn(pdf, width=450)
    assert [pictures.size(png)[0] for png in (upright, lying, small)] == [900, 900, 450]
    assert pictures.size(lying)[1] < pictures.size(upright)[1]
    assert {path.suffix for path in kept()} == {".png"}
    assert len(kept()) == 3


@pytest.mark.slow
@pytest.mark.parametrize("left", [b"", b"\x89PNG\r\n\x1a\nhalf of a picture"])
def test_a_file_that_is_not_whole_is_drawn_again(left: bytes) -> None:
    pdf = paper(A4)
    whole = drawn(pdf)
    (place,) = kept()
    place.write_bytes(left)
    assert drawn(pdf) == whole == place.read_bytes()


def test_a_failed_write_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        drawn(paper(A4))
    assert kept() == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [-1, 0, 3, 501, 10**400])
def test_there_is_no_picture_of_a_page_that_is_not_there(number: int) -> None:
    pdf = paper(A4, A4)
    drawn(pdf)
    with translation.override("en"), pytest.raises(pictures.NoPicture, match="no such page"):
        drawn(pdf, number)


@pytest.mark.parametrize("width", [0, -900, 451, 100_000])
def test_there_is_no_picture_of_another_width(width: int) -> None:
    with pytest.raises(pictures.NoPicture):
        drawn(paper(A4), width=width)


@pytest.mark.parametrize("content", [b"", b"no paper at all", b"%PDF-1.7\nhalf of one"])
def test_there_is_no_picture_of_what_is_no_pdf(content: bytes) -> None:
    with pytest.raises(pictures.NoPicture):
        drawn(content)


def test_there_is_no_picture_of_another_file_than_the_one_that_was_kept() -> None:
    pdf, other = paper(A4), paper((300, 300))
    with pytest.raises(pictures.NoPicture):
        pictures.page(other, sha256=hashlib.sha256(pdf).hexdigest(), number=1)
    assert kept() == []


def test_a_page_high_enough_to_fill_the_memory_is_not_drawn() -> None:
    with pytest.raises(pictures.NoPicture):
        drawn(paper((1, 14_400)))


@pytest.mark.slow
def test_many_threads_get_the_same_picture() -> None:
    pdf = paper(*[A4] * 4)
    with ThreadPoolExecutor(max_workers=8) as threads:
        found = list(threads.map(lambda number: drawn(pdf, number % 4 + 1), range(32)))
    assert len(set(found)) == 1
    assert len(kept()) == 4
