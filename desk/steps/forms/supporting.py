"""The steps with support for the unit: recorded by the office, confirmed by the unit or from paper (P19 Art. 24)."""

from datetime import datetime
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps.base import StepContext, StepForm
from desk.steps.paper import UnitStepForm, for_paper
from desk.steps.registry import step_form
from followups.actions import supporting
from followups.actions.supporting import SupportDraft
from followups.models import Support
from organs.days import DayMeaning


@step_form
class RecordSupportForm(StepForm):
    step = "support.record"
    order = 56
    lede = _(
        "The unit reads it in the portal and may confirm it. It is a fact about what the office did, and judges nothing."
    )

    kind = forms.ChoiceField(label=_("Kind"), choices=Support.KINDS, widget=forms.RadioSelect)
    on = DayField(meaning=DayMeaning.PAST, label=_("Day"), initial="today")
    text = TextField(label=_("What was done for the unit"), widget=forms.Textarea)
    outcome = TextField(label=_("What came of it"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    changed_rule = TextField(
        label=_("Rule of the unit that was changed"), required=False, max_length=200, help_text=_("Its title.")
    )

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.is_served_and_open

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        draft = {name: cleaned[name] for name in ("kind", "on", "text", "outcome", "changed_rule")}
        supporting.record(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            draft=SupportDraft(**draft),
            expected_moves=self.expected_moves,
        )


@step_form
@for_paper(label=_("Record from paper that support is confirmed"), order=72)
class ConfirmSupportForm(UnitStepForm):
    step = "support.confirm"
    order = 60

    says = TextField(label=_("What came of it, in your words"), required=False, widget=forms.Textarea)

    def pairs(self) -> list[Pair]:
        support = cast(Support, self.context.subject)
        found = [
            Pair(label=_("Kind"), value=support.get_kind_display()),
            Pair(label=_("Day"), value=support.given_on.isoformat()),
            Pair(label=_("What was done for the unit"), value=support.text, lang="zh-Hans"),
            Pair(label=_("What came of it"), value=support.outcome, lang="zh-Hans"),
            Pair(label=_("Rule of the unit that was changed"), value=support.changed_rule, lang="zh-Hans"),
        ]
        return [pair for pair in found if pair.value]

    def perform(self, *, at: datetime) -> None:
        supporting.confirm(
            access=self.context.access,
            at=at,
            support=cast(Support, self.context.subject),
            says=self.cleaned_data["says"],
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )
