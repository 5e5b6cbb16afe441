"""May this person take this step now: relation, gate and separation of duties, answered in words."""

from django.utils.translation import gettext as _

from organs.access import Access
from organs.origins import Origin
from organs.refusals import NotAllowed, NotConfirmed
from organs.words import listed
from suggestions.access import person_relations
from suggestions.models import Suggestion
from suggestions.rules import recusals, relations
from suggestions.rules.kinds import KINDS, Gate
from suggestions.rules.steps import Step

# Who may record on the unit's behalf what came on paper (design 5.8).
RECORDERS = frozenset({"handling", "team", "registrar"})


def relations_that_may_take(step: Step, *, from_paper: bool = False) -> frozenset[str]:
    """Returns the relations that may take a step; from paper the office records for the unit."""
    return RECORDERS if from_paper and step.by_unit else step.who


def may(
    *,
    access: Access,
    step: Step,
    suggestion: Suggestion,
    from_paper: bool = False,
    held: frozenset[str] | None = None,
) -> bool:
    """Tells whether the person stands to the suggestion as the step asks, and sees it; on what was published nobody acts.

    `held` is what `relations.of` would say, where it was asked before.
    """
    if suggestion.origin == Origin.PUBLISHED:
        return False
    held = person_relations.of(access=access, suggestion=suggestion) if held is None else held
    if person_relations.visibility(access=access, suggestion=suggestion, held=held) == relations.Visibility.NOTHING:
        return False
    if step.kinds is not None and suggestion.kind not in step.kinds:
        return False
    return bool(held & relations_that_may_take(step, from_paper=from_paper))


def require(
    *,
    access: Access,
    step: Step,
    suggestion: Suggestion,
    from_paper: bool = False,
    held: frozenset[str] | None = None,
) -> None:
    """Raises NotAllowed, naming who may, unless the person may take the step; `held` is as in `may`."""
    if may(access=access, step=step, suggestion=suggestion, from_paper=from_paper, held=held):
        return
    if suggestion.origin == Origin.PUBLISHED:
        raise NotAllowed(_("This was compiled from public reports. Nothing is decided or recorded on it here."))
    if step.kinds is not None and suggestion.kind not in step.kinds:
        kinds = [str(KINDS[key].label) for key in KINDS if key in step.kinds]
        raise NotAllowed(
            _("This is a case of the kind “%(kind)s”; the step is one of: %(kinds)s.")
            % {"kind": suggestion.family.label, "kinds": listed(kinds)}
        )
    if suggestion.recusals.filter(person_id=access.person_id, keeps_off=True).exists():
        raise NotAllowed(
            _("You are kept off this case by a recusal, and take no step on it."),
            article=str(recusals.of_kind(suggestion.kind).article),
        )
    who = [str(relations.BY_KEY[key].label) for key in sorted(relations_that_may_take(step, from_paper=from_paper))]
    raise NotAllowed(_("This is for: %(who)s.") % {"who": listed(who)}, article=str(step.article))


def require_confirmed(*, access: Access, step: Step) -> None:
    """Raises NotConfirmed when the step signs and the person's second factor was shown too long ago."""
    if step.signs and access.must_confirm:
        raise NotConfirmed()


def require_another(*, access: Access, suggestion: Suggestion, proposed_by_id: int) -> None:
    """Raises NotAllowed for who proposed what is to be decided, and for who handles the case: two people, not one.

    Callers act `apart_from` these two as well, so that no deputy decides in their place.
    """
    if access.person_id in {proposed_by_id, suggestion.handling_prosecutor_id}:
        raise NotAllowed(
            _(
                "Nobody decides on an own letter or an own proposal. Another chief or deputy chief procurator must do it."
            )
        )


def gate_of(suggestion: Suggestion) -> Gate | None:
    """Returns the gate at which the draft waits."""
    return suggestion.rules.gate(suggestion.gate) if suggestion.gate else None


def relations_at_gate(gate: Gate) -> frozenset[str]:
    """Returns who may act at a gate; the committee's secretary records a resolution wherever a decision is due."""
    return frozenset({gate.relation, "secretary"}) if gate.decides else frozenset({gate.relation})


def require_gate(
    *, access: Access, suggestion: Suggestion, authors: frozenset[int], held: frozenset[str] | None = None
) -> Gate:
    """Returns the gate after checking that the person stands at it and is no author (design 3); `held` is as in `may`.

    Nor does anybody stand there as deputy of an author.
    """
    gate = gate_of(suggestion)
    if gate is None:
        raise NotAllowed(_("The draft is not in review."))
    if (apart := access.apart_from(authors)) is not access:
        access, held = apart, None
    held = person_relations.of(access=access, suggestion=suggestion) if held is None else held
    if not held & relations_at_gate(gate):
        raise NotAllowed(
            _("The draft waits at the gate “%(gate)s”, which is not yours.") % {"gate": gate.label},
            article=str(gate.article),
        )
    if access.person_id in authors and not (gate.decides and "secretary" in held):
        raise NotAllowed(
            _("Nobody reviews or decides an own draft. Another person of this post, or the committee, must do it.")
        )
    return gate
