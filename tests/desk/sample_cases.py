"""Who in the sample world sees which suggestion in which state: for each role a small choice of cases that shows every state."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import resolve

from desk.steps import registry
from desk.steps.registry import Offer
from organs import clock, people
from organs.access import Access
from organs.models import Person, Post
from organs.origins import Origin
from organs.roles import Role, Side
from suggestions.access import person_relations
from suggestions.models import Suggestion
from suggestions.models.suggestion import AXES
from suggestions.rules.relations import Visibility


@dataclass(frozen=True, kw_only=True)
class Case:
    """A suggestion as one person stands to it."""

    access: Access
    suggestion: Suggestion
    held: frozenset[str]
    visibility: Visibility

    @cached_property
    def states(self) -> frozenset[str]:
        """Every state that shows on it, and how much of a letter in such a state the person sees."""
        return states(self.suggestion) | {f"{self.suggestion.document_state} seen at {self.visibility.name}"}


@dataclass
class Reader:
    """One person of a role, with the cases that were chosen for the person."""

    person: Person
    access: Access
    role: str
    cases: list[Case] = field(default_factory=list)


def states(suggestion: Suggestion) -> frozenset[str]:
    """Returns the state of each axis, and of each part of each track."""
    own = {f"{axis} {getattr(suggestion, name)}" for axis, name in AXES.items()}
    parts = {
        f"{track} {part.state}"
        for track, name in registry.RELATED_NAMES.items()
        for part in getattr(suggestion, name).all()
    }
    return frozenset(own | parts | {f"origin {suggestion.origin}"})


def suggestions() -> list[Suggestion]:
    """Returns all sample suggestions and a few published ones, with their parts."""
    rows = Suggestion.objects.for_list().prefetch_related(*registry.RELATED_NAMES.values())
    return [*rows.filter(origin=Origin.SAMPLE), *rows.filter(origin=Origin.PUBLISHED).order_by("pk")[:3]]


def people_of(role: str) -> list[Person]:
    posts = Post.objects.current(clock.today()).filter(role=role, person__origin=Origin.SAMPLE, person__is_active=True)
    return list(Person.objects.filter(pk__in=posts.values("person")).order_by("pk"))


def roles() -> list[str]:
    """Returns the roles that somebody has in the sample world."""
    return [role for role in Role.values if people_of(role)]


class Choice:
    """The readers of one role, and all cases in which they have a part, the nearest first."""

    def __init__(self, role: str, rows: list[Suggestion]) -> None:
        self.readers = [
            Reader(person, people.access_of(person=person, on=clock.today()), role) for person in people_of(role)
        ]
        self.by_person = {reader.access.person_id: reader for reader in self.readers}
        self.cases = sorted(self._cases(rows), key=lambda case: (-case.visibility, -len(case.held), case.suggestion.pk))
        self._offers: dict[tuple[int, int], list[Offer]] = {}
        self._choose()

    def offers(self, case: Case, side: Side) -> list[Offer]:
        """Returns what the person may do with the suggestion now; read once."""
        key = (case.access.person_id, case.suggestion.pk)
        if key not in self._offers:
            self._offers[key] = registry.offers(access=case.access, suggestion=case.suggestion, side=side)
        return self._offers[key]

    @staticmethod
    def form_of(offer: Offer) -> tuple[str, int]:
        """Returns the key of the form and the subject as its address names them; no key where a page stands in its place."""
        match = resolve(offer.href)
        return (match.kwargs["step"], match.kwargs["subject_pk"]) if "step" in match.kwargs else ("", 0)

    @staticmethod
    def state_of(offer: Offer) -> str:
        """Returns the state of the subject from which the step is taken."""
        if isinstance(offer.subject, Suggestion):
            return str(getattr(offer.subject, AXES.get(offer.step.track, "document_state")))
        return str(offer.subject.state)

    def _cases(self, rows: list[Suggestion]) -> Iterator[Case]:
        for reader in self.readers:
            visible = set(Suggestion.objects.visible_to(reader.access).values_list("pk", flat=True))
            shown = [row for row in rows if row.pk in visible]
            held = person_relations.of_each(access=reader.access, suggestions=shown)
            for row in shown:
                level = person_relations.visibility(access=reader.access, suggestion=row, held=held[row.pk])
                yield Case(access=reader.access, suggestion=row, held=held[row.pk], visibility=level)

    def _choose(self) -> None:
        """Gives each state that somebody of the role can see to the person who stands nearest to it; few cases show all."""
        left = frozenset().union(*(case.states for case in self.cases))
        while left:
            best = max(self.cases, key=lambda case: len(case.states & left))
            self.by_person[best.access.person_id].cases.append(best)
            left -= best.states
