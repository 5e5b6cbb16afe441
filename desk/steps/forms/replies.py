"""The office's steps with the reply: judge it, countersign, send back, record that none came; from paper it is in paper.py."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import TextField
from desk.steps import case_pairs, step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.per_measure import PerMeasureForm, said_of
from desk.steps.registry import step_form
from followups.actions import judging, replying
from followups.actions.judging import MeasureJudgement
from followups.conditions import contradictions
from followups.models import AssessedMeasure, Assessment, MeasureVerdict, Reply
from organs import clock
from organs.refusals import Stale
from suggestions.models import Measure, Suggestion
from suggestions.rules.part_names import PartName
from suggestions.rules.states import MEASURE, REPLY

VERDICTS = [(key, row.label) for key, row in REPLY.items() if "judged" in row.sets]


def reply_pairs(reply: Reply | None) -> list[Pair]:
    """Returns what the latest reply says of itself, with the letter to download."""
    if reply is None:
        return []
    said = (reply.get_signed_as_display(), reply.signed_by_title, reply.signed_by)
    signed = " ".join(str(part) for part in said if part)
    document = ""
    if reply.document_id:
        href = reverse("document", args=[reply.document_id])
        document = format_html('<a href="{}" download>{}</a>', href, gettext("Reply letter, PDF"))
    found = [
        Pair(label=_("Received on"), value=reply.received_on.isoformat()),
        Pair(label=_("Posted on"), value=reply.posted_on.isoformat() if reply.posted_on else ""),
        Pair(label=_("Signed by"), value=signed),
        Pair(label=_("Recorded"), value=_("from paper") if reply.from_paper else ""),
        Pair(label=_("What it says"), value=reply.text, lang="zh-Hans"),
        Pair(label=_("Reply letter"), value=document),
        case_pairs.attached(reply.suggestion, about=str(PartName.of(reply))),
    ]
    return [pair for pair in found if pair.value]


def judged_in(suggestion: Suggestion) -> Iterable[Measure]:
    """Returns the measures that a judgement must speak of."""
    live = suggestion.measures.filter(state__in=MEASURE.of("live"))
    return live.select_related("text", "suggestion").order_by("position")


@step_form
class ProposeJudgementForm(PerMeasureForm):
    step = "reply.propose_judgement"
    order = 10
    lede = _("You propose, the department head countersigns; the unit then reads the verdict and every reason.")
    submit = _("Put it to the department head")

    verdict = forms.ChoiceField(label=_("Verdict on the reply"), choices=VERDICTS, widget=forms.RadioSelect)
    reasons = TextField(label=_("Reasons of the verdict"), widget=forms.Textarea)
    is_confirmed = forms.BooleanField(
        label=_("I confirm the judgement although the measures speak against it"), required=False
    )
    despite = TextField(
        label=_("Why it stands all the same"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only when the verdict and the measures contradict each other. The department head reads it."),
    )

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        self.former = _returned(context.suggestion)
        initial = {"verdict": self.former.verdict, "reasons": self.former.reasons} if self.former else {}
        super().__init__(*args, context=context, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        is_out = context.suggestion.document_state != "withdrawn"
        return is_out and judging.open_proposal(context.suggestion) is None

    def rows(self) -> Iterable[Measure]:
        return judged_in(self.context.suggestion)

    def asked_of(self, measure: Measure) -> dict[str, forms.Field]:
        former = self.former.measures.filter(measure=measure).first() if self.former else None
        return {
            "verdict": forms.ChoiceField(
                label=gettext("Measure %(number)d: outcome") % {"number": measure.position},
                choices=MeasureVerdict.choices,
                widget=forms.RadioSelect,
                initial=former.verdict if former else None,
            ),
            "reason": TextField(
                label=gettext("Measure %(number)d: reason") % {"number": measure.position},
                help_text=_("Needed when it is not adopted or does not apply. The unit reads it."),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=former.reason if former else "",
            ),
        }

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        for measure in self.measures:
            verdict = cleaned.get(f"verdict-{measure.pk}")
            if verdict in {"not_adopted", "not_applicable"} and not self.given_of(measure, "reason"):
                self.add_error(f"reason-{measure.pk}", _("Write the reason: the unit reads it."))
        if cleaned.get("despite") and not cleaned.get("is_confirmed"):
            self.add_error("is_confirmed", _("Tick it to confirm the judgement as it is."))
        return cleaned

    def pairs(self) -> list[Pair]:
        found = reply_pairs(self.context.suggestion.replies.select_related("suggestion").last())
        if self.former and self.former.returned_reason:
            found.append(Pair(label=_("Sent back because"), value=self.former.returned_reason))
        return found

    def perform(self, *, at: datetime) -> None:
        judgements = [
            MeasureJudgement(
                measure=measure, verdict=self.given_of(measure, "verdict"), reason=self.given_of(measure, "reason")
            )
            for measure in self.measures
        ]
        judging.propose(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            verdict=self.cleaned_data["verdict"],
            judgements=judgements,
            reasons=self.cleaned_data["reasons"],
            despite=self.cleaned_data["despite"] if self.cleaned_data["is_confirmed"] else "",
            expected_moves=self.expected_moves,
        )


def _returned(suggestion: Suggestion) -> Assessment | None:
    """Returns the judgement of the latest reply that was sent back: it is improved, not written again."""
    latest, last = suggestion.replies.last(), suggestion.assessments.last()
    is_returned = last and latest and last.reply_id == latest.pk and last.returned_at
    return last if is_returned else None


class ProposedForm(PerMeasureForm):
    """Shows the proposed judgement, measure by measure, to who decides on it."""

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        self.proposal = judging.open_proposal(context.suggestion)
        self.assessed: dict[int, AssessedMeasure] = (
            {row.measure_id: row for row in self.proposal.measures.all()} if self.proposal else {}
        )
        super().__init__(*args, context=context, **kwargs)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return judging.open_proposal(context.suggestion) is not None

    def rows(self) -> Iterable[Measure]:
        return [measure for measure in judged_in(self.context.suggestion) if measure.pk in self.assessed]

    def known_of(self, measure: Measure) -> list[Pair]:
        row = self.assessed[measure.pk]
        judged = [
            Pair(label=_("Proposed outcome"), value=row.get_verdict_display()),
            Pair(label=_("Reason"), value=row.reason),
        ]
        return [*said_of(measure), *(pair for pair in judged if pair.value)]

    def pairs(self) -> list[Pair]:
        if self.proposal is None:
            return []
        proposed = [
            Pair(label=_("Verdict on the reply"), value=REPLY[self.proposal.verdict].label),
            Pair(label=_("Outcome"), value=self.proposal.get_outcome_display()),
            Pair(label=_("Reasons of the verdict"), value=self.proposal.reasons),
            *self._against(),
            Pair(label=_("Proposed by"), value=self.proposal.proposed_by.name),
        ]
        return [*reply_pairs(self.proposal.reply), *proposed]

    def _against(self) -> list[Pair]:
        """Returns what the measures say against the judgement, and why it was proposed all the same."""
        judged = [(measure, self.assessed[measure.pk].verdict) for measure in self.measures]
        against = contradictions.found(verdict=self.proposal.verdict, judged=judged)
        found = [
            Pair(label=_("The measures speak against it"), value=" ".join(against)),
            Pair(label=_("Why it stands all the same"), value=self.proposal.despite),
        ]
        return [pair for pair in found if pair.value]

    def waiting(self) -> Assessment:
        """Returns the judgement that was shown; raises Stale when it was decided meanwhile."""
        if self.proposal is None:
            raise Stale(gettext("This judgement was decided meanwhile."))
        return self.proposal


@step_form
class CountersignForm(ProposedForm):
    step = "reply.judge"
    order = 10
    lede = _("With your countersignature the unit reads the verdict, and the outcome and reason of every measure.")

    @classmethod
    def hindrance(cls, context: StepContext):
        proposal = judging.open_proposal(context.suggestion)
        if proposal and proposal.proposed_by_id == context.access.person_id:
            return _("Who proposed the judgement cannot countersign it. Another head of the department must.")
        return judging.outdated(proposal) if proposal else ""

    def perform(self, *, at: datetime) -> None:
        judging.countersign(
            access=self.context.access, at=at, assessment=self.waiting(), expected_moves=self.expected_moves
        )


@step_form
class ReturnJudgementForm(ProposedForm):
    step = "reply.return_judgement"
    order = 20

    reason = step_fields.reasons_for_prosecutor()

    def perform(self, *, at: datetime) -> None:
        judging.send_back(
            access=self.context.access,
            at=at,
            assessment=self.waiting(),
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class RecordAbsenceForm(StepForm):
    step = "reply.record_absence"
    order = 40
    lede = _("The outcome becomes: not adopted. A late reply is still received and judged.")
    is_dangerous = True

    reason = TextField(
        label=_("Reasons"),
        help_text=_("How the unit was urged, and what it said. The unit reads them."),
        widget=forms.Textarea,
    )

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.document_state == "served"

    @classmethod
    def hindrance(cls, context: StepContext):
        return " ".join(replying.lacking_for_absence(context.suggestion, today=clock.today()))

    def perform(self, *, at: datetime) -> None:
        replying.record_absence(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
