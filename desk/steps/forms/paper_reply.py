"""The written reply on paper, recorded by the office with the scan; the unit composes its own on a page of the portal."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.fields import DayField
from desk.steps.paper import PaperForm
from desk.steps.registry import step_form
from followups.actions import replying
from followups.actions.replying import ReplyDraft


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
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )
