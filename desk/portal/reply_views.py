"""The page of the written reply: what goes with it, the letter as it will be printed, and sending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from desk.answers import CONFLICT, FORBIDDEN, UNPROCESSABLE, pdf_answer
from desk.case import turns
from desk.components import CheckItem
from desk.guards import unit_only
from desk.portal import guards, reply_forms
from desk.portal.reply_forms import ReplyForm
from desk.request import Request
from desk.steps import views as step_views
from followups.actions import replying, withdrawing
from followups.documents import reply_preview
from followups.rules.tracks import TABLE
from organs import clock
from organs.refusals import Refused, Stale
from suggestions.models import Suggestion
from suggestions.printing import typesetting


@unit_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, pk: int) -> HttpResponse:
    """Shows the reply as it will be printed; the buttons preview it, print a preview, or send it."""
    suggestion = guards.open_as_recipient(request.access, pk)
    if request.method != "POST":
        may_reply = suggestion.reply_state in turns.REPLIABLE or withdrawing.is_replaceable(suggestion)
        if not may_reply or suggestion.document_state != "served":
            return _not_now(request, suggestion)
        return _page(request, suggestion, ReplyForm(suggestion=suggestion))
    is_sending = "send" in request.POST
    form = ReplyForm(request.POST, request.FILES, suggestion=suggestion, is_sending=is_sending)
    if not form.is_valid():
        return _page(request, suggestion, form, status=UNPROCESSABLE)
    if is_sending:
        return _send(request, suggestion, form)
    return _print(request, suggestion, form) if "print" in request.POST else _page(request, suggestion, form)


def _send(request: Request, suggestion: Suggestion, form: ReplyForm) -> HttpResponse:
    try:
        replying.reply(
            access=request.access,
            at=clock.now(),
            suggestion=suggestion,
            draft=form.draft(),
            expected_moves=form.cleaned_data["moves"],
        )
    except Refused as refused:
        form.refuse(refused)
        return _page(request, suggestion, form, status=CONFLICT if isinstance(refused, Stale) else UNPROCESSABLE)
    step = TABLE["reply.replace" if form.draft().replaces_because else "reply.receive"]
    done = _("The reply was sent. Its PDF is on this page.")
    messages.success(request, step_views.with_receipt(done, suggestion, step=step))
    return redirect(reverse("portal-letter", args=[suggestion.pk]) + "#replies")


def _print(request: Request, suggestion: Suggestion, form: ReplyForm) -> HttpResponse:
    try:
        rendered = typesetting.print_preview(_letter(suggestion, form))
    except ValueError as error:
        form.add_error(None, str(error))
        return _page(request, suggestion, form, status=UNPROCESSABLE)
    return pdf_answer(rendered.pdf, name="preview.pdf")


def _letter(suggestion: Suggestion, form: ReplyForm):
    return reply_preview.reply_as_prepared(suggestion, signed_by=form.signature, text=form.value("text"))


def _page(request: Request, suggestion: Suggestion, form: ReplyForm, *, status: int = 200) -> HttpResponse:
    try:
        sheet, unprintable = typesetting.preview(_letter(suggestion, form)), ""
    except ValueError as error:  # a character that cannot be printed: it says which, and where
        sheet, unprintable = "", str(error)
    gaps = dict(reply_forms.lacking(form.waiting, today=clock.today()))
    home = reverse("portal-letter", args=[suggestion.pk])
    checks = [
        CheckItem(
            text=measure.text.text,
            is_met=measure not in gaps,
            note=gaps.get(measure, answer.get_attitude_display() if answer else ""),
            href=f"{home}#answer-{measure.pk}",
        )
        for measure, answer in form.waiting
    ]
    context = {
        "suggestion": suggestion,
        "form": form,
        "checks": checks,
        "has_gaps": bool(gaps),
        "sheet": sheet,
        "unprintable": unprintable,
        "home": home,
        "trail": [(suggestion.title, home)],
    }
    return render(request, "portal/reply.html", context, status=status)


def _not_now(request: Request, suggestion: Suggestion) -> HttpResponse:
    home = reverse("portal-letter", args=[suggestion.pk])
    return render(
        request,
        "steps/refused.html",
        {
            "base": "base_portal.html",
            "title": _("Send the written reply"),
            "refusal": _("No written reply is awaited now. The page of the letter says what is."),
            "back": home,
            "trail": [(suggestion.title, home)],
        },
        status=FORBIDDEN,
    )
