"""Opens a suggestion for whoever sees enough of it."""

from django.http import Http404

from desk.request import Request
from organs.origins import Origin
from suggestions.access import person_relations
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility


def visible_or_404(
    request: Request, pk: int, *, needs: Visibility, related: tuple[str, ...] = ()
) -> tuple[Suggestion, Visibility]:
    """Returns a suggestion, with what is `related`, and how much of it the person sees. Raises Http404 where less than is needed."""
    rows = Suggestion.objects.visible_to(request.access).with_relations_of(request.access).for_list()
    suggestion = rows.select_related(*related).filter(pk=pk).first() if related else rows.filter(pk=pk).first()
    if suggestion is None:
        raise Http404
    held = person_relations.loaded(suggestion)
    visibility = person_relations.visibility(access=request.access, suggestion=suggestion, held=held)
    if visibility < needs:
        raise Http404
    return suggestion, visibility


def letter_or_404(request: Request, pk: int, *, needs: Visibility) -> tuple[Suggestion, Visibility]:
    """Returns the same of a suggestion with a text of this office; what was published has none. Raises Http404."""
    suggestion, visibility = visible_or_404(request, pk, needs=needs, related=("issued_by", "department"))
    if suggestion.letter is None or suggestion.origin == Origin.PUBLISHED:
        raise Http404
    return suggestion, visibility
