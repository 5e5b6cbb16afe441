"""The steps with a visit or talk: plan, move, call off, add the paper; its record has a page of its own, for the phone (Art. 24)."""

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, FilesField, TextField
from desk.steps.base import StepContext, StepForm
from desk.steps.per_measure import PerMeasureForm
from desk.steps.registry import step_form
from followups.actions import visiting
from followups.actions.visiting import LookDraft, VisitPlan
from followups.models import Visit
from organs import clock
from organs.days import DayMeaning
from organs.words import labelled, listed
from suggestions.models import Measure


@step_form
class PlanVisitForm(PerMeasureForm):
    step = "visit.plan"
    order = 50
    submit = _("Plan it")
    lede = _(
        "The unit is not told of it here. A pack to print and a page for the phone, which works without network, follow."
    )

    means = forms.ChoiceField(label=_("Kind"), choices=Visit.MEANS, widget=forms.RadioSelect, initial="visit")
    on = DayField(
        meaning=DayMeaning.COMING, error_messages={"passed": visiting.PASSED}, label=_("Planned for"), initial="today"
    )
    place = TextField(label=_("Place"), max_length=200)
    people = forms.ModelMultipleChoiceField(
        label=_("Who of the procuratorate takes part"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    expected = TextField(
        label=_("Who is expected of the unit"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, context: StepContext, **kwargs) -> None:
        suggestion = context.suggestion
        initial = {"place": suggestion.unit.address, "people": [suggestion.handling_prosecutor_id]}
        super().__init__(*args, context=context, initial=initial, **kwargs)
        people = self.fields["people"]
        people.queryset = visiting.who_may_take_part(suggestion, on=clock.today())
        people.label_from_instance = lambda person: person.name

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.document_state == "served" and bool(
            visiting.what_may_be_looked_at(context.suggestion)
        )

    def rows(self) -> Iterable[Measure]:
        return visiting.what_may_be_looked_at(self.context.suggestion)

    def asked_of(self, measure: Measure) -> dict[str, forms.Field]:
        number = {"number": measure.position}
        return {
            "look": forms.BooleanField(
                label=gettext("Look at measure %(number)d") % number, required=False, initial=True
            ),
            "criterion": TextField(
                label=gettext("Measure %(number)d: what is checked") % number,
                required=False,
                initial=measure.text.criterion,
                widget=forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"}),
            ),
        }

    def perform(self, *, at: datetime) -> None:
        cleaned = self.cleaned_data
        looks = tuple(
            LookDraft(measure=measure, criterion=self.given_of(measure, "criterion"))
            for measure in self.measures
            if cleaned[f"look-{measure.pk}"]
        )
        visiting.plan(
            access=self.context.access,
            at=at,
            suggestion=self.context.suggestion,
            draft=VisitPlan(
                means=cleaned["means"],
                on=cleaned["on"],
                place=cleaned["place"],
                people=tuple(person.pk for person in cleaned["people"]),
                looks=looks,
                expected=cleaned["expected"],
            ),
            expected_moves=self.expected_moves,
        )


def plan_pairs(visit: Visit) -> list[Pair]:
    """Returns what was planned: day with its former ones, means, place, people of both sides."""
    former = [labelled(row.former_on.isoformat(), row.reason) for row in visit.former_days.all()]
    people = listed(person.name for person in visit.people.all())
    found = [
        Pair(label=_("Kind"), value=visit.get_means_display()),
        Pair(label=_("Planned for"), value=visit.planned_on.isoformat() if visit.planned_on else ""),
        Pair(label=_("Formerly planned for"), value=format_html_join("\n", "{}<br>", ((each,) for each in former))),
        Pair(label=_("Place"), value=visit.place, lang="zh-Hans"),
        Pair(label=_("Of the procuratorate"), value=people, lang="zh-Hans"),
        Pair(label=_("Of the unit"), value=visit.expected, lang="zh-Hans"),
    ]
    return [pair for pair in found if pair.value]


class VisitStepForm(StepForm):
    """Shows the plan beside every step with a visit."""

    def pairs(self) -> list[Pair]:
        return plan_pairs(self.context.subject)


@step_form
class MoveVisitForm(VisitStepForm):
    step = "visit.move"
    order = 52
    lede = _("The former day is kept with the reason.")

    to = DayField(meaning=DayMeaning.COMING, error_messages={"passed": visiting.PASSED}, label=_("New day"))
    reason = TextField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))

    def perform(self, *, at: datetime) -> None:
        visiting.move(
            access=self.context.access,
            at=at,
            visit=self.context.subject,
            to=self.cleaned_data["to"],
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class CallOffVisitForm(VisitStepForm):
    step = "visit.call_off"
    order = 53
    lede = _("The plan stays on record with the reason.")

    reason = TextField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 3}))

    def perform(self, *, at: datetime) -> None:
        visiting.call_off(
            access=self.context.access,
            at=at,
            visit=self.context.subject,
            reason=self.cleaned_data["reason"],
            expected_moves=self.expected_moves,
        )


@step_form
class AddScanForm(VisitStepForm):
    step = "visit.add_scan"
    order = 56
    lede = _("The record was kept when the visit was held; the scan stands beside it.")

    files = FilesField(label=_("The signed record, scanned"), help_text=_("PDF or pictures; 20 MB each."))

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.subject.signatures.filter(way="paper").exists()

    def perform(self, *, at: datetime) -> None:
        visiting.add_scan(
            access=self.context.access,
            at=at,
            visit=self.context.subject,
            scan=self.uploads(),
            expected_moves=self.expected_moves,
        )
