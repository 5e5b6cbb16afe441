"""Reads who a person is on a day; writing is in organs/actions."""

from datetime import date

from organs.access import Access, HeldPost
from organs.models import Person, Post


def access_of(*, person: Person, on: date) -> Access:
    """Returns the access of a person from the posts held on that day; an inactive person has none."""
    posts: tuple[HeldPost, ...] = ()
    if person.is_active:
        rows = (
            Post.objects.current(on)
            .filter(person=person)
            .select_related("procuratorate", "unit", "department", "acting_for__person")
            .order_by("id")
        )
        posts = tuple(_facts(post) for post in rows)
    return Access(person_id=person.pk, name=person.name, origin=person.origin, posts=posts)


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
    )
