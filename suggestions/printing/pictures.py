"""Pages of a PDF as pictures: bytes in, PNG out, kept by SHA-256, page and width while looked at. Knows no record and no reader."""

import hashlib
import io
import os
import struct
import tempfile
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pypdfium2
from django.utils.translation import gettext as _
from PIL import Image

from suggestions.printing import renderer

WIDE, SMALL = 900, 450
WIDTHS = frozenset({WIDE, SMALL})
#: Guards of memory: no document that we print has so many pages, and no page is even twice as high as it is wide.
MOST_PAGES = 500
MOST_TIMES_AS_HIGH = 4
BEGINS, ENDS = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
# PDFium is not made for threads: one page at a time in a process, from opening the file to closing it.
_pdfium = threading.Lock()


class NoPicture(ValueError):
    """There is no such picture: another file than the named one, no PDF, no such page or width. The message can be shown."""


def page(pdf: bytes, *, sha256: str, number: int, width: int = WIDE) -> bytes:
    """Returns a page, counted from 1, as PNG of so many pixels across; `sha256` is what the PDF is kept under.

    Raises NoPicture.
    """
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise NoPicture(_("The file is not the one that was kept."))
    if width not in WIDTHS:
        raise NoPicture(_("Pages are not shown at this width."))
    if not 1 <= number <= MOST_PAGES:
        raise NoPicture(_("The document has no such page."))
    place = folder() / sha256[:2] / f"{sha256}-{number}-{width}.png"
    kept = _kept(place)
    if kept is None:
        kept = _encoded(_drawn(pdf, number=number, width=width))
        _keep(place, kept)
    return kept


def size(png: bytes) -> tuple[int, int]:
    """Returns width and height in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def folder() -> Path:
    """Returns where pictures are kept; all of them can be drawn again."""
    return renderer.work_folder() / "pictures"


def sweep(*, older_than: datetime) -> int:
    """Removes the pictures that nobody looked at since a moment, and what a killed process left; returns how many."""
    removed = 0
    for path in folder().glob("*/*"):
        if path.stat().st_mtime < older_than.timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _drawn(pdf: bytes, *, number: int, width: int) -> Image.Image:
    with _pdfium:
        try:
            with closing(pypdfium2.PdfDocument(pdf)) as document:
                if number > len(document):
                    raise NoPicture(_("The document has no such page."))
                with closing(document[number - 1]) as found:
                    return _across(found, width)
        except pypdfium2.PdfiumError as error:
            raise NoPicture(_("The file cannot be read as PDF.")) from error


def _across(found: pypdfium2.PdfPage, width: int) -> Image.Image:
    if found.get_height() > found.get_width() * MOST_TIMES_AS_HIGH:
        raise NoPicture(_("The page is too high to be shown."))
    with closing(found.render(scale=width / found.get_width())) as bitmap:
        # Cut, for PDFium rounds up; and a copy, for the bitmap's memory is given back.
        return bitmap.to_pil().convert("RGB").crop((0, 0, width, bitmap.height))


def _encoded(picture: Image.Image) -> bytes:
    """Returns the PNG; a page without colour, as nearly all are, takes half the room in grey."""
    grey = picture.convert("L")
    best = grey if grey.convert("RGB").tobytes() == picture.tobytes() else picture
    written = io.BytesIO()
    best.save(written, "PNG")
    return written.getvalue()


def _kept(place: Path) -> bytes | None:
    """Returns a picture that was drawn before, unless it is not whole, as after a loss of power."""
    try:
        png = place.read_bytes()
        os.utime(place)  # it is still looked at
    except FileNotFoundError:
        return None
    return png if png.startswith(BEGINS) and png.endswith(ENDS) else None


def _keep(place: Path, png: bytes) -> None:
    """Writes whole or not at all; of two processes that draw the same page, the later replaces like by like."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(png)
        Path(scratch).replace(place)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
