"""The trend by quarter or year of issue: which periods are shown, how they are called, and which list each number opens."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext

from desk import charts, wording
from desk.analysis.figure_presenter import address
from desk.components import Point
from insights import tallies
from insights.figures import FIGURES, Figure
from insights.filters import SuggestionFilter
from organs import days
from suggestions.models import Suggestion

LINES = ("issued", "in-time", "all-verified")
# Of published letters often only the year is known.
PUBLISHED_LINES = ("issued",)
MONTHS = {"quarter": 3, "year": 12}
MOST = 12


def trend(
    *, suggestion_filter: SuggestionFilter, suggestions: QuerySet[Suggestion], on: date, is_published: bool
) -> charts.Trend | None:
    """Returns the newest periods as lines, oldest first; None when nothing was issued on a known day."""
    period = "year" if is_published else "quarter"
    figures = [FIGURES[key] for key in (PUBLISHED_LINES if is_published else LINES)]
    found = tallies.by_period(suggestions=suggestions, figures=figures, period=period, on=on)
    starts = {start for start, group in found.items() if group["issued"].part}
    if not starts:
        return None
    shown = between(min(starts), max(starts), months=MONTHS[period])[-MOST:]
    shown = shown[next(place for place, start in enumerate(shown) if start in starts) :]
    points = [
        _point(suggestion_filter, start, found.get(start, {}), figures, period=period, is_first=start == shown[0])
        for start in shown
    ]
    return charts.trend(labels=[figure.label for figure in figures], points=points)


def between(first: date, last: date, *, months: int) -> list[date]:
    """Returns the first days of all periods from one to the other."""
    starts = [first]
    while starts[-1] < last:
        starts.append(following(starts[-1], months=months))
    return starts


def following(start: date, *, months: int) -> date:
    """Returns the first day of the period after this one."""
    month = start.month - 1 + months
    return date(min(start.year + month // 12, date.max.year), month % 12 + 1, 1)


def _point(
    suggestion_filter: SuggestionFilter,
    start: date,
    group: tallies.Tallies,
    figures: list[Figure],
    *,
    period: str,
    is_first: bool,
) -> Point:
    last = days.later(following(start, months=MONTHS[period]), days=-1)
    within = suggestion_filter.but(
        issued_from=max(start, suggestion_filter.issued_from or start),
        issued_to=min(last, suggestion_filter.issued_to or last),
    )
    year = pgettext("year on a chart", "%(year)s") % {"year": start.year}
    label = str(start.year) if period == "year" else quarter_on_axis(start)
    # The year stands under its first quarter; under an earlier first point only where it has room.
    shows_year = period == "quarter" and (start.month == 1 or (is_first and start.month < 10))
    return Point(
        label=label,
        counts=[group[figure.key].part if figure.key in group else 0 for figure in figures],
        hrefs=[address(within.of(figure)) for figure in figures],
        year=year if shows_year else "",
        name=year if period == "year" else f"{year} {quarter(start)}",
    )


def quarter(start: date) -> str:
    """Returns Q1, or 第一季度."""
    return gettext("Q%(number)s") % {"number": wording.ordinal((start.month - 1) // 3 + 1)}


def quarter_on_axis(start: date) -> str:
    """Returns Q1, or 一季: twelve of them stand beside each other on a phone, and the table below says them in full."""
    return pgettext("on a chart", "Q%(number)s") % {"number": wording.ordinal((start.month - 1) // 3 + 1)}
