"""From a sheet to its preview on a page or its PDF: clean, check that nothing is missing, print."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from organs.words import listed
from suggestions.printing import fonts, markup, printable, renderer
from suggestions.printing.sheets import Sheet

#: Raise it when code or style sheet change what is printed; it is kept with each document.
EDITION = "8"


@dataclass
class UnfilledGaps(ValueError):
    """The document still lacks something that its kind asks for; the message names it and can be shown."""

    gaps: tuple[str, ...]

    def __str__(self) -> str:
        return _("The document cannot be printed; missing: %s.") % listed(self.gaps)


def print_sheet(
    sheet: Sheet, *, dated: datetime | None = None, seals: Mapping[str, bytes] | None = None
) -> renderer.Rendered:
    """Print a sheet to PDF; `seals` are pictures by their SHA-256. Raises UnfilledGaps, ForbiddenCharacter, MissingGlyphs and TooLong, all for showing."""
    if sheet.gaps:
        raise UnfilledGaps(sheet.gaps)
    if missing := unprintable(sheet):
        raise fonts.MissingGlyphs(missing)
    return _rendered(sheet, dated=dated, seals=seals)


def print_preview(sheet: Sheet) -> renderer.Rendered:
    """Print a draft to PDF with its gaps marked. Raises ForbiddenCharacter, MissingGlyphs and TooLong."""
    return _rendered(sheet)


def _rendered(
    sheet: Sheet, *, dated: datetime | None = None, seals: Mapping[str, bytes] | None = None
) -> renderer.Rendered:
    known = seals or {}
    pictures = zip(markup.seal_names(sheet.frame), (sheet.frame.seal, *sheet.frame.joint_seals), strict=True)
    assets = {name: ("image/png", known[sha256]) for name, sha256 in pictures if sha256 in known}
    return renderer.render(html(sheet), title=document_title(sheet), dated=dated, assets=assets or None)


def unprintable(sheet: Sheet) -> list[fonts.MissingGlyph]:
    """Name each character that no face can draw, with the field it stands in; empty when all can be printed."""
    font_set = renderer.printer().font_set
    return [missing for place, text in sheet.clean.texts() for missing in font_set.missing_glyphs(text, place=place)]


def faults(sheet: Sheet) -> list[tuple[str, printable.Fault]]:
    """Name each character of a sheet that cannot be printed with the place where it stands, control characters among them."""
    found = ((place or _("Document"), fault) for place, text in sheet.texts() for fault in printable.faults(text))
    return list(dict.fromkeys(found))


def document_title(sheet: Sheet) -> str:
    """Return the title of the file: of whom, what, and its number."""
    return " ".join(part for part in (sheet.clean.frame.author, sheet.clean.title, sheet.number) if part)


def preview(sheet: Sheet) -> SafeString:
    """Return a document for a page, to stand in an element of class `sheet`; it can be shown whatever was stored."""
    return markup.page(sheet.shown)


def html(sheet: Sheet) -> str:
    """Return the whole HTML page of a document, its lines broken. Raises ForbiddenCharacter."""
    return markup.paper(sheet.clean)
