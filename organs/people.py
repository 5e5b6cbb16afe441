"""Reads who a person is on a day; writing is in organs/actions."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from organs.access import Access, HeldPost, StandIn
from organs.models import Absence, Deputy, Person, Post


def access_of(*, person: Person, on: date) -> Access:
    """Returns the access of a person from the posts held on that day; an inactive person has none."""
    rows = (
        list(_held([person], on=on).annotate(stands_in=Exists(_deputyships(person, on=on)))) if person.is_active else []
    )
    return Access(
        person_id=person.pk,
        name=person.name,
        origin=person.origin,
        posts=tuple(_facts(post) for post in rows),
        on=on,
        stand_ins=_stand_ins(person, rows, on=on) if any(post.stands_in for post in rows) else (),
    )


def _held(people: Sequence[Person], *, on: date) -> QuerySet[Post]:
    rows = Post.objects.current(on).filter(person__in=people, person__is_active=True)
    return rows.select_related("procuratorate", "unit", "department", "acting_for__person").order_by("id")


def _deputyships(person: Person, *, on: date) -> QuerySet[Deputy]:
    """Returns what the person does for others on that day, of the place of each post around it."""
    rows = Deputy.objects.filter(person=person, absence__ended_at__isnull=True)
    rows = rows.filter(absence__first_on__lte=on, absence__last_on__gte=on)
    return rows.filter(absence__procuratorate=OuterRef("procuratorate"))


def _stand_ins(person: Person, posts: Sequence[Post], *, on: date) -> tuple[StandIn, ...]:
    """Returns for whom the person does some kind of work on that day, with what they are there; none where one has no post."""
    absences = list(
        Absence.objects.running(on)
        .filter(deputies__person=person, procuratorate__in=[post.procuratorate_id for post in posts])
        .distinct()
        .select_related("person")
        .prefetch_related("deputies")
        .order_by("first_on", "id")
    )
    held = list(_held([each.person for each in absences], on=on))
    return tuple(
        StandIn(
            absence_id=each.pk,
            person_id=each.person_id,
            name=each.person.name,
            works=frozenset(row.work for row in each.deputies.all() if row.person_id == person.pk),
            procuratorate_id=each.procuratorate_id,
            posts=tuple(
                _facts(post)
                for post in held
                if (post.person_id, post.procuratorate_id) == (each.person_id, each.procuratorate_id)
            ),
        )
        for each in absences
    )


def _facts(post: Post) -> HeldPost:
    return HeldPost(
        id=post.pk,
        role=post.role,
        label=str(post.get_role_display()),
        place=post.procuratorate.name if post.procuratorate else post.unit.name if post.unit else "",
        procuratorate_id=post.procuratorate_id,
        depth=post.procuratorate.depth if post.procuratorate else None,
        department_id=post.department_id,
        unit_id=post.unit_id,
        acting_for=post.acting_for.person.name if post.acting_for else "",
        letters_of_id=post.letters_of_id,
    )
