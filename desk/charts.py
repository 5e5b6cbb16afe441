"""Where the marks of a chart stand: lengths of bars and points of a trend. Only geometry; the numbers come from insights."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.components import Point, Segment
from organs.words import Words

WIDTH, HEIGHT = 800, 200
LINE_STYLES = ("one", "two", "three")


@dataclass(frozen=True, kw_only=True)
class TrendTick:
    """A grid line: its value and its height from the top."""

    value: int
    y: float


@dataclass(frozen=True, kw_only=True)
class TrendLine:
    """A line of the trend: its name, its style, its points as SVG writes them."""

    label: Words
    css: str
    path: str


@dataclass(frozen=True, kw_only=True)
class TrendRow:
    """A row of the table under the trend: each count with the address of its list."""

    label: Words
    cells: Sequence[tuple[int, str]]


@dataclass(frozen=True, kw_only=True)
class Trend:
    """What components/trend.html draws."""

    lines: Sequence[TrendLine]
    ticks: Sequence[TrendTick]
    points: Sequence[Point]
    rows: Sequence[TrendRow]


def bar(part: int, whole: int, *, start: int = 0, tone: str = "") -> Segment:
    """Returns the length of a part of the whole; an empty whole draws nothing."""
    if not whole:
        return Segment(x=0, width=0, tone=tone)
    return Segment(x=100 * start / whole, width=100 * part / whole, tone=tone)


def trend(*, labels: Sequence[Words], points: Sequence[Point]) -> Trend:
    """Places up to three lines over the periods, oldest first."""
    if len(labels) > len(LINE_STYLES):
        raise ValueError(f"a trend shows at most {len(LINE_STYLES)} lines, not {len(labels)}")
    top = round_top(max((count for point in points for count in point.counts), default=0))
    lines = [
        TrendLine(label=label, css=css, path=path([point.counts[position] for point in points], top))
        for position, (label, css) in enumerate(zip(labels, LINE_STYLES, strict=False))
    ]
    rows = [
        TrendRow(label=p.name or f"{p.year} {p.label}".strip(), cells=list(zip(p.counts, p.hrefs, strict=True)))
        for p in points
    ]
    return Trend(lines=lines, ticks=ticks(top), points=points, rows=rows)


def path(counts: Sequence[int], top: int) -> str:
    """Returns the points of one line, each in the middle of its period."""
    step = WIDTH / max(1, len(counts))
    return " ".join(
        f"{step * (position + 0.5):.1f},{HEIGHT * (1 - count / top):.1f}" for position, count in enumerate(counts)
    )


def round_top(highest: int) -> int:
    """Returns the smallest 4, 8, 12 or 20 times a power of ten that holds the highest count, so that four ticks are whole."""
    power = 1
    while True:
        for factor in (4, 8, 12, 20):
            if highest <= factor * power:
                return factor * power
        power *= 10


def ticks(top: int) -> list[TrendTick]:
    """Returns five grid lines from the top down to zero."""
    return [TrendTick(value=top * quarter // 4, y=HEIGHT * (4 - quarter) / 4) for quarter in (4, 3, 2, 1, 0)]
