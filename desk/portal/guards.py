"""Who comes in at the portal: people of a recipient unit, and to which letter; for anybody else the page is not there."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from organs.access import Access
from suggestions.access import person_relations
from suggestions.models import Clock, Measure, Suggestion
from suggestions.rules.relations import Visibility


def load(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Returns the rows with what the turn of a letter is told from, so that a list never asks again."""
    measures = Measure.objects.exclude(state__in=["proposed", "dropped"]).select_related("text")
    return rows.select_related(
        "unit", "letter", "issued_by", "procuratorate", "department", "handling_prosecutor"
    ).prefetch_related(
        Prefetch("clocks", Clock.objects.running().order_by("due_on", "id"), to_attr="running_clocks"),
        Prefetch("measures", measures.order_by("position"), to_attr="asked_measures"),
    )


def open_letter(access: Access, pk: int) -> tuple[Suggestion, Visibility]:
    """Returns a letter that the person may know of, `with_relations_of` them, and how much is shown. Raises Http404."""
    visible = Suggestion.objects.visible_to(access).with_relations_of(access)
    suggestion = load(visible).filter(pk=pk).first()
    if suggestion is None:
        raise Http404
    held = person_relations.loaded(suggestion)
    return suggestion, person_relations.visibility(access=access, suggestion=suggestion, held=held)


def open_as_recipient(access: Access, pk: int) -> Suggestion:
    """Returns a letter that was sent to the person's own unit. Raises Http404, for a copied unit too."""
    suggestion, visibility = open_letter(access, pk)
    if visibility < Visibility.RECIPIENT:
        raise Http404
    return suggestion
