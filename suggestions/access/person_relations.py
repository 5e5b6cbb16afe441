"""How a person stands to a suggestion, and how much of it is shown: asked of the database, from the rows of the table.

The table is in suggestions/rules/relations.py and its SQL in suggestions/models/standing.py. Whoever asks for several
reasons asks once and passes `held` on; who fetches the suggestion anyhow lets it come along (`with_relations_of`).
"""

from collections.abc import Collection

from django.db.models import Q

from organs.access import Access, StandIn
from organs.origins import Origin
from suggestions.models import Suggestion, standing
from suggestions.rules.relations import BY_KEY, PUBLISHED_VISIBILITY, ROWS, Visibility


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


def acting_for(
    *, access: Access, suggestion: Suggestion, keys: Collection[str], is_loaded: bool = False
) -> StandIn | None:
    """Returns for whom the person acts who stands to the suggestion in one of these relations as a deputy; None in the own name.

    Whoever stands so by an own post alone, in a relation that nobody lent, acts in the own name. Where the same relation is lent
    too, as with two who decide, what is done in these days is done for who is away. `is_loaded`: fetched `with_relations_of`.
    """
    if not access.stand_ins:
        return None
    held, lent = _held_and_lent(access, suggestion, is_loaded=is_loaded)
    if held & frozenset(keys) - lent.keys():
        return None
    return next((lent[row.key] for row in ROWS if row.key in keys and row.key in lent), None)


def standing_in(*, access: Access, suggestion: Suggestion) -> StandIn | None:
    """Returns for whom the person stands to the suggestion as a deputy in any relation; None where nothing is lent."""
    if not access.stand_ins:
        return None
    _held, lent = _held_and_lent(access, suggestion, is_loaded=False)
    return next((lent[row.key] for row in ROWS if row.key in lent), None)


def _held_and_lent(
    access: Access, suggestion: Suggestion, *, is_loaded: bool
) -> tuple[frozenset[str], dict[str, StandIn]]:
    """Returns all relations of the person, and of those that are lent for whom; where two lend the same, who left first."""
    if is_loaded:
        held, pairs = loaded(suggestion), frozenset(getattr(suggestion, "relations_lent", ()))
    else:
        rows = Suggestion.objects.filter(pk=suggestion.pk).order_by()
        found = rows.values_list(standing.held(access), standing.held_by_deputy(access)).first()
        held, pairs = (frozenset(found[0]), frozenset(found[1])) if found else (frozenset(), frozenset())
    lent: dict[str, StandIn] = {}
    for absent in access.stand_ins:
        for row in ROWS:
            if f"{row.key}:{absent.person_id}" in pairs:
                lent.setdefault(row.key, absent)
    return held, lent


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
