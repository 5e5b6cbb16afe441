"""The recipient's inbox and the page of a letter, with its answers; the written reply is in reply_views.py."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.answers import CONFLICT, UNPROCESSABLE
from desk.case import own_reminders as own_reminder_lines
from desk.components import Action
from desk.guards import unit_only
from desk.portal import guards, letter_page
from desk.portal import inbox as inbox_parts
from desk.portal.answer_forms import Answers
from desk.request import Request
from desk.steps import registry
from desk.steps import views as step_views
from notices.actions import delivering
from organs import clock, numerals
from organs.roles import Side
from suggestions.access import person_relations
from suggestions.actions import admitting
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility


@unit_only
@never_cache
@require_safe
def inbox(request: Request) -> HttpResponse:
    """The letters to the unit by what waits and by when, copies, and what happened since the last visit."""
    with_all = request.GET.get("ended") == "all"
    today = clock.today()
    groups, left = inbox_parts.groups(request.access, today=today, with_all=with_all)
    context = {
        "groups": groups,
        "left": left,
        "copies": inbox_parts.copies(request.access),
        "years": inbox_parts.notices(request.access, today=today),
    }
    return render(request, "portal/inbox.html", context)


@unit_only
@require_POST
def read_notices(request: Request) -> HttpResponse:
    delivering.mark_read(access=request.access, at=clock.now())
    return redirect("portal")


@unit_only
@never_cache
@require_safe
def letter(request: Request, pk: int) -> HttpResponse:
    """One letter: to its recipient with all that follows, to a copied unit the letter only."""
    suggestion, visibility = guards.open_letter(request.access, pk)
    admitting.opened(access=request.access, at=clock.now(), suggestion=suggestion, what="letter")
    delivering.mark_read(access=request.access, at=clock.now(), suggestion_id=suggestion.pk)
    if visibility < Visibility.RECIPIENT:
        return render(request, "portal/copy.html", _copy(request, suggestion))
    return _letter(request, suggestion, Answers(suggestion))


def _letter(request: Request, suggestion: Suggestion, answers: Answers, *, status: int = 200) -> HttpResponse:
    context = letter_page.context(access=request.access, suggestion=suggestion, today=clock.today(), answers=answers)
    return render(request, "portal/letter.html", context, status=status)


def _copy(request: Request, suggestion: Suggestion) -> dict[str, object]:
    own = suggestion.copies.filter(unit_id__in=request.access.unit_ids).select_related("unit").first()
    held = person_relations.loaded(suggestion)
    offers = registry.offers(access=request.access, suggestion=suggestion, side=Side.UNIT, held=held)
    offer = next((each for each in offers if each.subject == own), None)
    action = offer and Action(label=offer.label, href=offer.href, is_post=True, fields=[("moves", str(own.moves))])
    return {
        "copy": own,
        "acknowledge": action,
        **letter_page.letter(suggestion),
        **own_reminder_lines.of_case(suggestion, request.access, today=clock.today()),
    }


@unit_only
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: Request, pk: int) -> HttpResponse:
    """Saves the answers as drafts; the button says where to go on: the page, the reply, or one answer alone."""
    suggestion = guards.open_as_recipient(request.access, pk)
    if request.method != "POST":
        return redirect("portal-letter", suggestion.pk)
    typed = Answers(suggestion, request.POST)
    if not typed.save(access=request.access, at=clock.now()):
        status = CONFLICT if typed.is_stale else UNPROCESSABLE
        return _letter(request, suggestion, typed, status=status)
    going = request.POST.get("go", "")
    if going == "reply":
        return redirect("portal-reply", suggestion.pk)
    if (measure := numerals.key_of(going)) is not None:
        return redirect("portal-step", suggestion.pk, "measure.answer", measure)
    messages.success(request, _("Saved, not sent. Only your unit sees it."))
    return redirect(reverse("portal-letter", args=[suggestion.pk]) + "#measures")


@unit_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, pk: int, step: str, subject_pk: int) -> HttpResponse:
    """A step of the recipient; of a copied unit, only that its own copy arrived."""
    suggestion, visibility = guards.open_letter(request.access, pk)
    if visibility < Visibility.RECIPIENT or step == "copies.acknowledge":
        own = suggestion.copies.filter(pk=subject_pk, unit_id__in=request.access.unit_ids)
        if step != "copies.acknowledge" or not own.exists():
            raise Http404
    return step_views.portal_step(request, pk, step, subject_pk)
