"""Counts figures: one query for all figures of suggestions and one for those of measures, whole or by place, quarter, kind or source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncQuarter, TruncYear

from insights.figures import Counted, Figure, Part
from suggestions.models import Measure, Suggestion

PERIODS = {"quarter": TruncQuarter, "year": TruncYear}


@dataclass(frozen=True)
class Tally:
    """A figure as counted; `whole` is None for a plain count."""

    part: int
    whole: int | None = None


type Tallies = dict[str, Tally]


def measures_of(suggestions: QuerySet[Suggestion]) -> QuerySet[Measure]:
    """Returns the measures of these suggestions."""
    return Measure.objects.filter(suggestion__in=suggestions.order_by().values("pk")).order_by()


def count(*, suggestions: QuerySet[Suggestion], figures: Iterable[Figure], on: date) -> Tallies:
    """Counts each figure over the suggestions."""
    tallies: Tallies = {}
    for chosen, rows in _by_counted(suggestions, figures):
        tallies |= _read(rows.aggregate(**_counts(chosen, on)), chosen)
    return tallies


def by_place(
    *, suggestions: QuerySet[Suggestion], figures: Iterable[Figure], depth: int, on: date
) -> dict[int | None, Tallies]:
    """Counts by the procuratorates at that depth of the tree; None is what stands above that depth."""
    return _grouped(suggestions, figures, on, of_letter=F(f"anc{depth}"), of_measure=F(f"suggestion__anc{depth}"))


def by_period(
    *, suggestions: QuerySet[Suggestion], figures: Iterable[Figure], period: str, on: date
) -> dict[date, Tallies]:
    """Counts by the quarter or year of issue; letters without a day of issue are left out."""
    trunc = PERIODS[period]
    dated = suggestions.filter(issued_on__isnull=False)
    return _grouped(dated, figures, on, of_letter=trunc("issued_on"), of_measure=trunc("suggestion__issued_on"))


def by_kind(*, suggestions: QuerySet[Suggestion], figures: Iterable[Figure], on: date) -> dict[str, Tallies]:
    """Counts by the kind of the letter."""
    return _grouped(suggestions, figures, on, of_letter=F("kind"), of_measure=F("suggestion__kind"))


def by_source(*, suggestions: QuerySet[Suggestion], figures: Iterable[Figure], on: date) -> dict[str, Tallies]:
    """Counts by how the case came to notice; "" is what nobody said yet."""
    return _grouped(suggestions, figures, on, of_letter=F("case_source"), of_measure=F("suggestion__case_source"))


def by_region(*, suggestions: QuerySet[Suggestion], figures: Iterable[Figure], on: date) -> dict[str | None, Tallies]:
    """Counts by the province that a public report names, None where it names none."""
    of_letter, of_measure = F("published_record__region"), F("suggestion__published_record__region")
    return _grouped(suggestions, figures, on, of_letter=of_letter, of_measure=of_measure)


def _grouped(suggestions: QuerySet[Suggestion], figures: Iterable[Figure], on: date, *, of_letter, of_measure) -> dict:
    groups: dict = {}
    for chosen, rows in _by_counted(suggestions, figures):
        group = of_letter if chosen[0].counted is Counted.SUGGESTIONS else of_measure
        for row in rows.values(group=group).annotate(**_counts(chosen, on)):
            groups.setdefault(row["group"], {}).update(_read(row, chosen))
    return groups


def _by_counted(suggestions: QuerySet[Suggestion], figures: Iterable[Figure]) -> list[tuple[list[Figure], QuerySet]]:
    figures = list(figures)
    letters = [figure for figure in figures if figure.counted is Counted.SUGGESTIONS]
    measures = [figure for figure in figures if figure.counted is Counted.MEASURES]
    groups: list[tuple[list[Figure], QuerySet]] = []
    if letters:
        groups.append((letters, suggestions.order_by()))
    if measures:
        groups.append((measures, measures_of(suggestions)))
    return groups


def _counts(figures: Sequence[Figure], on: date) -> dict[str, Count]:
    return {
        _name(figure, part): Count("pk", filter=figure.where(part, on=on))
        for figure in figures
        for part in figure.parts
    }


def _read(row: dict[str, int], figures: Sequence[Figure]) -> Tallies:
    return {
        figure.key: Tally(
            part=row[_name(figure, Part.NUMERATOR)],
            whole=row[_name(figure, Part.DENOMINATOR)] if figure.whole else None,
        )
        for figure in figures
    }


def _name(figure: Figure, part: Part) -> str:
    return f"{figure.key}_{part}".replace("-", "_")
