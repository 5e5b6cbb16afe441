"""What the unit did on paper, recorded by the office with the scan and marked as such; the unit's own forms are in unit.py."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField
from desk.steps.answer_fields import AnswerFields, answer_draft, asked, fields_of, sent_answer
from desk.steps.base import StepContext, StepForm
from desk.steps.forms.unit import can_object
from desk.steps.registry import step_form
from followups.actions import answering, replying
from followups.actions.answering import Paper
from followups.actions.replying import ReplyDraft
from suggestions.actions import objecting


class PaperForm(StepForm):
    """A deed of the unit that came on paper: the scan is required, the unit is the actor, the recorder is named."""

    paper = True
    lede = _("Recorded as the unit's own act, with the scan and your name as the recorder.")

    files = FilesField(
        label=_("Scan of the paper"),
        error_messages={"required": _("Attach the scan of the paper: it is recorded on the unit's behalf.")},
        help_text=_("All pages, as PDF or pictures; 20 MB each, 20 at most."),
    )

    def scan(self) -> Paper:
        return Paper(scan=self.uploads())


class PaperMeasureForm(PaperForm):
    """Shows what is asked beside every deed with a measure."""

    def pairs(self) -> list[Pair]:
        return asked(self.context)


@step_form
class PaperReplyForm(PaperForm):
    step = "reply.receive"
    order = 60
    label = _("Record the written reply from paper")

    received_on = DayField(label=_("Received on"), initial="today")
    posted_on = DayField(
        label=_("Posted on"),
        required=False,
        help_text=_(
            "When it came by post: a reply posted before the period ended is in time (Civil Procedure Law, Art. 85)."
        ),
    )
    signed_by = forms.CharField(label=_("Signed by"), max_length=60)
    signed_by_title = forms.CharField(label=_("Post or title"), max_length=100, required=False)
    reference = forms.CharField(label=_("Number of the unit's letter"), max_length=60, required=False)
    text = forms.CharField(label=_("What it says"), required=False, widget=forms.Textarea)

    field_order = ("files", "received_on", "posted_on", "signed_by", "signed_by_title", "reference", "text")

    def perform(self, *, at: datetime) -> None:
        draft = ReplyDraft(
            signed_by=self.cleaned_data["signed_by"],
            signed_by_title=self.cleaned_data["signed_by_title"],
            reference=self.cleaned_data["reference"],
            text=self.cleaned_data["text"],
            received_on=self.cleaned_data["received_on"],
            posted_on=self.cleaned_data["posted_on"],
        )
        replying.reply(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            draft=draft,
            paper=self.scan(),
            expected_moves=self.expected_moves,
        )


@step_form
class PaperObjectionForm(PaperForm):
    step = "objection.raise"
    order = 65
    label = _("Record an objection from paper")

    on = DayField(label=_("Received on"), initial="today")
    reason = forms.CharField(label=_("Objection and reasons"), widget=forms.Textarea)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return can_object(context)

    def perform(self, *, at: datetime) -> None:
        objecting.object_to(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            grounds=self.cleaned_data["reason"],
            on=self.cleaned_data["on"],
            evidence=self.uploads(),
            paper=True,
        )


@step_form
class PaperAnswerForm(AnswerFields, PaperMeasureForm):
    step = "measure.answer"
    order = 61
    label = _("Record the answer from paper")

    on = DayField(label=_("Answered on"), initial="today")

    field_order = ("on", "attitude", "promised_on", "text", "files")

    def perform(self, *, at: datetime) -> None:
        answering.send(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            draft=answer_draft(self.cleaned_data),
            on=self.cleaned_data["on"],
            paper=self.scan(),
            expected_moves=self.expected_moves,
        )


@step_form
class PaperReviseForm(AnswerFields, PaperMeasureForm):
    step = "measure.revise"
    order = 70
    label = _("Record a changed answer from paper")

    reason = forms.CharField(label=_("Why the answer changes"), widget=forms.Textarea)

    field_order = ("attitude", "promised_on", "text", "reason", "files")

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, initial=fields_of(sent_answer(context.subject)), **kwargs)

    def perform(self, *, at: datetime) -> None:
        answering.revise(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            draft=answer_draft(self.cleaned_data),
            reason=self.cleaned_data["reason"],
            paper=self.scan(),
            expected_moves=self.expected_moves,
        )


@step_form
class PaperMovePromiseForm(PaperMeasureForm):
    step = "measure.move_promise"
    order = 68
    label = _("Record a moved day from paper")

    promised_on = DayField(label=_("New day"))
    reason = forms.CharField(label=_("Reasons"), widget=forms.Textarea)

    field_order = ("promised_on", "reason", "files")

    def perform(self, *, at: datetime) -> None:
        answering.move_promise(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            to=self.cleaned_data["promised_on"],
            reason=self.cleaned_data["reason"],
            paper=self.scan(),
            expected_moves=self.expected_moves,
        )


class PaperWorkForm(PaperMeasureForm):
    """What was done on a day, as the paper says it."""

    on = DayField(label=_("Day"), initial="today")
    text = forms.CharField(label=_("What was done"), widget=forms.Textarea)

    field_order = ("on", "text", "files")


@step_form
class PaperProgressForm(PaperWorkForm):
    step = "measure.log_progress"
    order = 66
    label = _("Record progress from paper")

    def perform(self, *, at: datetime) -> None:
        answering.log_progress(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            on=self.cleaned_data["on"],
            text=self.cleaned_data["text"],
            paper=self.scan(),
            expected_moves=self.expected_moves,
        )


@step_form
class PaperClaimForm(PaperWorkForm):
    step = "measure.claim"
    order = 64
    label = _("Record a claim from paper")
    lede = _("Recorded as the unit's own act, with the scan. Who records a claim cannot verify it.")

    def perform(self, *, at: datetime) -> None:
        answering.claim(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            on=self.cleaned_data["on"],
            text=self.cleaned_data["text"],
            paper=self.scan(),
            expected_moves=self.expected_moves,
        )
