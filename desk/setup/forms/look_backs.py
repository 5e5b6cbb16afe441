"""The months until a look-back, one place for each type and risk; an empty place follows what stands above."""

from collections.abc import Mapping

from django import forms
from django.forms import BoundField

from desk.setup.saving import ExpectedChangeForm
from followups.conditions.look_back_day import Period
from followups.rules.look_back_terms import DEFAULTS, MOST_MONTHS, RISK_LABELS, Place, Risk
from organs.words import Words, listed
from suggestions.rules import kinds


class LookBacksForm(ExpectedChangeForm):
    """One short field for each place, named type-risk."""

    def __init__(
        self, *args, holding: Mapping[Place, Period], own: str, above: Mapping[Place, Period], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.above = above
        for type_, risk in DEFAULTS:
            period = holding[type_, risk]
            label = listed([kinds.TYPE_LABELS[type_], RISK_LABELS[risk]])
            widget = forms.NumberInput(attrs={"min": 1, "max": MOST_MONTHS, "aria-label": label})
            field = forms.IntegerField(label=label, required=False, min_value=1, max_value=MOST_MONTHS, widget=widget)
            field.initial = period.months if period.set_by == own else None
            self.fields[f"{type_}-{risk}"] = field

    @property
    def rows(self) -> list[tuple[Words, list[tuple[Words, BoundField, Period]]]]:
        """Returns each type with its fields, and what holds where a field stays empty."""
        return [
            (label, [(RISK_LABELS[risk], self[f"{type_}-{risk}"], self.above[type_, risk.value]) for risk in Risk])
            for type_, label in kinds.TYPE_LABELS.items()
        ]

    def months(self) -> dict[Place, int | None]:
        """Returns what was filled in, by type and risk."""
        return {(type_, risk): self.cleaned_data[f"{type_}-{risk}"] for type_, risk in DEFAULTS}
