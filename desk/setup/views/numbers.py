"""Pages for number patterns: one row per kind of suggestion, each with the number that it would print next, and the gaps explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.request import Request
from desk.setup import place, saving, scope, wording
from desk.setup.forms.shared import SeriesForm, UsualSeriesForm
from organs import clock
from organs.actions import setup_events
from organs.models import Procuratorate
from organs.refusals import Stale
from organs.words import Words
from suggestions.actions import series as actions
from suggestions.actions import usual_series
from suggestions.actions.usual_series import UsualSeries
from suggestions.models import NumberSeries, VoidSerial
from suggestions.rules import kinds
from suggestions.rules.kinds import Kind

MOST = 300


@dataclass(frozen=True, kw_only=True)
class SeriesRow:
    """A kind of suggestion with its series, if there is one, and the number it would print next."""

    label: Words
    href: str
    mode: Words = ""
    pattern: str = ""
    shares: Words = ""
    next_number: str = ""
    is_to_set_anew: bool = False


@dataclass(frozen=True, kw_only=True)
class UsualRow:
    """A procuratorate with the patterns that would be set there, and the kinds that would count with another one."""

    place: str
    patterns: list[str]
    sharing: list[Words]
    anew: int


@dataclass(frozen=True, kw_only=True)
class ClashRow:
    """A kind of a procuratorate whose usual pattern cannot be set, with the reason."""

    place: str
    label: Words
    why: str


@dataclass(frozen=True, kw_only=True)
class VoidRow:
    """A serial that no letter of this procuratorate bears."""

    label: Words
    number: str
    reason: Words
    recorded_at: object


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
        "is_complete": all(row.mode and not row.is_to_set_anew for row in rows),
        "has_below": procuratorate.children.filter(closed_on__isnull=True).exists(),
        "voids": _voids(procuratorate),
    }
    return render(request, "setup/numbers.html", context)


def _rows(procuratorate: Procuratorate) -> list[SeriesRow]:
    known = {row.kind: row for row in procuratorate.number_series.select_related("shares")}
    year = clock.today().year
    return [_row(procuratorate, kind, known.get(kind.key), year=year) for kind in kinds.KINDS.values()]


def _row(procuratorate: Procuratorate, kind: Kind, series: NumberSeries | None, *, year: int) -> SeriesRow:
    href = reverse("setup-series", args=[procuratorate.pk, kind.key])
    if series is None:
        return SeriesRow(label=kind.label, href=href)
    by = series.counted_by
    return SeriesRow(
        label=kind.label,
        href=href,
        mode=wording.MODES[by.mode],
        pattern=by.pattern,
        shares=kinds.KINDS[by.kind].label if series.shares_id else "",
        next_number="" if by.mode == "national" else actions.upcoming(by, year=year),
        is_to_set_anew=series.is_to_set_anew,
    )


def _voids(procuratorate: Procuratorate) -> list[VoidRow]:
    rows = VoidSerial.objects.filter(series__procuratorate=procuratorate).select_related("series")[:MOST]
    return [
        VoidRow(
            label=kinds.KINDS[row.series.kind].label,
            number=row.printed,
            reason=row.get_reason_display(),
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def series(request: Request, pk: int, kind: str) -> HttpResponse:
    """Sets the series of one kind; the example follows the pattern as it is typed."""
    procuratorate = scope.procuratorate(request.access, pk)
    if kind not in kinds.KINDS:
        raise Http404
    rows = procuratorate.number_series.select_related("shares")
    known = rows.filter(kind=kind).first()
    others = [(row.kind, kinds.KINDS[row.kind].label) for row in rows if row.kind != kind and not row.shares_id]
    initial = {
        "shares": known.shares.kind if known and known.shares else "",
        "mode": known.counted_by.mode if known else "own",
        "pattern": known.pattern if known else actions.default_pattern(procuratorate=procuratorate, kind=kind),
        "expected_change": setup_events.last(known) if known else None,
    }
    form = SeriesForm(request.POST or None, initial=initial, others=others)

    def save(cleaned: dict[str, Any]) -> None:
        where = {"procuratorate": procuratorate, "kind": kind, "origin": request.access.origin}
        facts: dict[str, Any] = {**where, "access": request.access, "at": clock.now()}
        facts["expected_change"] = cleaned["expected_change"]
        if cleaned["shares"]:
            actions.share(with_kind=cleaned["shares"], **facts)
        else:
            actions.define(mode=cleaned["mode"], pattern=cleaned["pattern"], **facts)

    return saving.form_page(
        request,
        form,
        save=save,
        title=str(kinds.KINDS[kind].label),
        lede=_("Numbers are given when a letter is issued, one after another within the year. Those given stay."),
        done=_("The number series is set."),
        back=page_of(procuratorate),
        trail=trail(procuratorate),
        about=known,
        template="setup/series.html",
        context={
            "example": _example(known, form["pattern"].value() or ""),
            "is_to_set_anew": known is not None and known.is_to_set_anew,
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
    """Returns the number that a pattern would print next; without one, that of the series with which the kind counts."""
    year = clock.today().year
    if known and known.shares and not pattern.strip():
        return actions.upcoming(known, year=year)
    counter = known.years.filter(year=year).first() if known else None
    return actions.example(pattern=pattern.strip(), year=year, last=counter.last if counter else 0)


@require_http_methods(["GET", "POST"])
@scope.administrators_only
def defaults(request: Request, pk: int) -> HttpResponse:
    """Shows which usual patterns would be set here, or here and in all procuratorates below, and which clash; then sets them."""
    procuratorate = scope.procuratorate(request.access, pk)
    below = (request.POST if request.method == "POST" else request.GET).get("below") == "yes"
    rows = usual_series.plan(procuratorate=procuratorate, below=below)
    mode = usual_series.usual_mode(origin=procuratorate.origin)
    form = UsualSeriesForm(
        request.POST or None,
        initial={"below": "yes" if below else "", "mode": mode, "expected_change": usual_series.mark_of(rows)},
    )

    def save(cleaned: dict[str, object]) -> None:
        try:
            usual_series.define(
                access=request.access,
                at=clock.now(),
                procuratorate=procuratorate,
                below=below,
                mode=str(cleaned["mode"]),
                expected_change=str(cleaned["expected_change"]),
            )
        except Stale:
            # What is shown now may be confirmed next.
            form.data = form.data.dict() | {"expected_change": usual_series.mark_of(rows)}
            raise

    return saving.form_page(
        request,
        form,
        save=save,
        title=_("Set the usual patterns here and below") if below else _("Set the usual patterns"),
        lede=_(
            "For every kind without a series, or with one to be set anew: the short name and the code of the kind. A kind of which no "
            "source shows a code counts with that of 检建."
        ),
        submit=_("Set them"),
        done=_("The usual patterns are set."),
        back=page_of(procuratorate),
        trail=trail(procuratorate),
        template="setup/numbers_usual.html",
        context=_usual(rows),
    )


def _usual(rows: Sequence[UsualSeries]) -> dict[str, object]:
    setting = [row for row in rows if not row.clash]
    clashes = [row for row in rows if row.clash]
    found = [
        UsualRow(
            place=place,
            patterns=[row.pattern for row in own if row.pattern],
            sharing=[kinds.KINDS[row.kind].label for row in own if not row.pattern],
            anew=sum(row.former is not None for row in own),
        )
        for place, own in ((place, list(each)) for place, each in groupby(setting, key=_place_of))
    ]
    return {
        "rows": found[:MOST],
        "rows_left": len(found[MOST:]),
        "count": len(setting),
        "clashes": [
            ClashRow(place=_place_of(row), label=kinds.KINDS[row.kind].label, why=row.clash) for row in clashes[:MOST]
        ],
        "clashes_left": len(clashes[MOST:]),
        "shared_kind": kinds.KINDS[actions.SHARED_KIND].label,
    }


def _place_of(row: UsualSeries) -> str:
    return row.procuratorate.name
