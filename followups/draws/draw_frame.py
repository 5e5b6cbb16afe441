"""Which closed cases a draw is made from: the plan of a draw, and every case that it meets, left out with its reason or sorted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from followups.draws import draw_record
from followups.draws.draw_reach import Reach
from followups.models import Exclusion, LookBack
from organs import days
from organs.models import Department, Procuratorate
from suggestions.models import Measure, Suggestion
from suggestions.rules import kinds
from suggestions.rules.states import MEASURE

STATES = tuple(state for state in MEASURE if "holds" in MEASURE[state].sets)
UNJUDGED = "unjudged"


@dataclass(frozen=True, kw_only=True)
class DrawPlan:
    """What a supervisor decides before a draw; `by_hand` holds reasons by the ids of the cases that are left out."""

    procuratorate: Procuratorate
    department: Department | None = None
    with_below: bool = False
    closed_from: date
    closed_to: date
    types: tuple[str, ...]
    states: tuple[str, ...] = STATES
    recent_days: int
    strata: tuple[str, ...] = ()
    size: int
    look_back_on: date
    by_hand: Mapping[int, str] = field(default_factory=dict)

    @property
    def reach(self) -> Reach:
        department_id = self.department.pk if self.department else None
        return Reach(procuratorate_id=self.procuratorate.pk, department_id=department_id, with_below=self.with_below)


@dataclass(frozen=True, kw_only=True)
class FrameCase:
    """One closed case that the plan meets: its stratum, and why it is left out, when it is."""

    suggestion: Suggestion
    stratum: str
    exclusion: str = ""
    because: str = ""

    @property
    def suggestion_id(self) -> int:
        return self.suggestion.pk


@dataclass(frozen=True, kw_only=True)
class DrawFrame:
    """All cases that a plan meets, in the order of their ids."""

    plan: DrawPlan
    cases: tuple[FrameCase, ...]

    @property
    def within(self) -> list[FrameCase]:
        return [case for case in self.cases if not case.exclusion]

    @property
    def left_out(self) -> list[FrameCase]:
        return [case for case in self.cases if case.exclusion]

    @property
    def sizes(self) -> dict[str, int]:
        """Returns how many cases each stratum holds."""
        return dict(Counter(case.stratum for case in self.within))

    @property
    def digest(self) -> str:
        """Returns what a confirmation is given over: the plan and every case of the frame."""
        return draw_record.digest(self.plan, self.cases)


def of(plan: DrawPlan, *, origin: str, on: date) -> DrawFrame:
    """Returns the frame of a plan as it is on a day."""
    last = LookBack.objects.filter(suggestion=OuterRef("pk")).order_by("-looked_on").values("looked_on")[:1]
    found = cases(plan, origin=origin).annotate(last_looked_on=last).select_related("procuratorate", "unit", "letter")
    return DrawFrame(plan=plan, cases=tuple(_case(plan, row, on) for row in found.order_by("pk")))


def cases(plan: DrawPlan, *, origin: str) -> QuerySet[Suggestion]:
    """Returns the closed cases that a plan meets, before anything is left out."""
    kept = Measure.objects.filter(suggestion_id=OuterRef("pk"), state__in=plan.states)
    return Suggestion.objects.filter(
        _within(plan),
        Exists(kept),
        origin=origin,
        case_state="closed",
        document_state="served",
        closed_on__range=(plan.closed_from, plan.closed_to),
        kind__in=[key for type_ in plan.types for key in kinds.of_type(type_)],
    )


def _within(plan: DrawPlan) -> Q:
    place = plan.procuratorate
    if plan.with_below:
        return Q(**{f"anc{place.depth}": place.pk})
    if plan.department:
        return Q(procuratorate=place, department=plan.department)
    return Q(procuratorate=place)


def _case(plan: DrawPlan, row: Suggestion, on: date) -> FrameCase:
    exclusion, because = next(_exclusions(plan, row, on), ("", ""))
    return FrameCase(suggestion=row, stratum=stratum(row, plan.strata), exclusion=exclusion, because=because)


def _exclusions(plan: DrawPlan, row: Suggestion, on: date) -> Iterator[tuple[str, str]]:
    """Yields what speaks against a case, the facts before what was decided by hand."""
    if row.last_looked_on and row.last_looked_on > days.later(on, days=-plan.recent_days):
        yield Exclusion.RECENT, row.last_looked_on.isoformat()
    if row.look_back_on and row.look_back_on <= plan.look_back_on:
        yield Exclusion.PLANNED, row.look_back_on.isoformat()
    if because := plan.by_hand.get(row.pk, "").strip():
        yield Exclusion.BY_HAND, because


def stratum(row: Suggestion, strata: tuple[str, ...]) -> str:
    """Returns the name of the stratum of a case: what it is by each of the marks, in their order."""
    marks = {
        "type": str(row.family.type),
        "county": row.procuratorate.code,
        "risk": row.closing_findings.get("risk") or UNJUDGED,
    }
    return "/".join(marks[name] for name in strata)
