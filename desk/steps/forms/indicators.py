"""The outcome indicator of a measure: set once, read by day and source; a figure of the institution, never of people."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.components import Pair
from desk.fields import DayField, TextField
from desk.steps import case_pairs
from desk.steps.base import StepContext
from desk.steps.forms.measures import MeasureForm
from desk.steps.registry import step_form
from followups.actions import measuring
from followups.actions.measuring import IndicatorDraft
from organs.days import DayMeaning


def _figure(label, **options) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, **options)


@step_form
class SetIndicatorForm(MeasureForm):
    step = "measure.set_indicator"
    order = 55
    lede = _(
        "Only where a figure exists that shows the effect. A figure of the institution or the place, never of people."
    )

    name = TextField(label=_("What is measured"), max_length=100)
    unit = TextField(label=_("Unit of measurement"), max_length=20, required=False)
    baseline = _figure(_("Figure before"))
    baseline_on = DayField(meaning=DayMeaning.PAST, label=_("Day of the figure before"))
    target = _figure(_("Figure aimed at"))
    source = TextField(label=_("Source of the figures"), max_length=200)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return context.suggestion.served_on is not None and case_pairs.indicator_of(context.subject) is None

    def perform(self, *, at: datetime) -> None:
        names = ("name", "unit", "baseline", "baseline_on", "target", "source")
        measuring.set_indicator(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            draft=IndicatorDraft(**{name: self.cleaned_data[name] for name in names}),
            expected_moves=self.expected_moves,
        )


@step_form
class ReadIndicatorForm(MeasureForm):
    step = "measure.read_indicator"
    order = 54

    on = DayField(meaning=DayMeaning.PAST, label=_("Day"), initial="today")
    value = _figure(_("Value of the indicator"))
    source = TextField(label=_("Source"), max_length=200)

    @classmethod
    def is_offered(cls, context: StepContext) -> bool:
        return case_pairs.indicator_of(context.subject) is not None

    def pairs(self) -> list[Pair]:
        return [*super().pairs(), *case_pairs.indicator(self.context.subject)]

    def perform(self, *, at: datetime) -> None:
        measuring.read(
            access=self.context.access,
            at=at,
            measure=self.context.subject,
            on=self.cleaned_data["on"],
            value=self.cleaned_data["value"],
            source=self.cleaned_data["source"],
            expected_moves=self.expected_moves,
        )
