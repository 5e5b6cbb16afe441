"""The case bundle as one PDF, on either side as far as the reader's sight goes; bound on request and kept nowhere."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from desk.answers import pdf_answer
from desk.guards import office_only, unit_only
from desk.request import Request
from followups.documents import bundle
from followups.documents.document_kinds import KINDS
from organs import clock
from organs.refusals import Refused
from suggestions.access import person_relations
from suggestions.actions import admitting, documents
from suggestions.documents import composing, document_facts
from suggestions.models import Suggestion
from suggestions.rules import relations


@office_only
@require_safe
def office_bundle(request: Request, pk: int) -> HttpResponse:
    """All documents that the reader may see, in order."""
    return _bundle(request, pk, back=lambda: redirect("suggestion", pk))


@office_only
@require_safe
def investigation_report(request: Request, pk: int) -> HttpResponse:
    """The report that concludes the investigation, to be signed by hand; printed on request and kept nowhere (P19 Art. 15)."""
    visible = Suggestion.objects.visible_to(request.access).with_relations_of(request.access)
    suggestion = visible.for_list().filter(pk=pk).first()
    kind = KINDS["investigation_report"]
    held = person_relations.loaded(suggestion) if suggestion else frozenset()
    if suggestion is None or not held:
        raise Http404
    visibility = person_relations.visibility(access=request.access, suggestion=suggestion, held=held)
    versions = document_facts.reported_versions(suggestion)
    if visibility < kind.shown_to.needs or not versions:
        raise Http404
    try:
        pdf = documents.print_sheet(composing.sheet(kind, versions[0])).pdf
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("suggestion", pk)
    admitting.opened(access=request.access, at=clock.now(), suggestion=suggestion, what="investigation_report")
    return pdf_answer(pdf, name=f"investigation-report-{suggestion.pk}.pdf")


@office_only
@require_safe
def review_opinion(request: Request, pk: int) -> HttpResponse:
    """The last opinion of the legal-policy review, for the file; printed on request and kept nowhere (P19 Art. 17(1))."""
    visible = Suggestion.objects.visible_to(request.access).with_relations_of(request.access)
    suggestion = visible.for_list().filter(pk=pk).first()
    kind = KINDS["review_opinion"]
    held = person_relations.loaded(suggestion) if suggestion else frozenset()
    if suggestion is None or not held:
        raise Http404
    visibility = person_relations.visibility(access=request.access, suggestion=suggestion, held=held)
    opinion = document_facts.review_opinions(suggestion).last()
    if visibility < kind.shown_to.needs or opinion is None:
        raise Http404
    try:
        pdf = documents.print_sheet(composing.sheet(kind, opinion)).pdf
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("suggestion", pk)
    admitting.opened(access=request.access, at=clock.now(), suggestion=suggestion, what="review_opinion")
    return pdf_answer(pdf, name=f"review-opinion-{suggestion.pk}.pdf")


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
    return pdf_answer(pdf, name=f"bundle-{suggestion.pk}.pdf")
