"""Who may set up what: an administrator, in the own procuratorate and all below it."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organs.access import Access
from organs.models import Person, Post, Procuratorate
from organs.refusals import NotAllowed
from organs.roles import Role


def administered_by(access: Access) -> QuerySet[Procuratorate]:
    """Returns the procuratorates that the person may set up.

    An administrator at the top also sets up those whose place in the tree is not known yet, so that they can get one.
    """
    posts = access.holding(Role.ADMINISTRATOR)
    if not posts:
        return Procuratorate.objects.none()
    own = Q(*((f"anc{post.depth}", post.procuratorate_id) for post in posts), _connector=Q.OR)
    if administers_all(access):
        own |= Q(anc1__in=Procuratorate.objects.filter(parent_known=False).values("pk"))
    return Procuratorate.objects.filter(own)


def administers_all(access: Access) -> bool:
    """Tells whether the person keeps what the whole installation shares: lines, business lines, problem categories."""
    return any(post.depth == 1 for post in access.holding(Role.ADMINISTRATOR))


def may_administer(*, access: Access, procuratorate: Procuratorate | None) -> bool:
    """Tells whether the person administers that procuratorate; None asks for the whole installation."""
    if procuratorate is None:
        return administers_all(access)
    return administered_by(access).filter(pk=procuratorate.pk).exists()


def require_administrator(*, access: Access | None, procuratorate: Procuratorate | None) -> None:
    """Raises NotAllowed unless the person administers the procuratorate; None for access is the command line."""
    if access is not None and not may_administer(access=access, procuratorate=procuratorate):
        raise NotAllowed(_("Only an administrator of this procuratorate, or of one above it, can change this."))


def people_administered_by(access: Access) -> QuerySet[Person]:
    """Returns the people with a post in a place that the person sets up, those of units, and for the top all others."""
    if not access.is_administrator:
        return Person.objects.none()
    administered = Q(posts__procuratorate__in=administered_by(access)) | Q(posts__unit__isnull=False)
    if administers_all(access):
        administered |= Q(posts__isnull=True)
    return Person.objects.filter(Q(pk__in=Person.objects.filter(administered).values("pk")))


def may_administer_person(*, access: Access, person: Person, on: date) -> bool:
    """Tells whether the person may close the account, open it again or set its password.

    Every post that has not ended must lie in the administrator's part of the tree: a password gives all of them away.
    """
    if not people_administered_by(access).filter(pk=person.pk).exists():
        return False
    held = Post.objects.filter(person=person, procuratorate__isnull=False).exclude(to_on__lt=on)
    return not held.exclude(procuratorate__in=administered_by(access)).exists()


def require_administrator_of_person(*, access: Access | None, person: Person, on: date) -> None:
    """Raises NotAllowed unless the person administers the other; None for access is the command line."""
    if access is not None and not may_administer_person(access=access, person=person, on=on):
        raise NotAllowed(_("This person also holds a post elsewhere. An administrator above both places can do this."))
