"""How a template or a stationery would print what is typed, saved nowhere: from a real record where one may be read, else a specimen."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from desk.request import Request
from organs import clock
from organs.access import Access
from organs.models import Procuratorate
from suggestions.access import person_relations
from suggestions.actions import admitting
from suggestions.documents import composing, template_preview
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import Document, DocumentTemplate, Suggestion
from suggestions.printing import sheets, typesetting
from suggestions.rules import steps

#: So many suggestions are looked through for a record when no document of the kind was printed yet.
LATEST = 8


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A document for the page, or in words why it cannot be shown; `source` is the case that it was filled from."""

    sheet: sheets.Sheet | None = None
    source: Suggestion | None = None
    refusal: str = ""

    @property
    def body(self) -> SafeString | str:
        """The document as HTML, to stand in an element of class `sheet`."""
        return typesetting.preview(self.sheet) if self.sheet else ""


def of(
    request: Request,
    *,
    kind: DocumentKind,
    procuratorate: Procuratorate,
    heading: str,
    text: str,
    suggestion_kind: str = "",
) -> Preview:
    """Returns the document that title and text would give; a reading of a real case goes to its access log."""
    template = DocumentTemplate(kind=kind.key, heading=heading, text=text)
    found = _record(request.access, kind=kind, procuratorate=procuratorate, suggestion_kind=suggestion_kind)
    if found is None:
        sheet = template_preview.placeholder_sheet(template, kind=kind, procuratorate=procuratorate)
        return Preview(sheet=sheet)
    suggestion, record = found
    admitting.opened(access=request.access, at=clock.now(), suggestion=suggestion, what=f"template:{kind.key}")
    return Preview(sheet=composing.sheet(kind, record, template=template), source=suggestion)


def _record(access: Access, *, kind: DocumentKind, procuratorate: Procuratorate, suggestion_kind: str):
    """Returns the latest record of the kind that the person may read, with its case; None when there is none."""
    visible = Suggestion.objects.visible_to(access).of_origin(access.origin).filter(issued_by=procuratorate)
    if suggestion_kind:
        visible = visible.filter(kind=suggestion_kind)
    printed = Document.objects.filter(kind=kind.key, suggestion__in=visible.values("pk")).order_by("-id")
    first = [row.suggestion for row in printed.select_related("suggestion")[:1]]
    suggestions = [*first, *visible.order_by("-id")[:LATEST]]
    held = person_relations.of_each(access=access, suggestions=suggestions)
    for suggestion in suggestions:
        visibility = person_relations.visibility(access=access, suggestion=suggestion, held=held[suggestion.pk])
        if kind.shown_to in steps.shown_at(visibility) and (records := list(kind.records(suggestion))):
            return suggestion, records[-1]
    return None
