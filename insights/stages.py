"""The stages by which suggestions are looked for: one row is one stage, with its group in the form, its words and its condition."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from insights import conditions
from organs.words import Words
from suggestions.models import Measure
from suggestions.rules import states


@dataclass(frozen=True, kw_only=True)
class FilterStage:
    """One stage on one axis of a suggestion."""

    label: Words
    where: Q


DOCUMENT_STAGES = {
    f"document.{state}": FilterStage(label=row.label, where=Q(document_state=state))
    for state, row in states.DOCUMENT.items()
}
# Before service no reply is due, and nobody looks for that.
REPLY_STAGES = {
    f"reply.{state}": FilterStage(label=row.label, where=conditions.SERVED & Q(reply_state=state))
    for state, row in states.REPLY.items()
    if state != "not_due"
}
CASE_STAGES = {
    "objection.open": FilterStage(label=_("Objection not decided"), where=conditions.OBJECTION_OPEN),
    "measure.rebounded": FilterStage(
        label=_("A measure rebounded"),
        where=Q(Exists(Measure.objects.filter(suggestion_id=OuterRef("pk"), state="rebounded"))),
    ),
    "case.open": FilterStage(label=_("Open"), where=conditions.EVER_ISSUED & Q(case_state="open")),
    "case.again": FilterStage(label=_("Reopened"), where=Q(case_state="open", round__gt=1)),
    "case.closed": FilterStage(label=_("Closed"), where=Q(case_state="closed")),
    "examination.running": FilterStage(
        label=_("Examination running"), where=Q(examination_state__in=sorted(states.EXAMINATION.of("under way")))
    ),
    "examination.sued": FilterStage(label=_("Suit brought"), where=Q(examination_state="sued")),
}
GROUPS: tuple[tuple[Words, Mapping[str, FilterStage]], ...] = (
    (_("Letter"), DOCUMENT_STAGES),
    (_("Reply"), REPLY_STAGES),
    (_("Case"), CASE_STAGES),
)
STAGES = DOCUMENT_STAGES | REPLY_STAGES | CASE_STAGES
OPTIONS = [(group, [(key, stage.label) for key, stage in stages.items()]) for group, stages in GROUPS]
