"""Pages for the calendar that terms are counted on: one year at a time, entered from the State Council's notice.

The nation's days are changed at the top; elsewhere they are read, and days of the own region are entered.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.request import Request
from desk.setup import calendar_changes, proposal_words, scope
from desk.setup.forms.calendar import DaysForm, PublishForm, RemoveDaysForm
from organs import clock, days, permissions
from organs.access import Access
from organs.models import Procuratorate, Proposal, ProposalKind
from organs.words import Words
from suggestions.access import calendar_regions
from suggestions.actions import calendars as actions
from suggestions.actions.wanted_changes import DaysChange, NoticeChange
from suggestions.models import CalendarDay, CalendarYear
from suggestions.rules import rest_days

FIRST_YEAR, YEARS_BACK, YEARS_AHEAD = 2004, 3, 3


@dataclass(frozen=True, kw_only=True)
class DayRun:
    """Days in a row that are the same: what a line of the notice says."""

    first: CalendarDay
    last: CalendarDay
    kind: Words
    name: str
    may_change: bool


def page_of(year: int) -> str:
    return reverse("setup-calendar-year", args=[year])


def trail(year: int) -> list[tuple[str, str]]:
    return [(_("Calendar"), reverse("setup-calendar")), (str(year), page_of(year))]


@require_safe
@scope.administrators_only
def current(request: Request) -> HttpResponse:
    """Leads to the present year."""
    return redirect(page_of(clock.today().year))


@require_safe
@scope.administrators_only
def shown(request: Request, year: int) -> HttpResponse:
    """The days of a year that are not what their weekday says, and whether the year's notice is entered."""
    _require_year(year)
    published = set(CalendarYear.objects.values_list("year", flat=True))
    nearest = range(max(FIRST_YEAR, year - YEARS_BACK), min(year, clock.today().year) + YEARS_AHEAD + 1)
    context = {
        "year": year,
        "runs": runs(CalendarDay.objects.filter(day__year=year).order_by("region", "day"), access=request.access),
        "notice": CalendarYear.objects.filter(year=year).first(),
        "years": [(each, page_of(each), each in published) for each in nearest],
        "is_top": permissions.administers_all(request.access),
        "regions": list(calendar_regions.regions(request.access)),
        "keepers": _keepers(request.access),
        "waiting": _waiting(request.access, year),
    }
    return render(request, "setup/calendar.html", context)


def _keepers(access: Access) -> list[str]:
    """Returns the procuratorates whose administrators keep the national calendar."""
    rows = Procuratorate.objects.current().filter(depth=1, parent_known=True, origin=access.origin)
    return list(rows.order_by("code").values_list("name", flat=True))


def _waiting(access: Access, year: int) -> list[tuple[Proposal, str]]:
    """Returns what was proposed for the year and waits for a second administrator, of what the person may see."""
    rows = permissions.proposals_open_to(access).filter(kind=ProposalKind.CALENDAR, outcome="", content__year=year)
    return [(each, proposal_words.what(each)) for each in rows.order_by("id")]


def runs(rows: Iterable[CalendarDay], *, access: Access) -> list[DayRun]:
    """Joins days that follow one another and are the same; ordered by region, then by day."""
    found: list[list[CalendarDay]] = []
    for row in rows:
        before = found[-1][-1] if found else None
        is_next = before is not None and row.day == days.later(before.day, days=1)
        if is_next and (row.kind, row.name, row.region) == (before.kind, before.name, before.region):
            found[-1].append(row)
        else:
            found.append([row])
    changeable = {
        region: calendar_regions.may_change(access, region=region) for region in {run[0].region for run in found}
    }
    return [
        DayRun(
            first=run[0],
            last=run[-1],
            kind=rest_days.DAY_KIND_LABELS[rest_days.DayKind(run[0].kind)],
            name=rest_days.holiday_label(run[0].name),
            may_change=changeable[run[0].region],
        )
        for run in found
    ]


def _require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= clock.today().year + YEARS_AHEAD:
        raise Http404


def _run_asked(request: Request, year: int) -> dict[str, object]:
    """Returns the facts of the run that the address names by its first day, for a form; else the own region."""
    key = request.GET.get("run", "")
    rows = CalendarDay.objects.filter(day__year=year).order_by("region", "day")
    asked = [run for run in runs(rows, access=request.access) if str(run.first.pk) == key] if key else []
    if not asked:
        own = [] if permissions.administers_all(request.access) else list(calendar_regions.regions(request.access))
        return {"region": own[0] if own else ""}
    first, last = asked[0].first, asked[0].last
    return {"first": first.day, "last": last.day, "kind": first.kind, "name": first.name, "region": first.region}


def _lede(year: int, words: str) -> str:
    if CalendarYear.objects.filter(year=year).exists():
        return (
            words
            + " "
            + _("Days of this year are final: you see what would move, and a second administrator confirms.")
        )
    return words + " " + _("The notice of this year is not entered yet: until then these days count for nothing.")


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def enter(request: Request, year: int) -> HttpResponse:
    """Enters a run of days as the notice states it, or changes one that is there."""
    _require_year(year)
    return calendar_changes.form_page(
        request,
        DaysForm(request.POST or None, initial=_run_asked(request, year)),
        change=lambda cleaned: DaysChange(year=year, **_facts(cleaned)),
        send=lambda cleaned, mark: actions.enter_days(
            access=request.access, at=clock.now(), year=year, expected_change=mark or None, **_facts(cleaned)
        ),
        title=_("Enter days"),
        lede=_lede(year, _("Ordinary weekends need no entry. What is entered twice is changed.")),
        submit=_("Go on"),
        done=_("The days are entered."),
        back=page_of(year),
        trail=trail(year),
    )


def _facts(cleaned: dict[str, object]) -> dict[str, object]:
    facts = {name: value for name, value in cleaned.items() if name != "expected_change"}
    return facts | {"last": cleaned["last"] or cleaned["first"]}


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def remove(request: Request, year: int) -> HttpResponse:
    """Takes days out, all of a run or some."""
    _require_year(year)
    return calendar_changes.form_page(
        request,
        RemoveDaysForm(request.POST or None, initial=_run_asked(request, year)),
        change=lambda cleaned: DaysChange(year=year, **_facts(cleaned)),
        send=lambda cleaned, mark: actions.remove_days(
            access=request.access, at=clock.now(), year=year, expected_change=mark or None, **_facts(cleaned)
        ),
        title=_("Take days out"),
        lede=_lede(year, _("They will then be what their weekday says.")),
        submit=_("Go on"),
        done=_("The days are taken out."),
        back=page_of(year),
        trail=trail(year),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def publish(request: Request, year: int) -> HttpResponse:
    """Shows which live due days the notice would move, and proposes that the year is entered whole; at the top only."""
    _require_year(year)
    if not permissions.administers_all(request.access):
        messages.info(request, _("Only administrators at the top enter the notice of a year."))
        return redirect(page_of(year))
    known = CalendarYear.objects.filter(year=year).first()
    return calendar_changes.form_page(
        request,
        PublishForm(request.POST or None, initial={"source": known.source if known else ""}),
        change=lambda cleaned: NoticeChange(year=year, source=cleaned["source"]),
        send=lambda cleaned, mark: actions.publish_year(
            access=request.access, at=clock.now(), year=year, source=cleaned["source"], expected_change=mark or None
        ),
        title=_("The notice for %(year)s is entered") % {"year": year},
        lede=_("Due days that fall in this year are final from then on."),
        submit=_("Go on"),
        done="",
        back=page_of(year),
        trail=trail(year),
    )
