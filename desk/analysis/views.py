"""The dashboard: figures of one origin within one scope, each number opening exactly its list. Shapes are in shapes.py."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.analysis import figure_presenter, periods, places
from desk.guards import office_only
from desk.lists import filter_form, filter_words
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
def dashboard(request: HttpRequest) -> HttpResponse:
    """Shows the figures chosen; of published suggestions, counts alone."""
    asked = filter_form.read(request, names=FIELDS)
    context = {
        "form": asked.form,
        "scope_words": filter_words.scope_words(asked.scope),
        "origin_words": dict(asked.form.fields["origin"].choices)[asked.origin],
        "choice": asked.choice,
        "is_published": asked.origin == Origin.PUBLISHED,
    }
    if asked.choice is not None:
        context |= _figures(request, asked)
    return render(request, "analysis/dashboard.html", context)


def _figures(request: HttpRequest, asked: filter_form.Asked) -> dict[str, object]:
    today, choice = clock.today(), asked.choice
    suggestions = choice.suggestions(access=request.access, on=today)
    is_published = asked.origin == Origin.PUBLISHED
    shown = [figure for figure in figures.FIGURES.values() if figure.for_published or not is_published]
    counted = figure_presenter.Counted(
        choice=choice, tallies=tallies.count(suggestions=suggestions, figures=shown, on=today)
    )
    issued = [figures.FIGURES["issued"]]
    by_kind = tallies.by_kind(suggestions=suggestions, figures=issued, on=today)
    context = {
        "counted": counted.one,
        "types": figure_presenter.types(choice, by_kind),
        "trend": periods.trend(choice=choice, suggestions=suggestions, on=today, is_published=is_published),
        "places": _regions(suggestions, asked, today) if is_published else _places(suggestions, asked, today),
        "definitions": [(figure.label, figure.base, figure.definition) for figure in shown if not figure.band],
    }
    return context | (figure_presenter.counts(counted) if is_published else figure_presenter.rates(counted))


def _regions(suggestions: QuerySet[Suggestion], asked: filter_form.Asked, today: date) -> places.Places:
    """Returns the table of the provinces that public reports name; who led the issuer is often not known."""
    chosen = [figures.FIGURES[key] for key in PUBLISHED_BY_PLACE]
    found = tallies.by_region(suggestions=suggestions, figures=chosen, on=today)
    return places.regions(asked.choice, found, figures=chosen)


def _places(suggestions: QuerySet[Suggestion], asked: filter_form.Asked, today: date) -> places.Places | None:
    """Returns the table of what lies directly below the scope, by code; of everything, that of the topmost."""
    chosen = [figures.FIGURES[key] for key in BY_PLACE]
    place = asked.scope.procuratorate
    if place is None:
        found = tallies.by_place(suggestions=suggestions, figures=chosen, depth=1, on=today)
        return places.below(asked.choice, found, places=scopes.named(found), above=None, figures=chosen)
    if not scopes.has_below(asked.scope) or not (below := scopes.below(place)):
        return None
    found = tallies.by_place(suggestions=suggestions, figures=chosen, depth=place.depth + 1, on=today)
    return places.below(asked.choice, found, places=below, above=place, figures=chosen)
