"""Pages for the calendar that terms are counted on: one year at a time, entered from the State Council's notice."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.setup import saving, scope
from desk.setup.forms.shared import DayForm, DaysForm, PublishForm, SureForm
from organs import clock
from suggestions import rest_days
from suggestions.actions import calendars as actions
from suggestions.models import CalendarDay, CalendarYear

FIRST_YEAR, YEARS_AHEAD = 2004, 5


def page_of(year: int) -> str:
    return reverse("setup-calendar-year", args=[year])


def trail(year: int) -> list[tuple[str, str]]:
    return [(_("Calendar"), reverse("setup-calendar")), (str(year), page_of(year))]


@require_safe
@scope.administrators_only
def current(request: HttpRequest) -> HttpResponse:
    """Leads to the present year."""
    return redirect(page_of(clock.today().year))


@require_safe
@scope.administrators_only
def shown(request: HttpRequest, year: int) -> HttpResponse:
    """The days of a year that are not what their weekday says, and whether the year's notice is entered."""
    _require_year(year)
    rows = CalendarDay.objects.filter(day__year=year).order_by("day", "region")
    months = [(month, [_line(row) for row in days]) for month, days in groupby(rows, key=lambda row: row.day.month)]
    this_year = clock.today().year
    published = set(CalendarYear.objects.values_list("year", flat=True))
    context = {
        "year": year,
        "months": months,
        "notice": CalendarYear.objects.filter(year=year).first(),
        "years": [(each, page_of(each), each in published) for each in range(this_year - 3, this_year + 3)],
        "previous": page_of(year - 1) if year > FIRST_YEAR else "",
        "next": page_of(year + 1) if year < this_year + YEARS_AHEAD else "",
    }
    return render(request, "setup/calendar.html", context)


def _line(row: CalendarDay) -> tuple[CalendarDay, str, str]:
    kind = rest_days.DAY_KIND_LABELS[rest_days.DayKind(row.kind)]
    return row, str(kind), rest_days.holiday_label(row.name)


def _require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= clock.today().year + YEARS_AHEAD:
        raise Http404


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def enter(request: HttpRequest, year: int) -> HttpResponse:
    """Enters a run of days as the notice states it."""
    _require_year(year)
    return saving.form_page(
        request,
        DaysForm(request.POST or None),
        save=lambda given: actions.enter_days(
            access=request.access, at=clock.now(), **given | {"last": given["last"] or given["first"]}
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
def change(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(CalendarDay, pk=pk)
    return saving.form_page(
        request,
        DayForm(request.POST or None, initial={"kind": row.kind, "name": row.name}),
        save=lambda given: actions.enter_day(
            access=request.access, at=clock.now(), day=row.day, region=row.region, **given
        ),
        title=_("Change %(day)s") % {"day": row.day.isoformat()},
        done=_("The day is changed."),
        back=page_of(row.day.year),
        trail=trail(row.day.year),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(CalendarDay, pk=pk)
    return saving.form_page(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        save=lambda given: actions.remove_day(access=request.access, at=clock.now(), row=row),
        title=_("Take %(day)s out") % {"day": row.day.isoformat()},
        lede=_("It will then be what its weekday says."),
        submit=_("Take it out"),
        done=_("The day is taken out."),
        back=page_of(row.day.year),
        trail=trail(row.day.year),
    )


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Says that the year's notice is entered whole: days that fall there are no longer provisional."""
    _require_year(year)
    known = CalendarYear.objects.filter(year=year).first()
    return saving.form_page(
        request,
        PublishForm(request.POST or None, initial={"source": known.source if known else ""}),
        save=lambda given: actions.publish_year(access=request.access, at=clock.now(), year=year, **given),
        title=_("The notice for %(year)s is entered") % {"year": year},
        lede=_("Due days that fall in this year are final from then on."),
        submit=_("Mark as entered"),
        done=_("The year is marked as entered."),
        back=page_of(year),
        trail=trail(year),
    )
