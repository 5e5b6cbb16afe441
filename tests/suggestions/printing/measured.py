"""Reads a printed file as a ruler would: lines with their base line and edges, pictures and rules, all in millimetres.

Places are counted from the upper left corner of the text block, which GB/T 9704-2012 puts 37 mm from the top and 28 mm
from the left.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pdfplumber
import pypdfium2
from PIL import Image

MILLIMETRE = 72 / 25.4
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
#: 28.95 pt, and a cell of which 28 fill the width.
PITCH, CELL = 28.95 / MILLIMETRE, WIDTH / 28
BODY = 16.0


@dataclass(frozen=True)
class Character:
    """One drawn character: what it is, its edges, and the face and size in which it is set."""

    text: str
    left: float
    right: float
    font: str
    size: float
    color: tuple[float, ...]


@dataclass(frozen=True)
class Line:
    """The characters on one base line, from left to right."""

    base: float
    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)

    @property
    def left(self) -> float:
        return min(character.left for character in self.characters)

    @property
    def right(self) -> float:
        return max(character.right for character in self.characters)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        return max(character.size for character in self.characters)

    def fonts(self, text: str) -> set[str]:
        """The faces in which a stretch of the line is set."""
        start = self.text.index(text)
        return {character.font for character in self.characters[start : start + len(text)]}


@dataclass(frozen=True)
class Box:
    """A rule, a picture or another drawn thing by its edges."""

    left: float
    top: float
    right: float
    bottom: float
    color: tuple[float, ...] = ()

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Page:
    """One page; `folio` is the line with its number, without characters where it bears none; `lines` are all others."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    folio: Line
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]

    @property
    def body(self) -> list[Line]:
        """The lines in the size of the text."""
        return [line for line in self.lines if abs(line.size - BODY) < 0.1]

    def line(self, text: str) -> Line:
        """The first line that says something."""
        return next(line for line in self.lines if text in line.text)


def pages(pdf: bytes) -> list[Page]:
    """All pages of a file."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_page(page) for page in document.pages]


def ink(pdf: bytes, *, page: int = 1, box: Box, dpi: int = 508) -> Box:
    """The edges of what is drawn in a part of a page that is not nearly white, as a magnifying glass shows it."""
    found = looked_at(pdf, page=page, box=box, dpi=dpi).getbbox()
    assert found, "nothing is drawn there"
    left, top, right, bottom = (edge / dpi * 25.4 for edge in found)
    return Box(left + box.left, top + box.top, right + box.left, bottom + box.top)


def looked_at(pdf: bytes, *, page: int, box: Box, dpi: int) -> Image.Image:
    """A part of a page, white where anything is drawn and black where nothing is."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = document[page - 1]
        width, height = found.get_size()
        left, top = (box.left + LEFT) * MILLIMETRE, (box.top + TOP) * MILLIMETRE
        right, bottom = (box.right + LEFT) * MILLIMETRE, (box.bottom + TOP) * MILLIMETRE
        drawn = found.render(scale=dpi / 72, crop=(left, height - bottom, width - right, top))
        return drawn.to_pil().convert("L").point(lambda level: 255 if level < 200 else 0)


def _page(page: Any) -> Page:
    lines = list(_lines(page))
    folio = lines.pop() if lines and lines[-1].text.startswith("— ") else Line(0, ())
    rules = tuple(_box(rule, rule["non_stroking_color"]) for rule in (*page.rects, *page.lines))
    pictures = tuple(_box(picture) for picture in page.images)
    width, height = float(page.width) / MILLIMETRE, float(page.height) / MILLIMETRE
    return Page(page.page_number, width, height, tuple(lines), folio, rules, pictures)


def _lines(page: Any) -> Iterator[Line]:
    def base(character: dict[str, Any]) -> float:
        return round(float(page.height) - character["matrix"][5], 2)

    for height, characters in groupby(sorted(page.chars, key=base), key=base):
        ordered = sorted(characters, key=lambda character: character["x0"])
        yield Line(height / MILLIMETRE - TOP, tuple(map(_character, ordered)))


def _character(drawn: dict[str, Any]) -> Character:
    left, right = drawn["x0"] / MILLIMETRE - LEFT, drawn["x1"] / MILLIMETRE - LEFT
    font = drawn["fontname"].partition("+")[2] or drawn["fontname"]
    return Character(drawn["text"], left, right, font, drawn["size"], tuple(drawn["non_stroking_color"] or ()))


def _box(drawn: dict[str, Any], color: Any = ()) -> Box:
    edges = (drawn["x0"] / MILLIMETRE - LEFT, drawn["top"] / MILLIMETRE - TOP)
    return Box(*edges, drawn["x1"] / MILLIMETRE - LEFT, drawn["bottom"] / MILLIMETRE - TOP, tuple(color or ()))
