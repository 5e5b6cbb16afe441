"""Who may draw closed cases for looking back, and from where; who may take a step with one suggestion is in suggestions/access."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organs.access import Access
from organs.refusals import NotAllowed
from organs.roles import CHIEFS, Role

OWN = (*CHIEFS, Role.CASE_MANAGER)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """From where a draw may be made: a department, a procuratorate, or a procuratorate with all below it."""

    procuratorate_id: int
    department_id: int | None = None
    with_below: bool = False


def reaches(access: Access) -> list[Reach]:
    """Returns from where the person may draw [D]: the head from the own department, chief and case management from the own
    procuratorate, and case management also from those below it."""
    return list(dict.fromkeys(_reaches(access)))


def _reaches(access: Access) -> Iterator[Reach]:
    for post in access.holding(Role.CASE_MANAGER):
        yield Reach(procuratorate_id=post.procuratorate_id, with_below=True)
    for post in access.holding(*OWN):
        yield Reach(procuratorate_id=post.procuratorate_id)
    for post in access.holding(Role.DEPARTMENT_HEAD):
        yield Reach(procuratorate_id=post.procuratorate_id, department_id=post.department_id)


def require_reach(*, access: Access, reach: Reach) -> None:
    """Raises NotAllowed, naming who may, unless the person may draw from there."""
    if reach not in reaches(access):
        raise NotAllowed(
            _(
                "Cases are drawn by the head of the own department, by the chief or case management of the own "
                "procuratorate, and from those below it by case management only."
            )
        )
