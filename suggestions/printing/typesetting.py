"""From a document's contents to its HTML, its preview or its PDF; the templates are ours, the contents only ever text.

The engine is the documents' own: no request, no context processors, escaping always on, no folder but templates/.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from suggestions.printing import faces, renderer
from suggestions.printing.characters import clean_text
from suggestions.printing.documents import LABELS, Document, Letter, ReplyLetter

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
#: Raise it when a template or the style sheet changes what is printed; it is kept with each issued document.
TEMPLATE_VERSION = "1"

_engine = Engine(
    dirs=[str(TEMPLATES)],
    loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
    builtins=["suggestions.printing.wording"],
    autoescape=True,
    debug=False,
)


@dataclass
class UnfilledGaps(ValueError):
    """The letter still lacks something that its kind asks for; the message names it and can be shown."""

    gaps: tuple[str, ...]

    def __str__(self) -> str:
        return _("The letter cannot be printed; missing: %s.") % ", ".join(self.gaps)


def print_document(document: Document, *, dated: datetime | None = None) -> renderer.Rendered:
    """Print a document to PDF. Raises UnfilledGaps, ForbiddenCharacter, MissingGlyphs and TooLong, all for showing."""
    if isinstance(document, Letter) and document.gaps:
        raise UnfilledGaps(document.gaps)
    if missing := unprintable(document):
        raise faces.MissingGlyphs(missing)
    return renderer.render(html(document), title=document_title(document), dated=dated)


def print_preview(document: Document) -> renderer.Rendered:
    """Print a draft to PDF with its gaps marked. Raises ForbiddenCharacter, MissingGlyphs and TooLong."""
    return renderer.render(html(document), title=document_title(document))


def preview(document: Letter | ReplyLetter) -> SafeString:
    """Return the body of a letter for a page, to stand in an element of class `sheet`: the HTML that is printed."""
    return mark_safe(_rendered(f"{document.template}_body", cleaned(document)))  # noqa: S308 - made by our template, escaped there


def html(document: Document) -> str:
    """Return the whole HTML page of a document. Raises ForbiddenCharacter."""
    return _rendered(document.template, cleaned(document))


def unprintable(document: Document) -> list[faces.MissingGlyph]:
    """Name each character that no face can draw, with the field it stands in; empty when all can be printed."""
    face_set = renderer.press().face_set
    return [
        missing for place, text in texts(cleaned(document)) for missing in face_set.missing_glyphs(text, place=place)
    ]


def document_title(document: Document) -> str:
    """Return the title of the file: what the document is, of whom, and its number."""
    number = getattr(document, "number", "") or getattr(document, "letter_number", "")
    author = getattr(document, "unit", "") or document.organ
    return " ".join(clean_text(part) for part in (author, document.heading, number) if part)


def texts(content: object, *, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a document with the name of the place where it stands."""
    if isinstance(content, str):
        yield place, content
    elif isinstance(content, tuple):
        for number, item in enumerate(content, start=1):
            own_name = str(getattr(item, "label", "")) or f"{place} {number}"
            yield from texts(item, place=own_name)
    elif is_dataclass(content):
        for item in fields(content):
            yield from texts(getattr(content, item.name), place=_place_of(item.name, within=place))


def cleaned[Content](content: Content, *, place: str = "") -> Content:
    """Return the document with every text in it cleaned. Raises ForbiddenCharacter with its place."""
    if isinstance(content, str):
        return clean_text(content, place=place)  # type: ignore[return-value]
    if isinstance(content, tuple):
        items = (cleaned(item, place=f"{place} {number}") for number, item in enumerate(content, start=1))
        return tuple(items)  # type: ignore[return-value]
    if is_dataclass(content) and not isinstance(content, type):
        changes = {
            item.name: cleaned(getattr(content, item.name), place=_place_of(item.name, within=place))
            for item in fields(content)
        }
        return replace(content, **changes)
    return content


def _place_of(name: str, *, within: str) -> str:
    return ", ".join(part for part in (within, str(LABELS.get(name, ""))) if part)


def _rendered(name: str, document: object) -> str:
    return _engine.get_template(f"documents/{name}.html").render(
        Context({"document": document}, use_l10n=False, use_tz=False)
    )
