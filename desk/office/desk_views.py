"""The desk: what waits for me by date, what waits for others on my cases, and what was told to me."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import wording
from desk.case import inbox, my_tasks
from desk.case.my_tasks import MyTask
from desk.case.waiting import Wait
from desk.components import Due, Group
from desk.guards import office_only, signed_in
from desk.lists import addresses
from desk.office import away_presenter
from desk.office.away_presenter import AbsenceRow
from desk.request import Request
from followups.draws.draw_reach import reaches
from followups.models import Circular
from followups.rules import guidance
from notices.actions import delivering
from organs import clock
from organs.access import Access
from organs.actions import proposals
from organs.models import Absence
from organs.roles import OPENING
from suggestions.models import Clue, Suggestion
from suggestions.rules import clues, relations

NOTICES = 12
# What the desk says of a wait beside the case: why a draft came back, what failed at service.
SAYS_WHY = frozenset({"document.settle_return", "document.serve"})
# Lines of a group that are seen before it is unfolded; what is further away is folded whole.
AT_ONCE = {"late": 5, "week": 5, "later": 0, "none": 3}


# Lines by nearness, in the order of AT_ONCE.
type Parts = dict[str, list[MyTask]]


@dataclass(frozen=True, kw_only=True)
class DayChoice:
    """A part of what waits that can be seen alone."""

    label: str
    count: int
    href: str
    is_chosen: bool


@office_only
def desk(request: Request) -> HttpResponse:
    """The first page of the prosecutors' side: what waits by day, `?day=` one part of it alone; all else is folded.

    A day that is none, and any other condition, is named, and nothing is shown in its place.
    """
    chosen = request.GET.get("day", "")
    faults = addresses.faults(request.GET, known=["day"], unread=["day"] if chosen and chosen not in AT_ONCE else ())
    today = clock.today()
    lines = [] if faults.words else list(my_tasks.lines(request.access))
    nobodys = [line for line in lines if line.is_nobodys]
    mine = _by_nearness([line for line in lines if line.is_mine and not line.is_nobodys], today)
    others = [line for line in lines if not line.is_mine]
    days = _days(mine, chosen)
    deciding = proposals.waiting_for(request.access)
    to_assess = Clue.objects.to_assess(request.access)
    instructions = list(to_assess.filter(instructed_by__isnull=False).select_related("instructed_by"))
    clues_waiting = to_assess.filter(instructed_by=None).count()
    circulars_waiting = Circular.objects.to_acknowledge(request.access).count()
    unread = inbox.unread(request.access)[:NOTICES]
    return render(
        request,
        "office/desk.html",
        {
            "faults": faults,
            "away": _away(request.access, today),
            "nobodys": _groups(_by_nearness(nobodys, today), today),
            "mine": _groups(mine, today, chosen),
            "days": days,
            "others": _groups(_by_nearness(others, today), today, folds=False),
            "others_count": len(others),
            "count": days[0].count + len(nobodys) + deciding + clues_waiting + len(instructions) + circulars_waiting,
            "deciding": deciding,
            "clues_waiting": clues_waiting,
            "instructions": instructions,
            "circulars_waiting": circulars_waiting,
            "reads_guidance": bool(request.access.holding(*guidance.READING)),
            "sees_clues": bool(request.access.holding(*clues.SEEING)),
            "notices": [inbox.entry_of(notice, today=today, is_unit=False) for notice in unread],
            "unread": request.inbox_count,
            "notices_left": max(0, request.inbox_count - NOTICES),
            "may_open": request.access.has(*OPENING),
            "draws_cases": bool(reaches(request.access)),
            "reviews_filings": bool(request.access.holding(*relations.HIGHER_ROLES)),
            "is_full": len({line.suggestion.pk for line in lines}) >= my_tasks.MOST,
        },
        status=faults.status,
    )


def _away(access: Access, today: date) -> list[AbsenceRow]:
    """Returns what the desk says first: the own absence that runs, what came meanwhile, and for whom the person stands in."""
    own = Q(person=access.person_id, taken_back_at__isnull=True, first_on__lte=today)
    rows = Absence.objects.filter(own | Q(pk__in=[each.absence_id for each in access.stand_ins]))
    found = rows.select_related("person", "procuratorate").prefetch_related("deputies__person")
    return away_presenter.rows([each for each in found if not each.never_began], access=access, today=today)


@signed_in
@require_POST
def read_notices(request: Request) -> HttpResponse:
    """Marks what was told as read."""
    count = delivering.mark_read(access=request.access, at=clock.now())
    messages.success(request, _("%(count)d notices marked as read.") % {"count": count})
    return redirect("desk" if request.access.is_office else "portal")


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "late": (_("Late"), _("the day has passed")),
        "week": (_("Within 7 days"), _("today included")),
        "later": (_("Later"), ""),
        "none": (_("No day set"), _("as soon as possible")),
    }


def _by_nearness(lines: list[MyTask], today: date) -> Parts:
    """Returns the lines by nearness, the nearest day first: overdue, this week, later, without a day."""
    week = today + timedelta(days=7)
    parts: dict[str, list[MyTask]] = {name: [] for name in AT_ONCE}
    for line in sorted(lines, key=lambda line: (line.wait.due_on or date.max, -line.suggestion.pk)):
        due = line.wait.due_on
        name = "none" if due is None else "late" if due < today else "week" if due <= week else "later"
        parts[name].append(line)
    return parts


def _groups(parts: Parts, today: date, chosen: str = "", *, folds: bool = True) -> list[Group]:
    """Returns the parts that have lines, or the chosen one alone and whole; what is more than a screen holds is folded."""
    groups = []
    for name, part in parts.items():
        if not part or (chosen and name != chosen):
            continue
        due = [_due_line(line, today) for line in part]
        shown = len(due) if chosen or not folds else AT_ONCE[name]
        label, note = _labels()[name]
        groups.append(Group(label=label, note=note, lines=due[:shown], more=due[shown:], is_late=name == "late"))
    return groups


def _days(parts: Parts, chosen: str) -> list[DayChoice]:
    """Returns the parts that may be seen alone, with their counts; first all of them."""
    counts = {name: len(part) for name, part in parts.items()}
    choices = [DayChoice(label=_("All"), count=sum(counts.values()), href=reverse("desk"), is_chosen=not chosen)]
    for name, (label, _note) in _labels().items():
        if counts[name] or name == chosen:
            href = f"{reverse('desk')}?day={name}"
            choices.append(DayChoice(label=label, count=counts[name], href=href, is_chosen=name == chosen))
    return choices


def _due_line(line: MyTask, today: date) -> Due:
    suggestion, wait = line.suggestion, line.wait
    number = suggestion.letter.document_number if suggestion.letter else ""
    parts = [suggestion.title, suggestion.unit.name, number]
    if line.away:
        parts.insert(0, _("for %(name)s, who is away") % {"name": line.away})
    if wait.step in SAYS_WHY:
        parts.append(str(wait.note))
    return Due(
        title=wait.what,
        href=_hand_over(suggestion) if line.is_nobodys and wait.relation == "handling" else where(wait, suggestion),
        note=" · ".join(part for part in parts if part),
        day=wait.due_on,
        day_words=wording.from_today(wait.due_on, today) if wait.due_on else "",
        day_href=reverse("clock", args=[wait.clock.pk]) if wait.clock else "",
        why=line.who,
        is_late=bool(wait.due_on and wait.due_on < today),
    )


def _hand_over(suggestion: Suggestion) -> str:
    return reverse("step", args=[suggestion.pk, "case.hand_over", 0])


def where(wait: Wait, suggestion: Suggestion) -> str:
    """Returns the page at which a wait is best begun."""
    if wait.step == "investigation.decide":
        return reverse("suggestion", args=[suggestion.pk]) + "#investigation"
    if wait.relation in {"draft_chief", "draft_secretary"}:
        return reverse("suggestion", args=[suggestion.pk]) + "#recusals"
    if suggestion.document_state == "draft":
        return reverse("draft", args=[suggestion.pk])
    if wait.step == "document.serve" or wait.step.startswith("paper.make."):
        return reverse("step", args=[suggestion.pk, wait.step, 0])
    if wait.step == "document.pass":
        return reverse("review", args=[suggestion.pk])
    if wait.step == "visit.record":
        return reverse("suggestion", args=[suggestion.pk]) + "#visits"
    return reverse("suggestion", args=[suggestion.pk])
