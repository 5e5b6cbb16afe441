"""The steps with an opinion sought before issue: ask for it, answer it, record what came (P19 Art. 17(2), 3(4))."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField, expect
from desk.steps import step_fields
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from organs import clock
from organs.days import DayMeaning
from organs.models import Procuratorate
from suggestions.access import asked_offices
from suggestions.actions import consulting
from suggestions.documents import routing
from suggestions.models import AskedOf, Opinion
from suggestions.rules import kinds


def awaited_pairs(context: StepContext) -> list[Pair]:
    """Returns what Art. 3 still asks of another procuratorate before issue."""
    words = routing.awaited(context.suggestion)
    return [Pair(label=_("Before issue"), value=words)] if words else []


# Whom Art. 3 asks for on a route.
ASKED_FIRST: dict[str, AskedOf] = {kinds.Route.CONSULTED: AskedOf.PROCURATORATE, kinds.Route.FORWARDED: AskedOf.HIGHER}


@step_form
class AskOpinionForm(StepForm):
    step = "opinion.ask"
    order = 45
    lede = _(
        "The opinion is asked for on the text as it stands. What Art. 3 asks for is answered before the letter is issued; for"
        " the recipient's own opinion nothing waits."
    )

    asked_of = forms.ChoiceField(label=_("Whose opinion"), choices=AskedOf, widget=forms.RadioSelect)
    addressee = TextField(
        label=_("Addressee"),
        max_length=200,
        required=False,
        help_text=_("For the recipient's opinion; it may stay empty."),
    )
    office = forms.ModelChoiceField(
        label=_("Procuratorate that is asked"),
        queryset=Procuratorate.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("For the opinion or decision of another procuratorate."),
    )
    questions = TextField(label=_("What the opinion is asked on"), widget=forms.Textarea)
    on = DayField(meaning=DayMeaning.PAST, label=_("Asked on"), initial="today")
    answer_by = DayField(
        meaning=DayMeaning.NEAR,
        label=_("Answer asked for by"),
        required=False,
        help_text=_("No law sets this day, and nothing follows from it."),
    )

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        asked_of = ASKED_FIRST.get(context.suggestion.route, AskedOf.RECIPIENT)
        super().__init__(*args, context=context, initial={"asked_of": asked_of}, **kwargs)
        offices = Procuratorate.objects.current().filter(origin=context.suggestion.origin)
        cast("forms.ModelChoiceField[Procuratorate]", self.fields["office"]).queryset = offices.exclude(
            pk=context.suggestion.procuratorate_id
        )
        if asked_of != AskedOf.RECIPIENT:
            expect(self, "office")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.document_state in consulting.BEFORE_ISSUE

    def pairs(self) -> list[Pair]:
        suggestion = self.context.suggestion
        before = [f"{row.addressee} {row.asked_on.isoformat()} {row.state_label}" for row in suggestion.opinions.all()]
        found = [
            Pair(label=_("To"), value=suggestion.letter.recipient_name, lang="zh-Hans"),
            Pair(label=_("Route"), value=kinds.ROUTE_LABELS[suggestion.route]),
            *awaited_pairs(self.context),
            Pair(label=_("Asked before"), value=" · ".join(before)),
        ]
        return [pair for pair in found if pair.value]

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        consulting.ask(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            asked_of=cleaned["asked_of"],
            addressee=cleaned["addressee"],
            office=cleaned["office"],
            questions=cleaned["questions"],
            on=cleaned["on"],
            answer_by=cleaned["answer_by"],
            expected_moves=self.expected_moves,
        )


def agreed_field() -> forms.TypedChoiceField:
    """Returns the choice whether an opinion agrees."""
    return forms.TypedChoiceField(
        label=_("Does it agree?"),
        choices=[("yes", _("It agrees")), ("no", _("It does not agree"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )


def _asked_pairs(opinion: Opinion) -> list[Pair]:
    """Returns what was asked of whom, and by when."""
    found = [
        Pair(label=_("Whose opinion"), value=opinion.get_asked_of_display()),
        Pair(label=_("Addressee"), value=opinion.addressee, lang="zh-Hans"),
        Pair(label=_("What the opinion is asked on"), value=opinion.questions, lang="zh-Hans"),
        Pair(label=_("Asked on"), value=opinion.asked_on.isoformat()),
        Pair(label=_("Answer asked for by"), value=opinion.answer_by.isoformat() if opinion.answer_by else ""),
    ]
    return [pair for pair in found if pair.value]


@step_form
class RecordOpinionForm(StepForm):
    step = "opinion.record"
    order = 25
    lede = _(
        "If the procuratorate of the recipient's place does not agree and the letter is insisted on, the common superior"
        " procuratorate decides (Art. 3(4)). What a procuratorate above decided stands here as its answer. An opinion of the"
        " recipient binds nobody."
    )

    has_agreed = agreed_field()
    answer = TextField(label=_("What the opinion says"), widget=forms.Textarea)
    on = DayField(meaning=DayMeaning.PAST, label=_("Received on"), initial="today")
    by_name = TextField(label=_("Given by"), max_length=100, required=False)
    files = step_fields.scanned_answer()

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        if cast(Opinion, context.subject).asked_of != AskedOf.RECIPIENT:
            expect(self, "files")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return not asked_offices.answers_itself(cast(Opinion, context.subject), on=clock.today())

    def pairs(self) -> list[Pair]:
        return _asked_pairs(cast(Opinion, self.context.subject))

    def done_label(self):
        if self.context.subject.disagrees_elsewhere:
            return _(
                "Opinion recorded. It does not agree: whoever insists on the letter reports it to the common superior"
                " procuratorate, which decides (Art. 3(4))."
            )
        return self.row().done_label

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        consulting.record(
            access=self.context.access,
            at=at,
            opinion=cast(Opinion, self.context.subject),
            answer=cleaned["answer"],
            has_agreed=cleaned["has_agreed"],
            on=cleaned["on"],
            by_name=cleaned["by_name"],
            evidence=self.uploads(),
            expected_moves=self.expected_moves,
        )


@step_form
class AnswerOpinionForm(StepForm):
    step = "opinion.answer"
    order = 2
    lede = _(
        "You answer for your office over the text as it stands. Its draft can be read on the page of the case until the letter"
        " is issued."
    )

    has_agreed = agreed_field()
    answer = TextField(label=_("Reasons"), widget=forms.Textarea)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        is_unissued = context.suggestion.document_state in consulting.BEFORE_ISSUE
        return is_unissued and consulting.answers_for(context.access, cast(Opinion, context.subject))

    def pairs(self) -> list[Pair]:
        return _asked_pairs(cast(Opinion, self.context.subject))

    def perform(self, *, at: datetime) -> None:
        consulting.answer(
            access=self.context.access,
            at=at,
            opinion=cast(Opinion, self.context.subject),
            answer=self.cleaned_data["answer"],
            has_agreed=self.cleaned_data["has_agreed"],
            expected_moves=self.expected_moves,
        )
