"""The table by region: procuratorates by the code of their region, or the provinces that public reports name; never by a figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from desk.analysis.figure_presenter import FigureRow, address, linked_row
from desk.lists import filter_words
from insights.figures import Figure
from insights.filters import SuggestionFilter
from insights.regions import code_of
from insights.scopes import Scope
from insights.tallies import Tallies, Tally
from organs.models import Procuratorate
from organs.words import Words

NOTHING = Tally(part=0, whole=0)


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """One procuratorate with all below it, or one alone, in the table by region."""

    code: str
    name: str
    href: str
    lines: Sequence[FigureRow]


@dataclass(frozen=True, kw_only=True)
class PlaceTable:
    """The table by region: its columns, its rows by code, and the sum."""

    columns: Sequence[tuple[Words, Words]]
    rows: Sequence[PlaceRow]
    total: Sequence[FigureRow]


def below(
    suggestion_filter: SuggestionFilter,
    found: Mapping[int | None, Tallies],
    *,
    places: Sequence[Procuratorate],
    above: Procuratorate | None,
    figures: Sequence[Figure],
) -> PlaceTable:
    """Returns the table by region, in the order of the codes and in no other."""
    rows = []
    if above is not None:
        alone = Scope(procuratorate=above, alone=True)
        rows.append(_place(suggestion_filter, alone, found.get(None, {}), figures))
    rows += [
        _place(suggestion_filter, Scope(procuratorate=place), found.get(place.pk, {}), figures) for place in places
    ]
    total = [linked_row(suggestion_filter, figure, _sum(found, figure)) for figure in figures]
    return PlaceTable(columns=[(figure.label, figure.base) for figure in figures], rows=rows, total=total)


def regions(
    suggestion_filter: SuggestionFilter, found: Mapping[str | None, Tallies], *, figures: Sequence[Figure]
) -> PlaceTable:
    """Returns the table of the provinces that reports name, in the order of their codes; a name opens its list."""
    rows = []
    for name in sorted(filter(None, found), key=lambda name: (code_of(name), name)):
        here = suggestion_filter.but(region=name)
        lines = [linked_row(here, figure, found[name].get(figure.key, NOTHING)) for figure in figures]
        rows.append(PlaceRow(code=code_of(name), name=name, href=address(here), lines=lines))
    total = [linked_row(suggestion_filter, figure, _sum(found, figure)) for figure in figures]
    return PlaceTable(columns=[(figure.label, figure.base) for figure in figures], rows=rows, total=total)


def _place(suggestion_filter: SuggestionFilter, scope: Scope, tallies: Tallies, figures: Sequence[Figure]) -> PlaceRow:
    here = suggestion_filter.but(scope=scope)
    place = scope.procuratorate
    return PlaceRow(
        code=place.region_code or place.code,
        name=filter_words.scope_words(scope) if scope.alone else place.region_name or place.name,
        href=f"{reverse('dashboard')}?{here.query()}",
        lines=[linked_row(here, figure, tallies.get(figure.key, NOTHING)) for figure in figures],
    )


def _sum(found: Mapping[object, Tallies], figure: Figure) -> Tally:
    tallies = [group[figure.key] for group in found.values() if figure.key in group]
    return Tally(part=sum(tally.part for tally in tallies), whole=sum(tally.whole or 0 for tally in tallies))
