"""What a person wants to be reminded of: set on the page of a case, listed on a page of one's own; nobody else sees it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.answers import UNPROCESSABLE
from desk.case import own_reminders as own_reminders_presenter
from desk.case.own_reminder_form import OwnReminderForm
from desk.guards import with_post
from desk.request import Request
from notices.actions import own_reminders
from notices.models import OwnReminder
from organs import clock
from organs.refusals import Refused
from suggestions.models import Suggestion


@with_post
@never_cache
@require_safe
def own(request: Request) -> HttpResponse:
    """All that waits for its day, and what was cancelled lately."""
    today = clock.today()
    waiting = own_reminders_presenter.waiting(request.access, today=today)
    cancelled = own_reminders_presenter.cancelled(request.access, today=today)
    is_unit = request.access.is_unit
    trail = [(_("Letters to your unit"), reverse("portal")) if is_unit else (_("Desk"), reverse("desk"))]
    return render(request, "reminders/own.html", {"waiting": waiting, "cancelled": cancelled, "trail": trail})


@with_post
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_one(request: Request, pk: int) -> HttpResponse:
    """Sets a reminder on a case and leads back to its page; what was typed wrongly stays on a page of its own."""
    suggestion = Suggestion.objects.visible_to(request.access).filter(pk=pk).first()
    if suggestion is None:
        raise Http404
    home = own_reminders_presenter.page_of(pk, request.access)
    form = OwnReminderForm(request.POST or None)
    if form.is_valid():
        try:
            row = own_reminders.set_one(
                access=request.access, at=clock.now(), suggestion=suggestion, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.reason)
        else:
            words = _("You will be reminded on %(day)s, in your inbox.")
            messages.success(request, words % {"day": row.remind_on.isoformat()})
            return redirect(f"{home}#own-reminders")
    context = {"form": form, "suggestion": suggestion, "home": home}
    return render(request, "reminders/set.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@with_post
@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    """Cancels one's own reminder; the list, where it can be set again, is the next page."""
    return _done(request, own_reminders.cancel, pk, _("Cancelled. Below it can be set again."))


@with_post
@require_POST
def restore(request: Request, pk: int) -> HttpResponse:
    """Sets one's own cancelled reminder again."""
    return _done(request, own_reminders.restore, pk, _("It waits for its day again."))


def _done(request: Request, action: Callable[..., None], pk: int, words: str) -> HttpResponse:
    reminder = OwnReminder.objects.visible_to(request.access).filter(pk=pk).first()
    if reminder is None:
        raise Http404
    try:
        action(access=request.access, at=clock.now(), reminder=reminder)
        messages.success(request, words)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return redirect(reverse("own-reminders"))
