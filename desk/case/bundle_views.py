"""The case bundle as one PDF, on either side as far as the reader's sight goes; bound on request and kept nowhere."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from desk.guards import office_only, unit_only
from desk.request import Request
from followups.documents import bundle
from organs import clock
from organs.refusals import Refused
from suggestions.access import person_relations
from suggestions.actions import admitting
from suggestions.models import Suggestion
from suggestions.rules import relations


@office_only
@require_safe
def office_bundle(request: Request, pk: int) -> HttpResponse:
    """All documents that the reader may see, in order."""
    return _bundle(request, pk, back=lambda: redirect("suggestion", pk))


@unit_only
@require_safe
def portal_bundle(request: Request, pk: int) -> HttpResponse:
    """What went between the office and the unit, in order; nothing internal."""
    return _bundle(request, pk, back=lambda: redirect("portal-letter", pk))


def _bundle(request: Request, pk: int, *, back: Callable[[], HttpResponse]) -> HttpResponse:
    visible = Suggestion.objects.visible_to(request.access).with_relations_of(request.access)
    suggestion = visible.for_list().filter(pk=pk).first()
    if suggestion is None:
        raise Http404
    held = person_relations.loaded(suggestion)
    visibility = person_relations.visibility(access=request.access, suggestion=suggestion, held=held)
    if visibility < relations.Visibility.RECIPIENT:
        raise Http404
    try:
        pdf = bundle.of(suggestion, visibility=visibility)
    except Refused as refused:
        messages.error(request, str(refused))
        return back()
    admitting.opened(access=request.access, at=clock.now(), suggestion=suggestion, what="bundle")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bundle-{suggestion.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
