"""Pages of documents as pictures, for whoever may read the document; pictures of a day count as one reading of it."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from desk.case import file_views
from desk.guards import signed_in
from desk.request import Request
from organs import clock
from suggestions.actions import admitting
from suggestions.models import AccessLog, Document, Suggestion
from suggestions.printing import pictures


@signed_in
@require_safe
def page(request: Request, pk: int, page: int) -> HttpResponse:
    """One page of a document as PNG; asked for again each time, so that it ends with the right to read the document."""
    row = Document.objects.filter(pk=pk).first()
    suggestion, path = file_views.readable(request, row)
    width = request.GET.get("width", str(pictures.WIDE))
    if width not in {str(each) for each in pictures.WIDTHS}:
        raise Http404
    try:
        png = pictures.page(path.read_bytes(), sha256=row.blob_id, number=page, width=int(width))
    except pictures.NoPicture as none:
        raise Http404 from none
    _read(request, suggestion, row)
    etag = f'"{row.blob_id}-{page}-{width}"'
    response = HttpResponse(png, content_type="image/png")
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return get_conditional_response(request, etag=etag, response=response)


def _read(request: Request, suggestion: Suggestion, row: Document) -> None:
    """Logs a reading of the document, once a day: pages are asked for by the browser, several at a time."""
    now, what = clock.now(), file_views.reading_of(row)
    logged = AccessLog.objects.filter(
        suggestion=suggestion, person_id=request.access.person_id, what=what, at__date=clock.civil_day(now)
    )
    if logged.exists():
        return
    with transaction.atomic():
        Document.objects.select_for_update(no_key=True).get(pk=row.pk)
        if not logged.exists():
            admitting.opened(access=request.access, at=now, suggestion=suggestion, what=what)
