"""The written reply on paper, recorded by the office with one scan for all measures; the unit composes its own in the portal."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps import answer_fields
from desk.steps.paper import PaperForm
from desk.steps.per_measure import PerMeasureForm
from desk.steps.registry import step_form
from followups.actions import answering, replying
from followups.actions.answering import AnswerDraft
from followups.actions.replying import ReplyDraft
from followups.conditions import legal_day
from followups.models import Attitude
from organs import clock
from organs.days import DayMeaning
from organs.refusals import Refused
from organs.words import Words
from suggestions.models import Measure
from suggestions.rules.service_channels import REPLY_SIGNERS

TYPED = ("day", "said", "responsible", "milestones", "more")
# Where a refusal of an answer stands in the form.
FIELDS = {"attitude": "attitude", "promised_on": "day", "done_on": "day", "text": "said"}


@step_form
class PaperReplyForm(PaperForm, PerMeasureForm):
    folded = answer_fields.BESIDE
    step = "reply.receive"
    order = 60
    label = _("Record the written reply from paper")

    received_on = DayField(meaning=DayMeaning.PAST, label=_("Received on"), initial="today")
    posted_on = DayField(
        meaning=DayMeaning.PAST,
        label=_("Posted on"),
        required=False,
        help_text=_(
            "When it came by post: a reply posted before the period ended is in time (Civil Procedure Law, Art. 85)."
        ),
    )
    signed_by = TextField(label=_("Signed by"), max_length=60)
    signed_by_title = TextField(label=_("Post or title"), max_length=100, required=False)
    signed_as = forms.ChoiceField(
        label=pgettext_lazy("of a reply", "Signed as"), choices=[("", "—"), *REPLY_SIGNERS.items()], required=False
    )
    reference = TextField(label=_("Number of the unit's letter"), max_length=60, required=False)
    text = TextField(label=_("In general"), required=False, max_length=20_000, widget=forms.Textarea)

    field_order = (
        "files",
        "received_on",
        "posted_on",
        "signed_by",
        "signed_by_title",
        "signed_as",
        "reference",
        "text",
    )

    def rows(self) -> Iterable[Measure]:
        open_ones = self.context.suggestion.measures.filter(state="asked")
        return open_ones.select_related("text", "suggestion").order_by("position")

    def asked_of(self, measure: Measure) -> dict[str, forms.Field]:
        number = {"number": measure.position}
        return {
            "attitude": forms.ChoiceField(
                label=gettext("Measure %(number)d: answer in the reply") % number,
                choices=[("", _("The reply does not answer it: it stays open")), *Attitude.choices],
                required=False,
            ),
            "day": DayField(
                label=gettext("Measure %(number)d: promised for, or done on") % number,
                required=False,
                help_text=_("The promised day, or the day of what was done since receipt."),
            ),
            "said": TextField(
                label=gettext("Measure %(number)d: what it says of it") % number,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            **{name: self._named(field, number) for name, field in answer_fields.beside_fields().items()},
        }

    @staticmethod
    def _named(field: forms.Field, number: dict[str, int]) -> forms.Field:
        """Returns a field that names its measure, so that an error says where it stands."""
        field.label = gettext("Measure %(number)d: %(what)s") % {**number, "what": field.label}
        return field

    def known_of(self, measure: Measure) -> list[Pair]:
        legal = legal_day.of(measure.suggestion)
        found = [
            Pair(label=_("Met when"), value=measure.text.criterion, lang="zh-Hans"),
            Pair(label=_("Legal day"), value=legal.isoformat() if legal else ""),
        ]
        return [pair for pair in found if pair.value]

    def said_of(self, measure: Measure) -> AnswerDraft | None:
        """Returns what the reply says of a measure; None where it does not answer it."""
        attitude, day = self.given_of(measure, "attitude"), self.cleaned_data.get(f"day-{measure.pk}")
        if not attitude:
            return None
        is_done = attitude == Attitude.DONE_SINCE
        return AnswerDraft(
            attitude=attitude,
            promised_on=None if is_done else day,
            done_on=day if is_done else None,
            text=self.given_of(measure, "said"),
            more=self.given_of(measure, "more"),
            responsible=self.given_of(measure, "responsible"),
            milestones=self.cleaned_data.get(f"milestones-{measure.pk}") or (),
        )

    def clean(self) -> dict[str, Any]:
        """Judges each answer at its field, so that everything that is missing is said at once."""
        cleaned = super().clean() or self.cleaned_data
        received_on: date = cleaned.get("received_on") or clock.today()
        for measure in self.measures:
            draft = self.said_of(measure)
            if draft is None and any(cleaned.get(f"{name}-{measure.pk}") for name in TYPED):
                self.add_error(f"attitude-{measure.pk}", _("Choose how the reply answers this measure."))
            if draft is None:
                continue
            for refused in answering.lacking(draft, on=received_on):
                field = f"{FIELDS.get(refused.field or '', 'attitude')}-{measure.pk}"
                if field not in self.errors:
                    self.add_error(field, str(refused))
        return cleaned

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        values = self.cleaned_data
        return replying.day_faults(
            self.context.suggestion,
            received_on=values.get("received_on"),
            posted_on=values.get("posted_on"),
            today=clock.civil_day(at),
        )

    def refuse(self, refused: Refused) -> None:
        """Shows a refusal of one answer at its field."""
        name, _dash, pk = (refused.field or "").partition("-")
        if pk and name in FIELDS:
            refused.field = f"{FIELDS[name]}-{pk}"
        super().refuse(refused)

    def done_label(self) -> Words:
        """Returns what is said once it is recorded: how many measures it answers, and until when the others stay open."""
        left = sum(self.said_of(measure) is None for measure in self.measures)
        if not left:
            return super().done_label()
        legal = legal_day.of(self.context.suggestion)
        words = ngettext(
            "Written reply received. It does not answer %(count)d measure, which stays open; its legal day is %(day)s.",
            "Written reply received. It does not answer %(count)d measures, which stay open; their legal day is %(day)s.",
            left,
        )
        return words % {"count": left, "day": legal.isoformat() if legal else "—"}

    def perform(self, *, at: datetime) -> None:
        answers = {measure.pk: draft for measure in self.measures if (draft := self.said_of(measure))}
        draft = ReplyDraft(
            answers=answers,
            signed_by=self.cleaned_data["signed_by"],
            signed_by_title=self.cleaned_data["signed_by_title"],
            signed_as=self.cleaned_data["signed_as"],
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
