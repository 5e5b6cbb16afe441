"""The desk: what waits for me by date, what waits for others on my cases, and what was told to me."""

from collections import defaultdict
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import wording
from desk.case import inbox, my_tasks, waiting
from desk.case.my_tasks import MyTask
from desk.case.waiting import Wait
from desk.components import Due, Group
from desk.guards import office_only, signed_in
from desk.request import Request
from followups.draws.draw_reach import reaches
from notices.actions import delivering
from organs import clock
from organs.roles import OPENING
from suggestions.models import Suggestion
from suggestions.rules import relations

NOTICES = 12


@office_only
def desk(request: Request) -> HttpResponse:
    """The first page of the prosecutors' side."""
    today = clock.today()
    lines = list(my_tasks.lines(request.access))
    mine = [line for line in lines if line.is_mine]
    others = [line for line in lines if not line.is_mine]
    unread = inbox.unread(request.access)[:NOTICES]
    return render(
        request,
        "office/desk.html",
        {
            "mine": _groups(mine, today),
            "others": _groups(others, today),
            "count": len(mine),
            "notices": [inbox.entry_of(notice, today=today, is_unit=False) for notice in unread],
            "notices_left": max(0, request.inbox_count - NOTICES),
            "may_open": request.access.has(*OPENING),
            "draws_cases": bool(reaches(request.access)),
            "reviews_filings": bool(request.access.holding(*relations.HIGHER_ROLES)),
            "is_full": len({line.suggestion.pk for line in lines}) >= my_tasks.MOST,
        },
    )


@signed_in
@require_POST
def read_notices(request: Request) -> HttpResponse:
    """Marks what was told as read."""
    count = delivering.mark_read(access=request.access, at=clock.now())
    messages.success(request, _("%(count)d notices marked as read.") % {"count": count})
    return redirect("desk" if request.access.is_office else "portal")


def _groups(lines: list[MyTask], today: date) -> list[Group]:
    """Returns the lines by nearness: overdue, this week, later, without a day."""
    week = today + timedelta(days=7)
    parts: dict[str, list[MyTask]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.wait.due_on or date.max, -line.suggestion.pk)):
        due = line.wait.due_on
        name = "none" if due is None else "late" if due < today else "week" if due <= week else "later"
        parts[name].append(line)
    labels = {
        "late": (_("Late"), _("the day has passed")),
        "week": (_("Within 7 days"), _("today included")),
        "later": (_("Later"), ""),
        "none": (_("No day set"), _("as soon as possible")),
    }
    return [
        Group(
            label=labels[name][0],
            note=labels[name][1],
            lines=[_due_line(line, today) for line in parts[name]],
            is_late=name == "late",
        )
        for name in labels
        if parts[name]
    ]


def _due_line(line: MyTask, today: date) -> Due:
    suggestion, wait = line.suggestion, line.wait
    number = suggestion.letter.document_number if suggestion.letter else ""
    parts = [suggestion.title, suggestion.unit.name, number]
    return Due(
        title=wait.what,
        href=where(wait, suggestion),
        note=" · ".join(part for part in parts if part),
        day=wait.due_on,
        day_words=wording.from_today(wait.due_on, today) if wait.due_on else "",
        day_href=reverse("clock", args=[wait.clock.pk]) if wait.clock else "",
        why=waiting.who_words(wait, suggestion),
        is_late=bool(wait.due_on and wait.due_on < today),
    )


def where(wait: Wait, suggestion: Suggestion) -> str:
    """Returns the page at which a wait is best begun."""
    if suggestion.document_state == "draft":
        return reverse("draft", args=[suggestion.pk])
    if wait.step == "document.pass":
        return reverse("review", args=[suggestion.pk])
    if wait.step == "visit.record":
        return reverse("suggestion", args=[suggestion.pk]) + "#visits"
    return reverse("suggestion", args=[suggestion.pk])
