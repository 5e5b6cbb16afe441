"""The steps that close a case and reopen it; what stands in the way is named by followups/conditions/closing_conditions.py."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps import case_pairs, look_back_pairs, step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from followups.actions import closing
from followups.actions.closing import ClosingFindings
from followups.conditions import closing_conditions
from followups.conditions.closing_conditions import CannotClose, Obstacle
from followups.documents import document_facts
from followups.models import Outcome
from organs.days import DayMeaning
from organs.refusals import Refused
from organs.words import Words
from suggestions.models import Suggestion
from suggestions.rules import ending_grounds
from suggestions.rules.lifecycle import PIL

FINDINGS = ("rectified", "industry_governance", "long_term_mechanism")
LOOK_BACK = ("risk", "risk_reason", "look_back_reason")
LABELS = {
    "rectified": _("Rectified"),
    "industry_governance": _("Governance of the industry"),
    "long_term_mechanism": _("Long-term mechanism"),
}


def _decided_by(suggestion: Suggestion) -> Words:
    """Returns who decides on closing: of public interest the chief procurator alone (PIL21 Art. 7, 74)."""
    if suggestion.kind in PIL:
        return _("The chief procurator decides.")
    return _("The department head decides.")


def obstacle_words(found: list[Obstacle]) -> str:
    """Returns all that stands in the way, one a line, each with what would help."""
    return format_html_join("\n", "{} {}<br>", ((each.reason, each.help) for each in found))


def state_pairs(suggestion: Suggestion) -> list[Pair]:
    """Returns where reply and measures stand."""
    found = [
        case_pairs.reply_state(suggestion),
        Pair(label=_("Outcome"), value=dict(Outcome.choices).get(suggestion.outcome, "")),
        case_pairs.measure_states(suggestion),
    ]
    return [pair for pair in found if pair.value]


class ClosingForm(StepForm):
    """Shows every obstacle at once when an action names several."""

    def refuse(self, refused: Refused) -> None:
        if isinstance(refused, CannotClose):
            self.add_error(None, [f"{each.reason} {each.help}" for each in refused.obstacles])
        else:
            super().refuse(refused)


@step_form
class ProposeClosingForm(ClosingForm):
    step = "case.propose_closing"
    order = 30
    lede = _("The three facts of the national form are judged in words.")
    submit = _("Propose closing")

    rectified = TextField(
        label=LABELS["rectified"],
        help_text=_(
            "What was put right, and what was not. The text begins with what was verified; read and complete it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    industry_governance = TextField(
        label=LABELS["industry_governance"],
        help_text=_("What was done beyond the single case, or that it does not apply."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    long_term_mechanism = TextField(
        label=LABELS["long_term_mechanism"],
        help_text=_("What keeps it from coming back, or that there is none."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reasons = step_fields.remarks()
    risk = forms.ChoiceField(
        label=_("Risk that it comes back"),
        help_text=_("It proposes the day of the look-back. No article sets the months; they are set in Set-up."),
        widget=forms.RadioSelect,
    )
    risk_reason = TextField(
        label=_("On what the risk rests"),
        help_text=_("How often it came back elsewhere, what keeps it down, who watches over it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    look_back_on = DayField(
        meaning=DayMeaning.COMING,
        label=_("Another day for the look-back"),
        required=False,
        help_text=_("Empty: the day proposed for the risk. Whether it still holds is looked at then."),
    )
    look_back_reason = TextField(label=_("Why another day"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, initial=_first_findings(context.suggestion), **kwargs)
        if context.suggestion.document_state == "withdrawn":
            for name in (*FINDINGS, *LOOK_BACK, "look_back_on"):
                del self.fields[name]
            self.fields["reasons"].required = True
            self.lede = _("The letter was withdrawn and asks nothing any more.")
        else:
            self.fields["risk"].choices = look_back_pairs.risks(context.suggestion)
        self.lede = format_lazy("{} {}", self.lede, _decided_by(context.suggestion))

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        suggestion = context.suggestion
        return suggestion.document_state in {"served", "withdrawn"} and not suggestion.closing_proposed

    @classmethod
    def hindrance(cls, context: StepContext):
        return obstacle_words(closing_conditions.obstacles(context.suggestion))

    def pairs(self) -> list[Pair]:
        """Returns where reply and measures stand, and what the unit did beyond them: the facts that are judged."""
        more = document_facts.more_than_asked(self.context.suggestion)
        beyond = [Pair(label=_("More than asked"), value=more, lang="zh-Hans")] if more else []
        return [*state_pairs(self.context.suggestion), *beyond]

    def findings(self) -> ClosingFindings:
        """Returns what was typed; what is faulty is left out."""
        return ClosingFindings(**{name: self.cleaned_data.get(name, "") for name in (*FINDINGS, "reasons", *LOOK_BACK)})

    def faults(self, *, at: datetime) -> Iterator[Refused]:
        yield from closing.faults(
            suggestion=self.context.suggestion,
            findings=self.findings(),
            look_back_on=self.cleaned_data.get("look_back_on"),
            at=at,
        )

    def perform(self, *, at: datetime) -> None:
        closing.propose(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            findings=self.findings(),
            look_back_on=self.cleaned_data.get("look_back_on"),
            expected_moves=self.expected_moves,
        )


def _first_findings(suggestion: Suggestion) -> dict[str, str]:
    """Returns what was proposed in this round and sent back: it is improved; else what the verifications say.

    What an earlier round found is not repeated.
    """
    if not suggestion.closing_findings or suggestion.closing_findings.get("round", 1) != suggestion.round:
        return {"rectified": document_facts.rectified(suggestion)}
    return {name: suggestion.closing_findings.get(name, "") for name in (*FINDINGS, "reasons", *LOOK_BACK)}


class ProposedClosingForm(ClosingForm):
    """Shows the proposal to who decides on it."""

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.closing_proposed

    def pairs(self) -> list[Pair]:
        suggestion = self.context.suggestion
        findings = suggestion.closing_findings
        found = [
            *state_pairs(suggestion),
            *(Pair(label=LABELS[name], value=findings.get(name, ""), lang="zh-Hans") for name in FINDINGS),
            Pair(label=_("Remarks"), value=findings.get("reasons", "")),
            *look_back_pairs.pairs(suggestion),
            Pair(label=_("Proposed by"), value=findings.get("proposer", "")),
        ]
        return [pair for pair in found if pair.value]


@step_form
class CloseCaseForm(ProposedClosingForm):
    step = "case.close"
    order = 10

    look_back_on = DayField(
        meaning=DayMeaning.COMING, label=_("Look back on"), help_text=_("As proposed; another day needs a reason.")
    )
    look_back_reason = TextField(label=_("Why another day"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, initial={"look_back_on": context.suggestion.look_back_on}, **kwargs)
        if context.suggestion.document_state == "withdrawn":
            del self.fields["look_back_on"], self.fields["look_back_reason"]

    @classmethod
    def hindrance(cls, context: StepContext):
        suggestion = context.suggestion
        proposers = {suggestion.handling_prosecutor_id, suggestion.closing_findings.get("proposer_id")}
        if context.access.person_id in proposers:
            return gettext("Who proposed closing cannot decide it.")
        return obstacle_words(closing_conditions.obstacles(suggestion))

    def perform(self, *, at: datetime) -> None:
        closing.close(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            look_back_on=self.cleaned_data.get("look_back_on"),
            look_back_reason=self.cleaned_data.get("look_back_reason", ""),
            ground=self.cleaned_data.get("ground", ""),
            expected_moves=self.expected_moves,
        )


@step_form
class DeclineClosingForm(ProposedClosingForm):
    step = "case.decline_closing"
    order = 20

    reason = step_fields.reasons_for_prosecutor()

    def perform(self, *, at: datetime) -> None:
        closing.decline(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class ProposeClosingInPublicInterestForm(ProposeClosingForm):
    step = "case.propose_closing_pil"


@step_form
class CloseInPublicInterestForm(CloseCaseForm):
    step = "case.close_pil"

    ground = forms.ChoiceField(
        label=_("Ground (PIL Case Rules, Art. 74)"),
        help_text=_(
            "The letter was withdrawn: the case ends by a decision with the reasons above, which the organ receives."
        ),
        choices=[(row.key, row.label) for row in ending_grounds.ROWS],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        if not closing_conditions.ends_by_decision(context.suggestion):
            del self.fields["ground"]


@step_form
class DeclineClosingInPublicInterestForm(DeclineClosingForm):
    step = "case.decline_closing_pil"


@step_form
class ReopenCaseForm(StepForm):
    step = "case.reopen"
    order = 60
    lede = _("For a new fact. A look back that finds a rebound reopens the case by itself. The history stays.")

    reason = TextField(label=_("The new fact"), help_text=_("The unit reads it."), widget=forms.Textarea)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.document_state == "served"

    def perform(self, *, at: datetime) -> None:
        closing.reopen(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
