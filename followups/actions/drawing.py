"""Draws closed cases for looking back: frame, seed and every case are kept, the drawn ones get their day, their office is told."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followups.actions import closing
from followups.draws import draw_frame, draw_reach, draw_record
from followups.draws.draw_frame import STATES, DrawFrame, DrawPlan
from followups.models import Draw, DrawnCase, Standing
from followups.rules import sampling
from followups.rules.draw_strata import MARKS
from followups.rules.sampling import FrameRow
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused, Stale
from suggestions.actions import calendar_locks, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Suggestion
from suggestions.rules.kinds import TYPE_LABELS
from suggestions.rules.lifecycle import TABLE

SEED_BYTES = 16
LONGEST_SEED = 64


def preview(*, access: Access, plan: DrawPlan, on: date) -> DrawFrame:
    """Returns the frame of a plan before the draw, after checking who may draw there; nothing is kept."""
    draw_reach.require_reach(access=access, reach=plan.reach)
    _require_plan(plan, on=on)
    return draw_frame.of(plan, origin=access.origin, on=on)


def allocation(frame: DrawFrame) -> dict[str, int]:
    """Returns how the sample is shared out among the strata. Raises Refused with the sizes that are possible."""
    try:
        return sampling.allocate(frame.sizes, size=frame.plan.size)
    except sampling.ImpossibleSize as impossible:
        if not impossible.most:
            raise Refused(_("No case is left in the frame. Choose a longer period or leave out less.")) from impossible
        raise Refused(
            _("Draw %(least)d to %(most)d cases: each stratum gives at least one, and no more than it has.")
            % {"least": impossible.least, "most": impossible.most},
            field="size",
        ) from impossible


def draw(
    *, access: Access, at: datetime, plan: DrawPlan, expected_digest: str, seed: str = "", seed_from: str = ""
) -> Draw:
    """Draws by the plan that was previewed; `expected_digest` is the digest of the frame that was confirmed.

    Without a seed the system makes one now, from the entropy of the operating system. Raises NotAllowed, Refused for a
    plan that cannot be, Stale when the frame is no longer the one that was seen: somebody else drew or looked back.
    """
    on = clock.civil_day(at)
    _require_seed(seed, seed_from)
    with transaction.atomic():
        draw_reach.require_reach(access=access, reach=plan.reach)
        _require_plan(plan, on=on)
        _lock(draw_frame.cases(plan, origin=access.origin))
        frame = draw_frame.of(plan, origin=access.origin, on=on)
        if frame.digest != expected_digest:
            raise Stale(_("The frame changed since you saw it. Look at it as it is now, then draw."))
        allocation(frame)
        kept = _keep(access=access, at=at, frame=frame, seed=seed.strip(), seed_from=seed_from.strip())
        _plan_look_backs(access=access, at=at, kept=kept)
    return kept


def _lock(found: QuerySet[Suggestion]) -> None:
    """Locks every case of the frame, in the order of their ids: two draws from the same cases come one after the other."""
    calendar_locks.while_counting()
    list(found.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _require_plan(plan: DrawPlan, *, on: date) -> None:
    if plan.closed_to < plan.closed_from:
        raise Refused(_("The period ends before it begins."), field="closed_to")
    days.require(plan.closed_to, meaning=DayMeaning.PAST, today=on, field="closed_to")
    if plan.look_back_on <= on:
        raise Refused(_("Set a day after today for the look-back."), field="look_back_on")
    days.require(plan.look_back_on, meaning=DayMeaning.COMING, today=on, field="look_back_on")
    days.require(plan.closed_from, meaning=DayMeaning.PAST, today=on, field="closed_from")
    if not plan.types or not set(plan.types) <= set(TYPE_LABELS):
        raise Refused(_("Choose at least one type."), field="types")
    if not plan.states or not set(plan.states) <= set(STATES):
        raise Refused(_("Choose at least one state of the measures."), field="states")
    if not set(plan.strata) <= set(MARKS):
        raise Refused(_("Choose among the marks that are offered."), field="strata")
    if plan.size < 1:
        raise Refused(_("Draw at least one case."), field="size")


def _require_seed(seed: str, seed_from: str) -> None:
    if len(seed.strip()) > LONGEST_SEED:
        raise Refused(_("A seed has at most %(most)d characters.") % {"most": LONGEST_SEED}, field="seed")
    if bool(seed.strip()) != bool(seed_from.strip()):
        raise Refused(
            _("A given seed says where it comes from, so that nobody could have chosen it; else leave both empty."),
            field="seed_from" if seed.strip() else "seed",
        )


def _keep(*, access: Access, at: datetime, frame: DrawFrame, seed: str, seed_from: str) -> Draw:
    plan, seed = frame.plan, seed or secrets.token_hex(SEED_BYTES)
    kept = Draw.objects.create(
        procuratorate=plan.procuratorate,
        department=plan.department,
        with_below=plan.with_below,
        origin=access.origin,
        closed_from=plan.closed_from,
        closed_to=plan.closed_to,
        types=[*plan.types],
        states=[*plan.states],
        recent_days=plan.recent_days,
        strata=[*plan.strata],
        size=plan.size,
        look_back_on=plan.look_back_on,
        seed=seed,
        seed_from=seed_from,
        algorithm=sampling.ALGORITHM,
        digest=draw_record.digest(plan, frame.cases, seed=seed, seed_from=seed_from, algorithm=sampling.ALGORITHM),
        drawn_by_id=access.person_id,
        drawn_at=at,
        drawn_on=clock.civil_day(at),
    )
    DrawnCase.objects.bulk_create(_rows(kept, frame))
    return kept


def _rows(kept: Draw, frame: DrawFrame) -> Iterable[DrawnCase]:
    for case in frame.left_out:
        yield DrawnCase(
            draw=kept,
            suggestion_id=case.suggestion_id,
            standing=Standing.EXCLUDED,
            stratum=case.stratum,
            exclusion=case.exclusion,
            because=case.because,
        )
    rows = [FrameRow(key=case.suggestion_id, stratum=case.stratum) for case in frame.within]
    for row in sampling.draw(rows, seed=kept.seed, size=kept.size):
        yield DrawnCase(
            draw=kept,
            suggestion_id=row.key,
            standing=Standing.DRAWN if row.is_drawn else Standing.IN_FRAME,
            stratum=row.stratum,
            sha256=row.sha256,
            rank=row.rank,
        )


def _plan_look_backs(*, access: Access, at: datetime, kept: Draw) -> None:
    """Gives each drawn case its day; the event repeats the digest of the draw, and tells the handling office."""
    on = clock.civil_day(at)
    for case in kept.cases.drawn().select_related("suggestion__procuratorate").order_by("suggestion_id"):
        suggestion = case.suggestion
        event = ledger.take(
            step=TABLE["case.draw"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            details={
                "draw": kept.pk,
                "drawn_by": kept.procuratorate.name,
                "look_back_on": kept.look_back_on.isoformat(),
            },
            digest=kept.digest,
            values={"look_back_on": kept.look_back_on},
        )
        closing.set_look_back(suggestion=suggestion, event=event, on=on, due_on=kept.look_back_on)
