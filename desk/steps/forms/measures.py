"""The office's steps with a measure: verify, send back, settle a refusal."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, TextField
from desk.steps import case_pairs, step_fields
from desk.steps.answer_fields import sent_answer
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from followups.actions import verifying
from followups.conditions import legal_day
from followups.models import Method, Visit, Word
from organs.days import DayMeaning


class MeasureForm(StepForm):
    """Shows the criterion and the claim beside every step with a measure."""

    def pairs(self) -> list[Pair]:
        measure = self.context.subject
        claim = measure.claims.standing().filter(round=measure.round).last()
        answer = sent_answer(measure)
        found = [Pair(label=_("Met when"), value=measure.text.criterion, lang="zh-Hans")]
        if answer:
            found.append(Pair(label=_("Answer"), value=f"{answer.get_attitude_display()} {answer.text}"))
        if claim:
            found.append(Pair(label=_("Claim"), value=f"{claim.claimed_on.isoformat()} {claim.text}"))
        return [*found, *case_pairs.sent_back(measure)]


@step_form
class VerifyForm(MeasureForm):
    step = "measure.verify"
    order = 10

    method = forms.ChoiceField(label=_("How it was verified"), choices=Method, widget=forms.RadioSelect)
    on = DayField(meaning=DayMeaning.PAST, label=_("Day"), initial="today")
    finding = TextField(label=_("What was found"), widget=forms.Textarea)
    visit = forms.ModelChoiceField(
        label=_("Seen on the visit"),
        queryset=Visit.objects.none(),
        required=False,
        empty_label=_("None: the evidence shows it"),
        help_text=_("Of a verification on site: the visit on which it was seen, else attach what shows it."),
    )
    files = FilesField(
        label=_("Evidence"),
        required=False,
        is_named=True,
        help_text=_("PDF, OFD, pictures, Word or Excel; 20 MB each."),
    )

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, **kwargs)
        self.fields["visit"].queryset = context.suggestion.visits.filter(state="held")
        self.fields["visit"].label_from_instance = _visit_words

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
            visit=self.cleaned_data["visit"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )


def _visit_words(visit: Visit) -> str:
    return " · ".join(part for part in (visit.visited_on.isoformat(), visit.get_means_display(), visit.place) if part)


@step_form
class SendBackForm(MeasureForm):
    step = "measure.send_back"
    order = 20
    lede = _("The measure is open again as it was answered; what was said to be done already is asked again.")

    reason = step_fields.reasons_for_unit()
    suffices = TextField(
        label=_("What would suffice"),
        help_text=_("What has to be done or shown for it to count as done. The unit reads it at the measure."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, initial={"suffices": context.subject.text.criterion}, **kwargs)

    def perform(self, *, at: datetime) -> None:
        verifying.send_back(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            reason=self.cleaned_data["reason"],
            suffices=self.cleaned_data["suffices"],
            expected_moves=self.expected_moves,
        )


@step_form
class WeighPromiseForm(MeasureForm):
    step = "measure.weigh_promise"
    order = 25
    lede = _("The promised day lies beyond the legal day. The unit reads your word; the legal day stays as it is.")

    word = forms.ChoiceField(label=_("Your word"), choices=Word, widget=forms.RadioSelect)
    reason = step_fields.reasons_for_unit()

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return legal_day.waits_for_word(context.subject) is not None

    def pairs(self) -> list[Pair]:
        return [*super().pairs(), *case_pairs.promised(self.context.subject)]

    def perform(self, *, at: datetime) -> None:
        verifying.weigh_promise(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            word=self.cleaned_data["word"],
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
