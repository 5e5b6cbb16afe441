"""Who may set up what: administrators, each in the own procuratorate and all below it; and what takes two of them.

Three people share the work (GB/T 22239, separation of duties): the system administrator sets up and proposes, the security
administrator confirms and takes rights away, the audit administrator reads what both did and changes nothing.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from organs.access import Access
from organs.models import Person, Post, Procuratorate, Proposal, Unit, UnitOffice
from organs.refusals import NotAllowed
from organs.roles import ADMINISTRATIVE_ROLES, Role

# Who gives and takes rights: the one proposes, the other confirms.
DECIDING = (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)


def below_posts(access: Access, *roles: str) -> QuerySet[Procuratorate]:
    """Returns the procuratorates at which, or above which, the person has a post of one of the roles.

    The top also has those whose place in the tree is not known yet, so that they can get one.
    """
    posts = access.holding(*roles)
    if not posts:
        return Procuratorate.objects.none()
    own = Q(*((f"anc{post.depth}", post.procuratorate_id) for post in posts), _connector=Q.OR)
    if any(post.depth == 1 for post in posts):
        own |= Q(anc1__in=Procuratorate.objects.filter(parent_known=False).values("pk"))
    return Procuratorate.objects.filter(own)


def administered_by(access: Access) -> QuerySet[Procuratorate]:
    """Returns the procuratorates that the person may set up."""
    return below_posts(access, Role.ADMINISTRATOR)


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


# Two people.


def may_decide(*, access: Access, procuratorate_id: int | None) -> bool:
    """Tells whether the person confirms proposals of that place; None stands for the whole installation."""
    if procuratorate_id is None:
        return any(post.depth == 1 for post in access.holding(*DECIDING))
    return below_posts(access, *DECIDING).filter(pk=procuratorate_id).exists()


def deciders_of(proposal: Proposal, *, on: date) -> set[int]:
    """Returns the persons next to the place of a proposal who may decide it: of the place itself, else of the next one above."""
    held = Post.objects.current(on).filter(role__in=DECIDING, person__is_active=True)
    held = held.exclude(person__in=[key for key in (proposal.proposed_by_id, proposal.person_id) if key])
    if proposal.procuratorate is None:
        held = held.filter(procuratorate__depth=1, person__origin=proposal.proposed_by.origin)
    else:
        held = held.filter(procuratorate__in=[key for key in proposal.procuratorate.ancestors if key])
    found = list(held.values_list("procuratorate__depth", "person_id"))
    nearest = max((depth for depth, _person in found), default=0)
    return {person for depth, person in found if depth == nearest}


def has_other_deciders(*, access: Access, person: Person, on: date) -> bool:
    """Tells whether another system or security administrator is at a place of whoever asks, or above it."""
    own = Procuratorate.objects.filter(pk__in=[post.procuratorate_id for post in access.holding(*DECIDING)])
    places = {key for place in own for key in place.ancestors if key}
    held = Post.objects.current(on).filter(role__in=DECIDING, person__is_active=True, procuratorate__in=places)
    return held.exclude(person__in=[access.person_id, person.pk]).exists()


def proposals_open_to(access: Access) -> QuerySet[Proposal]:
    """Returns the proposals that the person may see: of the own part of the tree, and those that the top decides."""
    rows = Proposal.objects.filter(procuratorate__in=below_posts(access, *ADMINISTRATIVE_ROLES))
    if any(post.depth == 1 for post in access.holding(*ADMINISTRATIVE_ROLES)):
        rows |= Proposal.objects.filter(procuratorate__isnull=True)
    return rows


def missing_administrators(*, on: date, origin: str) -> list[Role]:
    """Returns which of the three administrators nobody is at the top of an installation, in their order."""
    held = Post.objects.current(on).filter(
        person__is_active=True, person__origin=origin, procuratorate__depth=1, role__in=ADMINISTRATIVE_ROLES
    )
    return [role for role in ADMINISTRATIVE_ROLES if role not in set(held.values_list("role", flat=True))]


def never_held(*, on: date, origin: str) -> list[Role]:
    """Returns which of the three nobody has ever been at the top: what a lone first administrator fills, once."""
    held = Post.objects.filter(person__origin=origin, procuratorate__depth=1, role__in=ADMINISTRATIVE_ROLES)
    known = set(held.values_list("role", flat=True))
    return [role for role in missing_administrators(on=on, origin=origin) if role not in known]


# People.


def people_administered_by(access: Access) -> QuerySet[Person]:
    """Returns the people with a post in a place that the person sets up or guards, and for the top all without a post.

    Of units, those whom an office of that part of the tree let in for its letters, and those of the units that it has to do with.
    """
    places = below_posts(access, *DECIDING)
    if not access.has(*DECIDING):
        return Person.objects.none()
    units = UnitOffice.objects.filter(procuratorate__in=places).values("unit")
    administered = Q(procuratorate__in=places) | Q(letters_of__in=places) | Q(unit__in=units)
    rows = Q(pk__in=Post.objects.filter(administered).values("person"))
    rows |= Q(pk__in=Proposal.objects.filter(procuratorate__in=places, outcome="").values("person"))
    if any(post.depth == 1 for post in access.holding(*DECIDING)):
        rows |= Q(~Exists(Post.objects.filter(person=OuterRef("pk"))))
    return Person.objects.filter(rows)


def may_administer_person(*, access: Access, person: Person, on: date) -> bool:
    """Tells whether the person may close the account, open it again, or make a new link for it.

    Every post that has not ended must lie in the own part of the tree, a unit's under the letters of such an office: a link gives
    all of them away. Who reads every letter of a unit answers to the unit's confirmed head alone.
    """
    if not people_administered_by(access).filter(pk=person.pk).exists():
        return False
    places = below_posts(access, *DECIDING)
    held = Post.objects.filter(person=person).exclude(to_on__lt=on)
    return not held.exclude(procuratorate__in=places).exclude(letters_of__in=places).exists()


def require_administrator_of_person(*, access: Access | None, person: Person, on: date) -> None:
    """Raises NotAllowed unless the person administers the other; None for access is the command line."""
    if access is not None and not may_administer_person(access=access, person=person, on=on):
        raise NotAllowed(
            _(
                "This person has a post outside the part that you administer. An administrator above all its places can do this; "
                "for whoever reads all letters of a unit, its confirmed head."
            )
        )


def may_end_post(*, access: Access, post: Post) -> bool:
    """Tells whether the person may end a post: in the own part of the tree, or of a unit, let in there for own letters."""
    place = post.procuratorate_id or post.letters_of_id
    return place is not None and below_posts(access, *DECIDING).filter(pk=place).exists()


# Units.


def may_change_unit(*, access: Access, unit: Unit) -> bool:
    """Tells whether the person may change a unit's facts: an administrator of an office that has to do with it, or above one.

    A unit that no office has to do with yet is open to every administrator.
    """
    if not access.is_administrator:
        return False
    offices = UnitOffice.objects.filter(unit=unit)
    return offices.filter(procuratorate__in=administered_by(access)).exists() or not offices.exists()


def speaks_for_unit(*, access: Access, unit: Unit) -> bool:
    """Tells whether the person reads every letter of the unit: by a post for all, or for each office that has to do with it."""
    held = [post for post in access.posts if post.unit_id == unit.pk]
    if any(post.letters_of_id is None for post in held):
        return True
    let_in = {post.letters_of_id for post in held}
    offices = set(UnitOffice.objects.filter(unit=unit).values_list("procuratorate_id", flat=True))
    return bool(held) and offices <= let_in


def heads_unit(*, access: Access, unit: Unit) -> bool:
    """Tells whether the person is a confirmed head of the unit."""
    return any(
        post.unit_id == unit.pk and post.role == Role.UNIT_HEAD and post.letters_of_id is None for post in access.posts
    )
