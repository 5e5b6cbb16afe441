"""A planned visit: its pack to print, and the page on which it is recorded, made to be opened on a phone before leaving.

The page shows the case; its shell, which a service worker keeps for the time without network, shows nothing of it.
"""

import uuid
from pathlib import Path

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.answers import FORBIDDEN, UNPROCESSABLE, pdf_answer, status_of
from desk.guards import for_everybody, office_only
from desk.request import Request
from desk.steps import base
from desk.steps.forms.visit_record import RecordVisitForm
from followups.documents.document_kinds import KINDS
from followups.models import Visit
from organs import clock
from organs.refusals import NotAllowed, Refused
from organs.words import labelled
from pending.rules import browser_keys
from suggestions.access import permissions, person_relations
from suggestions.actions import admitting, documents
from suggestions.documents import composing
from suggestions.models import Suggestion
from suggestions.rules.part_names import PartName

WORKER = "visits/worker.js"


@office_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: Request, pk: int) -> HttpResponse:
    """The record of a visit; works as a plain form too. One that is over says so, and still delivers what a phone kept."""
    visit = _visit(request, pk)
    if refusal := _not_yours(request, visit):
        return _refused(request, visit, refusal)
    if request.method != "POST":
        return _page(request, visit, _form(request, visit))
    sent = _form(request, visit, sent=True)
    status = _status_after(sent)
    if status == 200:
        messages.success(request, sent.done_label())
        return redirect(_home(visit))
    return _page(request, visit, sent, status=status)


@office_only
@never_cache
@require_POST
def send(request: Request, pk: int) -> HttpResponse:
    """The same record as a phone sends it: answered in words, and the same key again by the same answer."""
    visit = _visit(request, pk)
    if refusal := _not_yours(request, visit):
        return JsonResponse({"words": [{"field": "__all__", "text": refusal}]}, status=FORBIDDEN)
    sent = _form(request, visit, sent=True)
    status = _status_after(sent)
    if status == 200:
        return JsonResponse({"href": _home(visit)})
    words = [
        {"field": name, "text": labelled(sent.fields[name].label, text) if name in sent.fields else text}
        for name, found in sent.errors.items()
        for text in found
    ]
    return JsonResponse({"words": words}, status=status)


@office_only
@never_cache
@require_safe
def shell(request: Request, pk: int) -> HttpResponse:
    """What a phone keeps of the page: fields by the numbers of measures; no name, number or text of the case."""
    visit = _visit(request, pk)
    if refusal := _not_yours(request, visit):
        return _refused(request, visit, refusal)
    return render(request, "visits/shell.html", _context(visit, _form(request, visit, is_shell=True)))


@for_everybody
@require_safe
def worker(request: Request) -> HttpResponse:
    """The service worker, from an address under which it can only serve visits."""
    script = Path(finders.find(WORKER)).read_bytes()
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@office_only
@never_cache
@require_safe
def pack(request: Request, pk: int) -> HttpResponse:
    """The pack of a planned visit as PDF, as the case stands now; a working paper that is kept nowhere."""
    visit = _visit(request, pk)
    try:
        pdf = documents.print_sheet(composing.sheet(KINDS["visit_pack"], visit)).pdf
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_home(visit))
    admitting.opened(
        access=request.access, at=clock.now(), suggestion=visit.suggestion, what=str(PartName("visit_pack", visit.pk))
    )
    return pdf_answer(pdf, name=f"visit-{visit.pk}.pdf")


def _visit(request: Request, pk: int) -> Visit:
    """Returns a visit that was planned, of a suggestion that the person sees. Raises Http404."""
    visit = Visit.objects.exclude(planned_on=None).select_related("recorded_by").filter(pk=pk).first()
    if visit is None:
        raise Http404
    visible = Suggestion.objects.visible_to(request.access).with_relations_of(request.access)
    rows = visible.for_list().select_related("issued_by", "department")
    suggestion = rows.filter(pk=visit.suggestion_id).first()
    if suggestion is None:
        raise Http404
    visit.suggestion = suggestion
    return visit


def _not_yours(request: Request, visit: Visit) -> str:
    """Returns, in words, who records the visit when the person may not."""
    try:
        held = person_relations.loaded(visit.suggestion)
        permissions.require(access=request.access, step=RecordVisitForm.row(), suggestion=visit.suggestion, held=held)
    except NotAllowed as refused:
        return str(refused)
    return ""


def _refused(request: Request, visit: Visit, refusal: str) -> HttpResponse:
    page = {
        "title": RecordVisitForm.title(),
        "refusal": refusal,
        "base": "base_office.html",
        "back": _home(visit),
        "trail": [(visit.suggestion.title, _home(visit))],
    }
    return render(request, "steps/refused.html", page, status=FORBIDDEN)


def _form(request: Request, visit: Visit, *, sent: bool = False, is_shell: bool = False) -> RecordVisitForm:
    context = base.context_of(access=request.access, suggestion=visit.suggestion, subject=visit)
    if sent:
        return RecordVisitForm(request.POST, request.FILES, context=context)
    initial = {"on": None} if is_shell else {"key": uuid.uuid4()}
    return RecordVisitForm(context=context, is_shell=is_shell, initial=initial)


def _status_after(sent: RecordVisitForm) -> int:
    """Performs a record; returns the status to answer with, 200 when it was taken."""
    if not sent.is_valid():
        return UNPROCESSABLE
    try:
        sent.perform(at=clock.now())
    except Refused as refused:
        sent.refuse(refused)
        return status_of(refused)
    return 200


def _page(request: Request, visit: Visit, sent: RecordVisitForm, *, status: int = 200) -> HttpResponse:
    context = _context(visit, sent) | {
        "suggestion": visit.suggestion,
        "trail": [(visit.suggestion.title, _home(visit))],
        "back": _home(visit),
        "over": _over(visit),
        "is_open": visit.state == "planned",
        "hiding": _hiding(request, visit),
    }
    return render(request, "visits/form.html", context, status=status)


def _hiding(request: Request, visit: Visit) -> dict[str, str]:
    """Returns the key with which a phone hides the record, and whose it is; the same after each sign-in of the person."""
    person_id, value = request.access.person_id, f"visit {visit.pk}"
    return {
        "owner": browser_keys.owner(person_id=person_id, value=value),
        "key": browser_keys.key(person_id=person_id, value=value),
    }


def _context(visit: Visit, sent: RecordVisitForm) -> dict[str, object]:
    address = reverse("visit-form", args=[visit.pk])
    return {
        "form": sent,
        "visit_key": visit.pk,
        "address": address,
        "sign_in": f"{reverse('sign-in')}?next={address}",
    }


def _over(visit: Visit) -> str:
    """Returns, in words, why nothing is recorded here any more; "" while the visit is planned."""
    if visit.state == "held":
        return _("It was recorded by %(who)s for %(day)s.") % {
            "who": visit.recorded_by.name,
            "day": visit.visited_on.isoformat(),
        }
    return _("It was called off: %(why)s") % {"why": visit.called_off_because} if visit.state == "called_off" else ""


def _home(visit: Visit) -> str:
    return reverse("suggestion", args=[visit.suggestion_id]) + "#visits"
