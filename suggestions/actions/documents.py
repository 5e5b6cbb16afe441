"""Prints formal documents once from their records and keeps them by SHA-256; what they say is composed in papers.py."""

from datetime import datetime

from django.utils.translation import gettext as _

from organs.refusals import Refused
from suggestions.actions import files
from suggestions.models import Document, Suggestion
from suggestions.printing import documents, typesetting
from suggestions.printing.renderer import Rendered
from suggestions.steps import Shown


def keep(
    *,
    paper: documents.Document,
    kind: str,
    suggestion: Suggestion,
    at: datetime,
    shown_to: Shown,
    about: str = "",
) -> Document:
    """Prints a document and keeps it; raises Refused with the character or the gap that stands in the way."""
    rendered = print_paper(paper, dated=at)
    return Document.objects.create(
        suggestion=suggestion,
        kind=kind,
        about=about,
        title=paper.heading,
        blob=files.store(content=rendered.pdf, media_type="application/pdf", at=at),
        pages=rendered.pages,
        rendered_at=at,
        shown_to=shown_to,
    )


def print_paper(paper: documents.Document, *, dated: datetime | None = None) -> Rendered:
    """Prints without keeping; raises Refused in the words of the printer."""
    try:
        return typesetting.print_document(paper, dated=dated)
    except ValueError as error:  # gaps, forbidden characters, missing glyphs, too long: all say why in words
        raise Refused(_("The document cannot be printed: %(why)s") % {"why": error}) from error
