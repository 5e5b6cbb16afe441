"""What stands beside the main line on a suggestion's page: opinions before issue, papers, corrections, escalations, draws, quality."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.components import NoticeBox, Pair
from desk.steps import registry
from followups.actions import collecting
from followups.models import Draw, DrawnCase, QualityReview
from followups.rules.review_sheet import GRADES
from organs.access import Access
from organs.origins import Origin
from organs.words import Words
from suggestions.documents import document_facts, routing
from suggestions.models import InvestigationAct, Suggestion
from suggestions.rules import case_papers, relations, states, unperformed


def rows(
    found: Suggestion, *, access: Access, visibility: relations.Visibility, offers: Iterable[registry.Offer]
) -> dict[str, object]:
    """Returns the rows that the reader is shown: opinions and undecided corrections are the case's own."""
    if found.origin == Origin.PUBLISHED:
        return {}
    is_internal = visibility >= relations.Visibility.INTERNAL
    corrections = found.corrections.select_related("letter", "decided_by")
    return {
        "opinions": found.opinions.all() if is_internal else [],
        **_papers(found, visibility),
        **_investigation(found, offers, is_internal=is_internal),
        "joint_signings": found.joint_signings.select_related("office", "signed_by"),
        **(_recusals(found) if is_internal else {}),
        **_unperformed(found, visibility),
        "awaited": _awaited(found) if is_internal else None,
        "corrections": corrections if is_internal else corrections.filter(state="made"),
        "escalations": found.escalations.all() if visibility >= relations.Visibility.OFFICE else [],
        "quality": _quality(found) if visibility >= relations.Visibility.OFFICE else [],
        "model_href": _model_href(found, access),
        "draws": _draws(found, access) if visibility >= relations.Visibility.OFFICE else [],
    }


def _recusals(found: Suggestion) -> dict[str, object]:
    """Returns who withdraws or was asked to; unfolded while one waits for its decision."""
    rows = list(found.recusals.select_related("person", "decided_by"))
    return {"recusals": rows, "is_recusal_open": any(row.state == "asked" for row in rows)}


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """One act of investigation, and where it may be struck out by who reads."""

    act: InvestigationAct
    strike_href: str


def _investigation(found: Suggestion, offers: Iterable[registry.Offer], *, is_internal: bool) -> dict[str, object]:
    """Returns the decision to investigate and what was done to find out, for the case's own people (P19 Art. 13-14)."""
    if not is_internal:
        return {}
    strikes = {offer.subject.pk: offer.href for offer in offers if offer.step.name == "inquiry.strike"}
    acts = found.investigation_acts.select_related("first", "second")
    decisions = list(found.investigations.select_related("asked_by", "decided_by"))
    is_asked = any(decision.state == "asked" for decision in decisions)
    return {
        "investigations": decisions,
        "is_investigation_open": is_asked
        or (bool(acts) and found.document_state in states.DOCUMENT.of("before issue")),
        "investigation_acts": [ActRow(act=act, strike_href=strikes.get(act.pk, "")) for act in acts],
        "has_report": bool(document_facts.reported_versions(found)),
    }


def _papers(found: Suggestion, visibility: relations.Visibility) -> dict[str, object]:
    """Returns the papers of the case that the reader is shown, and whether a court's case lacks every notice to a party."""
    papers = [paper for paper in found.papers.all() if visibility >= paper.row.shown_to.needs]
    for paper in papers:
        paper.suggestion = found
    is_missing = case_papers.owes_party_notice(
        kind=found.kind, state=found.document_state, made=[paper.kind for paper in papers]
    )
    return {"papers": papers, "party_notice_missing": is_missing}


@dataclass(frozen=True, kw_only=True)
class UnperformedRow:
    """One item of PIL21 Art. 82, and whether it was noted that it applies."""

    label: Words
    applies: bool


def _unperformed(found: Suggestion, visibility: relations.Visibility) -> dict[str, object]:
    """Returns what PIL21 Art. 82 lists, for a served letter of public interest, with what the office noted."""
    if found.kind not in case_papers.PIL or not found.served_on or visibility < relations.Visibility.OFFICE:
        return {}
    noted = document_facts.noted_unperformed(found)
    applying = set(noted.keys) if noted else set()
    rows = [UnperformedRow(label=row.label, applies=row.key in applying) for row in unperformed.ROWS]
    return {"unperformed": rows, "unperformed_count": len(applying), "noted_unperformed": noted}


def _quality(found: Suggestion) -> list[dict[str, object]]:
    """Returns the reviews of the letter's quality: the state, and once they have ended the grades that hold."""
    return [
        {
            "state_label": review.state_label,
            "grades": review.grades,
            "pairs": [
                *(
                    Pair(label=item.label, value=GRADES[review.grades[item.key]])
                    for item in review.items
                    if review.grades
                ),
                *(
                    [Pair(label=_("Decided by a third"), value=review.reasons, lang="zh-Hans")]
                    if review.reasons
                    else []
                ),
            ],
        }
        for review in QualityReview.objects.filter(suggestion=found)
    ]


def _model_href(found: Suggestion, access: Access) -> str:
    """Returns where a second person makes a model letter of it; "" where the reader may not."""
    if found.has_left and collecting.office_for(access, found):
        return reverse("model-letter-new", args=[found.pk])
    return ""


def _draws(found: Suggestion, access: Access) -> list[tuple[DrawnCase, str]]:
    """Returns the draws that drew the case; each with its page where the reader may open it: those below may not."""
    cases = list(found.draws.drawn().select_related("draw__procuratorate").order_by("draw_id"))
    if not cases:
        return []
    drawn = {case.draw_id for case in cases}
    open_to = set(Draw.objects.visible_to(access).filter(pk__in=drawn).values_list("pk", flat=True))
    return [(case, reverse("draw", args=[case.draw_id]) if case.draw_id in open_to else "") for case in cases]


def _awaited(found: Suggestion) -> NoticeBox | None:
    """Returns what Art. 3 still asks of another procuratorate, as a notice on the page."""
    words = routing.awaited(found)
    return NoticeBox(title=_("Another procuratorate has a say in this letter"), text=words) if words else None
