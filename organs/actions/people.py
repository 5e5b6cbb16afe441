"""Admits people, gives and ends posts, and deactivates without losing what anybody said."""

from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organs import clock, permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Department, Person, Post, Procuratorate, Unit
from organs.refusals import NotAllowed, Refused
from organs.roles import Role, side_of


def admit(
    *,
    access: Access | None,
    at: datetime,
    username: str,
    name: str,
    password: str,
    origin: str,
    email: str = "",
    must_change_password: bool = True,
    is_hashed: bool = False,
) -> Person:
    """Adds a person who can sign in; without a post nothing is seen. `is_hashed` takes the password as it is stored."""
    _require_some_administrator(access)
    return admit_from_invitation(
        at=at,
        username=username,
        name=name,
        password=password,
        origin=origin,
        email=email,
        must_change_password=must_change_password,
        is_hashed=is_hashed,
        access=access,
    )


def admit_from_invitation(
    *,
    at: datetime,
    username: str,
    name: str,
    password: str,
    origin: str,
    email: str = "",
    must_change_password: bool = False,
    is_hashed: bool = False,
    access: Access | None = None,
) -> Person:
    """Adds a person on the strength of a one-time link, which the caller has checked and used up."""
    taken = Refused(_("This sign-in name is taken. Choose another one."), field="username")
    if Person.objects.filter(username__iexact=username).exists():
        raise taken
    with transaction.atomic():
        person = Person(
            username=username,
            name=name,
            email=email,
            origin=origin,
            created_at=at,
            must_change_password=must_change_password,
            password=password if is_hashed else make_password(password),
        )
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError as just_taken:
            raise taken from just_taken
        changes = setup_events.differences(after={"name": name, "username": username, "email": email})
        setup_events.record(access=access, at=at, verb="admit", subject=person, changes=changes)
    return person


def appoint(
    *,
    access: Access | None,
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
    """Gives a post; raises Refused when it would put the person on both sides or the days are reversed."""
    if unit is None:
        permissions.require_administrator(access=access, procuratorate=procuratorate)
    else:
        _require_some_administrator(access)
    return seat(
        access=access,
        at=at,
        person=person,
        role=role,
        from_on=from_on,
        to_on=to_on,
        procuratorate=procuratorate,
        department=department,
        unit=unit,
        acting_for=acting_for,
    )


def seat(
    *,
    access: Access | None,
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
    """Adds the post after the rules of shape: one place, one side, days in order."""
    side = side_of(role)
    if (side == "unit") != (unit is not None) or (procuratorate is None) == (unit is None):
        raise Refused(_("This role needs a place on its own side: a procuratorate or a unit."), field="role")
    if department and department.procuratorate_id != (procuratorate.pk if procuratorate else None):
        raise Refused(_("This department belongs to another procuratorate."), field="department")
    if to_on and to_on < from_on:
        raise Refused(_("The last day lies before the first day."), field="to_on")
    if person.posts.exclude(side=side).exists():
        raise Refused(
            _("This person has a post on the other side. Nobody can stand on both sides; admit a second account."),
            field="person",
        )
    if unit is not None and unit.is_placeholder:
        raise Refused(_("An unnamed unit is a placeholder and cannot sign in."), field="unit")
    with transaction.atomic():
        post = Post.objects.create(
            person=person,
            side=side,
            role=role,
            procuratorate=procuratorate,
            department=department,
            unit=unit,
            from_on=from_on,
            to_on=to_on,
            acting_for=acting_for,
        )
        appointed = {
            "role": post.role,
            "place": procuratorate or unit,
            "department": department,
            "from": from_on,
            "until": to_on,
            "acting_for": acting_for.person if acting_for else None,
        }
        changes = setup_events.differences(after=appointed)
        setup_events.record(access=access, at=at, verb="appoint", subject=person, changes=changes)
    return post


def end_post(*, access: Access | None, at: datetime, post: Post, on: date) -> None:
    """Ends a post after that day; a post that began later never counted."""
    if post.procuratorate_id:
        permissions.require_administrator(access=access, procuratorate=post.procuratorate)
    else:
        _require_some_administrator(access)
    with transaction.atomic():
        if post.role == Role.ADMINISTRATOR:
            _require_another_administrator(person=post.person, on=on, besides=post)
        before = {"until": post.to_on}
        post.to_on = max(on, post.from_on)
        post.save(update_fields=["to_on"])
        setup_events.record(
            access=access,
            at=at,
            verb="end post",
            subject=post.person,
            changes=setup_events.differences(before=before, after={"until": post.to_on}),
            details={"role": post.role, "place": str(post.procuratorate or post.unit)},
        )


def deactivate(*, access: Access | None, at: datetime, on: date, person: Person, reason: str) -> None:
    """Closes the account and its posts; what the person said, signed and decided stays under the name."""
    permissions.require_administrator_of_person(access=access, person=person, on=on)
    if not reason.strip():
        raise Refused(_("Say why the account is closed."), field="reason")
    if not person.is_active:
        raise Refused(_("This account is closed already."))
    with transaction.atomic():
        if person.posts.current(on).filter(role=Role.ADMINISTRATOR).exists():
            _require_another_administrator(person=person, on=on)
        yesterday = on - timedelta(days=1)
        for post in person.posts.exclude(to_on__lt=on):
            post.to_on = max(yesterday, post.from_on)
            post.save(update_fields=["to_on"])
        person.is_active, person.deactivated_at = False, at
        person.save(update_fields=["is_active", "deactivated_at"])
        setup_events.record(
            access=access,
            at=at,
            verb="deactivate",
            subject=person,
            changes=setup_events.differences(before={"is_active": True}, after={"is_active": False}),
            details={"reason": reason.strip()},
        )


def reactivate(*, access: Access | None, at: datetime, person: Person) -> None:
    """Opens the account again; posts are given anew."""
    permissions.require_administrator_of_person(access=access, person=person, on=clock.civil_day(at))
    if person.is_active:
        raise Refused(_("This account is open already."))
    with transaction.atomic():
        person.is_active, person.deactivated_at = True, None
        person.save(update_fields=["is_active", "deactivated_at"])
        changes = setup_events.differences(before={"is_active": False}, after={"is_active": True})
        setup_events.record(access=access, at=at, verb="reactivate", subject=person, changes=changes)


def set_password(*, access: Access | None, at: datetime, person: Person, password: str) -> None:
    """Sets a first or new password, to be changed at the next sign-in unless the person sets it."""
    own = access is not None and access.person_id == person.pk
    if not own:
        permissions.require_administrator_of_person(access=access, person=person, on=clock.civil_day(at))
    with transaction.atomic():
        person.set_password(password)
        person.must_change_password = not own
        person.save(update_fields=["password", "must_change_password"])
        setup_events.record(access=access, at=at, verb="set password", subject=person)


def rename(
    *, access: Access | None, at: datetime, person: Person, name: str, email: str, expected_change: int | None = None
) -> None:
    """Corrects the name or address of a person; what was signed keeps the name under which it was signed."""
    permissions.require_administrator_of_person(access=access, person=person, on=clock.civil_day(at))
    if not name.strip():
        raise Refused(_("Write the person's name."), field="name")
    with transaction.atomic():
        before = setup_events.values(setup_events.claim(person, expected_change=expected_change), ("name", "email"))
        person.name, person.email = name.strip(), email
        person.save(update_fields=["name", "email"])
        changes = setup_events.differences(before=before, after=setup_events.values(person, before))
        if changes:
            setup_events.record(access=access, at=at, verb="change", subject=person, changes=changes)


def _require_another_administrator(*, person: Person, on: date, besides: Post | None = None) -> None:
    """Raises Refused when nobody would administer any more; holds the posts, so that two cannot leave at once."""
    held = Post.objects.select_for_update(of=("self",)).filter(role=Role.ADMINISTRATOR, person__is_active=True)
    others = [post for post in held.order_by("pk") if post.to_on is None or post.to_on > on]
    left = [
        post
        for post in others
        if post.from_on <= on and (post.pk != besides.pk if besides else post.person_id != person.pk)
    ]
    if not left:
        raise Refused(_("This is the last administrator. Appoint another one first."))


def _require_some_administrator(access: Access | None) -> None:
    if access is not None and not access.is_administrator:
        raise NotAllowed(_("Only an administrator can change this."))
