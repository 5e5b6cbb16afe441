"""The unit takes back, or replaces, what it sent while it is not decided: the written reply and the objection; also from paper."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps import step_fields
from desk.steps.base import StepContext
from desk.steps.forms.objections import ObjectionForm
from desk.steps.paper import PaperForm, UnitStepForm, for_paper
from desk.steps.registry import step_form
from followups.actions import replying, withdrawing
from followups.actions.replying import ReplyDraft
from organs.days import DayMeaning
from suggestions.actions import objecting

KEPT = _("What was sent stays in the file of both sides, with these reasons.")


def reason_field() -> TextField:
    """Returns the field for why something is taken back."""
    return TextField(label=_("Reasons"), help_text=KEPT, widget=forms.Textarea)


class OfUnjudgedReply:
    """Offered while a written reply of this round waits to be judged."""

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.is_served_and_open and withdrawing.current_reply(context.suggestion) is not None


@step_form
@for_paper(label=_("Record from paper that the reply is taken back"), order=72)
class WithdrawReplyForm(OfUnjudgedReply, UnitStepForm):
    step = "reply.withdraw"
    order = 60
    lede = _(
        "The written reply is then awaited again, and its period goes on to the same legal day: after that day a new one is late. "
        "To send another in its place at once, replace it. The answers to the measures stay."
    )

    reason = reason_field()

    def pairs(self) -> list[Pair]:
        clock = self.context.suggestion.clocks.of_reply().order_by("id").last()
        return [Pair(label=_("Legal day of the reply"), value=clock.due_on.isoformat())] if clock else []

    def perform(self, *, at: datetime) -> None:
        withdrawing.withdraw(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )


@step_form
class ReplaceReplyPage(OfUnjudgedReply, UnitStepForm):
    """The reply in the place of another is composed on the page of the written reply."""

    step = "reply.replace"
    order = 58
    page = "portal-reply"


@step_form
class PaperReplaceReplyForm(OfUnjudgedReply, PaperForm):
    """Another reply that came on paper while the first one is not judged."""

    step = "reply.replace"
    order = 71
    label = _("Record another reply from paper in place of the first")

    received_on = DayField(meaning=DayMeaning.PAST, label=_("Received on"), initial="today")
    signed_by = TextField(label=_("Signed by"), max_length=60)
    signed_by_title = TextField(label=_("Post or title"), max_length=100, required=False)
    reference = TextField(label=_("Number of the unit's letter"), max_length=60, required=False)
    text = TextField(label=_("What it says"), required=False, max_length=20_000, widget=forms.Textarea)
    replaces_because = TextField(label=_("Why it replaces the earlier reply"), help_text=KEPT, widget=forms.Textarea)

    field_order = ("files", "received_on", "signed_by", "signed_by_title", "reference", "text", "replaces_because")

    def perform(self, *, at: datetime) -> None:
        names = ("received_on", "signed_by", "signed_by_title", "reference", "text", "replaces_because")
        replying.reply(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            draft=ReplyDraft(**{name: self.cleaned_data[name] for name in names}),
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )


class OwnObjectionForm(ObjectionForm, UnitStepForm):
    """Shows the unit's own objection, without what the office says of it inside."""

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.is_served_and_open

    def pairs(self) -> list[Pair]:
        return super().pairs()[:2]


@step_form
@for_paper(label=_("Record from paper that the objection is taken back"), order=74)
class WithdrawObjectionForm(OwnObjectionForm):
    step = "objection.withdraw"
    order = 62
    lede = _(
        "The procuratorate then decides nothing on it. You may object anew; after the period that is marked as late."
    )

    reason = reason_field()

    def perform(self, *, at: datetime) -> None:
        objecting.withdraw(
            access=self.context.access,
            at=at,
            objection=self.context.subject,
            reason=self.cleaned_data["reason"],
            scan=self.uploads() if self.paper else (),
            paper=self.paper,
            expected_moves=self.expected_moves,
        )


@step_form
@for_paper(label=_("Record another objection from paper in place of the first"), order=73)
class ReplaceObjectionForm(OwnObjectionForm):
    step = "objection.replace"
    order = 61
    lede = _("It stands in the place of the first one, and is late only if that was.")

    grounds = TextField(label=_("Objection and reasons"), widget=forms.Textarea)
    reason = TextField(label=_("Why it replaces the earlier objection"), help_text=KEPT, widget=forms.Textarea)
    files = step_fields.evidence()

    def perform(self, *, at: datetime) -> None:
        objecting.replace(
            access=self.context.access,
            at=at,
            objection=self.context.subject,
            grounds=self.cleaned_data["grounds"],
            reason=self.cleaned_data["reason"],
            evidence=self.uploads(),
            paper=self.paper,
            expected_moves=self.expected_moves,
        )
