"""The office's steps with a measure: verify, send back, settle a refusal."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField
from desk.steps import step_fields
from desk.steps.answer_fields import sent_answer
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from followups.actions import verifying
from followups.models import Method


class MeasureForm(StepForm):
    """Shows the criterion and the claim beside every step with a measure."""

    def pairs(self) -> list[Pair]:
        measure = self.context.subject
        claim = measure.claims.filter(round=measure.round).last()
        answer = sent_answer(measure)
        found = [Pair(label=_("Met when"), value=measure.text.criterion, lang="zh-Hans")]
        if answer:
            found.append(Pair(label=_("Answer"), value=f"{answer.get_attitude_display()} {answer.text}"))
        if claim:
            found.append(Pair(label=_("Claim"), value=f"{claim.claimed_on.isoformat()} {claim.text}"))
        return found


@step_form
class VerifyForm(MeasureForm):
    step = "measure.verify"
    order = 10

    method = forms.ChoiceField(label=_("How it was verified"), choices=Method, widget=forms.RadioSelect)
    on = DayField(label=_("Day"), initial="today")
    finding = forms.CharField(label=_("What was found"), widget=forms.Textarea)
    files = FilesField(label=_("Evidence"), required=False, help_text=_("PDF, pictures, Word or Excel; 20 MB each."))

    @classmethod
    def hindrance(cls, context: StepContext):
        if context.access.person_id in verifying.claimants(context.subject):
            return _("Who recorded the claim cannot verify it. Another member of the case group, or the head, must.")
        return ""

    def perform(self, *, at: datetime) -> None:
        verifying.verify(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            method=self.cleaned_data["method"],
            on=self.cleaned_data["on"],
            finding=self.cleaned_data["finding"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )


@step_form
class SendBackForm(MeasureForm):
    step = "measure.send_back"
    order = 20

    reason = step_fields.reasons_for_unit()

    def perform(self, *, at: datetime) -> None:
        verifying.send_back(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class SettleRefusalForm(MeasureForm):
    step = "measure.settle_refusal"
    order = 20

    result = forms.ChoiceField(
        label=_("Decision"),
        choices=[("asked", _("Ask again")), ("not_applicable", _("Does not apply"))],
        widget=forms.RadioSelect,
    )
    reason = step_fields.reasons_for_unit()

    def perform(self, *, at: datetime) -> None:
        verifying.settle_refusal(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            result=self.cleaned_data["result"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
