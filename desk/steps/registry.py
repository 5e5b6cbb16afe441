"""Which form serves which step on which side, and which steps are offered now; the rules themselves are in the tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from desk.steps.base import StepContext, StepForm
from organs.access import Access
from organs.origins import Origin
from organs.roles import Side
from organs.words import Words
from suggestions.access import permissions, person_relations
from suggestions.models import Measure, Suggestion
from suggestions.models.suggestion import AXES
from suggestions.rules import relations
from suggestions.rules.steps import Step

# Where the things of a track hang on a suggestion; the axes are the suggestion's own.
RELATED_NAMES = {
    "measure": "measures",
    "filing": "filings",
    "instruction": "instructions",
    "joint": "joint_signings",
    "copies": "copies",
    "objection": "objections",
    "amendment": "amendments",
    "opinion": "opinions",
    "paper": "papers",
    "recusal": "recusals",
    "investigation": "investigations",
    "inquiry": "investigation_acts",
    "correction": "corrections",
    "escalation": "escalations",
    "visit": "visits",
    "support": "supports",
    "later_date": "later_dates",
    "quality_review": "quality_reviews",
}

REGISTRY: dict[tuple[Side, bool, str], type[StepForm]] = {}


def step_form(form: type[StepForm]) -> type[StepForm]:
    """Registers a form for its step and side; used as a class decorator."""
    key = (form.side, form.paper, form.key())
    if key in REGISTRY:
        raise ValueError(f"{form.key()} has two forms on one side")
    REGISTRY[key] = form
    return form


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One step that is possible now, or not yet: then `hindrance` says why and what would help."""

    label: Words
    href: str
    order: int
    step: Step
    subject: models.Model
    paper: bool = False
    hindrance: Words = ""


def offers(*, access: Access, suggestion: Suggestion, side: Side, held: frozenset[str] | None = None) -> list[Offer]:
    """Returns what the person may do with a suggestion and its parts now, the likely things first; on what was published, nothing.

    `held` is what `relations.of` would say, where it was asked before.
    """
    if suggestion.origin == Origin.PUBLISHED:
        return []
    held = person_relations.of(access=access, suggestion=suggestion) if held is None else held
    if person_relations.visibility(access=access, suggestion=suggestion, held=held) == relations.Visibility.NOTHING:
        return []
    subjects = list(_subjects(suggestion))
    found = [
        offer
        for (form_side, _paper, _key), form in REGISTRY.items()
        if form_side == side
        for subject in subjects
        if (offer := _offer(form, StepContext(access=access, suggestion=suggestion, subject=subject, held=held)))
    ]
    return sorted(found, key=lambda offer: (offer.order, offer.step.name, offer.subject.pk))


def _subjects(suggestion: Suggestion) -> Iterator[models.Model]:
    yield suggestion
    for name in RELATED_NAMES.values():
        for subject in getattr(suggestion, name).all():
            subject.suggestion = suggestion
            yield subject


def _offer(form: type[StepForm], context: StepContext) -> Offer | None:
    step = form.row()
    if not fits(form=form, subject=context.subject, suggestion=context.suggestion):
        return None
    if not context.held & permissions.relations_that_may_take(step, from_paper=form.paper):
        return None
    if not form.is_offered(context):
        return None
    return Offer(
        label=form.offered_as(context),
        href=address(form, context.suggestion, context.subject),
        order=form.order,
        step=step,
        subject=context.subject,
        paper=form.paper,
        hindrance=form.hindrance(context),
    )


def fits(*, form: type[StepForm], subject: models.Model, suggestion: Suggestion) -> bool:
    """Tells whether a form belongs to this thing in its present state; a step without sources starts on the suggestion."""
    step = form.row()
    if step.kinds is not None and suggestion.kind not in step.kinds:
        return False
    if form.is_whole:
        parts = getattr(suggestion, RELATED_NAMES[step.track])
        return isinstance(subject, Suggestion) and any(part.state in step.sources for part in parts.all())
    if isinstance(subject, Suggestion):
        if not step.sources:
            return True
        return step.track in AXES and getattr(subject, AXES[step.track]) in step.sources
    belongs = RELATED_NAMES.get(step.track) == subject._meta.get_field("suggestion").remote_field.related_name
    return belongs and subject.state in step.sources


def is_about(form: type[StepForm], subject: models.Model) -> bool:
    """Tells whether the step of a form is taken with things of this kind at all, whatever their state."""
    step = form.row()
    if form.is_whole or not step.sources:
        return isinstance(subject, Suggestion)
    return isinstance(subject, Suggestion) == (step.track in AXES)


def address(form: type[StepForm], suggestion: Suggestion, subject: models.Model) -> str:
    """Returns where the form of a step stands, or the page that stands in its place."""
    if form.page:
        return reverse(form.page, args=[subject.pk])
    name = "portal-step" if form.side == Side.UNIT else "paper-step" if form.paper else "step"
    return reverse(name, args=[suggestion.pk, form.key(), 0 if isinstance(subject, Suggestion) else subject.pk])


def find_subject(*, step: Step, suggestion: Suggestion, pk: int) -> models.Model | None:
    """Returns the thing that an address names, within its suggestion; 0 names the suggestion itself."""
    if pk == 0:
        return suggestion
    if step.track not in RELATED_NAMES:
        return None
    subject = getattr(suggestion, RELATED_NAMES[step.track]).filter(pk=pk).first()
    if isinstance(subject, Measure) and subject.state == "proposed":
        return (
            None  # it stands in a version that is not issued yet: no step is about it, and the unit knows nothing of it
        )
    if subject is not None:
        subject.suggestion = suggestion
    return subject
