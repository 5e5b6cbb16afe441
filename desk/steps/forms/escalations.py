"""The steps of P19 Art. 25: propose to report or inform, decide, refuse, call off, send, record what came of it."""

from datetime import datetime
from typing import ClassVar

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, TextField
from desk.steps import case_pairs, step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.decisions import DecidedByAnotherForm
from desk.steps.registry import step_form
from followups.actions import escalating
from followups.actions.escalating import EscalationDraft
from followups.conditions import escalation_conditions
from followups.models import Escalation
from followups.rules import escalation_rungs
from organs import clock
from organs.days import DayMeaning
from organs.words import labelled
from suggestions.documents import composing
from suggestions.models import Measure, Suggestion
from suggestions.printing import typesetting
from suggestions.printing.characters import ForbiddenCharacter


def not_yet(context: StepContext) -> str:
    """Returns every condition of the case that is missing, one a line; "" when all are there."""
    lacking = escalation_conditions.missing(suggestion=context.suggestion, on=clock.today())
    return format_html_join("\n", "{}<br>", ((row.text,) for row in lacking))


def undone_measures(suggestion: Suggestion) -> list[Measure]:
    """Returns the measures that are not verified, in the order of the letter."""
    rows = suggestion.measures.filter(state__in=escalation_conditions.UNSETTLED)
    return list(rows.select_related("text").order_by("position"))


def grounds_of(suggestion: Suggestion) -> list[Pair]:
    """Returns what an escalation rests on: the reply, its day, the urgings, what is undone, and what was done before."""
    due_on = escalation_conditions.due_day(suggestion)
    urged = [
        labelled(f"{row.urged_on.isoformat()} {row.get_means_display()}", row.text) for row in suggestion.urgings.all()
    ]
    found = [
        case_pairs.reply_state(suggestion),
        Pair(label=_("Legal day"), value=due_on.isoformat() if due_on else ""),
        case_pairs.measures_not_done(undone_measures(suggestion)),
        Pair(label=_("Urged"), value=format_html_join("\n", "{}<br>", ((each,) for each in urged))),
    ]
    return [pair for pair in found if pair.value]


@step_form
class ProposeEscalationForm(StepForm):
    step = "escalation.propose"
    order = 60
    lede = _(
        "The chief procurator decides. It may be done again: on another rung, or on the same once it was answered."
    )
    submit = _("Put it to the chief procurator")

    rung = forms.ChoiceField(
        label=_("To whom"), choices=escalation_rungs.CHOICES, widget=forms.RadioSelect, initial="report_higher"
    )
    addressee = TextField(label=_("Addressee"), max_length=200)
    undone = TextField(
        label=_("What was not done, or not enough"),
        help_text=_("The addressee reads it, and the unit too where it is told."),
        widget=forms.Textarea,
    )
    no_justified_reason = TextField(
        label=_("Why no reason that the unit gave justifies it"),
        help_text=_("A finding: each reason that was given, and why it does not hold; or that none was given."),
        widget=forms.Textarea,
    )
    necessity = TextField(
        label=_("Why it is necessary"),
        help_text=_("Asked for by the last two rungs, which Art. 25 allows only if necessary."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reasons = TextField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        listed = [f"{row.position}. {row.text.text if row.text else ''}" for row in undone_measures(context.suggestion)]
        super().__init__(*args, context=context, initial={"undone": "\n".join(listed)}, **kwargs)
        if higher := context.suggestion.procuratorate.parent:
            self.fields["addressee"].help_text = gettext("The higher procuratorate is %(name)s.") % {
                "name": higher.name
            }

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.is_served_and_open and escalation_conditions.is_undone(context.suggestion)

    @classmethod
    def hindrance(cls, context: StepContext):
        return not_yet(context)

    def pairs(self) -> list[Pair]:
        suggestion = self.context.suggestion
        former = [
            labelled(f"{row.rung_row.label} · {row.addressee}", row.state_label) for row in suggestion.escalations.all()
        ]
        conditions = [labelled(row.label, row.condition) for row in escalation_rungs.ROWS]
        found = [
            *grounds_of(suggestion),
            Pair(label=_("Before"), value=format_html_join("\n", "{}<br>", ((each,) for each in former))),
            Pair(label=_("The rungs"), value=format_html_join("\n", "{}<br>", ((each,) for each in conditions))),
        ]
        return [pair for pair in found if pair.value]

    def perform(self, *, at: datetime) -> None:
        names = ("rung", "addressee", "undone", "no_justified_reason", "necessity", "reasons")
        escalating.propose(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            draft=EscalationDraft(**{name: self.cleaned_data[name] for name in names}),
            expected_moves=self.expected_moves,
        )


class EscalationForm(StepForm):
    """Shows the escalation beside every step with it."""

    def pairs(self) -> list[Pair]:
        escalation: Escalation = self.context.subject
        found = [
            Pair(label=_("To whom"), value=escalation.rung_row.label),
            Pair(label=_("Addressee"), value=escalation.addressee, lang="zh-Hans"),
            Pair(label=_("What was not done, or not enough"), value=escalation.undone, lang="zh-Hans"),
            Pair(label=_("Why no reason justifies it"), value=escalation.no_justified_reason, lang="zh-Hans"),
            Pair(label=_("Why it is necessary"), value=escalation.necessity, lang="zh-Hans"),
            Pair(label=_("Reasons"), value=escalation.reasons, lang="zh-Hans"),
            Pair(label=_("Proposed by"), value=escalation.proposed_by.name),
            Pair(label=_("Remarks of the chief procurator"), value=escalation.decision_reasons, lang="zh-Hans"),
            *grounds_of(self.context.suggestion),
        ]
        return [pair for pair in found if pair.value]

    def sheet(self) -> str:
        """Returns the report or notice as it would be printed now; or, in words, why it cannot be printed."""
        escalation: Escalation = self.context.subject
        try:
            return typesetting.preview(composing.sheet(escalating.kind_of(escalation), escalation))
        except ForbiddenCharacter as forbidden:
            return str(forbidden)


class EscalationDecisionForm(DecidedByAnotherForm, EscalationForm):
    """A decision over the text that will go out."""

    template: ClassVar[str] = "steps/escalation.html"


@step_form
class DecideEscalationForm(EscalationDecisionForm):
    step = "escalation.decide"
    order = 6
    submit = _("Decide that it is sent")
    lede = _("You decide that it is sent. The text stands below as it will be printed, under today's date.")

    reasons = step_fields.remarks()

    @classmethod
    def hindrance(cls, context: StepContext):
        return super().hindrance(context) or not_yet(context)

    def perform(self, *, at: datetime) -> None:
        escalating.decide(
            access=self.context.access,
            at=at,
            escalation=self.context.subject,
            reasons=self.cleaned_data["reasons"],
            expected_moves=self.expected_moves,
        )


@step_form
class RefuseEscalationForm(EscalationDecisionForm):
    step = "escalation.refuse"
    order = 16
    lede = _("Nothing is sent. Another may be proposed.")

    reasons = step_fields.reasons_for_prosecutor()

    def perform(self, *, at: datetime) -> None:
        escalating.refuse(
            access=self.context.access,
            at=at,
            escalation=self.context.subject,
            reasons=self.cleaned_data["reasons"],
            expected_moves=self.expected_moves,
        )


@step_form
class CallOffEscalationForm(EscalationDecisionForm):
    step = "escalation.call_off"
    order = 28
    is_dangerous = True
    lede = _("It was decided and is no longer needed: nothing is sent. The decision and its document stay on file.")

    reason = TextField(
        label=_("Reasons"), help_text=_("The prosecutor and the office read them."), widget=forms.Textarea
    )

    def perform(self, *, at: datetime) -> None:
        escalating.call_off(
            access=self.context.access,
            at=at,
            escalation=self.context.subject,
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class SendEscalationForm(EscalationForm):
    """Sending openly and sending without telling the unit are two steps of the table and one form."""

    step = "escalation.send"
    order = 7

    how = TextField(
        label=_("How it was sent"), max_length=100, help_text=_("Confidential exchange, registered post, by hand …")
    )
    on = DayField(meaning=DayMeaning.PAST, label=_("Sent on"), initial="today")
    files = FilesField(
        label=_("Proof of sending"),
        required=False,
        help_text=_("The receipt or the exchange list, scanned. PDF or pictures; 20 MB each."),
    )

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, **kwargs)
        tells_unit = context.subject.rung_row.tells_unit
        self.lede = (
            _("The unit is told of it and reads what was not done.") if tells_unit else _("The unit is not told.")
        )

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.document_state == "served"

    def perform(self, *, at: datetime) -> None:
        escalating.send(
            access=self.context.access,
            at=at,
            escalation=self.context.subject,
            how=self.cleaned_data["how"],
            on=self.cleaned_data["on"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )


@step_form
class AnswerEscalationForm(EscalationForm):
    step = "escalation.answer"
    order = 27
    lede = _("An answer, what the addressee did, or that nothing came: the same rung may be taken again then.")

    result = TextField(label=_("What came of it"), widget=forms.Textarea)
    on = DayField(meaning=DayMeaning.PAST, label=_("Day"), initial="today")
    files = step_fields.scanned_answer()

    def perform(self, *, at: datetime) -> None:
        escalating.answer(
            access=self.context.access,
            at=at,
            escalation=self.context.subject,
            result=self.cleaned_data["result"],
            on=self.cleaned_data["on"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )
