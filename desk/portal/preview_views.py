"""The page of a letter in the portal, shown to the office before the letter is served."""

import re

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.case import leaving
from desk.guards import office_only
from desk.portal import letter_page
from desk.portal.answer_forms import Answers
from desk.portal.guards import open_as_recipient
from desk.request import Request
from organs import clock, people
from organs.access import Access, HeldPost
from organs.refusals import Refused
from organs.roles import Role
from suggestions.actions import serving
from suggestions.models import Suggestion

# A form of the page, at its beginning and end, and a link that leaves it: nothing can be sent or followed from a preview.
FORM = re.compile(r"<(/?)form\b[^>]*>")
LEAVING_LINK = re.compile(r'(<a\b[^>]*?)\shref="(?!#)([^"]*)"')
NOT_ISSUED = gettext_lazy("The page in the portal is shown once the letter is issued: it has its number then.")
NOBODYS = gettext_lazy("The case belongs to nobody: hand it over first.")


@office_only
@never_cache
@require_safe
def preview(request: Request, pk: int) -> HttpResponse:
    """The page of the letter in the portal as the unit would see it if it were served today; nothing on it can be used."""
    suggestion, _visibility = leaving.found(request, pk)
    handler = suggestion.handling_prosecutor
    if suggestion.document_state != "issued":
        return leaving.refused(request, suggestion, str(NOT_ISSUED))
    if handler is None:
        return leaving.refused(request, suggestion, str(NOBODYS))
    at = clock.now()
    try:
        with serving.rehearsed(access=people.access_of(person=handler, on=clock.today()), at=at, suggestion=suggestion):
            reader = _reader_of(suggestion)
            served = open_as_recipient(reader, suggestion.pk)
            shown = letter_page.context(access=reader, suggestion=served, today=clock.today(), answers=Answers(served))
            back = reverse("before-leaving", args=[pk])
            page = render_to_string("portal/preview.html", {**shown, "back": back}, request=request)
    except Refused as refused:
        return leaving.refused(request, suggestion, str(refused))
    return HttpResponse(_only_to_be_read(page, keep=back))


def _only_to_be_read(page: str, *, keep: str) -> str:
    """Returns a page without its forms and without the links that lead away from it, but for the one to `keep`."""
    return LEAVING_LINK.sub(lambda link: link[0] if link[2] == keep else link[1], FORM.sub(r"<\1div>", page))


def _reader_of(suggestion: Suggestion) -> Access:
    """Returns a liaison of the recipient unit, as anybody whom it names."""
    unit = suggestion.unit
    post = HeldPost(
        id=0,
        role=Role.LIAISON,
        label=str(Role.LIAISON.label),
        place=unit.name,
        procuratorate_id=None,
        depth=None,
        department_id=None,
        unit_id=unit.pk,
        acting_for="",
    )
    return Access(person_id=0, name="", origin=suggestion.origin, posts=(post,), on=clock.today())
