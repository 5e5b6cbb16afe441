"""The one way in which a form on a page of its own is answered: one action, then a message and the next page, or the form again."""

from collections.abc import Callable, Sequence

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from desk.answers import CONFLICT, UNPROCESSABLE
from desk.request import Request
from organs.actions import setup_events
from organs.refusals import Refused, Stale

Trail = Sequence[tuple[str, str]]


class SureForm(forms.Form):
    """Asks nothing but to be sent."""


def form_page(
    request: Request,
    form: forms.Form,
    *,
    save: Callable[[dict[str, object]], object],
    title: str,
    done: str,
    back: str,
    lede: str = "",
    submit: str = "",
    trail: Trail = (),
    template: str = "confirm.html",
    about: Model | None = None,
    context: dict[str, object] | None = None,
    page_of: Callable[[object], str] | None = None,
) -> HttpResponse:
    """Shows the form; when it is sent, takes the action and goes `back`, or to the page of what was made where one is given.

    What was typed stays when it is refused.
    """
    status = 200
    if form.is_bound:
        made: list[object] = []
        status = try_to_save(form, lambda cleaned: made.append(save(cleaned)), about=about)
        if status == 200:
            messages.success(request, done)
            return redirect(page_of(made[0]) if page_of else back)
    page = {
        "form": form,
        "title": title,
        "lede": lede,
        "submit": submit or _("Save"),
        "cancel": back,
        "trail": trail,
        "here": title,
    }
    return render(request, template, page | (context or {}), status=status)


def try_to_save(form: forms.Form, save: Callable[[dict[str, object]], object], *, about: Model | None = None) -> int:
    """Takes the action with what the form holds; returns 200, or the status under which the form is shown again."""
    if not form.is_valid():
        return UNPROCESSABLE
    try:
        save(form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused.reason))
        if not isinstance(refused, Stale):
            return UNPROCESSABLE
        if about is not None:
            form.data = form.data.copy()
            form.data["expected_change"] = str(setup_events.last(about))
        return CONFLICT
    return 200
