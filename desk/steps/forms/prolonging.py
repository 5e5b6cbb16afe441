"""The step by which a court's reply is prolonged: the court says so with its document, or the office records it from paper."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, TextField
from desk.steps.base import StepContext
from desk.steps.forms.later_dates import day_pairs
from desk.steps.paper import UnitStepForm, for_paper
from desk.steps.registry import step_form
from desk.steps.step_fields import FILES_HELP
from followups.actions import prolonging
from followups.actions.prolonging import Decision
from organs.days import DayMeaning


@step_form
@for_paper(label=_("Record from paper that the court's president prolonged the reply"), order=66)
class ProlongForm(UnitStepForm):
    step = "reply.prolong"
    order = 44
    lede = _("By one month, once, before the period has ended. The legal day moves; the former day stays on record.")

    on = DayField(meaning=DayMeaning.PAST, label=_("Approved by the president on"))
    reference = TextField(label=_("Number of the court's document"), max_length=60, required=False)
    reason = TextField(label=_("Why more time is needed"), widget=forms.Textarea)
    files = FilesField(label=_("The president's decision"), help_text=FILES_HELP)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return not prolonging.cannot_prolong(context.suggestion)

    def pairs(self) -> list[Pair]:
        return day_pairs(self.context.suggestion)

    def perform(self, *, at: datetime) -> None:
        prolonging.prolong(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            decision=Decision(
                on=self.cleaned_data["on"],
                reason=self.cleaned_data["reason"],
                document=self.uploads(),
                reference=self.cleaned_data["reference"],
            ),
            paper=self.paper,
            expected_moves=self.expected_moves,
        )
