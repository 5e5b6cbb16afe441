"""The office's steps with copies: decide one on a ground of P19 Art. 20, and send it."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from desk.unit_form import ChosenUnitForm
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.actions import copying
from suggestions.rules import kinds


@step_form
class PlanCopyForm(ChosenUnitForm, StepForm):
    step = "copies.plan"
    order = 60
    lede = _("A copied unit sees the letter and nothing else.")
    offers_new = False

    ground = forms.ChoiceField(label=_("Ground"), choices=[*kinds.COPY_GROUNDS.items()], widget=forms.RadioSelect)

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, **kwargs)
        self.fields["unit_words"].label = _("Unit that gets the copy")
        self.prepare_units(access=context.access)
        if not self.fields["unit"].choices:
            self.fields["unit"].widget = forms.HiddenInput()

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.has_left and context.suggestion.document_state != "withdrawn"

    def refuse(self, refused: Refused) -> None:
        if refused.field == "unit":
            self.add_error("unit_words", str(refused))
        else:
            super().refuse(refused)

    def perform(self, *, at: datetime) -> None:
        copying.plan(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            unit=self.chosen_unit,
            ground=self.cleaned_data["ground"],
        )


@step_form
class SendCopyForm(StepForm):
    step = "copies.send"
    order = 25

    on = DayField(meaning=DayMeaning.PAST, label=_("Sent on"), initial="today")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.has_left

    def pairs(self) -> list[Pair]:
        copy = self.context.subject
        return [
            Pair(label=_("To"), value=copy.unit.name, lang="zh-Hans"),
            Pair(label=_("Ground"), value=copy.get_ground_display()),
        ]

    def perform(self, *, at: datetime) -> None:
        copying.send(
            access=self.context.access,
            at=at,
            copy=self.context.subject,
            on=self.cleaned_data["on"],
            expected_moves=self.expected_moves,
        )
