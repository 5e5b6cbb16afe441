"""The dashboard: figures of one origin within one scope, each number opening exactly its list."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.analysis import figure_presenter, periods, places
from desk.guards import office_only
from desk.lists import filter_form, filter_words
from desk.request import Request
from insights import figures, scopes, tallies
from organs import clock
from organs.origins import Origin
from suggestions.models import Suggestion

FIELDS = ("scope", "kind", "issued_from", "issued_to", "origin")
BY_PLACE = ("issued", "in-time", "verified-of-asked", "holding")
# Of what is published only plain counts are shown: success stories allow no rate.
PUBLISHED_BY_PLACE = ("issued", "measures")


@office_only
@require_safe
def dashboard(request: Request) -> HttpResponse:
    """Shows the figures chosen; of published suggestions, counts alone."""
    today = clock.today()
    filter_request = filter_form.read(request, names=FIELDS, on=today)
    context = {
        "form": filter_request.form,
        "faults": filter_request.faults,
        "scope_words": filter_words.scope_words(filter_request.scope),
        "origin_words": dict(filter_request.form.fields["origin"].choices)[filter_request.origin],
        "suggestion_filter": filter_request.filter,
        "is_published": filter_request.origin == Origin.PUBLISHED,
    }
    if filter_request.filter is not None:
        context |= _figures(request, filter_request, today)
    return render(request, "analysis/dashboard.html", context, status=filter_request.faults.status)


def _figures(request: Request, filter_request: filter_form.FilterRequest, today: date) -> dict[str, object]:
    suggestion_filter = filter_request.filter
    suggestions = suggestion_filter.suggestions(access=request.access, on=today)
    is_published = filter_request.origin == Origin.PUBLISHED
    shown = [figure for figure in figures.FIGURES.values() if figure.for_published or not is_published]
    counted = figure_presenter.CountedFigures(
        suggestion_filter=suggestion_filter, tallies=tallies.count(suggestions=suggestions, figures=shown, on=today)
    )
    issued = [figures.FIGURES["issued"]]
    by_kind = tallies.by_kind(suggestions=suggestions, figures=issued, on=today)
    by_source = tallies.by_source(suggestions=suggestions, figures=issued, on=today)
    context = {
        "counted": counted.one,
        "types": figure_presenter.types(suggestion_filter, by_kind),
        "sources": figure_presenter.sources(suggestion_filter, by_source),
        "trend": periods.trend(
            suggestion_filter=suggestion_filter, suggestions=suggestions, on=today, is_published=is_published
        ),
        "places": (_regions if is_published else _places)(suggestions, filter_request, today),
        "definitions": [(figure.label, figure.base, figure.definition) for figure in shown if not figure.band],
    }
    return context | (figure_presenter.counts(counted) if is_published else figure_presenter.rates(counted))


def _regions(
    suggestions: QuerySet[Suggestion], filter_request: filter_form.FilterRequest, today: date
) -> places.PlaceTable:
    """Returns the table of the provinces that public reports name; who led the issuer is often not known."""
    chosen = [figures.FIGURES[key] for key in PUBLISHED_BY_PLACE]
    found = tallies.by_region(suggestions=suggestions, figures=chosen, on=today)
    return places.regions(filter_request.filter, found, figures=chosen)


def _places(
    suggestions: QuerySet[Suggestion], filter_request: filter_form.FilterRequest, today: date
) -> places.PlaceTable | None:
    """Returns the table of what lies directly below the scope, by code; of everything, that of the topmost."""
    chosen = [figures.FIGURES[key] for key in BY_PLACE]
    place = filter_request.scope.procuratorate
    if place is None:
        found = tallies.by_place(suggestions=suggestions, figures=chosen, depth=1, on=today)
        return places.below(filter_request.filter, found, places=scopes.named(found), above=None, figures=chosen)
    if not scopes.has_below(filter_request.scope) or not (below := scopes.below(place)):
        return None
    found = tallies.by_place(suggestions=suggestions, figures=chosen, depth=place.depth + 1, on=today)
    return places.below(filter_request.filter, found, places=below, above=place, figures=chosen)
