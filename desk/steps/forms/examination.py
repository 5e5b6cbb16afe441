"""The steps of the examination whether to sue, for public-interest letters (PIL21 Art. 47, 48, 74, 78, 81)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, TextField
from desk.steps import case_pairs
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from organs import clock
from organs.days import DayMeaning
from organs.words import Words
from suggestions.actions import examining
from suggestions.documents import document_facts
from suggestions.rules import ending_grounds, unperformed


class ExaminationForm(StepForm):
    """Shows the clock of the examination, and where the measures stand."""

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.is_served_and_open

    def pairs(self) -> list[Pair]:
        suggestion = self.context.suggestion
        due = suggestion.clocks.filter(term="examination_pil").order_by("id").last()
        found = [
            case_pairs.reply_state(suggestion),
            case_pairs.measure_states(suggestion),
            Pair(label=_("Examination due"), value=due.due_on.isoformat() if due else ""),
        ]
        return [pair for pair in found if pair.value]


@step_form
class BeginExaminationForm(ExaminationForm):
    step = "examination.begin"
    order = 45

    @classmethod
    def hindrance(cls, context: StepContext):
        return examining.not_yet(context.suggestion, today=clock.today())

    def perform(self, *, at: datetime) -> None:
        examining.begin(
            access=self.context.access, at=at, suggestion=self.context.suggestion, expected_moves=self.expected_moves
        )


class ReasonedExaminationForm(ExaminationForm):
    """A decision of the chief procurator, with reasons."""

    action: ClassVar[Callable]
    order = 45

    reason = TextField(label=_("Reasons"), widget=forms.Textarea)

    def perform(self, *, at: datetime) -> None:
        type(self).action(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class SuspendExaminationForm(ReasonedExaminationForm):
    step = "examination.suspend"
    lede = _("Our clock stands still until the examination resumes. The unit's periods run on.")
    action = staticmethod(examining.suspend)


@step_form
class ResumeExaminationForm(ReasonedExaminationForm):
    step = "examination.resume"
    lede = _("The days of the suspension are given back to the clock.")
    action = staticmethod(examining.resume)


@step_form
class ExcludeAppraisalForm(ExaminationForm):
    step = "examination.exclude_appraisal"
    order = 46
    lede = _("The time of an appraisal, assessment or audit does not count; its days are given back to the clock.")

    from_on = DayField(meaning=DayMeaning.PAST, label=_("Commissioned on"))
    to_on = DayField(meaning=DayMeaning.PAST, label=_("Result received on"))
    reason = TextField(
        label=_("What was appraised"), help_text=_("With the commission and the result."), widget=forms.Textarea
    )

    def perform(self, *, at: datetime) -> None:
        examining.exclude_appraisal(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            from_on=self.cleaned_data["from_on"],
            to_on=self.cleaned_data["to_on"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class ExtendExaminationForm(ReasonedExaminationForm):
    step = "examination.extend"
    lede = _("By one month, once, before it has ended. The former day stays with your reasons.")
    action = staticmethod(examining.extend)

    @classmethod
    def hindrance(cls, context: StepContext):
        return examining.cannot_extend(context.suggestion, today=clock.today())


@step_form
class ExtendFurtherForm(ExaminationForm):
    step = "examination.extend_further"
    order = 45
    lede = _("Beyond the chief procurator's month it is for the next-higher procuratorate, which sets the months.")

    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=examining.MOST_MONTHS, initial=1)
    reason = TextField(label=_("Reasons"), widget=forms.Textarea)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return super().is_offered(context) and not examining.cannot_extend(
            context.suggestion, today=clock.today(), further=True
        )

    def perform(self, *, at: datetime) -> None:
        examining.extend_further(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            months=self.cleaned_data["months"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class EndExaminationForm(ExaminationForm):
    step = "examination.end"
    order = 45
    lede = _(
        "The chief procurator decides, or a deputy who is charged with it. Ground and reasons stand in"
        " the decision that the case ends, which the unit receives."
    )

    ground = forms.ChoiceField(
        label=_("Ground of Art. 74"),
        choices=[(row.key, row.label) for row in ending_grounds.ROWS],
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reasons"), widget=forms.Textarea)

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        return examining.no_report(context.suggestion)

    def perform(self, *, at: datetime) -> None:
        examining.end(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            ground=self.cleaned_data["ground"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class SueForm(ExaminationForm):
    step = "examination.sue"
    order = 45
    lede = _(
        "The unit is told. The statement of claim is filed with the next-higher procuratorate within five days (Art. 46)."
    )
    is_dangerous = True

    reason = TextField(label=_("Reasons"), widget=forms.Textarea)
    claims = TextField(
        label=_("Claims of the suit"),
        help_text=_("The statement of claim is printed from them, unless it is added as a file."),
        required=False,
        widget=forms.Textarea,
    )
    court = TextField(
        label=_("The court before which the suit is"),
        help_text=_("The statement of claim ends with its name; left empty, it is written in by hand."),
        max_length=100,
        required=False,
    )
    statement_of_claim = FilesField(
        label=_("The statement of claim"), required=False, help_text=_("PDF or pictures; 20 MB each.")
    )

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        return examining.no_report(context.suggestion)

    def perform(self, *, at: datetime) -> None:
        examining.sue(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            claims=self.cleaned_data["claims"],
            court=self.cleaned_data["court"],
            statement_of_claim=self.uploads("statement_of_claim"),
            expected_moves=self.expected_moves,
        )


@step_form
class NoteUnperformedForm(ExaminationForm):
    step = "examination.note_unperformed"
    order = 47
    lede = _(
        "What applies now stands in place of what was noted before. Nothing ticked says that the duty is performed."
    )

    grounds = forms.MultipleChoiceField(
        label=_("What counts as not performed"),
        choices=unperformed.options,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = TextField(label=_("Note"), required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        noted = document_facts.noted_unperformed(context.suggestion)
        initial = {"grounds": noted.keys, "note": noted.note} if noted else {}
        super().__init__(*args, context=context, initial=initial, **kwargs)

    def perform(self, *, at: datetime) -> None:
        examining.note_unperformed(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            grounds=self.cleaned_data["grounds"],
            note=self.cleaned_data["note"],
            expected_moves=self.expected_moves,
        )


@step_form
class EndSuitForm(ExaminationForm):
    step = "examination.end_suit"
    order = 20
    lede = _("Until this is recorded the case cannot be closed. The unit reads it.")

    on = DayField(meaning=DayMeaning.PAST, label=_("Ended on"), initial="today")
    result = forms.ChoiceField(
        label=_("Result"), choices=list(examining.SUIT_RESULTS.items()), widget=forms.RadioSelect
    )
    reason = TextField(
        label=_("How it ended"),
        help_text=_("What was ordered, and whether it is performed."),
        widget=forms.Textarea,
    )

    def perform(self, *, at: datetime) -> None:
        examining.end_suit(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            on=self.cleaned_data["on"],
            result=self.cleaned_data["result"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
