"""The office's steps that bring a reply or a measure about: urging, visits and talks, each with its written record."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps import case_pairs, step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from followups.actions import urging
from followups.models import Urging, Visit
from organs.days import DayMeaning
from suggestions.actions import examining
from suggestions.rules.states import MEASURE, REPLY

# What an urging may still bring about.
REPLY_MAY_COME = REPLY.of("receivable")
UNCLAIMED = MEASURE.of("unclaimed")


@step_form
class UrgeForm(StepForm):
    step = "reply.urge"
    order = 35
    lede = _("An urging moves no legal day. A letter is printed and kept, and the unit finds it in the portal.")

    means = forms.ChoiceField(
        label=_("How"), choices=Urging._meta.get_field("means").choices, widget=forms.RadioSelect, initial="letter"
    )
    on = DayField(meaning=DayMeaning.PAST, label=_("Day"), initial="today")
    text = TextField(label=_("What the unit is reminded of, and what is asked"), widget=forms.Textarea)
    new_day = DayField(
        meaning=DayMeaning.NEAR,
        label=_("Asked for by"),
        required=False,
        help_text=_("Stands beside the legal day and does not replace it."),
    )

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        suggestion = context.suggestion
        return (context.is_served_and_open and not examining.has_ended(suggestion)) and (
            suggestion.reply_state in REPLY_MAY_COME or suggestion.measures.filter(state__in=UNCLAIMED).exists()
        )

    def pairs(self) -> list[Pair]:
        suggestion = self.context.suggestion
        due = suggestion.clocks.of_reply().order_by("id").last()
        former = [f"{each.urged_on.isoformat()} {each.get_means_display()}" for each in suggestion.urgings.all()]
        undone = suggestion.measures.filter(state__in=UNCLAIMED).order_by("position")
        found = [
            case_pairs.reply_state(suggestion),
            Pair(label=_("Reply due"), value=due.due_on.isoformat() if due else ""),
            case_pairs.measures_not_done(undone),
            Pair(label=_("Urged before"), value=" · ".join(former)),
        ]
        return [pair for pair in found if pair.value]

    def perform(self, *, at: datetime) -> None:
        urging.urge(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            means=self.cleaned_data["means"],
            text=self.cleaned_data["text"],
            on=self.cleaned_data["on"],
            new_day=self.cleaned_data["new_day"],
            expected_moves=self.expected_moves,
        )


@step_form
class VisitForm(StepForm):
    step = "reply.visit"
    order = 55
    lede = _("The written record is printed and kept for the office (Art. 24). Photos and notes are attached to it.")

    means = forms.ChoiceField(label=_("Kind"), choices=Visit.MEANS, widget=forms.RadioSelect, initial="visit")
    on = DayField(meaning=DayMeaning.PAST, label=_("Day"), initial="today")
    place = TextField(label=_("Place"), max_length=200, required=False)
    present = TextField(label=_("Who took part"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    findings = TextField(label=_("What was found or said"), widget=forms.Textarea)
    next_step = TextField(label=_("Next step"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    files = step_fields.photos_and_notes()

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.document_state == "served"

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        urging.record_visit(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            means=cleaned["means"],
            on=cleaned["on"],
            findings=cleaned["findings"],
            place=cleaned["place"],
            present=cleaned["present"],
            next_step=cleaned["next_step"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )
