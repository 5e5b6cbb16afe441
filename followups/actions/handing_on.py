"""What is still open in the hands of somebody who leaves a place, and hands it on in the same step as the post or account ends.

What nobody is named for falls to the head of the department, else to the deputy, else to the chief
(suggestions/access/vacancies.py): so do case groups, planned visits and posts that nobody else holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext as _

from followups.models import Visit
from organs import clock
from organs.access import Access
from organs.actions import people, posts
from organs.models import Person, Post, Procuratorate
from organs.origins import Origin
from organs.refusals import Refused
from organs.roles import BUSINESS_ROLES, PROSECUTING
from organs.words import in_language_of_record
from suggestions.actions import ledger
from suggestions.actions.ledger import Actor
from suggestions.models import CaseMember, Suggestion, standing
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.states import DOCUMENT

#: Of cases of which no letter comes nothing is in hand.
ENDED = sorted(DOCUMENT.of("ended unissued"))


@dataclass(frozen=True, kw_only=True)
class OpenDuties:
    """What a person has in hand at one place; `cases` come with `next_on`, the nearest day of the office."""

    place: Procuratorate
    cases: Sequence[Suggestion]
    groups: int
    visits: int
    only_roles: list[str]


def open_duties(*, person: Person, on: date, place: Procuratorate | None = None) -> list[OpenDuties]:
    """Returns what is open in the person's hands by place, of all places or of one; a place with nothing is left out."""
    held = Post.objects.current(on).filter(person=person, procuratorate__isnull=False)
    places = Procuratorate.objects.filter(
        Q(pk__in=held.values("procuratorate")) | Q(pk__in=_handled(person).values("procuratorate"))
    )
    found = []
    for here in places.order_by("code") if place is None else [place]:
        cases = list(
            _handled(person).filter(procuratorate=here).select_related("letter").annotate(next_on=NEXT).order_by("pk")
        )
        groups = CaseMember.objects.filter(person=person, to_at__isnull=True, suggestion__procuratorate=here)
        visits = Visit.objects.filter(state="planned", people=person, suggestion__procuratorate=here)
        duties = OpenDuties(
            place=here,
            cases=cases,
            groups=groups.filter(suggestion__case_state="open").exclude(suggestion__document_state__in=ENDED).count(),
            visits=visits.count(),
            only_roles=_only_roles(person, here, on),
        )
        if cases or duties.groups or duties.visits or duties.only_roles:
            found.append(duties)
    return found


NEXT = Min("clocks__due_on", filter=Q(clocks__stopped_on__isnull=True))


def _handled(person: Person) -> QuerySet[Suggestion]:
    rows = Suggestion.objects.filter(standing.to_do(), handling_prosecutor=person)
    return rows.exclude(origin=Origin.PUBLISHED).exclude(document_state__in=ENDED)


def _only_roles(person: Person, place: Procuratorate, on: date) -> list[str]:
    """Returns the roles of the office that the person alone holds at a place, each by its key."""
    rows = Post.objects.current(on).filter(procuratorate=place, person__is_active=True, role__in=sorted(BUSINESS_ROLES))
    own = set(rows.filter(person=person).values_list("role", flat=True)) - set(PROSECUTING[:1])
    return sorted(own - set(rows.exclude(person=person).values_list("role", flat=True)))


def successors(*, person: Person, place: Procuratorate, on: date) -> QuerySet[Person]:
    """Returns who may take over cases at a place."""
    posts = Post.objects.current(on).filter(procuratorate=place, role__in=PROSECUTING)
    rows = Person.objects.filter(pk__in=posts.values("person"), is_active=True, origin=person.origin)
    found: QuerySet[Person] = rows.exclude(pk=person.pk).in_order(on)
    return found


def close_account(*, access: Access, at: datetime, person: Person, reason: str, to: Mapping[int, Person | None]) -> int:
    """Closes an account and hands on what it had in hand, by procuratorate; returns how many cases were handed on."""
    with transaction.atomic():
        people.deactivate(access=access, at=at, on=clock.civil_day(at), person=person, reason=reason)
        return _hand_on(access=access, at=at, person=person, to=to, reason=reason)


def end_post(*, access: Access, at: datetime, post: Post, on: date, to: Mapping[int, Person | None]) -> int:
    """Ends a post; what the person handles there is handed on at once, where somebody is named."""
    with transaction.atomic():
        posts.end(access=access, at=at, post=post, on=on)
        with in_language_of_record():
            reason = _("The post of %(name)s ends.") % {"name": post.person.name}
        return _hand_on(access=access, at=at, person=post.person, to=to, reason=reason)


def _hand_on(*, access: Access, at: datetime, person: Person, to: Mapping[int, Person | None], reason: str) -> int:
    """Gives each open case at a place to who was named for it, with an event; the caller has ended the post by right."""
    count, on = 0, clock.civil_day(at)
    for place in Procuratorate.objects.filter(pk__in=[pk for pk, heir in to.items() if heir]).order_by("pk"):
        heir = to[place.pk]
        if heir is None or not successors(person=person, place=place, on=on).filter(pk=heir.pk).exists():
            raise Refused(_("This person has no post in this procuratorate today."), field=f"to_{place.pk}")
        for key in _handled(person).filter(procuratorate=place).order_by("pk").values_list("pk", flat=True):
            count += _hand_on_one(key, access=access, at=at, person=person, heir=heir, reason=reason)
    return count


def _hand_on_one(key: int, *, access: Access, at: datetime, person: Person, heir: Person, reason: str) -> int:
    suggestion = ledger.lock(Suggestion.objects.get(pk=key))
    if suggestion.recusals.filter(person=heir, keeps_off=True).exists():
        return 0  # what nobody is named for falls to the head of the department
    rows = Suggestion.objects.filter(pk=key, handling_prosecutor=person)
    if not rows.update(handling_prosecutor=heir, moves=F("moves") + 1):
        return 0
    suggestion.handling_prosecutor = heir
    ledger.append(
        step=TABLE["case.hand_over"],
        suggestion=suggestion,
        subject=suggestion,
        actor=Actor(access=access),
        at=at,
        from_state=suggestion.case_state,
        to_state=suggestion.case_state,
        on=clock.civil_day(at),
        precision="day",
        text=reason.strip(),
        details={"from": person.name, "to": heir.name},
    )
    return 1
