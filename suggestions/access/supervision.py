"""Whose cases a person watches over beside the own ones; what may be seen of them is asked apart."""

from django.db.models import Q

from organs.access import Access
from organs.roles import CHIEFS, Role

SUPERVISORS = (Role.CASE_MANAGER, Role.DEPARTMENT_HEAD, *CHIEFS, Role.ADMINISTRATOR)


def supervises(access: Access) -> bool:
    """Tells whether the person has cases of others to watch over."""
    return access.has(*SUPERVISORS)


def supervised_by(access: Access) -> Q:
    """Returns the filter of the suggestions that the person supervises [D]; what may be seen of them is asked apart.

    A head has the own department, a chief the own procuratorate, case management and administrators all below it too.
    """
    found = Q(pk__in=[])
    for post in access.holding(Role.CASE_MANAGER, Role.ADMINISTRATOR):
        found |= Q(**{f"anc{post.depth}": post.procuratorate_id})
    for post in access.holding(*CHIEFS, Role.DEPARTMENT_HEAD):
        own = Q(procuratorate_id=post.procuratorate_id)
        if post.role == Role.DEPARTMENT_HEAD and post.department_id:
            own &= Q(department_id=post.department_id) | Q(department__isnull=True)
        found |= own
    return found
