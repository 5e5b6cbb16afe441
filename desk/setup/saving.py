"""Set-up's own part of answering a form: the way back to Set-up, and the last change a form was written on."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from desk import saving, second_factor
from desk.request import Request
from desk.saving import Trail


class ExpectedChangeForm(forms.Form):
    """A form about a thing that exists; it carries the last change it was written on."""

    expected_change = forms.IntegerField(widget=forms.HiddenInput, required=False)


def form_page(request: Request, form: forms.Form, *, trail: Trail = (), **page: object) -> HttpResponse:
    """Answers as desk.saving.form_page does, below Set-up; before the form is shown, the second factor is asked for where it must be."""
    if not form.is_bound and (asked := second_factor.step_up(request)):
        return asked
    return saving.form_page(request, form, trail=[(_("Set-up"), reverse("setup")), *trail], **page)
