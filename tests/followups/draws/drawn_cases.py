"""Closed cases made row by row, and draws from them by the real action: only the drawing is tested with them."""

from types import SimpleNamespace

from followups.actions import drawing
from followups.draws.draw_frame import DrawPlan
from followups.models import Draw, DrawnCase, Standing
from followups.rules import sampling
from organs.models import Person
from suggestions.models import Suggestion
from tests.factories import access, at, later
from tests.insights import worlds

ON = later(300)
BY = later(360)


def closed(w: SimpleNamespace, *, measures: tuple[str, ...] = ("verified",), risk: str = "", **facts) -> Suggestion:
    """Returns a closed case whose look-back is planned far ahead."""
    facts = {
        "case_state": "closed",
        "closed_on": later(30),
        "look_back_on": later(700),
        "closing_findings": {"risk": risk} if risk else {},
        **facts,
    }
    suggestion = worlds.letter(w, **facts)
    for state in measures:
        worlds.measure(suggestion, state)
    return suggestion


def plan(w: SimpleNamespace, **facts) -> DrawPlan:
    facts = {
        "procuratorate": w.county,
        "closed_from": later(0),
        "closed_to": later(200),
        "types": ("public_interest", "social_governance"),
        "recent_days": 180,
        "size": 2,
        "look_back_on": BY,
        **facts,
    }
    return DrawPlan(**facts)


def draw(w: SimpleNamespace, who: Person | None = None, *, seed: str = "", seed_from: str = "", **facts) -> Draw:
    """Previews and draws, as a supervisor does."""
    by = access(who or w.manager, ON)
    planned = plan(w, **facts)
    expected_digest = drawing.preview(access=by, plan=planned, on=ON).digest
    return drawing.draw(
        access=by, at=at(ON), plan=planned, expected_digest=expected_digest, seed=seed, seed_from=seed_from
    )


def row_of(w: SimpleNamespace, suggestion: Suggestion, **facts) -> DrawnCase:
    """Writes a draw of one case row by row: what is reviewed or looked back at needs one, and not how it came about."""
    given = {
        "procuratorate": w.county,
        "origin": suggestion.origin,
        "closed_from": later(0),
        "closed_to": later(200),
        "types": ["social_governance"],
        "states": ["verified"],
        "recent_days": 180,
        "strata": [],
        "size": 1,
        "look_back_on": BY,
        "seed": "1",
        "algorithm": sampling.ALGORITHM,
        "digest": "0" * 64,
        "drawn_by": w.manager,
        "drawn_at": at(ON),
        "drawn_on": ON,
        **facts,
    }
    return DrawnCase.objects.create(
        draw=Draw.objects.create(**given), suggestion=suggestion, standing=Standing.DRAWN, sha256="0" * 64, rank=1
    )
