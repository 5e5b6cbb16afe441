"""What the form of every step builds on: the context in which it is shown, and StepForm; which forms there are is in registry.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django import forms
from django.db import models

from desk.components import Pair
from desk.fields import offer_taken, offer_titles, refuse_titles, uploads_of
from followups.rules.tracks import TABLE as FOLLOWUPS
from organs import clock
from organs.access import Access
from organs.refusals import Refused, Stale
from organs.roles import Side
from organs.words import Words
from suggestions.access import person_relations
from suggestions.actions import files
from suggestions.models import Suggestion
from suggestions.rules import kind_versions
from suggestions.rules.lifecycle import TABLE as LIFECYCLE
from suggestions.rules.steps import Step
from suggestions.rules.tracks import TABLE as TRACKS

STEPS: dict[str, Step] = {**LIFECYCLE.steps, **TRACKS.steps, **FOLLOWUPS.steps}


@dataclass(frozen=True)
class StepContext:
    """Who does what with which thing: what every form and every offer is asked with."""

    access: Access
    suggestion: Suggestion
    subject: models.Model
    held: frozenset[str]

    @property
    def is_served_and_open(self) -> bool:
        """Tells whether the letter is with the unit and the case goes on."""
        return self.suggestion.document_state == "served" and self.suggestion.case_state == "open"


def context_of(*, access: Access, suggestion: Suggestion, subject: models.Model) -> StepContext:
    """Returns the context of one person and one thing, with the relations that the person holds."""
    held = person_relations.loaded(suggestion)
    return StepContext(access=access, suggestion=suggestion, subject=subject, held=held)


class StepForm(forms.Form):
    """The form of one step; a subclass names its step, its fields, and performs one action.

    `paper` marks the office's form for what the unit did on paper. `order` sorts the buttons: the likely ones first.
    `variant` names a second form of one step; `page` the page that stands in the form's place, by the pk of the thing.
    `label_to_court` is the label where the letter goes to a court under rules of its own.
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
    label_to_court: ClassVar[Words] = ""
    lede: ClassVar[Words] = ""
    submit: ClassVar[Words] = ""
    template: ClassVar[str] = "steps/step.html"
    is_dangerous: ClassVar[bool] = False

    moves = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        self.context = context
        initial = {"moves": context.subject.moves, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and field.initial == "today":
                field.initial = clock.today()
        offer_titles(self)
        offer_taken(self)

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

    @classmethod
    def offered_as(cls, context: StepContext) -> Words:
        """Returns the words on the button: those of the title, unless there are several things of the track."""
        return cls.titled_for(context.suggestion)

    @classmethod
    def titled_for(cls, suggestion: Suggestion) -> Words:
        """Returns the title in one case: to a court a letter is handed over, with the file of the case."""
        return cls.label_to_court if cls.label_to_court and suggestion.rules.recipient_last else cls.title()

    @property
    def heading(self) -> Words:
        """The title over the page of this case."""
        return self.titled_for(self.context.suggestion)

    @property
    def article(self) -> Words:
        """The article under which the step is taken today."""
        row, kind = self.row(), self.context.suggestion.kind
        return kind_versions.article(kind=kind, name=row.name, default=row.article, on=clock.today())

    def done_label(self) -> Words:
        """Returns what is said of the step once it is done."""
        return self.row().done_label

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        """Tells whether the step makes sense now, beyond state and relation; a subclass may narrow it."""
        return True

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        """Returns why the step is not possible yet and what would help, shown where the button would be; "" when it is."""
        return ""

    def pairs(self) -> list[Pair]:
        """Returns what the person should have before the eyes while filling in the form."""
        return []

    def rearranges(self) -> bool:
        """Tells whether the button that was pressed only changes the rows of the form: it is shown again, not judged."""
        return False

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        """Yields what the action would refuse in what was typed, with fields that are faulty already left out."""
        return ()

    def clean(self) -> dict[str, object]:
        """Says everything at once: what the fields refuse by themselves, and what the action would."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        refuse_titles(self)
        for refused in self.faults(at=clock.now()):
            if not self.errors.get(refused.field or ""):
                self.refuse(refused)
        return cleaned

    def perform(self, *, at: datetime) -> None:
        """Calls the one action of this step with the cleaned fields; raises Refused."""
        raise NotImplementedError

    def uploads(self, name: str = "files") -> tuple[files.Upload, ...]:
        """Returns uploaded files as actions take them."""
        return uploads_of(self, name)

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
