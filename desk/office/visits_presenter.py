"""Visits and talks as the page of a suggestion shows them: the planned with what may be done, the held with what was found."""

from dataclasses import dataclass

from django.urls import reverse

from desk.components import Action, Pair
from desk.steps.forms.visits import plan_pairs
from desk.steps.registry import Offer
from followups.models import Visit
from organs import clock
from suggestions.models import Suggestion


@dataclass(frozen=True, kw_only=True)
class VisitCard:
    """One visit: the row, its plan, its buttons, and the address of its pack where it can still be used."""

    row: Visit
    pairs: list[Pair]
    actions: list[Action]
    pack: str
    is_late: bool


def cards(suggestion: Suggestion, offers: list[Offer]) -> list[VisitCard]:
    """Returns the visits of a suggestion in the order of their days."""
    rows = suggestion.visits.select_related("document", "recorded_by").prefetch_related(
        "people", "former_days", "looks__measure__text", "signatures"
    )
    return [_shown(row, offers) for row in rows]


def _shown(row: Visit, offers: list[Offer]) -> VisitCard:
    own = [offer for offer in offers if offer.step.track == "visit" and offer.subject == row]
    is_planned = row.state == "planned"
    return VisitCard(
        row=row,
        pairs=plan_pairs(row) if row.state != "held" else [],
        actions=[Action(label=offer.label, href=offer.href) for offer in own if not offer.hindrance],
        pack=reverse("visit-pack", args=[row.pk]) if is_planned else "",
        is_late=row.is_late(on=clock.today()),
    )
