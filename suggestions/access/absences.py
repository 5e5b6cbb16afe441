"""Whose absence a person may record or end, who may be named as deputy for what, and which absences a person is shown.

The kinds of work and who may do them come from the table of relations (suggestions/rules/relations.py).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from organs import clock
from organs.access import Access
from organs.models import Absence, Person, Post, Procuratorate
from organs.roles import BUSINESS_ROLES, CHIEFS, Role, Work
from suggestions.models import Event, Suggestion
from suggestions.rules import relations


@dataclass(frozen=True, kw_only=True)
class WorkChoice:
    """A kind of work that somebody leaves, and who may do it meanwhile; it may be nobody."""

    work: Work
    candidates: Sequence[Person]


def may_keep(*, access: Access, person: Person, procuratorate_id: int, on: date) -> bool:
    """Tells whether the person may record, move and end the other's absence: one's own, as head of the department, as chief.

    Nobody below a chief or deputy chief keeps theirs but they themselves.
    """
    here = [post for post in access.posts if post.procuratorate_id == procuratorate_id and post.role in BUSINESS_ROLES]
    if access.person_id == person.pk:
        return bool(here)
    theirs = list(Post.objects.current(on).filter(person=person, procuratorate=procuratorate_id))
    if not theirs:
        return False
    if any(post.role in CHIEFS for post in here):
        return True
    if any(post.role in CHIEFS for post in theirs):
        return False
    heads = [post for post in here if post.role == Role.DEPARTMENT_HEAD]
    return any(
        head.department_id is None or head.department_id == post.department_id for head in heads for post in theirs
    )


def places_of(access: Access) -> list[Procuratorate]:
    """Returns where the person has work that somebody else may do meanwhile, in the order of their codes."""
    held: dict[int, set[str]] = {}
    for post in access.posts:
        if post.procuratorate_id:
            held.setdefault(post.procuratorate_id, set()).add(post.role)
    with_work = [place for place, roles in held.items() if relations.works_of(roles)]
    return list(Procuratorate.objects.filter(pk__in=with_work).order_by("code"))


def kept_people(*, access: Access, procuratorate_id: int, on: date) -> list[Person]:
    """Returns the others whose absence at that place the person may record, in the order of people."""
    with_work = sorted(role for role in BUSINESS_ROLES if relations.works_of({role}))
    held = Post.objects.current(on).filter(procuratorate=procuratorate_id, role__in=with_work)
    here = [post for post in access.posts if post.procuratorate_id == procuratorate_id]
    if not any(post.role in CHIEFS for post in here):
        departments = [post.department_id for post in here if post.role == Role.DEPARTMENT_HEAD]
        if not departments:
            return []
        if None not in departments:
            held = held.filter(department__in=departments)
        held = held.exclude(
            person__in=Post.objects.current(on).filter(procuratorate=procuratorate_id, role__in=CHIEFS).values("person")
        )
    people = Person.objects.filter(pk__in=held.values("person"), is_active=True).exclude(pk=access.person_id)
    return list(people.in_order(on))


def choices(*, person: Person, procuratorate: Procuratorate, on: date) -> list[WorkChoice]:
    """Returns what the person leaves at that place, with whom one may name for it: who has a post there that may do the work."""
    here = Post.objects.current(on).filter(procuratorate=procuratorate)
    own = set(here.filter(person=person).values_list("role", flat=True))
    there = Person.objects.filter(is_active=True, origin=person.origin).exclude(pk=person.pk)
    found = relations.works_of(own)
    return [
        WorkChoice(
            work=work,
            candidates=list(
                there.filter(pk__in=here.filter(role__in=sorted(found[work])).values("person")).in_order(on)
            ),
        )
        for work in Work
        if work in found
    ]


def is_there(
    *, person: Person, procuratorate: Procuratorate, roles: Collection[str], first_on: date, last_on: date
) -> bool:
    """Tells whether the person has a post of one of the roles at that place from the first day to the last, and is not away then."""
    held = Post.objects.current(first_on).filter(person=person, procuratorate=procuratorate, role__in=sorted(roles))
    away = Absence.objects.filter(
        ended_at__isnull=True, person=person, procuratorate=procuratorate, first_on__lte=last_on, last_on__gte=first_on
    )
    return held.filter(Q(to_on__isnull=True) | Q(to_on__gte=last_on)).exists() and not away.exists()


def shown_to(access: Access, *, on: date) -> QuerySet[Absence]:
    """Returns the absences that a person is shown: the own, those as whose deputy one stands, and those one keeps.

    Of others, those that are over are no longer shown, but to their deputies until the work is taken back: what is kept here is
    who does the work, and not who was away when.
    """
    kept = Q(pk__in=[])
    for post in access.posts:
        if post.procuratorate_id is None or post.role not in (*CHIEFS, Role.DEPARTMENT_HEAD):
            continue
        people = kept_people(access=access, procuratorate_id=post.procuratorate_id, on=on)
        kept |= Q(procuratorate=post.procuratorate_id, person__in=[each.pk for each in people])
    live = Q(ended_at__isnull=True, last_on__gte=on)
    as_deputy = Q(deputies__person=access.person_id) & (live | Q(taken_back_at__isnull=True))
    rows = Absence.objects.filter(Q(person=access.person_id) | as_deputy | (kept & live)).distinct()
    return rows.select_related("person", "procuratorate", "recorded_by", "ended_by").prefetch_related(
        "deputies__person"
    )


def done_by_deputies(absence: Absence, *, access: Access) -> QuerySet[Event]:
    """Returns what deputies did for who was away, newest first: all of it to that person, to a deputy what this deputy did."""
    rows = Event.objects.filter(
        acted_for=absence.person_id,
        suggestion__procuratorate=absence.procuratorate_id,
        recorded_at__gte=clock.begin_of(absence.first_on),
        recorded_at__lt=end_of(absence),
        suggestion__in=Suggestion.objects.visible_to(access),
    )
    if access.person_id != absence.person_id:
        rows = rows.filter(recorded_by=access.person_id)
    return rows.select_related("suggestion__unit").order_by("-id")


def end_of(absence: Absence) -> datetime:
    """Returns the moment at which the absence ends or ended."""
    by_itself = clock.begin_of(absence.last_on + timedelta(days=1))
    return min(by_itself, absence.ended_at) if absence.ended_at else by_itself
