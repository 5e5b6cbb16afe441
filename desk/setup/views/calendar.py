"""Pages for the calendar that terms are counted on: one year at a time, entered from the State Council's notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.request import Request
from desk.setup import moved_days, saving, scope
from desk.setup.forms.shared import DaysForm, PublishForm, RemoveDaysForm
from organs import clock
from organs.refusals import Stale
from organs.words import Words
from suggestions.actions import calendars as actions
from suggestions.actions import recounting
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
        "runs": runs(CalendarDay.objects.filter(day__year=year).order_by("region", "day")),
        "notice": CalendarYear.objects.filter(year=year).first(),
        "years": [(each, page_of(each), each in published) for each in nearest],
    }
    return render(request, "setup/calendar.html", context)


def runs(rows: Iterable[CalendarDay]) -> list[DayRun]:
    """Joins days that follow one another and are the same; ordered by region, then by day."""
    found: list[list[CalendarDay]] = []
    for row in rows:
        before = found[-1][-1] if found else None
        is_next = before is not None and row.day == before.day + timedelta(days=1)
        if is_next and (row.kind, row.name, row.region) == (before.kind, before.name, before.region):
            found[-1].append(row)
        else:
            found.append([row])
    return [
        DayRun(
            first=run[0],
            last=run[-1],
            kind=rest_days.DAY_KIND_LABELS[rest_days.DayKind(run[0].kind)],
            name=rest_days.holiday_label(run[0].name),
        )
        for run in found
    ]


def _require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= clock.today().year + YEARS_AHEAD:
        raise Http404


def _run_asked(request: Request, year: int) -> dict[str, object]:
    """Returns the facts of the run that the address names by its first day, for a form; nothing when there is none."""
    key = request.GET.get("run", "")
    rows = CalendarDay.objects.filter(day__year=year).order_by("region", "day")
    asked = [run for run in runs(rows) if str(run.first.pk) == key] if key else []
    if not asked:
        return {}
    first, last = asked[0].first, asked[0].last
    return {"first": first.day, "last": last.day, "kind": first.kind, "name": first.name, "region": first.region}


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def enter(request: Request, year: int) -> HttpResponse:
    """Enters a run of days as the notice states it, or changes one that is there."""
    _require_year(year)
    return saving.form_page(
        request,
        DaysForm(request.POST or None, initial=_run_asked(request, year)),
        save=lambda cleaned: actions.enter_days(
            access=request.access, at=clock.now(), **cleaned | {"last": cleaned["last"] or cleaned["first"]}
        ),
        title=_("Enter days"),
        lede=_("Ordinary weekends need no entry. What is entered twice is changed."),
        submit=_("Enter"),
        done=_("The days are entered."),
        back=page_of(year),
        trail=trail(year),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def remove(request: Request, year: int) -> HttpResponse:
    """Takes days out, all of a run or some."""
    _require_year(year)
    return saving.form_page(
        request,
        RemoveDaysForm(request.POST or None, initial=_run_asked(request, year)),
        save=lambda cleaned: actions.remove_days(access=request.access, at=clock.now(), **cleaned),
        title=_("Take days out"),
        lede=_("They will then be what their weekday says."),
        submit=_("Take out"),
        done=_("The days are taken out."),
        back=page_of(year),
        trail=trail(year),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def publish(request: Request, year: int) -> HttpResponse:
    """Shows which live due days the notice would move; once they were seen, says that the year is entered whole."""
    _require_year(year)
    known = CalendarYear.objects.filter(year=year).first()
    rows = recounting.by_notice(year=year)
    mark = recounting.mark_of(rows)
    form = PublishForm(request.POST or None, initial={"source": known.source if known else "", "expected_change": mark})

    def save(cleaned: dict[str, object]) -> None:
        try:
            actions.publish_year(access=request.access, at=clock.now(), year=year, **cleaned)
        except Stale:
            form.data = form.data.dict() | {"expected_change": mark}  # what is shown now may be confirmed next
            raise

    return saving.form_page(
        request,
        form,
        save=save,
        title=_("The notice for %(year)s is entered") % {"year": year},
        lede=_("Due days that fall in this year are final from then on."),
        submit=_("Move these days and mark as entered") if any(row.moves for row in rows) else _("Mark as entered"),
        done=_("The year is marked as entered."),
        back=page_of(year),
        trail=trail(year),
        template="setup/calendar_publish.html",
        context=moved_days.shown(rows, access=request.access),
    )
