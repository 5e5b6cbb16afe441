"""HTML in, PDF out: same input and same faces, same bytes. Reaches no network, no file but the faces, no clock."""

import functools
import hashlib
import io
import os
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pydyf
import weasyprint
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from suggestions.confined import calling, turns
from suggestions.printing import fonts, isolation, line_breaking, metadata, tagging

STYLE_SHEET = Path(__file__).resolve().parents[2] / "templates" / "documents" / "document.css"
#: Guards of time and memory: a letter of three pages has about 6,000 characters of HTML.
MOST_CHARACTERS = 400_000
MOST_PAGES = 200
#: A seal of 42 mm at 1,200 dots an inch has four millions; a picture is refused before it is unpacked.
MOST_PIXELS = 16_000_000
#: What opens copies and printing office, and what puts them overleaf where the text ends on an odd page: the last page
#: has an even number, and none is printed on it where the page before is blank (GB/T 9704-2012, 7.1, 7.5).
FOOT = SafeString('<div class="foot">')
OVERLEAF = SafeString('<div class="foot foot--overleaf">')
AFTER_BLANK = SafeString('<div class="foot foot--overleaf foot--after-blank">')
#: The typesetter counts in CSS pixels.
POINTS = 72 / 96
UNPRINTED = frozenset({"style", "script", "title", "head"})


class TooLong(ValueError):
    """The document is longer than a document may be; the message can be shown."""


class PictureRefused(ValueError):
    """A picture is none, or larger than a picture may be; the message can be shown."""


class NotPrinted(ValueError):
    """The printer refused in another process; the message says why and can be shown."""


# How the printer's refusals come back from the other process, by the names of their classes there.
REFUSALS: Mapping[str, type[ValueError]] = {
    "TooLong": TooLong,
    "PictureRefused": PictureRefused,
    "MissingGlyphs": NotPrinted,
    "ForbiddenCharacter": NotPrinted,
}


@dataclass(frozen=True)
class Rendered:
    """A printed document: its bytes and what is kept beside them."""

    pdf: bytes
    pages: int
    sha256: str
    fonts: tuple[str, ...]


class Printer:
    """Faces, style sheet and font configuration, built once for a process; prints one document at a time."""

    def __init__(self, *, work: Path, font_set: fonts.FontSet | None = None) -> None:
        self.font_set = font_set or fonts.find(work=work)
        self._fonts = isolation.private_font_configuration(self.font_set.fonts, work=work)
        self._lock = threading.Lock()
        self._shaped: dict[tuple[str, str], float] = {}
        fetcher = isolation.MemoryFetcher({})
        with isolation.refusals_as_errors(fetcher):
            style = (
                self.font_set.style() + STYLE_SHEET.read_text(encoding="utf-8") + _spacings() + _folio(self.font_set)
            )
            self._style = weasyprint.CSS(string=style, font_config=self._fonts, url_fetcher=fetcher)

    def width(self, text: str, role: str) -> float:
        """Return how wide a character is in a role, or a word of letters that join, in parts of the size."""
        if len(text) == 1 and not line_breaking.is_from_the_right(text):
            return self.font_set.advance(text, role)
        if (text, role) not in self._shaped:
            self._shaped[text, role] = self._laid_out(text, role) / line_breaking.SIZE
        return self._shaped[text, role]

    def _laid_out(self, text: str, role: str) -> float:
        """Return how wide the typesetter draws a text of the body, in points: joined letters have widths of their own."""
        style = f"display: inline-block; letter-spacing: 0; font-family: var(--{role})"
        word = f'<html lang="zh-CN"><body><p class="flush"><span style="{style}">{escape(text)}</span></p>'
        with self._lock:
            document = self.layout(word, fetcher=isolation.MemoryFetcher({}))
        boxes = document.pages[0]._page_box.descendants()
        return float(next(box.width for box in boxes if box.element_tag == "span")) * POINTS

    def layout(self, html: str, *, fetcher: isolation.MemoryFetcher) -> weasyprint.Document:
        """Return the laid-out pages. Raises TooLong, MissingGlyphs and FetchRefused."""
        if len(html) > MOST_CHARACTERS:
            raise TooLong(_("The document is too long to be printed."))
        with isolation.refusals_as_errors(fetcher):
            source = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="memory:/")
            if missing := self.font_set.missing_glyphs("\n".join(_printed_texts(source.etree_element))):
                raise fonts.MissingGlyphs(missing)
            document = source.render(font_config=self._fonts, stylesheets=[self._style], pdf_variant=metadata.VARIANT)
        if len(document.pages) > MOST_PAGES:
            raise TooLong(_("The document has more than %s pages.") % MOST_PAGES)
        return document

    def _with_even_foot(self, html: str, *, fetcher: isolation.MemoryFetcher) -> weasyprint.Document:
        """Return the pages with copies and printing office on an even one; behind a blank page it bears no number."""
        document = self.layout(html, fetcher=fetcher)
        if FOOT not in html or len(document.pages) % 2 == 0:
            return document
        document = self.layout(html.replace(FOOT, OVERLEAF), fetcher=fetcher)
        if document.pages[-2]._page_box.page_type.blank:
            document = self.layout(html.replace(FOOT, AFTER_BLANK), fetcher=fetcher)
        return document

    def render(
        self,
        html: str,
        *,
        title: str,
        language: str = "zh-CN",
        dated: datetime | None = None,
        assets: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Rendered:
        """Print HTML that we made to PDF/A-3a; `dated` is the only time that the file bears.

        `assets` maps addresses to (media type, bytes). Raises TooLong, MissingGlyphs, PictureRefused and FetchRefused.
        """
        for media_type, picture in (assets or {}).values():
            _check_picture(picture, media_type)
        fetcher = isolation.MemoryFetcher(assets or {})
        with self._lock:
            document = self._with_even_foot(html, fetcher=fetcher)
            moment = dated.isoformat() if dated else None
            document.metadata = metadata.Metadata(
                document,
                title=title,
                lang=language,
                created=moment,
                modified=moment,
                attachments=document.metadata.attachments,
            )
            content = "\0".join((title, language, str(dated), html)).encode()
            pictures = b"".join(picture for _media_type, picture in (assets or {}).values())
            identity = hashlib.sha256(content + pictures).hexdigest()[:32].encode()
            with isolation.refusals_as_errors(fetcher), isolation.environment(SOURCE_DATE_EPOCH="0"):
                pdf = document.write_pdf(
                    finisher=_finish, pdf_identifier=identity, pdf_variant=metadata.VARIANT, pdf_tags=True
                )
            used = tuple(metadata.families(document))
            return Rendered(pdf, len(document.pages), hashlib.sha256(pdf).hexdigest(), used)


def render(
    html: str,
    *,
    title: str,
    language: str = "zh-CN",
    dated: datetime | None = None,
    assets: Mapping[str, tuple[str, bytes]] | None = None,
) -> Rendered:
    """Print HTML in confinement, which ends after 30 seconds; see Printer.render. Raises TooLong for that too."""
    pictures = assets or {}
    asked = {
        "html": html,
        "title": title,
        "language": language,
        "dated": dated.isoformat() if dated else "",
        "pictures": [[address, media_type] for address, (media_type, _content) in pictures.items()],
    }
    if len(html) > MOST_CHARACTERS:
        raise TooLong(_("The document is too long to be printed."))
    try:
        with turns.turn():
            facts, (pdf,) = calling.call("print", *(content for _type, content in pictures.values()), **asked)
    except calling.TooHeavy as heavy:
        raise TooLong(_("The document is too long to be printed.")) from heavy
    except calling.Failed as failed:
        raise _refusal(failed) from failed
    return Rendered(pdf, int(str(facts["pages"])), hashlib.sha256(pdf).hexdigest(), tuple(_texts(facts["fonts"])))


def _refusal(failed: calling.Failed) -> Exception:
    """Returns the error of the other process as one of ours: what is no refusal of the printer stays an error."""
    name = failed.kind.rpartition(".")[2]
    if name == isolation.FetchRefused.__name__:
        return isolation.FetchRefused(str(failed))
    if name in REFUSALS:
        return REFUSALS[name](str(failed))
    return failed


def _texts(found: object) -> list[str]:
    return [str(each) for each in found] if isinstance(found, list) else []


def render_here(
    html: str,
    *,
    title: str,
    language: str = "zh-CN",
    dated: datetime | None = None,
    assets: Mapping[str, tuple[str, bytes]] | None = None,
) -> Rendered:
    """Print HTML on this process's own press; see Printer.render."""
    return printer().render(html, title=title, language=language, dated=dated, assets=assets)


def render_of(
    *contents: bytes, html: str, title: str, language: str, dated: str, pictures: list[list[str]]
) -> tuple[dict[str, object], list[bytes]]:
    """Does the work of `render` in confinement, on the press that the room has ready."""
    assets = {address: (kind, content) for (address, kind), content in zip(pictures, contents, strict=True)}
    moment = datetime.fromisoformat(dated) if dated else None
    ready = _ready[0] if _ready else printer()
    rendered = ready.render(html, title=title, language=language, dated=moment, assets=assets)
    return {"pages": rendered.pages, "fonts": list(rendered.fonts)}, [rendered.pdf]


def make_ready() -> None:
    """Build the press of a room, and print a line of each face on it, so that no job does it again."""
    ready = printer()
    lines = "".join(
        f"<p style='font-family: var(--{role})'>检察建议书〔2026〕1号</p>" for role in ready.font_set.stacks
    )
    ready.render(f"<html lang='zh-CN'><body>{lines}", title="文")
    _ready.append(ready)


_ready: list[Printer] = []


def printer() -> Printer:
    """Return the press of this process: a child of a fork builds its own, libraries' state is not shared."""
    return _printer_of(os.getpid())


@functools.lru_cache(maxsize=1)
def _printer_of(_process: int) -> Printer:
    return Printer(work=work_folder())


def work_folder() -> Path:
    """Return where small faces and the font configuration are kept; all of it can be made again."""
    return Path(settings.VAR) / "printing"


class _Packed(pydyf.Stream):  # type: ignore[misc]
    """A stream that is packed once: the writer asks for its bytes twice, for the file and for the file's digest.

    Level 6 takes half the time of 9, for a hundredth more bytes.
    """

    def __init__(self, stream: pydyf.Stream) -> None:
        super().__init__()
        self.number, self.generation, self.free = stream.number, stream.generation, stream.free
        if stream.compress:
            content = pydyf.Stream(stream.stream).data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
            stream = pydyf.Stream([zlib.compress(content, level=6)], {**stream.extra, "Filter": "/FlateDecode"})
        self._packed: bytes = stream.data

    @property
    def data(self) -> bytes:
        """The bytes of the object."""
        return self._packed


def _finish(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Do what is left before a file is written."""
    tagging.finish(document, pdf)
    pdf.objects[:] = [_Packed(one) if isinstance(one, pydyf.Stream) else one for one in pdf.objects]


def _check_picture(picture: bytes, media_type: str) -> None:
    """Raise PictureRefused unless it can be drawn: WeasyPrint would print without it, or unpack a bomb."""
    if media_type == "image/svg+xml":
        return
    try:
        with Image.open(io.BytesIO(picture), formats=["PNG", "JPEG"]) as opened:
            width, height = opened.size
            opened.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise PictureRefused(_("The picture cannot be read, or is far too large.")) from error
    if width * height > MOST_PIXELS:
        refusal = _("The picture is too large to be printed: %(width)d × %(height)d pixels.")
        raise PictureRefused(refusal % {"width": width, "height": height})


def _spacings() -> str:
    """Return the classes of letter-spacing that lines come with, and of words in such lines, which have none inside."""
    spacings = {
        steps: line_breaking.asked(steps) * line_breaking.STEP for steps in range(-40, line_breaking.WIDEST + 1)
    }
    rules = "".join(
        f".s{steps} {{ letter-spacing: {spacing:.5f}pt }}"
        f".w{steps} {{ letter-spacing: 0; word-spacing: {2 * steps * line_breaking.STEP:.4f}pt;"
        f" margin-right: {steps * line_breaking.STEP:.4f}pt }}"
        for steps, spacing in spacings.items()
    )
    return f"html {{ letter-spacing: {spacings[line_breaking.NATURAL]:.5f}pt }}" + rules


def _folio(font_set: fonts.FontSet) -> str:
    """Return where page numbers stand: the dashes beside them 7 mm below the text block (GB/T 9704-2012, 7.5)."""
    size = 14.0
    above, below = font_set.reach("—", "song")
    dash = size * (0.5 + font_set.base_line("song") - (above - below) / 2)
    place = f"padding-top: {7 / 25.4 * 72 - dash:.3f}pt"
    return f"@page {{ @bottom-left {{ {place} }} @bottom-right {{ {place} }} }}"


def _printed_texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag.rpartition("}")[2] not in UNPRINTED:
        if element.text:
            yield element.text
        for child in element:
            yield from _printed_texts(child)
            if child.tail:
                yield child.tail
