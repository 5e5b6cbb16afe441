"""Who comes in at the portal: people of a recipient unit, and to which letter; for anybody else the page is not there."""

from collections.abc import Callable
from functools import wraps

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from organs.access import Access
from suggestions import relations
from suggestions.models import Clock, Measure, Suggestion
from suggestions.relations import Sight


def unit_only[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Answers 404 to the prosecutors' side and to people without a post."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.access is None or not request.access.is_unit:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def load(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Returns the rows with what the turn of a letter is told from, so that a list never asks again."""
    measures = Measure.objects.exclude(state__in=["proposed", "dropped"]).select_related("text")
    return rows.select_related(
        "unit", "letter", "issued_by", "procuratorate", "department", "handling_prosecutor"
    ).prefetch_related(
        Prefetch("clocks", Clock.objects.running().order_by("due_on", "id"), to_attr="running_clocks"),
        Prefetch("measures", measures.order_by("position"), to_attr="asked_measures"),
    )


def open_letter(access: Access, pk: int) -> tuple[Suggestion, Sight]:
    """Returns a letter that the person may know of, and how much of it is shown. Raises Http404."""
    suggestion = load(Suggestion.objects.visible_to(access)).filter(pk=pk).first()
    if suggestion is None:
        raise Http404
    return suggestion, relations.sight(access=access, suggestion=suggestion)


def open_as_recipient(access: Access, pk: int) -> Suggestion:
    """Returns a letter that was sent to the person's own unit. Raises Http404, for a copied unit too."""
    suggestion, sight = open_letter(access, pk)
    if sight < Sight.RECIPIENT:
        raise Http404
    return suggestion
