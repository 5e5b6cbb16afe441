"""The case bundle as one PDF, on either side as far as the reader's sight goes; bound on request and kept nowhere."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from desk.answers import pdf_answer
from desk.case.visible import visible_or_404
from desk.guards import office_only, unit_only
from desk.request import Request
from followups.documents import bundle
from followups.documents.document_kinds import KINDS
from organs import clock
from organs.refusals import Refused
from suggestions.actions import admitting, documents
from suggestions.documents import composing, document_facts
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility


@office_only
@require_safe
def office_bundle(request: Request, pk: int) -> HttpResponse:
    """All documents that the reader may see, in order."""
    return _bundle(request, pk, back=reverse("suggestion", args=[pk]))


@unit_only
@require_safe
def portal_bundle(request: Request, pk: int) -> HttpResponse:
    """What went between the office and the unit, in order; nothing internal."""
    return _bundle(request, pk, back=reverse("portal-letter", args=[pk]))


@office_only
@require_safe
def investigation_report(request: Request, pk: int) -> HttpResponse:
    """The report that concludes the investigation, to be signed by hand; printed on request and kept nowhere (P19 Art. 15)."""
    return _for_the_file(
        request,
        pk,
        kind="investigation_report",
        of=lambda found: next(iter(document_facts.reported_versions(found)), None),
    )


@office_only
@require_safe
def review_opinion(request: Request, pk: int) -> HttpResponse:
    """The last opinion of the legal-policy review, for the file; printed on request and kept nowhere (P19 Art. 17(1))."""
    return _for_the_file(
        request, pk, kind="review_opinion", of=lambda found: document_facts.review_opinions(found).last()
    )


def _for_the_file(request: Request, pk: int, *, kind: str, of: Callable[[Suggestion], Model | None]) -> HttpResponse:
    """Prints a document of a kind from its record, if there is one and the person sees so much. Raises Http404."""
    suggestion, _visibility = visible_or_404(request, pk, needs=KINDS[kind].shown_to.needs)
    record = of(suggestion)
    if record is None:
        raise Http404
    return _printed(
        request,
        suggestion,
        what=kind,
        pdf=lambda: documents.print_sheet(composing.sheet(KINDS[kind], record)).pdf,
        back=reverse("suggestion", args=[pk]),
    )


def _bundle(request: Request, pk: int, *, back: str) -> HttpResponse:
    suggestion, visibility = visible_or_404(request, pk, needs=Visibility.RECIPIENT)
    return _printed(
        request, suggestion, what="bundle", pdf=lambda: bundle.of(suggestion, visibility=visibility), back=back
    )


def _printed(
    request: Request, suggestion: Suggestion, *, what: str, pdf: Callable[[], bytes], back: str
) -> HttpResponse:
    """Answers with what is printed now, and records that it was opened; what refuses to be printed is said where `back` leads."""
    try:
        content = pdf()
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    admitting.opened(access=request.access, at=clock.now(), suggestion=suggestion, what=what)
    return pdf_answer(content, name=f"{what.replace('_', '-')}-{suggestion.pk}.pdf")
