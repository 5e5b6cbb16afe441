"""Prints formal documents once from their records and keeps them by SHA-256, with all that they can be printed again from."""

import hashlib
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from weasyprint import __version__ as weasyprint_version

from organs import clock
from organs.refusals import Refused
from suggestions.actions import files, ledger, templates
from suggestions.documents import composing
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import CalendarYear, Document, Suggestion
from suggestions.printing import renderer, sheets, typesetting
from suggestions.printing.renderer import Rendered

LONGEST_TITLE = Document._meta.get_field("title").max_length


def keep(
    *, kind: DocumentKind, record: models.Model, suggestion: Suggestion, at: datetime, about: str | None = None
) -> Document:
    """Prints a record's document and keeps it; raises Refused with the character or the gap that stands in the way."""
    template = templates.kept(kind=kind, suggestion=suggestion, record=record, at=at)
    sheet = composing.sheet(kind, record, template=template, is_sealed=True)
    rendered = print_sheet(sheet, dated=at)
    return Document.objects.create(
        suggestion=suggestion,
        kind=kind.key,
        about=ledger.subject_name(record) if about is None else about,
        title=sheet.title[:LONGEST_TITLE],
        blob=files.store(content=rendered.pdf, media_type="application/pdf", at=at),
        pages=rendered.pages,
        rendered_at=at,
        shown_to=kind.shown_to,
        template=template,
        facts=sheet.clean.kept(),
        made_with=made_with(rendered),
    )


def read(document: Document) -> bytes:
    """Returns the bytes of a kept document; raises Refused when they are gone or are not those that were kept."""
    try:
        content = files.place(document.blob_id).read_bytes()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != document.blob_id:
        raise Refused(
            _("The file of “%(title)s” is missing or damaged. An administrator restores it from the backup.")
            % {"title": document.title}
        )
    return content


def print_sheet(sheet: sheets.Sheet, *, dated: datetime | None = None) -> Rendered:
    """Prints without keeping; raises Refused in the words of the printer."""
    wanted = {sha256 for sha256 in (sheet.frame.seal, *sheet.frame.joint_seals) if sha256}
    seals = {sha256: files.place(sha256).read_bytes() for sha256 in wanted}
    moment = timezone.localtime(dated).replace(microsecond=0) if dated else None
    try:
        return typesetting.print_sheet(sheet, dated=moment, seals=seals)
    except ValueError as error:  # gaps, forbidden characters, missing glyphs, too long: all say why in words
        raise Refused(_("The document cannot be printed: %(why)s") % {"why": error}) from error


def print_again(document: Document, *, kind: DocumentKind) -> Rendered:
    """Prints a kept document again from what was kept beside it: with the same faces and press, the same bytes.

    Raises Refused for a document that was kept before its facts were.
    """
    if document.template is None:
        raise Refused(_("This document was kept without its facts. It cannot be printed again, only read."))
    sheet = sheets.again(
        heading=document.template.heading, text=document.template.text, places=kind.places, kept=document.facts
    )
    return print_sheet(sheet, dated=document.rendered_at)


def made_with(rendered: Rendered) -> dict[str, object]:
    """Returns what a document is made with beside its template: faces by digest, calendar, press."""
    editions = renderer.printer().font_set.editions
    return {
        "fonts": {family: editions.get(family, "") for family in rendered.fonts},
        "calendar": _calendar_edition(),
        "printer": f"{typesetting.EDITION}, WeasyPrint {weasyprint_version}",
    }


def _calendar_edition() -> str:
    """Returns which years of the calendar were entered, and when the last was."""
    years = CalendarYear.objects.aggregate(
        first=models.Min("year"), last=models.Max("year"), at=models.Max("entered_at")
    )
    if years["first"] is None:
        return ""
    return f"{years['first']}-{years['last']}, {clock.civil_day(years['at']).isoformat()}"
