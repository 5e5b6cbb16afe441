"""The steps with a recusal: ask for it, decide, ask to reconsider, reconsider (PIL21 Art. 19-23, CIV21 Art. 12-17)."""

from datetime import datetime
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from desk.components import Pair
from desk.fields import DayField
from desk.steps.base import StepContext, StepForm
from desk.steps.registry import step_form
from desk.steps.resolution import ResolutionFields
from organs import clock
from organs.days import DayMeaning
from organs.models import Person
from organs.words import Words, labelled
from suggestions.actions import case_papers, recusing
from suggestions.models import Recusal
from suggestions.rules import case_papers as case_paper_rules
from suggestions.rules import recusals


@step_form
class AskRecusalForm(StepForm):
    step = "recusal.ask"
    order = 86
    lede = _(
        "The ground is one of the law and no text: whose relative somebody is stands in the paper file alone."
        " The chief procurator decides; on the chief procurator, the committee."
    )

    asked_by = forms.ChoiceField(label=_("Who asks"), widget=forms.RadioSelect)
    litigant = forms.ChoiceField(label=_("Party"), required=False)
    litigant_number = forms.IntegerField(
        label=_("Number of the party"),
        min_value=1,
        max_value=case_papers.MOST_PARTIES,
        required=False,
        help_text=_("As the paper file numbers them; the name stands there alone."),
    )
    person = forms.ModelChoiceField(
        label=_("Who is to withdraw"),
        queryset=Person.objects.none(),
        empty_label="—",
        required=False,
        help_text=_("Empty where you withdraw yourself."),
    )
    ground = forms.ChoiceField(label=_("Ground of the law"), widget=forms.RadioSelect)
    manner = forms.ChoiceField(
        label=_("How it was asked"),
        choices=list(recusals.MANNERS.items()),
        initial="written",
        widget=forms.RadioSelect,
    )
    on = DayField(meaning=DayMeaning.PAST, label=pgettext_lazy("of a recusal", "Asked on"), initial="today")

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        rules, today = recusals.of_kind(context.suggestion.kind), clock.today()
        posts = recusing.staff(context.suggestion, on=today)
        people = Person.objects.filter(pk__in=posts.values("person"), origin=context.suggestion.origin)
        cast("forms.ModelChoiceField[Person]", self.fields["person"]).queryset = people.in_order(today)
        cast(forms.ChoiceField, self.fields["asked_by"]).choices = [(key, recusals.ASKERS[key]) for key in rules.askers]
        cast(forms.ChoiceField, self.fields["ground"]).choices = [(row.key, row.label) for row in rules.grounds]
        if "party" not in rules.askers:
            del self.fields["litigant"], self.fields["litigant_number"]
        else:
            parties = case_paper_rules.parties_of(context.suggestion.kind)
            cast(forms.ChoiceField, self.fields["litigant"]).choices = [("", "—"), *parties.items()]

    @property
    def article(self) -> Words:
        return recusals.of_kind(self.context.suggestion.kind).article

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return not context.suggestion.has_ended_unissued

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("asked_by") == "self" and not cleaned.get("person"):
            cleaned["person"] = Person.objects.get(pk=self.context.access.person_id)
        elif not cleaned.get("person"):
            self.add_error("person", _("Say who is to withdraw."))
        return cleaned

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        recusing.ask(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            person=cleaned["person"],
            asked_by=cleaned["asked_by"],
            ground=cleaned["ground"],
            manner=cleaned["manner"],
            on=cleaned["on"],
            litigant=cleaned.get("litigant", ""),
            litigant_number=cleaned.get("litigant_number"),
            expected_moves=self.expected_moves,
        )


def asked_by_words(recusal: Recusal) -> Words:
    """Returns who asked: of a party role and number."""
    if recusal.litigant:
        return f"{recusal.get_litigant_display()} {recusal.litigant_number}"
    return recusal.get_asked_by_display()


class RecusalForm(StepForm):
    """Shows what was asked, of whom and on which ground."""

    @property
    def recusal(self) -> Recusal:
        return cast(Recusal, self.context.subject)

    @property
    def article(self) -> Words:
        return recusals.of_kind(self.context.suggestion.kind).article

    @classmethod
    def offered_as(cls, context: StepContext) -> Words:
        return labelled(cls.title(), cast(Recusal, context.subject).person.name)

    def pairs(self) -> list[Pair]:
        recusal = self.recusal
        found = [
            Pair(label=_("Who is to withdraw"), value=recusal.person.name),
            Pair(label=_("Who asks"), value=asked_by_words(recusal)),
            Pair(label=_("Ground of the law"), value=recusal.ground_label),
            Pair(label=pgettext_lazy("of a recusal", "Asked on"), value=recusal.asked_on.isoformat()),
            Pair(
                label=_("Decided on"),
                value=f"{recusal.decided_on.isoformat()} {recusal.state_label}" if recusal.decided_on else "",
            ),
        ]
        return [pair for pair in found if pair.value]


class DecideRecusalForm(RecusalForm, ResolutionFields):
    """The decision, by the chief procurator or as the committee resolved; who is meant does not take it."""

    order = 5
    lede = _(
        "Whoever withdraws takes no step on the case from now on; it falls to the head of the department until handed over."
    )
    stays: ClassVar[Words] = _("Stays on the case")

    result = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    on = DayField(meaning=DayMeaning.PAST, label=_("Decided on"), initial="today")
    told_on = DayField(
        meaning=DayMeaning.PAST,
        label=_("The applicant was told on"),
        required=False,
        help_text=_("The law has the applicant told of the decision."),
    )

    def __init__(self, *args: Any, context: StepContext, **kwargs: Any) -> None:
        super().__init__(*args, context=context, **kwargs)
        cast(forms.ChoiceField, self.fields["result"]).choices = [
            ("recused", _("Withdraws from the case")),
            ("stays", self.stays),
        ]
        if not self.recusal.is_asked_from_outside:
            del self.fields["told_on"]

    @classmethod
    def hindrance(cls, context: StepContext) -> Words:
        recusal = cast(Recusal, context.subject)
        if "secretary" in context.held:
            return ""
        if recusal.person_id == context.access.person_id:
            return _("Nobody decides on the own recusal.")
        if recusing.is_for_committee(recusal, on=clock.today()):
            return _("On the recusal of the chief procurator the committee decides; its secretary records it.")
        return ""


@step_form
class FirstDecisionForm(DecideRecusalForm):
    step = "recusal.decide"

    def perform(self, *, at: datetime) -> None:
        recusing.decide(
            access=self.context.access,
            at=at,
            recusal=self.recusal,
            is_recused=self.cleaned_data["result"] == "recused",
            on=self.cleaned_data["on"],
            told_on=self.cleaned_data.get("told_on"),
            resolution=self.resolution(),
            expected_moves=self.expected_moves,
        )


@step_form
class AskReconsiderationForm(RecusalForm):
    step = "recusal.ask_again"
    order = 30
    lede = _("The applicant may ask once. The person goes on working meanwhile.")

    on = DayField(meaning=DayMeaning.PAST, label=pgettext_lazy("of a recusal", "Asked on"), initial="today")

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return cast(Recusal, context.subject).is_asked_from_outside

    def perform(self, *, at: datetime) -> None:
        recusing.ask_again(
            access=self.context.access,
            at=at,
            recusal=self.recusal,
            on=self.cleaned_data["on"],
            expected_moves=self.expected_moves,
        )


@step_form
class ReconsiderForm(DecideRecusalForm):
    step = "recusal.decide_again"
    stays = _("Stays on the case, as decided before")

    def perform(self, *, at: datetime) -> None:
        recusing.reconsider(
            access=self.context.access,
            at=at,
            recusal=self.recusal,
            is_recused=self.cleaned_data["result"] == "recused",
            on=self.cleaned_data["on"],
            told_on=self.cleaned_data.get("told_on"),
            resolution=self.resolution(),
            expected_moves=self.expected_moves,
        )
