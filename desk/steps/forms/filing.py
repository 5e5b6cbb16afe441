"""The steps of record-filing: sent by the own office; received, reviewed or answered with an instruction by the next-higher one."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps.base import StepForm
from desk.steps.registry import step_form
from organs.days import DayMeaning
from suggestions.actions import filing


class FilingForm(StepForm):
    """Names the next-higher procuratorate and the day by which the filing is due."""

    def pairs(self) -> list[Pair]:
        row = self.context.subject
        due = self.context.suggestion.clocks.filter(term__startswith="filing").order_by("-id").first()
        values = [
            (_("Next-higher procuratorate"), row.higher.name),
            (_("Due on"), due.due_on.isoformat() if due else ""),
            (_("Sent on"), row.filed_on.isoformat() if row.filed_on else ""),
        ]
        return [Pair(label=label, value=value) for label, value in values if value]


@step_form
class SendFilingForm(FilingForm):
    step = "filing.file"
    order = 20
    lede = _("Letter and conclusion report go to the counterpart department and to legal-policy research, both.")

    on = DayField(meaning=DayMeaning.PAST, label=_("Sent on"), initial="today")
    note = TextField(label=_("Remarks"), required=False, widget=forms.Textarea)

    def perform(self, *, at: datetime) -> None:
        filing.file(
            access=self.context.access,
            at=at,
            filing=self.context.subject,
            on=self.cleaned_data["on"],
            note=self.cleaned_data["note"],
            expected_moves=self.expected_moves,
        )


@step_form
class ReceiveFilingForm(FilingForm):
    step = "filing.receive"
    order = 10

    def perform(self, *, at: datetime) -> None:
        filing.receive(
            access=self.context.access, at=at, filing=self.context.subject, expected_moves=self.expected_moves
        )


@step_form
class ReviewFilingForm(FilingForm):
    step = "filing.review"
    order = 11

    note = TextField(label=_("Note"), required=False, widget=forms.Textarea)

    def perform(self, *, at: datetime) -> None:
        filing.review(
            access=self.context.access,
            at=at,
            filing=self.context.subject,
            note=self.cleaned_data["note"],
            expected_moves=self.expected_moves,
        )


@step_form
class InstructOnFilingForm(FilingForm):
    step = "filing.instruct"
    order = 30
    lede = _("The lower procuratorate must carry the instruction out and tell the unit why.")

    instruction = forms.ChoiceField(
        label=_("Instruction"),
        choices=[("modify", _("Modify the letter")), ("withdraw", _("Withdraw the letter"))],
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reasons"), widget=forms.Textarea)

    def perform(self, *, at: datetime) -> None:
        filing.instruct(
            access=self.context.access,
            at=at,
            filing=self.context.subject,
            instruction=self.cleaned_data["instruction"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
