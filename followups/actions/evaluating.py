"""Records what the committee or a panel from outside says of the letters of a draw (P19 Art. 26)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from followups.models import Draw, Evaluation, Evaluator
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import NotAllowed, Refused
from organs.roles import Role

ASKED = {Evaluator.COMMITTEE: "number", Evaluator.PANEL: "capacities"}
RECORDS = {Evaluator.COMMITTEE: Role.COMMITTEE_SECRETARY, Evaluator.PANEL: Role.CASE_MANAGER}


@dataclass(frozen=True, kw_only=True)
class EvaluationDraft:
    """What was said: the report that was heard, what came of it, and by which decision or by people in which capacities."""

    held_on: date
    report: str
    result: str
    number: str = ""
    capacities: str = ""


def may_record(access: Access, *, draw: Draw, by: Evaluator) -> bool:
    """Tells whether a person records it: the secretary what the committee says, case management what a panel says."""
    return any(post.role == RECORDS[by] and post.procuratorate_id == draw.procuratorate_id for post in access.posts)


def record(*, access: Access, at: datetime, draw: Draw, by: Evaluator, draft: EvaluationDraft) -> Evaluation:
    """Keeps an evaluation. Raises NotAllowed, and Refused for a day before the draw or to come, or a missing number or capacity."""
    if not may_record(access, draw=draw, by=by):
        raise NotAllowed(_("The committee's secretary records what it says, case management what a panel says."))
    days.require(draft.held_on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="held_on")
    if draft.held_on < draw.drawn_on:
        raise Refused(_("This day lies before the draw."), field="held_on")
    texts = {name: getattr(draft, name).strip() for name in ("report", "result", ASKED[by])}
    for name, text in texts.items():
        if not text:
            raise Refused(_("This is asked for."), field=name)
    return Evaluation.objects.create(
        draw=draw, by=by, held_on=draft.held_on, recorded_by_id=access.person_id, recorded_at=at, **texts
    )
