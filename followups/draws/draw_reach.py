"""Who may draw closed cases for looking back, and from where; who may take a step with one suggestion is in suggestions/access."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organs.access import Access, HeldPost
from organs.refusals import NotAllowed
from organs.roles import CHIEFS, Role
from suggestions.rules import relations

OWN = (*CHIEFS, Role.CASE_MANAGER)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """From where a draw may be made: a department, a procuratorate, or a procuratorate with all below it."""

    procuratorate_id: int
    department_id: int | None = None
    with_below: bool = False


def reaches(access: Access) -> list[Reach]:
    """Returns from where the person may draw [D]: the head from the own department, chief and case management from the own
    procuratorate, and case management also from those below it; a deputy from where who is away may, in that kind of work."""
    return list(dict.fromkeys(_reaches(access)))


def _reaches(access: Access) -> Iterator[Reach]:
    posts = [*access.posts, *_lent(access)]
    for post in posts:
        if post.role == Role.CASE_MANAGER:
            yield Reach(procuratorate_id=post.procuratorate_id, with_below=True)
    for post in posts:
        if post.role in OWN:
            yield Reach(procuratorate_id=post.procuratorate_id)
    for post in posts:
        if post.role == Role.DEPARTMENT_HEAD:
            yield Reach(procuratorate_id=post.procuratorate_id, department_id=post.department_id)


def _lent(access: Access) -> Iterator[HeldPost]:
    """Yields the posts of who is away whose work the person does today, by an own post there that may do it."""
    for absent in access.stand_ins:
        own = {post.role for post in access.posts if post.procuratorate_id == absent.procuratorate_id}
        rows = [row for row in relations.ROWS if row.work in absent.works and not own.isdisjoint(row.deputies)]
        for post in absent.posts:
            if any(post.role in row.roles for row in rows):
                yield post


def require_reach(*, access: Access, reach: Reach) -> None:
    """Raises NotAllowed, naming who may, unless the person may draw from there."""
    if reach not in reaches(access):
        raise NotAllowed(
            _(
                "Cases are drawn by the head of the own department, by the chief or case management of the own "
                "procuratorate, and from those below it by case management only."
            )
        )
