"""The recipient's own steps: acknowledge, answer, change, promise, log, claim, object; the reply has its own page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, TextField, expect
from desk.steps import step_fields
from desk.steps.answer_fields import (
    AnswerFields,
    answer_draft,
    asked,
    done_words,
    fields_of,
    sent_answer,
    warn_of_legal_day,
)
from desk.steps.base import StepContext
from desk.steps.paper import UnitStepForm, for_paper
from desk.steps.registry import step_form
from followups.actions import answering, evidence_versions
from followups.conditions import days_on_the_way
from followups.models import Attitude
from organs import clock
from organs.days import DayMeaning
from organs.refusals import Refused
from organs.words import Words
from suggestions.actions import admitting, copying, objecting, recusing
from suggestions.models import Measure
from suggestions.rules import recusals
from suggestions.rules.states import OBJECTION

DAY_HELP = _("The day can be moved later; every change is kept with its reason.")


class UnitMeasureForm(UnitStepForm):
    """Shows what is asked beside every step with a measure; before service nothing is asked of the unit.

    A field `replaces` offers the unit's earlier files at the measure, and goes where there are none.
    """

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        field = self.fields.get("replaces")
        if isinstance(field, step_fields.ReplacedFileField) and isinstance(context.subject, Measure):
            field.queryset = evidence_versions.replaceable(context.subject).order_by("-added_at", "-pk")
            if not field.queryset.exists():
                del self.fields["replaces"]

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.served_on is not None

    def pairs(self) -> list[Pair]:
        return asked(self.context)


@step_form
class AcknowledgeForm(UnitStepForm):
    step = "document.acknowledge"
    order = 5
    lede = _("This says that your unit has the letter. Every period counts from service, whether you confirm or not.")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.acknowledged_at is None

    def perform(self, *, at: datetime) -> None:
        admitting.acknowledge(
            access=self.context.access, at=at, suggestion=self.context.suggestion, expected_moves=self.expected_moves
        )


@step_form
class AcknowledgeCopyForm(UnitStepForm):
    step = "copies.acknowledge"
    order = 5
    label = _("Confirm the copy")
    lede = _("This says that your unit has the copy. Nothing is asked of you.")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.subject.unit_id in context.access.unit_ids

    def perform(self, *, at: datetime) -> None:
        copying.acknowledge(
            access=self.context.access, at=at, copy=self.context.subject, expected_moves=self.expected_moves
        )


@step_form
@for_paper(label=_("Record the answer from paper"), order=61, day=_("Answered on"))
class AnswerForm(AnswerFields, UnitMeasureForm):
    step = "measure.answer"
    order = 30
    label = _("Send this answer now")
    lede = _(
        "The procuratorate sees this answer at once. You can also send all answers together with the written reply."
    )

    files = step_fields.evidence()
    replaces = step_fields.ReplacedFileField()

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        # What is only saved is the unit's own affair: the office's form from paper begins empty.
        saved = None if self.paper else answering.prepared(context.subject)
        super().__init__(*args, context=context, initial=fields_of(saved), **kwargs)
        warn_of_legal_day(self, context.suggestion, "promised_on")

    def done_label(self) -> Words:
        return done_words(self.context.suggestion, self.cleaned_data["promised_on"], super().done_label())

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        on = self.cleaned_data.get("on") or clock.civil_day(at)
        return answering.lacking(answer_draft(self.cleaned_data), on=on)

    def perform(self, *, at: datetime) -> None:
        answering.send(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            draft=answer_draft(self.cleaned_data),
            on=self.cleaned_data.get("on"),
            evidence=self.evidence(),
            replaces=self.cleaned_data.get("replaces"),
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )


@step_form
@for_paper(label=_("Record a changed answer from paper"), order=70)
class ReviseForm(AnswerFields, UnitMeasureForm):
    step = "measure.revise"
    order = 60

    reason = TextField(
        label=_("Why the answer changes"), help_text=_("Kept with the former answer."), widget=forms.Textarea
    )

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, initial=fields_of(sent_answer(context.subject)), **kwargs)
        del self.fields["done_on"]  # what is done after the answer is claimed
        self.fields["attitude"].choices = [each for each in Attitude.choices if each[0] != Attitude.DONE_SINCE]
        warn_of_legal_day(self, context.suggestion, "promised_on")

    def done_label(self) -> Words:
        return done_words(self.context.suggestion, self.cleaned_data["promised_on"], super().done_label())

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        return answering.lacking(answer_draft(self.cleaned_data), on=clock.civil_day(at))

    def perform(self, *, at: datetime) -> None:
        answering.revise(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            draft=answer_draft(self.cleaned_data),
            reason=self.cleaned_data["reason"],
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )


@step_form
@for_paper(label=_("Record a moved day from paper"), order=68)
class MovePromiseForm(UnitMeasureForm):
    step = "measure.move_promise"
    order = 50

    promised_on = DayField(meaning=DayMeaning.COMING, label=_("New day"))
    reason = TextField(label=_("Reasons"), help_text=DAY_HELP, widget=forms.Textarea)

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        super().__init__(*args, context=context, **kwargs)
        warn_of_legal_day(self, context.suggestion, "promised_on")

    def done_label(self) -> Words:
        return done_words(self.context.suggestion, self.cleaned_data["promised_on"], super().done_label())

    def perform(self, *, at: datetime) -> None:
        answering.move_promise(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            to=self.cleaned_data["promised_on"],
            reason=self.cleaned_data["reason"],
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )


@step_form
@for_paper(label=_("Record progress from paper"), order=66)
class LogProgressForm(UnitMeasureForm):
    step = "measure.log_progress"
    order = 20

    on = DayField(meaning=DayMeaning.PAST, label=_("Day"), initial="today")
    text = TextField(label=_("What was done"), widget=forms.Textarea)
    reaches = forms.ChoiceField(
        label=_("Day on the way that it reaches"),
        required=False,
        help_text=_("It is then ticked at the measure, for both sides, with this day and your name."),
    )
    files = step_fields.evidence()
    replaces = step_fields.ReplacedFileField()

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        ahead = days_on_the_way.still_open(cast("Measure", context.subject))
        reaches = self.fields["reaches"]
        if ahead and isinstance(reaches, forms.ChoiceField):
            reaches.choices = [("", _("None of them")), *((each.key, each.key) for each in ahead)]
        else:
            del self.fields["reaches"]

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        is_under_way = cls.paper or context.subject.state != "asked" or context.subject.round > 1
        return super().is_offered(context) and is_under_way

    def perform(self, *, at: datetime) -> None:
        answering.log_progress(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            on=self.cleaned_data["on"],
            text=self.cleaned_data["text"],
            reaches=self.cleaned_data.get("reaches", ""),
            evidence=self.evidence(),
            replaces=self.cleaned_data.get("replaces"),
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )


@step_form
@for_paper(
    label=_("Record a claim from paper"),
    order=64,
    lede=_("Recorded as the unit's own act, with the scan. Who records a claim cannot verify it."),
    day=_("Day"),
)
class ClaimForm(UnitMeasureForm):
    step = "measure.claim"
    order = 10
    lede = _("The procuratorate then looks whether it is so; the people who claim never verify.")

    on = DayField(meaning=DayMeaning.PAST, label=_("Done on"), initial="today")
    text = TextField(label=_("What was done"), widget=forms.Textarea)
    files = FilesField(
        label=_("Evidence"),
        required=False,
        is_named=True,
        help_text=_(
            "At least one file, here or with an earlier entry. PDF, OFD, pictures, Word or Excel of up to 20 MB each,"
            " video (MP4, MOV) of up to 100 MB."
        ),
    )
    replaces = step_fields.ReplacedFileField()

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        if not self.paper and any(answering.unshown(cast(Measure, context.subject), evidence=())):
            expect(self, "files")

    def faults(self, *, at: datetime) -> Iterable[Refused]:
        return (
            () if self.scanned() else answering.unshown(cast(Measure, self.context.subject), evidence=self.evidence())
        )

    def perform(self, *, at: datetime) -> None:
        answering.claim(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            on=self.cleaned_data["on"],
            text=self.cleaned_data["text"],
            evidence=self.evidence(),
            replaces=self.cleaned_data.get("replaces"),
            paper=self.scanned(),
            expected_moves=self.expected_moves,
        )


@step_form
@for_paper(label=_("Record an objection from paper"), order=65, day=_("Received on"))
class ObjectForm(UnitStepForm):
    step = "objection.raise"
    order = 40
    lede = _(
        "Say where the facts are not right, the basis does not hold, or the measures cannot be carried out. "
        "The procuratorate reviews it at once and tells you the result with reasons. "
        "The periods go on unless it decides otherwise."
    )

    reason = TextField(label=_("Objection and reasons"), widget=forms.Textarea)
    files = step_fields.evidence()

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        waiting = context.suggestion.objections.filter(state__in=sorted(OBJECTION.of("undecided")))
        return context.is_served_and_open and not waiting.exists()

    def pairs(self) -> list[Pair]:
        period = self.context.suggestion.clocks.filter(term="objection").order_by("-id").first()
        if period is None:
            return []
        note = _("A later objection is received and marked as late.")
        return [Pair(label=_("Period"), value=f"{period.due_on.isoformat()}  {note}")]

    def perform(self, *, at: datetime) -> None:
        objecting.object_to(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            grounds=self.cleaned_data["reason"],
            on=self.cleaned_data.get("on"),
            evidence=self.uploads(),
            paper=self.paper,
        )


@step_form
class RequestRecusalForm(UnitStepForm):
    step = "recusal.request"
    order = 90
    lede = _(
        "Say as what the person takes part and on which ground of the law, and no name: whose relative somebody is you write on"
        " paper to the procuratorate. The chief procurator decides within three days; on the chief, the committee."
    )

    capacity = forms.ChoiceField(
        label=_("Who is to withdraw"), choices=list(recusals.CAPACITIES.items()), widget=forms.RadioSelect
    )
    ground = forms.ChoiceField(label=_("Ground of the law"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        rules = recusals.of_kind(context.suggestion.kind)
        cast(forms.ChoiceField, self.fields["ground"]).choices = [(row.key, row.label) for row in rules.grounds]

    @property
    def article(self) -> Words:
        return recusals.of_kind(self.context.suggestion.kind).article

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        rules = recusals.of_kind(context.suggestion.kind)
        return (
            context.is_served_and_open
            and "unit" in rules.askers
            and context.suggestion.document_state in rules.asked_in
        )

    def perform(self, *, at: datetime) -> None:
        recusing.request(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            capacity=self.cleaned_data["capacity"],
            ground=self.cleaned_data["ground"],
            expected_moves=self.expected_moves,
        )


@step_form
class ReplyPage(UnitStepForm):
    """The written reply is composed on a page of its own."""

    step = "reply.receive"
    order = 35
    page = "portal-reply"
