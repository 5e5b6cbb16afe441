"""The steps of an investigation: ask for the decision, decide, enter an act, strike one out (P19 Art. 13-14)."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from desk.components import Pair
from desk.fields import DayField, TextField, expect
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from organs import clock
from organs.days import DayMeaning
from organs.models import Person
from organs.words import Words, clauses, labelled
from suggestions.actions import investigating, recusing
from suggestions.models import Investigation, InvestigationAct
from suggestions.rules import investigations
from suggestions.rules.part_names import PartName


@step_form
class AskInvestigationForm(StepForm):
    step = "investigation.ask"
    order = 14
    lede = _("The chief procurator, or who stands in for that post, decides; from the decision on the two months run.")

    reason = TextField(
        label=_("What was found that asks for an investigation"),
        widget=forms.Textarea,
        help_text=_("The institution and the matter; no names of people."),
    )
    on = DayField(meaning=DayMeaning.PAST, label=pgettext_lazy("of an investigation", "Asked on"), initial="today")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return not investigating.not_now(context.suggestion)

    def perform(self, *, at: datetime) -> None:
        investigating.ask(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            grounds=self.cleaned_data["reason"],
            on=self.cleaned_data["on"],
            expected_moves=self.expected_moves,
        )


@step_form
class DecideInvestigationForm(StepForm):
    step = "investigation.decide"
    order = 4

    result = forms.ChoiceField(
        label=_("Decision"),
        choices=[("ordered", _("It is investigated")), ("refused", _("It is not investigated"))],
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reasons"), widget=forms.Textarea)
    on = DayField(meaning=DayMeaning.PAST, label=_("Decided on"), initial="today")

    @property
    def investigation(self) -> Investigation:
        return cast(Investigation, self.context.subject)

    def pairs(self) -> list[Pair]:
        asked = self.investigation
        subject = str(PartName.of(asked))
        event = self.context.suggestion.events.filter(subject=subject, step="ask").select_related("words").first()
        words = event.words.text if event and hasattr(event, "words") else ""
        return [
            Pair(label=pgettext_lazy("of an investigation", "Asked on"), value=asked.asked_on.isoformat()),
            Pair(label=_("Asked by"), value=asked.asked_by.name),
            Pair(label=_("What was found that asks for an investigation"), value=words, lang="zh-Hans"),
        ]

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        asked = cast(Investigation, context.subject)
        if context.access.person_id in {asked.asked_by_id, context.suggestion.handling_prosecutor_id}:
            return _("Nobody decides on the own request. Another chief or deputy chief procurator does.")
        return ""

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.document_state == "draft"

    def perform(self, *, at: datetime) -> None:
        investigating.decide(
            access=self.context.access,
            at=at,
            investigation=self.investigation,
            is_ordered=self.cleaned_data["result"] == "ordered",
            reasons=self.cleaned_data["reason"],
            on=self.cleaned_data["on"],
            expected_moves=self.expected_moves,
        )


@step_form
class EnterActForm(StepForm):
    step = "inquiry.enter"
    order = 46
    lede = investigations.FORBIDDEN

    means = forms.ChoiceField(
        label=_("Means"),
        choices=[(row.key, row.label) for row in investigations.ROWS],
        widget=forms.RadioSelect,
    )
    on = DayField(meaning=DayMeaning.PAST, label=_("Done on"), initial="today")
    first = forms.ModelChoiceField(label=_("Who of the office"), queryset=Person.objects.none(), empty_label="—")
    second = forms.ModelChoiceField(
        label=_("Second of the office"), queryset=Person.objects.none(), empty_label="—", required=False
    )
    questioned = forms.ChoiceField(
        label=_("What the person who was asked is to the case"),
        choices=[("", "—"), *investigations.QUESTIONED.items()],
        required=False,
    )
    questioned_number = forms.IntegerField(
        label=_("Number of the person"),
        min_value=1,
        max_value=investigations.MOST_QUESTIONED,
        required=False,
        help_text=_("As the paper file numbers them; the name stands there alone, and is written nowhere here."),
    )
    institution = TextField(
        label=_("Institution"),
        max_length=200,
        required=False,
        help_text=_("Where it was obtained, consulted or inspected: an institution, never a person."),
    )

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        today = clock.today()
        posts = recusing.staff(context.suggestion, on=today)
        people = Person.objects.filter(pk__in=posts.values("person"), origin=context.suggestion.origin).in_order(today)
        for name in ("first", "second"):
            cast("forms.ModelChoiceField[Person]", self.fields[name]).queryset = people
        self.fields["first"].initial = context.access.person_id
        if article := investigations.TWO_OF_STAFF.get(context.suggestion.kind):
            self.fields["second"].help_text = _("Two investigate together (%(article)s).") % {"article": article}
            expect(self, "second")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return investigating.is_open(context.suggestion)

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        investigating.enter(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            act=investigating.Act(
                means=cleaned["means"],
                on=cleaned["on"],
                first=cleaned["first"],
                second=cleaned["second"],
                questioned=cleaned["questioned"],
                questioned_number=cleaned["questioned_number"],
                institution=cleaned["institution"],
            ),
            expected_moves=self.expected_moves,
        )


@step_form
class StrikeActForm(StepForm):
    step = "inquiry.strike"
    order = 88
    lede = _("For what was entered by mistake. The entry stays readable, with the reason.")

    reason = TextField(label=_("Reason"), widget=forms.Textarea)

    @classmethod
    def offered_as(cls, context: StepContext) -> Words:
        act = cast(InvestigationAct, context.subject)
        return labelled(cls.title(), clauses([act.done_on.isoformat(), str(act.row.label)]))

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return investigating.is_open(context.suggestion)

    def perform(self, *, at: datetime) -> None:
        investigating.strike(
            access=self.context.access,
            at=at,
            act=cast(InvestigationAct, self.context.subject),
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )
