"""Forms that ask the same few things of every measure, each beside what the unit said of it; what is asked is in forms/."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from desk.components import Badge, Pair
from desk.steps import answer_fields, case_pairs, evidence
from desk.steps.answer_fields import sent_answer
from desk.steps.base import StepForm
from followups.models import Answer, Claim
from suggestions.models import Measure
from suggestions.rules.states import MEASURE


@dataclass(frozen=True, kw_only=True)
class MeasureBlock:
    """One measure with what is known of it and the fields that ask about it."""

    number: int
    title: str
    badge: Badge
    pairs: list[Pair]
    fields: list[BoundField]
    folded: list[BoundField]

    @property
    def is_unfolded(self) -> bool:
        """Tells whether a folded field holds something or is refused."""
        return any(bound.errors or bound.value() for bound in self.folded)


class PerMeasureForm(StepForm):
    """Adds the fields of `asked_of` for every measure of `measures`; `given_of` reads them back."""

    template: ClassVar[str] = "steps/per_measure.html"
    # Names of fields that are seldom filled in: they are folded at each measure.
    folded: ClassVar[tuple[str, ...]] = ()

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
        def own(measure: Measure, *, is_folded: bool) -> list[BoundField]:
            names = [name for name in self.fields if name.endswith(f"-{measure.pk}")]
            return [self[name] for name in names if (name.partition("-")[0] in self.folded) == is_folded]

        return [
            MeasureBlock(
                number=measure.position,
                title=measure.text.text,
                badge=Badge.of(MEASURE[measure.state]),
                pairs=self.known_of(measure),
                fields=own(measure, is_folded=False),
                folded=own(measure, is_folded=True),
            )
            for measure in self.measures
        ]

    def others(self) -> list[BoundField]:
        """Returns the fields that belong to no measure."""
        own = {bound.name for block in self.blocks() for bound in (*block.fields, *block.folded)}
        return [bound for bound in self.visible_fields() if bound.name not in own]


def said_of(measure: Measure) -> list[Pair]:
    """Returns the criterion, and the unit's answer, claim and evidence of the present round."""
    answer = sent_answer(measure)
    claim = measure.claims.standing().filter(round=measure.round).last()
    found = [
        Pair(label=_("Met when"), value=measure.text.criterion, lang="zh-Hans"),
        Pair(label=_("Answer"), value=_answer_words(answer, measure)),
        *(answer_fields.beside_pairs(answer) if answer else ()),
        *case_pairs.promised(measure),
        Pair(label=_("Claim"), value=_claim_words(claim)),
        *case_pairs.sent_back(measure),
        *case_pairs.indicator(measure),
        Pair(label=_("Evidence"), value=evidence.of_measure(measure)),
    ]
    return [pair for pair in found if pair.value]


def _answer_words(answer: Answer | None, measure: Measure) -> str:
    if answer is None:
        return _("none yet")
    now = measure.promised_on
    day = _("by %(day)s") % {"day": now.isoformat()} if now and answer.promised_on else ""
    return " · ".join(part for part in (str(answer.get_attitude_display()), day, answer.text) if part)


def _claim_words(claim: Claim | None) -> str:
    return f"{claim.claimed_on.isoformat()} · {claim.text}" if claim else ""
