"""How a change of the calendar is sent: at once where one person makes it, else first shown with what it moves, then proposed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.answers import CONFLICT, UNPROCESSABLE
from desk.request import Request
from desk.saving import Trail
from desk.setup import moved_days, saving
from desk.setup.forms.calendar import ConfirmCalendarForm
from organs import clock
from organs.access import Access
from organs.models import Proposal
from organs.refusals import Refused, Stale
from suggestions.access import calendar_regions
from suggestions.actions import calendars, recounting, wanted_changes
from suggestions.actions.wanted_changes import WantedChange


def form_page(
    request: Request,
    form: forms.Form,
    *,
    change: Callable[[dict[str, object]], WantedChange],
    send: Callable[[dict[str, object], str], Proposal | None],
    title: str,
    lede: str,
    submit: str,
    done: str,
    back: str,
    trail: Trail,
) -> HttpResponse:
    """Shows the form; when it is sent, makes the change, or shows what it moves, or proposes it.

    `change` reads the change from what the form holds; `send` takes the action with that and the mark of the moves that were shown.
    """
    page = {
        "form": form,
        "title": title,
        "lede": lede,
        "submit": submit,
        "cancel": back,
        "trail": [(_("Set-up"), reverse("setup")), *trail],
        "here": title,
    }
    status = 200
    if form.is_bound:
        if not form.is_valid():
            return render(request, "setup/calendar_change.html", page, status=UNPROCESSABLE)
        try:
            wanted = change(form.cleaned_data)
            calendar_regions.deciding_place(request.access, region=wanted.region)
            calendars.require_possible(wanted)
            if not wanted.needs_two() or form.cleaned_data["expected_change"]:
                proposal = send(form.cleaned_data, form.cleaned_data["expected_change"])
                return _sent(request, proposal, done=done, back=back)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused.reason))
            if not isinstance(refused, Stale):
                return render(request, "setup/calendar_change.html", page, status=UNPROCESSABLE)
            status = CONFLICT
        page |= shown(request, form, wanted) | {"submit": _("Propose")}
    return render(request, "setup/calendar_change.html", page, status=status)


def shown(request: Request, form: forms.Form, wanted: WantedChange) -> dict[str, object]:
    """Returns the moves for the page; what is shown now may be sent next."""
    rows = recounting.by_change(wanted.counted_as)
    form.data = form.data.copy()
    form.data["expected_change"] = recounting.mark_of(rows)
    return moved_days.shown(rows, access=request.access) | {"is_shown": True}


def moves_of(proposal: Proposal, *, access: Access) -> dict[str, object]:
    """Returns what a proposal that waits would move now, and whether that is still what its author saw."""
    rows = recounting.by_change(wanted_changes.of_content(proposal.content).counted_as)
    return moved_days.shown(rows, access=access) | {
        "is_shown": True,
        "mark": recounting.mark_of(rows),
        "is_other": recounting.mark_of(rows) != proposal.content["seen"],
        "count_then": proposal.content["moves"],
    }


def confirm_page(request: Request, proposal: Proposal, *, title: str, back: str, trail: Trail) -> HttpResponse:
    """Shows a second administrator what a proposal moves now; when that was seen, carries it out."""
    moves = moves_of(proposal, access=request.access)
    form = ConfirmCalendarForm(request.POST or None, initial={"expected_change": moves["mark"]})

    def save(cleaned: dict[str, object]) -> None:
        try:
            calendars.confirm(access=request.access, at=clock.now(), proposal=proposal, **cleaned)
        except Stale:
            form.data = form.data.dict() | {"expected_change": moves["mark"]}  # what is shown now may be confirmed next
            raise

    return saving.form_page(
        request,
        form,
        save=save,
        title=title,
        lede=_("It takes effect at once, and is kept under both names."),
        submit=_("Confirm"),
        done=_("It is confirmed and in effect."),
        back=back,
        trail=trail,
        template="setup/calendar_change.html",
        context=moves,
    )


def _sent(request: Request, proposal: Proposal | None, *, done: str, back: str) -> HttpResponse:
    if proposal is None:
        messages.success(request, done)
        return redirect(back)
    messages.success(
        request, _("Proposed. It takes effect when a second administrator has seen the same list and confirms.")
    )
    return redirect(reverse("setup-proposal", args=[proposal.pk]))
