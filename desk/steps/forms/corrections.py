"""The steps with a clerical correction: propose, make, refuse (CIV21 Art. 129, ADM21 Art. 131)."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import TextField
from desk.steps import step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.decisions import DecidedByAnotherForm
from desk.steps.registry import step_form
from suggestions.actions import correcting
from suggestions.models import Correction

SLIPS_ONLY = _("For slips of the pen only. What changes the substance is a modification (Provisions, Art. 22).")


@step_form
class ProposeCorrectionForm(StepForm):
    step = "correction.propose"
    order = 72
    lede = SLIPS_ONLY
    submit = _("Put it to the chief procurator")

    place = TextField(
        label=_("Where in the letter"), max_length=200, help_text=_("As the correction will say it, like 第二项建议.")
    )
    wrong = TextField(
        label=_("What the letter says"),
        help_text=_("The words exactly as they stand in the letter."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    right = TextField(label=_("What it should say"), widget=forms.Textarea(attrs={"rows": 2}))
    reason = TextField(
        label=_("How the slip came about"),
        help_text=_("They are printed in the correction, which the unit reads."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.document_state in correcting.IN_FORCE

    def pairs(self) -> list[Pair]:
        passages = correcting.passages(self.context.suggestion.letter)
        return [Pair(label=label, value=text, lang="zh-Hans") for label, text in passages]

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        correcting.propose(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            place=cleaned["place"],
            wrong=cleaned["wrong"],
            right=cleaned["right"],
            reason=cleaned["reason"],
            expected_moves=self.expected_moves,
        )


class CorrectionForm(DecidedByAnotherForm):
    """Shows the slip in its passage to who decides on it; not to who proposed it or handles the case."""

    def pairs(self) -> list[Pair]:
        correction: Correction = self.context.subject
        passages = correcting.passages(correction.letter)
        around = [Pair(label=label, value=text, lang="zh-Hans") for label, text in passages if correction.wrong in text]
        return [
            Pair(label=_("Where in the letter"), value=correction.place, lang="zh-Hans"),
            Pair(label=_("What the letter says"), value=correction.wrong, lang="zh-Hans"),
            Pair(label=_("What it should say"), value=correction.right, lang="zh-Hans"),
            Pair(label=_("How the slip came about"), value=correction.reason, lang="zh-Hans"),
            Pair(label=_("Proposed by"), value=correction.proposed_by.name),
            *around,
        ]


@step_form
class MakeCorrectionForm(CorrectionForm):
    step = "correction.make"
    order = 6
    lede = _(
        "The letter and its PDF stay as they were printed; the correction stands beside them and the unit is told."
        " No period changes."
    )

    def done_label(self):
        return _("Correction made; the unit is told.")

    def perform(self, *, at: datetime) -> None:
        correcting.make(
            access=self.context.access, at=at, correction=self.context.subject, expected_moves=self.expected_moves
        )


@step_form
class RefuseCorrectionForm(CorrectionForm):
    step = "correction.refuse"
    order = 16
    lede = SLIPS_ONLY

    reasons = step_fields.reasons_for_prosecutor()

    def perform(self, *, at: datetime) -> None:
        correcting.refuse(
            access=self.context.access,
            at=at,
            correction=self.context.subject,
            reasons=self.cleaned_data["reasons"],
            expected_moves=self.expected_moves,
        )
