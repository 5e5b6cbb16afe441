"""The office's steps with an objection: take it up, advise, decide (P19 Art. 23)."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import TextField
from desk.steps import case_pairs, step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.decisions import OWN_LETTER
from desk.steps.registry import step_form
from desk.steps.resolution import ResolutionFields
from suggestions.actions import objecting
from suggestions.rules.part_names import PartName


class ObjectionForm(StepForm):
    """Shows the objection beside every step with it."""

    def pairs(self) -> list[Pair]:
        objection = self.context.subject
        raised = objection.raised_on.isoformat()
        found = [
            Pair(
                label=_("Raised on"),
                value=gettext("%(day)s, after its period") % {"day": raised} if objection.is_late else raised,
            ),
            Pair(label=_("Grounds"), value=objection.grounds, lang="zh-Hans"),
            case_pairs.attached(objection.suggestion, about=str(PartName.of(objection))),
            Pair(label=_("Opinion of the handling prosecutor"), value=objection.advice, lang="zh-Hans"),
        ]
        return [pair for pair in found if pair.value]


@step_form
class TakeUpForm(ObjectionForm):
    step = "objection.take_up"
    order = 5
    lede = _("Review begins at once (Art. 23); the unit is told. A late objection is reviewed too.")

    def perform(self, *, at: datetime) -> None:
        objecting.take_up(
            access=self.context.access, at=at, objection=self.context.subject, expected_moves=self.expected_moves
        )


@step_form
class AdviseForm(ObjectionForm):
    step = "objection.advise"
    order = 5
    lede = _("The chief procurator decides; the unit does not read this opinion.")

    advice = TextField(label=_("Finding and opinion"), widget=forms.Textarea)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return not context.subject.advice

    def perform(self, *, at: datetime) -> None:
        objecting.advise(
            access=self.context.access,
            at=at,
            objection=self.context.subject,
            advice=self.cleaned_data["advice"],
            expected_moves=self.expected_moves,
        )


@step_form
class DecideObjectionForm(ResolutionFields, ObjectionForm):
    """Upholding and not upholding are two steps of the table and one question to the decider."""

    step = "objection.uphold"
    order = 5
    label = _("Decide the objection")
    lede = _("The unit reads the decision with its reasons. Upheld leads to an amendment with an approval of its own.")

    result = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("upheld_modify", _("Upheld: the letter is to be modified")),
            ("upheld_withdraw", _("Upheld: the letter is to be withdrawn")),
            ("rejected", _("Not upheld")),
        ],
        widget=forms.RadioSelect,
    )
    reasons = step_fields.reasons_for_unit()

    field_order = ("moves", "result", "reasons")

    @classmethod
    def hindrance(cls, context: StepContext):
        if "handling" in context.held and "secretary" not in context.held:
            return OWN_LETTER
        return ""

    def done_label(self):
        return _("Objection decided; the unit reads the decision.")

    def perform(self, *, at: datetime) -> None:
        objecting.decide(
            access=self.context.access,
            at=at,
            objection=self.context.subject,
            result=self.cleaned_data["result"],
            reasons=self.cleaned_data["reasons"],
            resolution=self.resolution(),
            expected_moves=self.expected_moves,
        )
