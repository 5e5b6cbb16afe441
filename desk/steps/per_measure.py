"""Forms that ask the same few things of every measure, each beside what the unit said of it; what is asked is in forms/."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from desk.components import Badge, Pair
from desk.steps import case_pairs
from desk.steps.answer_fields import sent_answer
from desk.steps.base import StepForm
from followups.models import Answer, Claim
from suggestions.models import Measure
from suggestions.rules.part_names import PartName
from suggestions.rules.states import MEASURE


@dataclass(frozen=True, kw_only=True)
class MeasureBlock:
    """One measure with what is known of it and the fields that ask about it."""

    number: int
    title: str
    badge: Badge
    pairs: list[Pair]
    fields: list[BoundField]


class PerMeasureForm(StepForm):
    """Adds the fields of `asked_of` for every measure of `measures`; `given_of` reads them back."""

    template: ClassVar[str] = "steps/per_measure.html"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.measures = list(self.rows())
        for measure in self.measures:
            for name, field in self.asked_of(measure).items():
                self.fields[f"{name}-{measure.pk}"] = field

    def rows(self) -> Iterable[Measure]:
        """Returns the measures that are asked about, in their order."""
        raise NotImplementedError

    def asked_of(self, measure: Measure) -> dict[str, forms.Field]:
        """Returns the fields of one measure by their short names."""
        return {}

    def known_of(self, measure: Measure) -> list[Pair]:
        """Returns what stands beside the fields of one measure."""
        return said_of(measure)

    def given_of(self, measure: Measure, name: str) -> str:
        return self.cleaned_data.get(f"{name}-{measure.pk}") or ""

    def blocks(self) -> list[MeasureBlock]:
        return [
            MeasureBlock(
                number=measure.position,
                title=measure.text.text,
                badge=Badge.of(MEASURE[measure.state]),
                pairs=self.known_of(measure),
                fields=[self[name] for name in self.fields if name.endswith(f"-{measure.pk}")],
            )
            for measure in self.measures
        ]

    def others(self) -> list[BoundField]:
        """Returns the fields that belong to no measure."""
        own = {bound.name for block in self.blocks() for bound in block.fields}
        return [bound for bound in self.visible_fields() if bound.name not in own]


def said_of(measure: Measure) -> list[Pair]:
    """Returns the criterion, and the unit's answer, claim and evidence of the present round."""
    answer = sent_answer(measure)
    claim = measure.claims.filter(round=measure.round).last()
    found = [
        Pair(label=_("Met when"), value=measure.text.criterion, lang="zh-Hans"),
        Pair(label=_("Answer"), value=_answer_words(answer)),
        Pair(label=_("Claim"), value=_claim_words(claim)),
        Pair(label=_("Evidence"), value=evidence(measure)),
    ]
    return [pair for pair in found if pair.value]


def _answer_words(answer: Answer | None) -> str:
    if answer is None:
        return _("none yet")
    day = _("by %(day)s") % {"day": answer.promised_on.isoformat()} if answer.promised_on else ""
    return " · ".join(part for part in (str(answer.get_attitude_display()), day, answer.text) if part)


def _claim_words(claim: Claim | None) -> str:
    return f"{claim.claimed_on.isoformat()} · {claim.text}" if claim else ""


def evidence(measure: Measure) -> str:
    """Returns the files attached to a measure as links for download."""
    return case_pairs.file_links(measure.suggestion, about=str(PartName.of(measure)), separator=_(", "))
