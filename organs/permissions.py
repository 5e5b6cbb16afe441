"""Who may set up what: an administrator, in the own procuratorate and all below it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organs.access import Access
from organs.models import Procuratorate
from organs.refusals import NotAllowed
from organs.roles import Role


def administered_by(access: Access) -> QuerySet[Procuratorate]:
    """Returns the procuratorates that the person may set up."""
    found = Procuratorate.objects.none()
    for post in access.holding(Role.ADMINISTRATOR):
        found = found | Procuratorate.objects.below(procuratorate_id=post.procuratorate_id, depth=post.depth)
    return found


def may_administer(*, access: Access, procuratorate: Procuratorate | None) -> bool:
    """Tells whether the person administers that procuratorate; None asks for the whole installation."""
    posts = access.holding(Role.ADMINISTRATOR)
    if procuratorate is None:
        return any(post.depth == 1 for post in posts)
    return any(procuratorate.ancestors[post.depth - 1] == post.procuratorate_id for post in posts)


def require_administrator(*, access: Access | None, procuratorate: Procuratorate | None) -> None:
    """Raises NotAllowed unless the person administers the procuratorate; None for access is the command line."""
    if access is not None and not may_administer(access=access, procuratorate=procuratorate):
        raise NotAllowed(_("Only an administrator of this procuratorate, or of one above it, can change this."))
