"""How a person stands to a suggestion, and how much of it is shown: asked of the database, from the rows of the table.

The table is in suggestions/rules/relations.py and its SQL in suggestions/models/standing.py. Whoever asks for several
reasons asks once and passes `held` on; who fetches the suggestion anyhow lets it come along (`with_relations_of`).
"""

from collections.abc import Collection

from django.db.models import Q

from organs.access import Access
from organs.origins import Origin
from suggestions.models import Suggestion, standing
from suggestions.rules.relations import BY_KEY, PUBLISHED_VISIBILITY, Visibility


def of(*, access: Access, suggestion: Suggestion) -> frozenset[str]:
    """Returns the keys of all relations that hold between a person and a suggestion, in one statement."""
    return of_each(access=access, suggestions=[suggestion])[suggestion.pk]


def of_each(*, access: Access, suggestions: Collection[Suggestion]) -> dict[int, frozenset[str]]:
    """Returns the relations that hold between a person and each of the suggestions by its id, in one statement for all."""
    none_held = {each.pk: frozenset[str]() for each in suggestions}
    if not access.posts or not none_held:
        return none_held
    rows = Suggestion.objects.filter(pk__in=none_held).order_by().values_list("pk", standing.held(access))
    return none_held | {pk: frozenset(keys) for pk, keys in rows}


def loaded(suggestion: Suggestion) -> frozenset[str]:
    """Returns the relations that came along with a suggestion fetched `with_relations_of` a person."""
    return frozenset(suggestion.relations_held)


def visibility(*, access: Access, suggestion: Suggestion, held: frozenset[str] | None = None) -> Visibility:
    """Returns how much of the suggestion the person is shown; `held` is what `of` would say, where it was asked before."""
    held = of(access=access, suggestion=suggestion) if held is None else held
    state, is_disclosed = suggestion.document_state, bool(suggestion.served_on or suggestion.announced_on)
    rows = [BY_KEY[key] for key in held]
    levels = [row.visibility for row in rows if row.stage.is_reached(state=state, is_disclosed=is_disclosed)]
    if suggestion.origin == Origin.PUBLISHED and access.is_office:
        levels.append(PUBLISHED_VISIBILITY)
    return max(levels, default=Visibility.NOTHING)


def shown_by(keys: Collection[str], *, access: Access) -> Q:
    """Returns the filter of the suggestions that the person is shown by one of these relations."""
    return standing.shown_by([BY_KEY[key] for key in keys], access)
