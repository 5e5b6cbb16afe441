"""The steps of record-filing: sent by the own office; received by two departments of the next-higher one, reviewed, or answered
with an instruction, which it also gives without a filing (P19 Art. 21-22).
"""

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from organs.days import DayMeaning
from suggestions.actions import filing, instructing
from suggestions.models import Filing
from suggestions.rules import instructions
from suggestions.rules.filing_departments import DEPARTMENTS
from suggestions.rules.states import DOCUMENT, FILING


def _subject(context: StepContext) -> Filing:
    return cast(Filing, context.subject)


class FilingForm(StepForm):
    """Names the next-higher procuratorate and the day by which the filing is due."""

    def pairs(self) -> list[Pair]:
        row = _subject(self.context)
        due = self.context.suggestion.clocks.filter(term__startswith="filing").order_by("-id").first()
        values = [
            (_("Next-higher procuratorate"), row.higher.name),
            (_("Due on"), due.due_on.isoformat() if due else ""),
            (_("Sent on"), row.filed_on.isoformat() if row.filed_on else ""),
            *((label, _received(getattr(row, column))) for column, label in DEPARTMENTS.items() if row.filed_on),
        ]
        return [Pair(label=label, value=value) for label, value in values if value]


def _received(on: date | None) -> str:
    return gettext("received on %(day)s") % {"day": on.isoformat()} if on else gettext("not received yet")


@step_form
class SendFilingForm(FilingForm):
    step = "filing.file"
    order = 20
    lede = _("Letter and conclusion report go to the counterpart department and to legal-policy research, both.")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        row = _subject(context)
        return row.state != "returned" or filing.is_followed(row)

    on = DayField(meaning=DayMeaning.PAST, label=_("Sent on"), initial="today")
    note = TextField(label=_("Remarks"), required=False, widget=forms.Textarea)

    def perform(self, *, at: datetime) -> None:
        filing.file(
            access=self.context.access,
            at=at,
            filing=_subject(self.context),
            on=self.cleaned_data["on"],
            note=self.cleaned_data["note"],
            expected_moves=self.expected_moves,
        )


@step_form
class ReceiveFilingForm(FilingForm):
    step = "filing.receive"
    order = 10
    lede = _("Each of the two departments confirms with its day; the filing is received once both have it.")

    departments = forms.MultipleChoiceField(label=_("Receiving departments"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        row = _subject(context)
        missing = [column for column in DEPARTMENTS if getattr(row, column) is None]
        own = filing.own_departments(access=context.access, filing=row)
        field = cast(forms.MultipleChoiceField, self.fields["departments"])
        field.choices = [(column, DEPARTMENTS[column]) for column in missing]
        field.initial = [column for column in missing if column in own] or missing

    def perform(self, *, at: datetime) -> None:
        filing.receive(
            access=self.context.access,
            at=at,
            filing=_subject(self.context),
            departments=self.cleaned_data["departments"],
            expected_moves=self.expected_moves,
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
            filing=_subject(self.context),
            note=self.cleaned_data["note"],
            expected_moves=self.expected_moves,
        )


class InstructionFields(StepForm):
    """What is instructed and why; a notice of the own office goes to the lower one, and the unit is told."""

    lede = _(
        "The lower procuratorate must carry the instruction out and cannot refuse it. A notice is printed in the name of "
        "your office and shown to the unit once it has the letter."
    )

    instruction = forms.ChoiceField(
        label=_("Instruction"),
        choices=list(instructions.WHAT.items()),
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reasons"), help_text=_("They are printed in the notice."), widget=forms.Textarea)


@step_form
class InstructOnFilingForm(InstructionFields, FilingForm):
    step = "filing.instruct"
    order = 30

    def perform(self, *, at: datetime) -> None:
        instructing.give(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            filing=_subject(self.context),
            what=self.cleaned_data["instruction"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class InstructForm(InstructionFields):
    step = "instruction.give"
    order = 31

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        """Offered where no filing is with the higher procuratorate: a filing that is comes back with its instruction."""
        suggestion = context.suggestion
        return (
            suggestion.document_state in DOCUMENT.of("in force")
            and not suggestion.instructions.filter(state="given").exists()
            and not suggestion.filings.filter(state__in=FILING.of("instructable")).exists()
        )

    def perform(self, *, at: datetime) -> None:
        instructing.give(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            what=self.cleaned_data["instruction"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
