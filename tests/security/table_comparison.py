"""The tables beside what was written down from the law and the design: every row says the same, or a difference is named."""

from collections.abc import Iterator

from desk.steps import registry
from organs.roles import Side
from suggestions.access import permissions
from suggestions.models.suggestion import AXES
from suggestions.rules import relations
from tests.security import access_reference, steps_reference


def differences() -> list[str]:
    """Returns each fact of a table that is not as it was written down."""
    return [*_of_steps(), *_of_relations()]


def _of_steps() -> Iterator[str]:
    if permissions.RECORDERS != steps_reference.FROM_PAPER:
        yield f"from paper: {sorted(permissions.RECORDERS)}"
    for (side, paper, key), form in registry.REGISTRY.items():
        step, known = form.row(), steps_reference.STEPS.get(key)
        if known is None:
            yield f"{key} is not written down"
            continue
        if step.who != known.by:
            yield f"{key}: by {sorted(step.who)}"
        begins_anew = known.about == "new"
        if (step.sources or begins_anew) and step.sources != (frozenset() if begins_anew else known.states):
            yield f"{key}: from {sorted(step.sources)}"
        if (step.kinds and frozenset(step.kinds)) != known.kinds:
            yield f"{key}: for {step.kinds and sorted(step.kinds)}"
        if step.by_unit and side is Side.OFFICE and not paper:
            yield f"{key} is the unit's, and offered to the office"
        if known.about in AXES and step.track != known.about:
            yield f"{key}: of {step.track}"


def _of_relations() -> Iterator[str]:
    rows = {row.key: row for row in relations.ROWS}
    if rows.keys() != access_reference.RELATIONS.keys():
        yield f"relations: {sorted(rows.keys() ^ access_reference.RELATIONS.keys())}"
    for key, (first, level, roles) in access_reference.RELATIONS.items():
        row = rows[key]
        found = (frozenset(row.stage.states) or "told", int(row.visibility), frozenset(map(str, row.roles)))
        expected = (access_reference.SHOWN_FROM[first], int(level), frozenset(roles))
        if found != expected:
            yield f"relation {key}: {found}"
