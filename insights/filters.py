"""The one filter object: it serves the list, the tiles of the dashboard and the exports, so that a number opens exactly its list.

`Choice` is what was chosen; it becomes a query string, and forms.py reads it back without loss.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Self
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from insights import conditions, tallies
from insights.figures import FIGURES, Counted, Figure, Part
from insights.scopes import EVERYWHERE, Scope
from organs.access import Access
from organs.models import Unit
from suggestions.models import Clock, Measure, Service, Suggestion
from suggestions.rules import kinds


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is chosen of all suggestions; an empty fact chooses everything. Every choice has one origin."""

    origin: str
    scope: Scope = EVERYWHERE
    q: str = ""
    kind: str = ""
    category: str = ""
    stage: str = ""
    due: str = ""
    turn: str = ""
    mode: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    unit: int | None = None
    region: str = ""
    figure: str = ""
    part: str = ""

    def but(self, **facts: object) -> Self:
        """Returns the same choice with other facts."""
        return replace(self, **facts)

    def of(self, figure: Figure, part: Part = Part.NUMERATOR) -> Self:
        """Returns the choice that holds exactly the cases of one part of a figure."""
        return replace(self, figure=figure.key, part=part.value)

    def query(self) -> str:
        """Returns the choice as a query string; the same choice is read back from it."""
        return urlencode(dict(self._facts()))

    def _facts(self) -> Iterator[tuple[str, str]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Scope):
                yield field.name, value.value
            elif value:
                yield field.name, str(value)

    @property
    def figure_row(self) -> Figure | None:
        return FIGURES.get(self.figure)

    @property
    def counts_measures(self) -> bool:
        """Tells whether the rows of the list are measures."""
        return self.figure_row is not None and self.figure_row.counted is Counted.MEASURES

    def suggestions(self, *, access: Access, on: date) -> QuerySet[Suggestion]:
        """Returns the suggestions chosen, of those that the person may see; a figure's own condition is not applied."""
        found = Suggestion.objects.visible_to(access).of_origin(self.origin).filter(self.scope.where)
        for condition in (*self._plain(), *self._told(on), *self._mine(access)):
            found = found.filter(condition)
        return found

    def rows(self, *, access: Access, on: date) -> QuerySet[Suggestion] | QuerySet[Measure]:
        """Returns the rows of the list: suggestions, or measures where the figure counts measures."""
        found = self.suggestions(access=access, on=on)
        figure = self.figure_row
        if figure is None:
            return found
        rows = tallies.measures_of(found) if self.counts_measures else found
        return rows.filter(figure.where(Part(self.part or Part.NUMERATOR), on=on))

    def _plain(self) -> Iterator[Q]:
        if self.q:
            yield named(self.q)
        if self.kind:
            yield Q(kind__in=kind_keys(self.kind))
        if self.category:
            yield Q(problem_category_id=self.category)
        if self.stage:
            yield STAGES[self.stage]
        if self.issued_from:
            yield Q(issued_on__gte=self.issued_from)
        if self.issued_to:
            yield Q(issued_on__lte=self.issued_to)
        if self.unit:
            yield Q(unit_id=self.unit)
        if self.region:
            yield Q(published_record__region=self.region)
        if self.mode:
            yield Q(Exists(Service.objects.filter(suggestion_id=OuterRef("pk"), succeeded=True, mode=self.mode)))

    def _told(self, on: date) -> Iterator[Q]:
        if self.due:
            yield due(self.due, on=on)

    def _mine(self, access: Access) -> Iterator[Q]:
        if self.turn == "mine":
            yield Q(handling_prosecutor_id=access.person_id)
        elif self.turn:
            yield running(owes__in=TURNS[self.turn])


def named(words: str) -> Q:
    """Returns that the title, the number, or a present or former name of the unit contains the words."""
    return (
        Q(title__icontains=words)
        | Q(letter__document_number__icontains=words)
        | Q(unit_as_stated__icontains=words)
        | Q(unit__in=Unit.objects.filter(Q(name__icontains=words) | Q(aliases__name__icontains=words)).values("pk"))
    )


def kind_keys(key: str) -> frozenset[str]:
    """Returns the kinds of a type of Art. 5, or the one kind."""
    return kinds.of_type(key) or frozenset({key})


def running(**facts: object) -> Q:
    """Returns that the clock of a duty runs for which the facts hold."""
    duties = Clock.objects.running().exclude(term__in=conditions.RIGHTS)
    return Q(Exists(duties.filter(suggestion_id=OuterRef("pk"), **facts)))


def due(key: str, *, on: date) -> Q:
    """Returns that a day has passed, or comes within so many days."""
    if key == "overdue":
        return running(due_on__lt=on)
    return running(due_on__gte=on, due_on__lte=on + timedelta(days=int(key)))


# Whose turn it is → the sides that owe a running clock; "mine" asks who handles the case.
TURNS: dict[str, tuple[str, ...]] = {"unit": ("unit", "court"), "office": ("office",), "higher": ("higher",)}

STAGES: dict[str, Q] = {
    **{
        f"document.{state}": Q(document_state=state)
        for state in ("draft", "in_review", "approved", "issued", "served", "withdrawn", "dropped")
    },
    **{
        f"reply.{state}": Q(document_state="served", reply_state=state)
        for state in ("awaited", "received", "adequate", "adequate_other", "inadequate", "refused", "none")
    },
    "objection.open": conditions.OBJECTION_OPEN,
    "measure.rebounded": Q(Exists(Measure.objects.filter(suggestion_id=OuterRef("pk"), state="rebounded"))),
    "case.open": conditions.EVER_ISSUED & Q(case_state="open"),
    "case.again": Q(case_state="open", round__gt=1),
    "case.closed": Q(case_state="closed"),
    "examination.running": Q(examination_state__in=["running", "suspended"]),
    "examination.sued": Q(examination_state="sued"),
}
