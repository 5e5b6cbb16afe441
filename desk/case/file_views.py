"""Downloads: attachments and documents, as far as the reader's sight of the suggestion goes; never shown in place of a page."""

from pathlib import Path

from django.http import Http404, HttpResponse

from desk.answers import file_answer
from desk.guards import signed_in
from desk.request import Request
from organs import clock
from organs.access import Access
from suggestions.access import person_relations, visible_records
from suggestions.actions import admitting, files
from suggestions.models import Attachment, Document, Suggestion
from suggestions.rules.part_names import PartName


@signed_in
def attachment(request: Request, pk: int) -> HttpResponse:
    """One attachment, by its own name, as a download."""
    row = Attachment.objects.select_related("blob", "suggestion").filter(pk=pk).first()
    return _file(request, row, name=row.name if row else "", in_page=False)


@signed_in
def document(request: Request, pk: int) -> HttpResponse:
    """One formal document; a PDF that we printed may be opened in the browser."""
    row = Document.objects.select_related("blob", "suggestion__letter").filter(pk=pk).first()
    number = (row.suggestion.letter.document_number or "") if row and row.suggestion.letter else ""
    return _file(request, row, name=f"{row.title} {number}".strip() + ".pdf" if row else "", in_page=True)


def _file(request: Request, row: Attachment | Document | None, *, name: str, in_page: bool) -> HttpResponse:
    suggestion, path = readable(request, row)
    admitting.opened(access=request.access, at=clock.now(), suggestion=suggestion, what=reading_of(row))
    return file_answer(path, name=name, media_type=row.blob.media_type, in_page=in_page)


def readable(request: Request, row: Attachment | Document | None) -> tuple[Suggestion, Path]:
    """Returns the suggestion of a file that the reader may open, and where its bytes lie. Raises Http404."""
    if row is None or request.access is None:
        raise Http404
    visible = Suggestion.objects.visible_to(request.access).with_relations_of(request.access)
    suggestion = visible.filter(pk=row.suggestion_id).first()
    if suggestion is None or not may_read(request.access, suggestion, row):
        raise Http404
    path = files.place(row.blob_id)
    if not path.exists():
        raise Http404
    return suggestion, path


def reading_of(row: Attachment | Document) -> str:
    """Returns what the access log calls the reading of a file."""
    return str(PartName.of(row))


def may_read(access: Access, suggestion: Suggestion, row: Attachment | Document) -> bool:
    """Tells whether the reader's sight reaches the file; a copied unit reads the letter only."""
    visibility = person_relations.visibility(
        access=access, suggestion=suggestion, held=person_relations.loaded(suggestion)
    )
    return visible_records.is_shown(row, suggestion=suggestion, visibility=visibility)
