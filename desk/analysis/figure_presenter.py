"""Tallies as the dashboard shows them: ratios, bands and tables, each number with the address of its list. Counts nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk import charts
from desk.components import Band, NoticeBox, Ratio, Segment
from insights import figures
from insights.figures import FIGURES, Figure, Part
from insights.filters import SuggestionFilter
from insights.tallies import Tallies, Tally
from organs.words import Words
from suggestions.rules import case_sources, kinds


@dataclass(frozen=True, kw_only=True)
class LinkedNumber:
    """A number and the list that it opens."""

    value: int
    href: str


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One figure in a table: n ／ N, and what N is."""

    label: Words
    part: LinkedNumber
    whole: LinkedNumber | None
    base: Words


@dataclass(frozen=True, kw_only=True)
class OwnDutyRow:
    """One of our own duties, by how late it is."""

    label: Words
    numbers: Sequence[LinkedNumber]


@dataclass(frozen=True, kw_only=True)
class CountedFigures:
    """What was counted of a filter's suggestions; gives each figure with its addresses."""

    suggestion_filter: SuggestionFilter
    tallies: Tallies

    @property
    def one(self) -> dict[str, FigureRow]:
        """Returns each figure by its key, for sentences; a template writes the key with underscores."""
        return {key.replace("-", "_"): self.row(FIGURES[key]) for key in self.tallies}

    def row(self, figure: Figure) -> FigureRow:
        return linked_row(self.suggestion_filter, figure, self.tallies[figure.key])

    def value(self, key: str) -> int:
        return self.tallies[key].part

    def ratio(self, figure: Figure, *, length: int, note: Words, rest: Segment | None = None) -> Ratio:
        """Returns a figure as a bar of a common length, so that one bar can be held against the next."""
        shown = self.row(figure)
        segments = [charts.bar(shown.part.value, length), *([rest] if rest else [])]
        return Ratio(
            label=figure.label,
            note=note,
            numerator=shown.part.value,
            denominator=shown.whole.value,
            base=figure.base,
            numerator_href=shown.part.href,
            denominator_href=shown.whole.href,
            segments=segments,
        )

    def bands(self, row: Sequence[Figure], *, late: str = "") -> list[Band]:
        """Returns the bands of a distribution; those whose key begins with `late` are past their day."""
        longest = max((self.value(figure.key) for figure in row), default=0)
        return [
            Band(
                label=figure.label,
                count=self.value(figure.key),
                href=address(self.suggestion_filter.of(figure)),
                segments=[
                    charts.bar(
                        self.value(figure.key), longest, tone="past-due" if late and figure.key.startswith(late) else ""
                    )
                ],
            )
            for figure in row
        ]


def address(suggestion_filter: SuggestionFilter) -> str:
    """Returns the address of the list that the filter gives."""
    return f"{reverse('suggestion-list')}?{suggestion_filter.query()}"


def linked_row(suggestion_filter: SuggestionFilter, figure: Figure, tally: Tally) -> FigureRow:
    whole = None
    if figure.whole:
        whole = LinkedNumber(value=tally.whole or 0, href=address(suggestion_filter.of(figure, Part.DENOMINATOR)))
    return FigureRow(
        label=figure.label,
        part=LinkedNumber(value=tally.part, href=address(suggestion_filter.of(figure))),
        whole=whole,
        base=figure.base,
    )


# The letters as they stand one upon the other, with what each means in few words.
FUNNEL: tuple[tuple[str, Words], ...] = (
    ("served", _("receipt is recorded")),
    ("replied", _("in writing, whatever it says")),
    ("in-time", _("on the legal day or before")),
    ("adopted-of-issued", _("what was accepted, not what was done")),
    ("adopted-of-replied", _("the same, another base")),
    ("adopted-of-matured", _("the same, another base")),
)
FACT_NOTES: tuple[Words, ...] = (
    _("the unit gives a day"),
    _("the unit says that it is done"),
    _("the procuratorate looked: it is done"),
    _("looking back, it is still done"),
)
IN_TABLE = (
    "replied-late",
    "adopted-without-reply",
    "partly-adopted",
    "not-adopted",
    "no-reply",
    "not-judged",
    "withdrawn",
)


def rates(counted: CountedFigures) -> dict[str, object]:
    """Returns the parts of the page that stand on rates: facts, letters, outcomes, ageing, process."""
    asked = counted.tallies["promised"].whole or 0
    young = charts.bar(counted.value("not-looked-back"), asked, start=counted.value("holding"), tone="second")
    facts = [
        counted.ratio(figure, length=asked, note=note, rest=young if figure.key == "holding" else None)
        for figure, note in zip(figures.FACTS, FACT_NOTES, strict=True)
    ]
    length = counted.value("issued")
    return {
        "asked": asked,
        "facts": facts,
        "letters": [counted.ratio(FIGURES[key], length=length, note=note) for key, note in FUNNEL],
        "outcomes": [counted.row(FIGURES[key]) for key in IN_TABLE],
        "afterwards": [counted.row(FIGURES[key]) for key in ("partly-holding", "rebounded")],
        "process": [counted.row(figure) for figure in (FIGURES["urged"], *figures.PROCESS)],
        "unanswered": counted.bands(figures.UNANSWERED.figures, late="late-reply"),
        "reply_times": counted.bands(figures.REPLY_TIMES.figures, late="reply-late"),
        "rebound_times": counted.bands(figures.REBOUND_TIMES.figures),
        "rebound_words": figures.REBOUND_TIMES.figures[0].definition,
        "duties": [
            OwnDutyRow(label=row.label, numbers=[counted.row(figure).part for figure in row.figures])
            for row in figures.OWN_DUTIES
        ],
        "duty_bands": [figure.label for figure in figures.OWN_DUTIES[0].figures],
    }


def counts(counted: CountedFigures) -> dict[str, object]:
    """Returns the plain counts of what is published: no rate, no outcome."""
    return {
        "plain": [counted.row(FIGURES[key]) for key in ("issued", "served", "replied", "measures")],
        "notice": NoticeBox(
            title=_("Success stories allow no rate"),
            text=_(
                "What is published was compiled from public reports, and letters that failed are seldom reported. They are "
                "counted here; no rate of replies or adoption is derived."
            ),
        ),
    }


def types(suggestion_filter: SuggestionFilter, by_kind: Mapping[str, Tallies]) -> list[Band]:
    """Returns the letters issued by the five types of Art. 5, in the order of the article."""
    sums = {
        str(type_): sum(by_kind[key]["issued"].part for key in kinds.of_type(type_) if key in by_kind)
        for type_ in kinds.TYPE_LABELS
    }
    labels = {str(type_): label for type_, label in kinds.TYPE_LABELS.items()}
    return _issued(suggestion_filter, sums, labels, criterion="kind")


def sources(suggestion_filter: SuggestionFilter, by_source: Mapping[str, Tallies]) -> list[Band]:
    """Returns the letters issued by how their cases came to notice; those of which it is not said have no list."""
    sums = {key: found["issued"].part for key, found in by_source.items()}
    return _issued(suggestion_filter, sums, {**dict(case_sources.options()), "": _("Not said")}, criterion="source")


def _issued(
    suggestion_filter: SuggestionFilter, sums: Mapping[str, int], labels: Mapping[str, Words], *, criterion: str
) -> list[Band]:
    """Returns a band for each label, whose number leads to the letters that it counts."""
    longest = max(sums.values(), default=0)
    issued = suggestion_filter.of(FIGURES["issued"])
    return [
        Band(
            label=label,
            count=sums.get(key, 0),
            href=address(issued.but(**{criterion: key})) if key and sums.get(key) else "",
            segments=[charts.bar(sums.get(key, 0), longest)],
        )
        for key, label in labels.items()
    ]
