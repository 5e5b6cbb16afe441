"""Proposes and confirms posts, gives and ends them; what was held stays on record."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days, permissions, promises
from organs.access import Access
from organs.actions import proposals, session_epochs, setup_events
from organs.days import DayMeaning
from organs.models import Department, Person, Post, Procuratorate, Proposal, ProposalKind, Unit
from organs.refusals import NotAllowed, Refused
from organs.roles import ADMINISTRATIVE_ROLES, Role, side_of
from organs.words import listed


def propose(
    *,
    access: Access,
    at: datetime,
    person: Person,
    role: str,
    from_on: date,
    procuratorate: Procuratorate,
    to_on: date | None = None,
    department: Department | None = None,
    acting_for: Post | None = None,
) -> Proposal:
    """Lays a post before a second administrator of the procuratorate; nothing is held before that one confirms.

    Raises NotAllowed outside the own part of the tree, and Refused for oneself, or when the post could not be given.
    """
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    _refuse_oneself(access, person)
    _require_all_three(role=role, on=clock.civil_day(at), origin=access.origin)
    post = Post(
        person=person,
        role=role,
        procuratorate=procuratorate,
        department=department,
        from_on=from_on,
        to_on=to_on,
        acting_for=acting_for,
    )
    for day, field in ((from_on, "from_on"), (to_on, "to_on")):
        days.require(day, meaning=DayMeaning.NEAR, today=clock.civil_day(at), field=field)
    _require_shape(post)
    _require_not_held(post)
    content: dict[str, object] = {
        "role": str(role),
        "department": department.pk if department else None,
        "from_on": from_on.isoformat(),
        "to_on": to_on.isoformat() if to_on else None,
        "acting_for": acting_for.pk if acting_for else None,
    }
    same = Proposal.objects.filter(kind=ProposalKind.POST, person=person, procuratorate=procuratorate, outcome="")
    if same.filter(content__role=str(role), content__department=content["department"]).exists():
        raise Refused(_("This waits for a second administrator already."), field="role")
    return proposals.propose(
        access=access, at=at, kind=ProposalKind.POST, procuratorate=procuratorate, person=person, content=content
    )


def confirm(*, access: Access, at: datetime, proposal: Proposal) -> Post:
    """Gives the proposed post; a first day that has passed meanwhile becomes today."""
    with transaction.atomic():
        decided = proposals.confirm(access=access, at=at, proposal=proposal)
        facts = proposed(decided)
        today = clock.civil_day(at)
        if facts.from_on < today:
            facts.from_on = today
        list(Person.objects.select_for_update().filter(pk=facts.person_id))
        _require_not_held(facts)
        return _seat(facts, access=access, at=at)


def proposed(proposal: Proposal) -> Post:
    """Returns the post that a proposal holds, not kept anywhere."""
    content = proposal.content
    return Post(
        person=proposal.person,
        role=content["role"],
        procuratorate=proposal.procuratorate,
        department=Department.objects.filter(pk=content["department"]).first(),
        from_on=date.fromisoformat(content["from_on"]),
        to_on=date.fromisoformat(content["to_on"]) if content["to_on"] else None,
        acting_for=Post.objects.filter(pk=content["acting_for"]).first(),
    )


def appoint_first(*, access: Access, at: datetime, person: Person, role: str, procuratorate: Procuratorate) -> Post:
    """Gives a post among the three administrators at the top that nobody ever held: what a lone first administrator may do.

    Once somebody held it, a second administrator is asked; where none is left, the command line (`manage.py set_up`).
    """
    permissions.require_administrator(access=access, procuratorate=procuratorate)
    _refuse_oneself(access, person)
    on = clock.civil_day(at)
    with transaction.atomic():
        list(Procuratorate.objects.select_for_update().filter(pk=procuratorate.pk))
        if procuratorate.depth != 1 or role not in permissions.never_held(on=on, origin=access.origin):
            raise NotAllowed(_("This takes a second administrator: propose the post."))
        return _seat(Post(person=person, role=role, procuratorate=procuratorate, from_on=on), access=access, at=at)


def appoint(
    *,
    at: datetime,
    person: Person,
    role: str,
    from_on: date,
    to_on: date | None = None,
    procuratorate: Procuratorate | None = None,
    department: Department | None = None,
    unit: Unit | None = None,
    acting_for: Post | None = None,
) -> Post:
    """Gives a post from the command line: to the first administrators, and to the people of the sample world."""
    post = Post(
        person=person,
        role=role,
        procuratorate=procuratorate,
        department=department,
        unit=unit,
        from_on=from_on,
        to_on=to_on,
        acting_for=acting_for,
    )
    return _seat(post, access=None, at=at)


def seat_in_unit(
    *,
    access: Access | None,
    at: datetime,
    person: Person,
    role: str,
    unit: Unit,
    letters_of: Procuratorate | None,
) -> Post:
    """Gives a post in a unit from today on, for a caller who has checked the right: a link used up, or the unit's head."""
    post = Post(person=person, role=role, unit=unit, letters_of=letters_of, from_on=clock.civil_day(at))
    return _seat(post, access=access, at=at, actor=person)


def end(*, access: Access | None, at: datetime, post: Post, on: date) -> None:
    """Ends a post after that day, today at the earliest: what was held yesterday was held.

    A post that begins later never counts.
    """
    if access is not None and not permissions.may_end_post(access=access, post=post):
        raise NotAllowed(_("Only an administrator of this procuratorate, or of one above it, can change this."))
    end_checked(access=access, at=at, post=post, on=on)


def end_checked(*, access: Access | None, at: datetime, post: Post, on: date) -> None:
    """Ends a post for a caller who has checked the right; the command line may name an earlier day, of what it imports."""
    if access is not None and on < clock.civil_day(at):
        raise Refused(_("A post ends today at the earliest: what was done under it stays done."), field="on")
    days.require(on, meaning=DayMeaning.NEAR, today=clock.civil_day(at), field="on")
    with transaction.atomic():
        locked = (
            Post.objects.select_for_update(of=("self",))
            .select_related("procuratorate", "unit", "person")
            .get(pk=post.pk)
        )
        if access is not None and locked.to_on is not None and locked.to_on < clock.civil_day(at):
            raise Refused(_("This post has ended already."))
        _require_another_administrator(post=locked, on=on)
        _close(locked, access=access, at=at, on=on)


def end_all(*, access: Access | None, at: datetime, on: date, person: Person) -> None:
    """Ends every post of a person at once, for a caller who closes the account; one that would begin later never counts."""
    held = list(Post.objects.select_for_update(of=("self",)).filter(person=person).exclude(to_on__lt=on).order_by("pk"))
    for post in held:
        if post.from_on <= on:
            _require_another_administrator(post=post, on=on)
    for post in held:
        _close(post, access=access, at=at, on=on, at_once=True)


def administrators_left(*, post: Post, on: date) -> list[Person]:
    """Returns who else holds this administrative post at the place after that day, in the order of their posts."""
    rows = Post.objects.filter(role=post.role, procuratorate=post.procuratorate_id, person__is_active=True)
    rows = rows.filter(from_on__lte=on).exclude(to_on__lte=on).exclude(person=post.person_id)
    return [row.person for row in rows.select_related("person").order_by("pk")]


def _seat(post: Post, *, access: Access | None, at: datetime, actor: Person | None = None) -> Post:
    """Keeps the post after the rules of shape; what happens in a unit is told to its people and offices."""
    _require_shape(post)
    place = post.procuratorate or post.unit
    with promises.kept():
        list(Person.objects.select_for_update().filter(pk=post.person_id))
        _require_no_other_administration(post)
        post.side = side_of(post.role)
        post.save(force_insert=True)
        appointed = {
            "role": post.role,
            "place": place,
            "department": post.department,
            "from": post.from_on,
            "until": post.to_on,
            "acting_for": post.acting_for.person if post.acting_for else None,
            "letters_of": post.letters_of,
        }
        setup_events.record(
            access=access,
            actor=actor,
            at=at,
            verb="appoint",
            subject=post.person,
            changes=setup_events.differences(after=appointed),
            tells_unit=post.unit if access or actor else None,
            tells_person=post.person if post.procuratorate and access else None,
        )
    return post


def _close(post: Post, *, access: Access | None, at: datetime, on: date, at_once: bool = False) -> None:
    """Ends one post after that day, or `at_once`, and tells a unit of it; one that would begin later never counts."""
    before = {"until": post.to_on}
    post.to_on = max(on, post.from_on)
    post.ended_at = at if at_once or post.from_on > on else None
    post.save(update_fields=["to_on", "ended_at"])
    session_epochs.end_all_of_the_leaving(person=post.person, on=clock.civil_day(at))
    setup_events.record(
        access=access,
        at=at,
        verb="end post",
        subject=post.person,
        changes=setup_events.differences(before=before, after={"until": post.to_on}),
        details={"role": post.role, "place": str(post.procuratorate or post.unit)},
        tells_unit=post.unit,
    )


def _require_shape(post: Post) -> None:
    """Raises Refused for a post that cannot be: one place, one side, days in order."""
    side = side_of(post.role)
    if (side == "unit") != (post.unit is not None) or (post.procuratorate is None) == (post.unit is None):
        raise Refused(_("This role needs a place on its own side: a procuratorate or a unit."), field="role")
    if post.department and post.department.procuratorate_id != post.procuratorate_id:
        raise Refused(_("This department belongs to another procuratorate."), field="department")
    if post.to_on and post.to_on < post.from_on:
        raise Refused(_("The last day lies before the first day."), field="to_on")
    if post.person.posts.exclude(side=side).exists():
        raise Refused(
            _("This person has a post on the other side. Nobody can stand on both sides; admit a second account."),
            field="person",
        )
    if not post.person.is_active:
        raise Refused(_("This account is closed."), field="person")
    if post.unit is not None and post.unit.is_placeholder:
        raise Refused(_("An unnamed unit is a placeholder and cannot sign in."), field="unit")
    _require_no_other_administration(post)


def _require_not_held(post: Post) -> None:
    """Raises Refused for a post that the person holds already at the place, in these days or some of them."""
    same = post.person.posts.filter(
        role=post.role, procuratorate=post.procuratorate, department=post.department, acting_for=post.acting_for
    )
    same = same.filter(ended_at=None).exclude(to_on__lt=post.from_on)
    if post.to_on:
        same = same.exclude(from_on__gt=post.to_on)
    if same.exists():
        raise Refused(_("This person holds this post already."), field="role")


def _require_no_other_administration(post: Post) -> None:
    if post.role not in ADMINISTRATIVE_ROLES:
        return
    others = post.person.posts.filter(role__in=ADMINISTRATIVE_ROLES).exclude(role=post.role)
    others = others.exclude(to_on__lt=post.from_on)
    if post.to_on:
        others = others.exclude(from_on__gt=post.to_on)
    if others.exists():
        raise Refused(
            _("System, security and audit administrator are three people. This person is another of them already."),
            field="role",
        )


def _require_all_three(*, role: str, on: date, origin: str) -> None:
    """Raises Refused while one of the three administrators is missing at the top: nothing else is given before."""
    missing = permissions.missing_administrators(on=on, origin=origin)
    if missing and role not in missing:
        names = listed(str(Role(each).label) for each in missing)
        raise Refused(
            _("First admit who is still missing at the top: %(roles)s. Until then no other post is given.")
            % {"roles": names},
            field="role",
        )


def _refuse_oneself(access: Access, person: Person) -> None:
    if access.person_id == person.pk:
        raise Refused(_("Nobody gives oneself a post. Ask another administrator."), field="person")


def _require_another_administrator(*, post: Post, on: date) -> None:
    """Raises Refused when the top would be left without one of the three, or a place with others below without its own.

    Holds the posts of the place, so that two cannot leave at once.
    """
    place = post.procuratorate
    if place is None or post.role not in ADMINISTRATIVE_ROLES:
        return
    has_below = Procuratorate.objects.filter(parent=place, closed_on__isnull=True).exists()
    if place.depth > 1 and not (has_below and post.role == Role.ADMINISTRATOR):
        return
    list(Post.objects.select_for_update(of=("self",)).filter(role=post.role, procuratorate=place).order_by("pk"))
    if not administrators_left(post=post, on=on):
        raise Refused(
            _(
                "Nobody else is %(role)s of %(place)s. Propose another one first, and let a second administrator confirm."
            )
            % {"role": post.get_role_display(), "place": place.name}
        )
