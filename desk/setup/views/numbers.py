"""Pages for number patterns: one row per kind of suggestion, each with the number that it would print next."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.request import Request
from desk.setup import place, saving, scope, wording
from desk.setup.forms.shared import SeriesForm, SureForm
from organs import clock
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.words import Words
from suggestions.actions import series as actions
from suggestions.models import NumberSeries, SeriesYear
from suggestions.rules import kinds


@dataclass(frozen=True, kw_only=True)
class SeriesRow:
    """A kind of suggestion with its series, if there is one, and the number it would print next."""

    label: Words
    href: str
    mode: Words
    pattern: str
    next_number: str


def page_of(procuratorate: Procuratorate) -> str:
    return reverse("setup-numbers-of", args=[procuratorate.pk])


def trail(procuratorate: Procuratorate) -> list[tuple[str, str]]:
    return [(_("Number patterns"), reverse("setup-numbers")), (procuratorate.name, page_of(procuratorate))]


@require_safe
@scope.administrators_only
def listed(request: Request) -> HttpResponse:
    return place.lead(request, page_of=page_of)


@require_safe
@scope.administrators_only
def shown(request: Request, pk: int) -> HttpResponse:
    procuratorate = scope.procuratorate(request.access, pk)
    rows = _rows(procuratorate)
    context = place.choice(request, procuratorate) | {
        "procuratorate": procuratorate,
        "rows": rows,
        "is_complete": all(row.mode for row in rows),
    }
    return render(request, "setup/numbers.html", context)


def _rows(procuratorate: Procuratorate) -> list[SeriesRow]:
    known = {row.kind: row for row in procuratorate.number_series.all()}
    year = clock.today().year
    counters = SeriesYear.objects.filter(series__procuratorate=procuratorate, year=year)
    last = dict(counters.values_list("series__kind", "last"))
    return [
        SeriesRow(
            label=kind.label,
            href=reverse("setup-series", args=[procuratorate.pk, kind.key]),
            mode=wording.MODES[known[kind.key].mode] if kind.key in known else "",
            pattern=known[kind.key].pattern if kind.key in known else "",
            next_number=_next(known.get(kind.key), year=year, last=last.get(kind.key, 0)),
        )
        for kind in kinds.KINDS.values()
    ]


def _next(series: NumberSeries | None, *, year: int, last: int) -> str:
    if series is None or series.mode == "national":
        return ""
    return actions.example(pattern=series.pattern, year=year, last=last)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def series(request: Request, pk: int, kind: str) -> HttpResponse:
    """Sets the series of one kind; the example follows the pattern as it is typed."""
    procuratorate = scope.procuratorate(request.access, pk)
    if kind not in kinds.KINDS:
        raise Http404
    known = procuratorate.number_series.filter(kind=kind).first()
    initial = {
        "mode": known.mode if known else "own",
        "pattern": known.pattern if known else actions.default_pattern(procuratorate=procuratorate, kind=kind),
        "expected_change": setup_events.last(known) if known else None,
    }
    form = SeriesForm(request.POST or None, initial=initial)
    return saving.form_page(
        request,
        form,
        save=lambda cleaned: actions.define(
            access=request.access,
            at=clock.now(),
            procuratorate=procuratorate,
            kind=kind,
            origin=request.access.origin,
            **cleaned,
        ),
        title=str(kinds.KINDS[kind].label),
        lede=_("Numbers are given when a letter is issued, one after another within the year. Those given stay."),
        done=_("The number series is set."),
        back=page_of(procuratorate),
        trail=trail(procuratorate),
        about=known,
        template="setup/series.html",
        context={
            "example": _example(known, form["pattern"].value() or ""),
            "example_href": reverse("setup-series-example", args=[pk, kind]),
        },
    )


@require_safe
@scope.administrators_only
def example(request: Request, pk: int, kind: str) -> HttpResponse:
    """The number that a pattern would print next, for the page that is being written."""
    procuratorate = scope.procuratorate(request.access, pk)
    known = procuratorate.number_series.filter(kind=kind).first()
    context = {"example": _example(known, request.GET.get("pattern", ""))}
    return render(request, "setup/series.html#example", context)


def _example(known: NumberSeries | None, pattern: str) -> str:
    year = clock.today().year
    counter = known.years.filter(year=year).first() if known else None
    return actions.example(pattern=pattern.strip(), year=year, last=counter.last if counter else 0)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def defaults(request: Request, pk: int) -> HttpResponse:
    """Sets the usual pattern for every kind that has none."""
    procuratorate = scope.procuratorate(request.access, pk)
    return saving.form_page(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        save=lambda cleaned: actions.define_defaults(
            access=request.access, at=clock.now(), procuratorate=procuratorate, mode="own", origin=request.access.origin
        ),
        title=_("Set the usual patterns"),
        lede=_("For every kind without a series: counted here, with the short name and the code of the kind."),
        submit=_("Set them"),
        done=_("Every kind has a number series."),
        back=page_of(procuratorate),
        trail=trail(procuratorate),
    )
