"""The steps with an amendment: propose a withdrawal, decide, refuse; the editor of a modification is in modification.py."""

from datetime import datetime
from typing import cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.comparison import versions
from desk.components import Change, Pair
from desk.fields import DayField, TextField
from desk.steps import step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.decisions import OWN_LETTER
from desk.steps.registry import step_form
from desk.steps.resolution import ResolutionFields
from organs.days import DayMeaning
from organs.words import Words, listed
from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.documents import joint_issuers
from suggestions.models import Amendment, LetterVersion, Suggestion
from suggestions.rules.states import DOCUMENT

OWN = "own"
WHAT = {"modify": _("Modification"), "withdraw": _("Withdrawal")}


def cause_words(cause: Cause) -> str:
    """Returns what an amendment follows, in words."""
    if cause.objection:
        return gettext("The objection of %(day)s, which was upheld") % {"day": cause.objection.raised_on.isoformat()}
    if cause.instruction:
        return gettext("The instruction of %(organ)s: %(reason)s") % {
            "organ": cause.instruction.office.name,
            "reason": cause.instruction.reason,
        }
    return gettext("The office's own finding (Art. 22(1))")


def _key(cause: Cause) -> str:
    if cause.objection:
        return f"objection-{cause.objection.pk}"
    return f"instruction-{cause.instruction.pk}" if cause.instruction else OWN


class CauseFields(forms.Form):
    """What the amendment follows; offered only what asks for this kind of amendment now."""

    cause = forms.ChoiceField(label=_("What it follows"), widget=forms.RadioSelect)
    reasons = TextField(
        label=_("Reasons of the amendment"),
        help_text=_("They are printed in the notice to the unit."),
        widget=forms.Textarea,
    )

    def prepare_causes(self, suggestion: Suggestion, *, what: str) -> None:
        """Fills the choices, and chooses what asks for it."""
        causes = proposing.causes(suggestion)
        asking = [cause for cause in causes if proposing.asked_by(cause) == what]
        bound = [cause for cause in causes if cause.instruction]
        offered = [cause for cause in asking if cause.instruction] if bound else [*asking, Cause()]
        self.causes = {_key(cause): cause for cause in offered}
        self.fields["cause"].choices = [(key, cause_words(cause)) for key, cause in self.causes.items()]
        self.fields["cause"].initial = next(iter(self.causes), None)

    def chosen_cause(self) -> Cause:
        return self.causes[self.cleaned_data["cause"]]


def may_be_amended(suggestion: Suggestion, *, what: str) -> bool:
    """Tells whether the letter is out, the case open, no amendment waits, and no instruction asks for the other of the two."""
    standing = suggestion.instructions.filter(state="given").first()
    return (
        suggestion.document_state in DOCUMENT.of("in force")
        and suggestion.case_state == "open"
        and not suggestion.amendments.filter(state="proposed").exists()
        and (standing is None or standing.what == what)
    )


@step_form
class ProposeWithdrawalForm(CauseFields, StepForm):
    step = "amendment.propose"
    variant = "withdraw"
    order = 75
    label = _("Propose to withdraw the letter")
    lede = _("Nothing is asked of the unit any more once it is decided: measures freeze, the unit's periods end.")
    submit = _("Put it to the chief procurator")
    is_dangerous = True

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, **kwargs)
        self.prepare_causes(context.suggestion, what="withdraw")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return may_be_amended(context.suggestion, what="withdraw")

    def perform(self, *, at: datetime) -> None:
        proposing.propose_withdrawal(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reasons=self.cleaned_data["reasons"],
            cause=self.chosen_cause(),
            expected_moves=self.expected_moves,
        )


def _subject(context: StepContext) -> Amendment:
    return cast(Amendment, context.subject)


class AmendmentForm(ResolutionFields):
    """Shows what is proposed, why, and the difference by word, to who decides on it."""

    template = "steps/amendment.html"

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        own = {_subject(context).proposed_by_id, context.suggestion.handling_prosecutor_id}
        if context.access.person_id in own and "secretary" not in context.held:
            return OWN_LETTER
        return ""

    def pairs(self) -> list[Pair]:
        amendment = _subject(self.context)
        cause = Cause(objection=amendment.objection, instruction=amendment.instruction)
        return [
            Pair(label=_("What is proposed"), value=WHAT[amendment.what]),
            Pair(label=_("What it follows"), value=cause_words(cause)),
            Pair(label=_("Reasons of the amendment"), value=amendment.reasons, lang="zh-Hans"),
            Pair(label=_("Proposed by"), value=amendment.proposed_by.name),
        ]

    def changes(self) -> list[Change]:
        """Returns the difference by word between the letter in force and the proposed version."""
        amendment = _subject(self.context)
        if amendment.letter is None:
            return []
        return versions.compare(before=self.context.suggestion.letter, after=amendment.letter).changes

    def fates(self) -> list[tuple[Words, str]]:
        """Returns what becomes of each measure, in the order of the proposed version."""
        amendment = _subject(self.context)
        if amendment.letter is None:
            return []
        return fates(amendment.letter)


FATES = {"kept": _("kept"), "reworded": _("reworded"), "dropped": _("dropped"), "new": _("new")}


def fates(letter: LetterVersion) -> list[tuple[Words, str]]:
    """Returns what becomes of each measure in a next version, in its order."""
    return [(FATES[text.fate], text.text) for text in letter.measure_texts.order_by("position", "id")]


@step_form
class DecideAmendmentForm(AmendmentForm):
    step = "amendment.decide"
    order = 5
    lede = _("You sign over the text shown here. The unit is notified with the reasons.")
    submit = _("Decide and sign")

    digest = TextField(widget=forms.HiddenInput)
    new_due_on = DayField(
        meaning=DayMeaning.COMING,
        label=_("The unit replies by"),
        help_text=_("No article says what becomes of the period when a letter is modified: you set the day."),
        required=False,
    )
    reasons = step_fields.remarks()

    field_order = ("moves", "digest", "new_due_on", "reasons")

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, initial={"digest": _subject(context).digest}, **kwargs)
        if _subject(context).what == "withdraw" or context.suggestion.document_state != "served":
            del self.fields["new_due_on"]
        elif deciding.asks_anew(_subject(context)):
            self.fields["new_due_on"].required = True
            self.fields["new_due_on"].help_text = _(
                "Measures are asked anew after the reply came: the reply is awaited again by the day that you set."
            )

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        if context.suggestion.rules.gates[-1].by_resolution and "secretary" not in context.held:
            return _("The procuratorial committee decides on this; its secretary records the resolution.")
        if _subject(context).what == "modify" and (left := joint_issuers.unsigned(context.suggestion)):
            return _("This letter is issued jointly: first %s sign the next text.") % listed(
                [row.office.name for row in left]
            )
        return super().hindrance(context)

    def done_label(self) -> Words:
        return _("Amendment decided; the unit is notified.")

    def perform(self, *, at: datetime) -> None:
        deciding.decide(
            access=self.context.access,
            at=at,
            amendment=_subject(self.context),
            digest=self.cleaned_data["digest"],
            reasons=self.cleaned_data["reasons"],
            new_due_on=self.cleaned_data.get("new_due_on"),
            resolution=self.resolution(),
            expected_moves=self.expected_moves,
        )


@step_form
class RefuseAmendmentForm(AmendmentForm):
    step = "amendment.refuse"
    order = 15
    lede = _("The letter stays as it is.")

    reasons = step_fields.reasons_for_prosecutor()

    field_order = ("moves", "reasons")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return not _subject(context).instruction_id

    def perform(self, *, at: datetime) -> None:
        deciding.refuse(
            access=self.context.access,
            at=at,
            amendment=_subject(self.context),
            reasons=self.cleaned_data["reasons"],
            resolution=self.resolution(),
            expected_moves=self.expected_moves,
        )


@step_form
class SendAmendmentBackForm(AmendmentForm):
    step = "amendment.send_back"
    order = 16
    lede = _("The instruction binds and stands: only the text is written again, and proposed anew.")

    reasons = step_fields.reasons_for_prosecutor()

    field_order = ("moves", "reasons")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return bool(_subject(context).instruction_id)

    def perform(self, *, at: datetime) -> None:
        deciding.send_back(
            access=self.context.access,
            at=at,
            amendment=_subject(self.context),
            reasons=self.cleaned_data["reasons"],
            resolution=self.resolution(),
            expected_moves=self.expected_moves,
        )
