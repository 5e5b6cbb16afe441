"""Before a letter leaves: one page with recipient, number, enclosures and days, and letter, slip and portal as the unit will see them."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.answers import pdf_answer
from desk.case import case_presenter, leaving
from desk.components import Pair
from desk.guards import office_only
from desk.request import Request
from desk.steps import case_pairs
from organs import clock
from organs.refusals import Refused
from suggestions.actions import clocks, documents, series, slips
from suggestions.documents import composing, document_facts
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Suggestion
from suggestions.printing import typesetting
from suggestions.rules.relations import Visibility

LEAVES_FROM = frozenset({"approved", "issued"})
NOT_NOW = gettext_lazy(
    "This page is for a letter that is approved or issued and not served yet. The page of the suggestion shows it."
)


@office_only
@never_cache
@require_safe
def before(request: Request, pk: int) -> HttpResponse:
    """The page of a letter that is approved or issued and not served yet."""
    suggestion, visibility = leaving.found(request, pk)
    if suggestion.document_state not in LEAVES_FROM:
        return leaving.refused(request, suggestion, str(NOT_NOW))
    letter = suggestion.current_letter
    pdf = suggestion.documents.filter(kind="letter", about=letter.part_name).select_related("blob").last()
    may_print_draft = pdf is None and visibility >= Visibility.INTERNAL
    context = {
        "suggestion": suggestion,
        "recipient": _recipient(suggestion),
        "days": _days(suggestion, clock.today()),
        "number": _number(suggestion),
        "enclosures": [case_presenter.file_of(each) for each in letter.enclosures.select_related("blob", "added_by")],
        "copies": suggestion.copies.select_related("unit"),
        "failed": case_pairs.failed_service(suggestion),
        "sheet": typesetting.preview(composing.letter(letter)),
        "pdf": pdf,
        "pdf_href": reverse("document", args=[pdf.pk]) if pdf else "",
        "portal": reverse("portal-preview", args=[pk]) if suggestion.document_state == "issued" else "",
        "draft_pdf": reverse("draft-pdf", args=[suggestion.pk]) if may_print_draft else "",
        "contact": document_facts.contact(suggestion),
        "home": reverse("suggestion", args=[suggestion.pk]),
        "trail": [(suggestion.title, reverse("suggestion", args=[suggestion.pk]))],
    }
    return render(request, "office/before_leaving.html", context)


@office_only
@never_cache
@require_safe
def slip(request: Request, pk: int) -> HttpResponse:
    """The service slip as it will be printed; its address is a specimen, so that no link is made and none is made void."""
    suggestion, _visibility = leaving.found(request, pk)
    if suggestion.document_state not in LEAVES_FROM:
        return leaving.refused(request, suggestion, str(NOT_NOW))
    no_link = f"（样张）{request.build_absolute_uri(reverse('home'))}…"
    try:
        pdf = slips.printed(suggestion, address=no_link)
    except Refused as refused:
        return leaving.refused(request, suggestion, str(refused))
    return pdf_answer(pdf, name="service-slip-preview.pdf")


@office_only
@never_cache
@require_safe
def electronic_consent(request: Request, pk: int) -> HttpResponse:
    """The confirmation of electronic service, for the unit to sign; the signed paper is filed with the service (CIVPL 90)."""
    suggestion, _visibility = leaving.found(request, pk)
    if suggestion.document_state not in LEAVES_FROM:
        return leaving.refused(request, suggestion, str(NOT_NOW))
    try:
        pdf = documents.print_sheet(composing.sheet(KINDS["electronic_consent"], suggestion)).pdf
    except Refused as refused:
        return leaving.refused(request, suggestion, str(refused))
    return pdf_answer(pdf, name="electronic-consent.pdf")


def _recipient(suggestion: Suggestion) -> list[Pair]:
    unit = suggestion.unit
    day, address = unit.electronic_service_consent_on, unit.electronic_service_address
    if of_service := suggestion.services.exclude(consented_on=None).order_by("-pk").first():
        day, address = of_service.consented_on, of_service.electronic_address
    values = [
        (_("Recipient"), suggestion.current_letter.recipient_name),
        (_("Address"), unit.address),
        (_("Receiving office"), unit.receiving_office),
        (
            _("Consent to electronic service"),
            f"{day.isoformat()} {address}" if day else _("none"),
        ),
    ]
    return [Pair(label=label, value=value, lang="zh-Hans") for label, value in values if value]


def _number(suggestion: Suggestion) -> str:
    """Returns the number of the letter, or which one it will get as things stand now."""
    if number := suggestion.current_letter.document_number:
        return number
    try:
        row = series.of(suggestion)
    except Refused as refused:
        return str(refused)
    if row.mode != "own":
        return _("the number of the national system, entered when it is issued")
    upcoming = series.upcoming(row, year=clock.today().year)
    return _("%(number)s, as things stand now") % {"number": upcoming}


def _days(suggestion: Suggestion, today: date) -> list[Pair]:
    """Returns the days that would hold if the letter were served today."""
    try:
        found = clocks.expected(suggestion=suggestion, on=today)
    except Refused as refused:
        return [Pair(label=_("Days"), value=str(refused))]
    return [Pair(label=str(term.label), value=day.isoformat()) for term, day in found]
