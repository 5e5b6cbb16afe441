"""What waits on the cases of a person of the office: for this person, for nobody, or for others on a case of the own.

The desk and the calendar read it. What waits for nobody falls to the head of the case's department, else to the deputy, else
to the chief (suggestions/access/vacancies.py).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import ExpressionWrapper, fields
from django.utils.translation import gettext as _

from desk.case import waiting
from desk.case.waiting import Wait
from organs import clock
from organs.access import Access
from organs.models import Person
from organs.roles import Work
from suggestions.access import person_relations, vacancies
from suggestions.access.vacancies import Vacancies
from suggestions.models import Suggestion, standing

# A desk that shows more than this is not read; the list has filters for the rest.
MOST = 300


@dataclass(frozen=True)
class MyTask:
    suggestion: Suggestion
    wait: Wait
    is_mine: bool
    is_nobodys: bool = False
    who: str = ""
    # Whose work it is, where the person does it as deputy.
    away: str = ""


def lines(access: Access) -> Iterator[MyTask]:
    """Yields everything that waits for the person, for nobody but the person, and for others on the person's cases."""
    on = access.on or clock.today()
    visible = Suggestion.objects.visible_to(access).with_relations_of(access)
    rows = visible.filter(waiting.acting_on(access)).exclude(origin="published")
    # What nobody handles comes first, however old: it must not lie beyond what a desk shows.
    nobodys = ExpressionWrapper(standing.handled_by_nobody(on), output_field=fields.BooleanField())
    found = list(waiting.load(rows.annotate(is_nobodys=nobodys).order_by("-is_nobodys", "-id"))[:MOST])
    vacant = vacancies.of(found, on=on)
    for suggestion in found:
        waits = waiting.waits(suggestion)
        if suggestion.is_nobodys and not any(wait.relation == "handling" for wait in waits):
            waits.insert(0, Wait(relation="handling", what=_("Hand the case over: nobody handles it")))
        for wait in waits:
            yield from _task(suggestion, wait, vacant, access)


def _task(suggestion: Suggestion, wait: Wait, vacant: Vacancies, access: Access) -> Iterator[MyTask]:
    held, who = person_relations.loaded(suggestion), waiting.who_words(wait, suggestion, vacant)
    keepers = vacant.keepers(suggestion) if waiting.is_nobodys(wait, suggestion, vacant) else []
    if keepers and (access.person_id in {person.pk for person in keepers} or _keeps_for_absent(keepers, access)):
        yield MyTask(suggestion, wait, is_mine=True, is_nobodys=True, who=who, away=_away(suggestion, wait, access))
        return
    mine = wait.relation in held and not (wait.relation == "team" and "handling" in held)
    if wait.people and not vacant.is_gone(suggestion, wait.people):
        mine = bool(wait.people & {access.person_id, *access.stands_for(Work.CASES)})
    if mine:
        yield MyTask(suggestion, wait, is_mine=True, who=who, away=_away(suggestion, wait, access))
    elif held & {"handling", "team"}:
        yield MyTask(suggestion, wait, is_mine=False, who=who)


def _keeps_for_absent(keepers: Collection[Person], access: Access) -> bool:
    """Tells whether one of those to whom it falls is away, and the person is the deputy."""
    return not access.stands_for(Work.HEADING, Work.DECIDING).isdisjoint(person.pk for person in keepers)


def _away(suggestion: Suggestion, wait: Wait, access: Access) -> str:
    """Returns the name of who is away and for whom the person does it; "" for what is the person's own."""
    if wait.people:
        if access.person_id in wait.people:
            return ""
        return next((each.name for each in access.stand_ins if each.person_id in wait.people), "")
    absent = person_relations.acting_for(access=access, suggestion=suggestion, keys={wait.relation}, is_loaded=True)
    return absent.name if absent else ""
