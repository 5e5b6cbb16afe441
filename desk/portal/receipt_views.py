"""The unit's own receipt of what it sent: what, who, when it arrived, and the digests by which both sides can prove it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk import wording
from desk.case import case_presenter, event_words
from desk.components import Pair
from desk.guards import unit_only
from desk.portal import guards
from desk.request import Request
from suggestions.access import visible_records
from suggestions.models import Event, Suggestion
from suggestions.rules import part_names
from suggestions.rules.relations import Visibility


@unit_only
@never_cache
@require_safe
def receipt(request: Request, pk: int, number: int) -> HttpResponse:
    """One thing that the unit did, by its number in the case, to read and to print."""
    suggestion = guards.open_as_recipient(request.access, pk)
    shown = visible_records.events(suggestion, visibility=Visibility.RECIPIENT).select_related("words")
    event = shown.filter(seq=number).first()
    if event is None or not case_presenter.is_units(event):
        raise Http404
    home = reverse("portal-letter", args=[suggestion.pk])
    context = {
        "suggestion": suggestion,
        "title": case_presenter.title_of(event, _numbers(suggestion)),
        "pairs": _pairs(suggestion, event),
        "words": event.words.text if hasattr(event, "words") else "",
        "files": [case_presenter.file_of(each) for each in event.attachments.filter(shown_to="both")],
        "home": home,
        "trail": [(suggestion.title, home)],
    }
    return render(request, "portal/receipt.html", context)


def _numbers(suggestion: Suggestion) -> dict[int, int]:
    return dict(suggestion.measures.values_list("pk", "position"))


def _pairs(suggestion: Suggestion, event: Event) -> list[Pair]:
    number = _numbers(suggestion).get(part_names.number_of(event.subject, kind="measure"))
    pairs = [
        Pair(label=pgettext("receipt", "To"), value=suggestion.issued_by.name, lang="zh-Hans"),
        Pair(label=_("Letter"), value=suggestion.letter.document_number, lang="zh-Hans"),
        Pair(label=pgettext("receipt", "From"), value=suggestion.unit.name, lang="zh-Hans"),
        Pair(label=_("Measure"), value=wording.ordinal(number) if number else ""),
        Pair(
            label=pgettext("receipt", "Sent by"),
            value=event.actor_name if event.actor_name != suggestion.unit.name else "",
        ),
        Pair(label=_("What it says"), value=event_words.details(event)),
        Pair(label=_("Day that counts"), value=event.occurred_on.isoformat() if event.occurred_on else ""),
        Pair(label=_("Arrived"), value=timezone.localtime(event.recorded_at).strftime("%Y-%m-%d %H:%M:%S")),
        Pair(
            label=_("How it came"),
            value=_("from paper, recorded by %(name)s") % {"name": event.recorded_name}
            if event.from_paper
            else _("through the portal"),
        ),
        Pair(label=_("Number in the case"), value=str(event.seq)),
        Pair(label=_("Digest of the entry (SHA-256)"), value=event.hash),
    ]
    return [pair for pair in pairs if pair.value]
