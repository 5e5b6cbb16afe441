"""What waits on the cases of a person of the office: for this person, or for others on a case of the own; the desk and the calendar read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from desk.case import waiting
from desk.case.waiting import Wait
from organs.access import Access
from suggestions.access import person_relations
from suggestions.models import Suggestion

# A desk that shows more than this is not read; the list has filters for the rest.
MOST = 300


@dataclass(frozen=True)
class MyTask:
    suggestion: Suggestion
    wait: Wait
    is_mine: bool


def lines(access: Access) -> Iterator[MyTask]:
    """Yields everything that waits for the person, and for others on the cases that are the person's."""
    visible = Suggestion.objects.visible_to(access).with_relations_of(access)
    rows = visible.filter(waiting.acting_on(access)).exclude(origin="published")
    for suggestion in waiting.load(rows.order_by("-id"))[:MOST]:
        held = person_relations.loaded(suggestion)
        owns = bool(held & {"handling", "team"})
        for wait in waiting.waits(suggestion):
            mine = wait.relation in held and not (wait.relation == "team" and "handling" in held)
            if wait.people:
                mine = access.person_id in wait.people
            covers = wait.relation == "handling" and "head" in held and suggestion.handling_prosecutor is None
            if mine or covers:
                yield MyTask(suggestion, wait, is_mine=True)
            elif owns:
                yield MyTask(suggestion, wait, is_mine=False)
