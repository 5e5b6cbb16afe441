"""Which form serves which step on which side, and which steps are offered now; the rules themselves are in the tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise

from desk.components import Pair
from followups.rules.tracks import TABLE as FOLLOWUPS
from organs import clock
from organs.access import Access
from organs.refusals import Refused, Stale
from organs.roles import Side
from suggestions.access import permissions, relations
from suggestions.actions import files
from suggestions.models import Suggestion
from suggestions.models.suggestion import AXES
from suggestions.rules.lifecycle import TABLE as LIFECYCLE
from suggestions.rules.steps import Step
from suggestions.rules.tracks import TABLE as TRACKS

Words = str | Promise

STEPS: dict[str, Step] = {**LIFECYCLE.steps, **TRACKS.steps, **FOLLOWUPS.steps}

# Where the things of a track hang on a suggestion; the axes are the suggestion's own.
RELATED_NAMES = {
    "measure": "measures",
    "filing": "filings",
    "copies": "copies",
    "objection": "objections",
    "amendment": "amendments",
    "opinion": "opinions",
    "correction": "corrections",
    "escalation": "escalations",
    "visit": "visits",
    "later_date": "later_dates",
}


@dataclass(frozen=True)
class Context:
    """Who does what with which thing: what every form and every offer is asked with."""

    access: Access
    suggestion: Suggestion
    subject: models.Model
    held: frozenset[str]


class StepForm(forms.Form):
    """The form of one step; a subclass names its step, its fields, and performs one action.

    `paper` marks the office's form for what the unit did on paper. `order` sorts the buttons: the likely ones first.
    `variant` names a second form of one step; `page` the page that stands in the form's place, by the pk of the thing.
    `is_whole` marks a form that takes its step with all things of the track at once: it stands on the suggestion.
    """

    step: ClassVar[str]
    variant: ClassVar[str] = ""
    page: ClassVar[str] = ""
    side: ClassVar[Side] = Side.OFFICE
    paper: ClassVar[bool] = False
    is_whole: ClassVar[bool] = False
    order: ClassVar[int] = 50
    label: ClassVar[Words] = ""
    lede: ClassVar[Words] = ""
    submit: ClassVar[Words] = ""
    template: ClassVar[str] = "steps/step.html"
    is_dangerous: ClassVar[bool] = False

    moves = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, context: Context, **kwargs) -> None:
        self.context = context
        initial = {"moves": context.subject.moves, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and field.initial == "today":
                field.initial = clock.today()

    @classmethod
    def row(cls) -> Step:
        return STEPS[cls.step]

    @classmethod
    def key(cls) -> str:
        """Returns the name of the form in addresses: that of its step, with the variant."""
        return f"{cls.step}.{cls.variant}" if cls.variant else cls.step

    @classmethod
    def title(cls) -> Words:
        """Returns the words on the button and over the page."""
        return cls.label or cls.row().label

    def done_label(self) -> Words:
        """Returns what is said of the deed once it is done."""
        return self.row().done_label

    @classmethod
    def is_offered(cls, context: Context) -> bool:
        """Tells whether the deed makes sense now, beyond state and relation; a subclass may narrow it."""
        return True

    @classmethod
    def hindrance(cls, context: Context) -> Words:
        """Returns why the deed is not possible yet and what would help, shown where the button would be; "" when it is."""
        return ""

    def pairs(self) -> list[Pair]:
        """Returns what the person should have before the eyes while filling in the form."""
        return []

    def rearranges(self) -> bool:
        """Tells whether the button that was pressed only changes the rows of the form: it is shown again, not judged."""
        return False

    def perform(self, *, at: datetime) -> None:
        """Calls the one action of this deed with the cleaned fields; raises Refused."""
        raise NotImplementedError

    def uploads(self, name: str = "files") -> tuple[files.Upload, ...]:
        """Returns uploaded files as actions take them."""
        return tuple(files.Upload(each.name, each.file) for each in self.cleaned_data.get(name) or ())

    def refuse(self, refused: Refused) -> None:
        """Shows a refusal at its field, or on top when it has none here; a stale form may be sent again once read."""
        field = refused.field if refused.field in self.fields else None
        self.add_error(field, str(refused))
        if isinstance(refused, Stale):
            self.data = self.data.copy()
            self.data[self.add_prefix("moves")] = self.context.subject.moves

    @property
    def expected_moves(self) -> int | None:
        return self.cleaned_data.get("moves")


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
    """One deed that is possible now, or not yet: then `hindrance` says why and what would help."""

    label: Words
    href: str
    order: int
    step: Step
    subject: models.Model
    paper: bool = False
    hindrance: Words = ""


def context_of(*, access: Access, suggestion: Suggestion, subject: models.Model) -> Context:
    """Returns the context of a deed with a suggestion that was fetched `with_relations_of` the person."""
    held = relations.loaded(suggestion)
    return Context(access=access, suggestion=suggestion, subject=subject, held=held)


def offers(*, access: Access, suggestion: Suggestion, side: Side, held: frozenset[str] | None = None) -> list[Offer]:
    """Returns what the person may do with a suggestion and its parts now, the likely things first.

    `held` is what `relations.of` would say, where it was asked before.
    """
    held = relations.of(access=access, suggestion=suggestion) if held is None else held
    if relations.visibility(access=access, suggestion=suggestion, held=held) == relations.Visibility.NOTHING:
        return []
    subjects = list(_subjects(suggestion))
    found = [
        offer
        for (form_side, _paper, _key), form in REGISTRY.items()
        if form_side == side
        for subject in subjects
        if (offer := _offer(form, Context(access=access, suggestion=suggestion, subject=subject, held=held)))
    ]
    return sorted(found, key=lambda offer: (offer.order, offer.step.name, offer.subject.pk))


def _subjects(suggestion: Suggestion) -> Iterator[models.Model]:
    yield suggestion
    for name in RELATED_NAMES.values():
        for subject in getattr(suggestion, name).all():
            subject.suggestion = suggestion
            yield subject


def _offer(form: type[StepForm], context: Context) -> Offer | None:
    step = form.row()
    if not fits(form=form, subject=context.subject, suggestion=context.suggestion):
        return None
    if not context.held & permissions.relations_that_may_take(step, from_paper=form.paper):
        return None
    if not form.is_offered(context):
        return None
    return Offer(
        label=form.title(),
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


def address(form: type[StepForm], suggestion: Suggestion, subject: models.Model) -> str:
    """Returns where the form of a deed stands, or the page that stands in its place."""
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
    if subject is not None:
        subject.suggestion = suggestion
    return subject
