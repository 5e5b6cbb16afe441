"""The people of a unit, as the unit itself keeps them: its confirmed head admits, widens and ends; everybody there reads of it.

Whoever a procuratorate lets in reads and answers the letters of that procuratorate alone, until the confirmed head gives the
person all letters of the unit. How the first head is confirmed is in suggestions/actions/unit_heads.py.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organs import clock, permissions
from organs.access import Access
from organs.actions import people, posts, setup_events, sign_in_links
from organs.models import Person, Post, Unit
from organs.refusals import NotAllowed, Refused
from organs.roles import Role


def admit(
    *, access: Access, at: datetime, unit: Unit, username: str, name: str, email: str = "", role: str = Role.LIAISON
) -> tuple[Person, str]:
    """Adds a person of the unit who reads all its letters; returns the person, and the secret of the link to a first password."""
    _require_head(access, unit)
    with transaction.atomic():
        person = people.add(access=access, at=at, username=username, name=name, origin=unit.origin, email=email)
        posts.seat_in_unit(access=access, at=at, person=person, role=role, unit=unit, letters_of=None)
        return person, sign_in_links.issue(access=access, at=at, person=person)


def make_link(*, access: Access, at: datetime, post: Post) -> str:
    """Makes a link by which a colleague who reads only this unit's letters sets a new password."""
    _require_head(access, post.unit)
    elsewhere = Post.objects.filter(person=post.person_id).exclude(unit=post.unit_id)
    if elsewhere.exclude(to_on__lt=clock.civil_day(at)).exists():
        raise Refused(_("This person also acts for another unit. Ask the procuratorate for a new slip."))
    return sign_in_links.issue(access=access, at=at, person=post.person)


def give_all_letters(*, access: Access, at: datetime, post: Post) -> None:
    """Lets a person whom one procuratorate let in read and answer every letter of the unit."""
    _require_head(access, post.unit)
    open_all_letters(access=access, at=at, post=post)


def open_all_letters(*, access: Access, at: datetime, post: Post) -> None:
    """Does so for a caller who has checked the right: the unit's head, or two administrators on a sealed paper."""
    with transaction.atomic():
        locked = (
            Post.objects.select_for_update(of=("self",)).select_related("person", "unit", "letters_of").get(pk=post.pk)
        )
        if not Post.objects.current(clock.civil_day(at)).filter(pk=post.pk, person__is_active=True).exists():
            raise Refused(_("This post has ended already."))
        if locked.letters_of_id is None:
            raise Refused(_("This person reads all letters of the unit already."))
        if not locked.person.has_usable_password():
            raise Refused(_("This person has not set a password yet. Let the link be used first."))
        sign_in_links.close_all(at=at, person=locked.person)
        before = {"letters_of": locked.letters_of}
        locked.letters_of = None
        locked.save(update_fields=["letters_of"])
        setup_events.record(
            access=access,
            at=at,
            verb="give all letters",
            subject=locked.person,
            changes=setup_events.differences(before=before, after={"letters_of": _("all letters of the unit")}),
            details={"place": str(locked.unit)},
            tells_unit=locked.unit,
        )


def end_post(*, access: Access, at: datetime, post: Post, on: date) -> None:
    """Ends the post of a colleague; a head's own only where another confirmed head remains."""
    _require_head(access, post.unit)
    with transaction.atomic():
        list(Unit.objects.select_for_update().filter(posts=post.pk))
        if post.person_id == access.person_id and not other_heads(post, on=on).exists():
            raise Refused(_("You are the only confirmed head of the unit. Let another one in first."))
        posts.end_checked(access=access, at=at, post=post, on=on)


def other_heads(post: Post, *, on: date) -> QuerySet[Post]:
    """Returns the posts of other confirmed heads of the unit that go on after that day."""
    heads = Post.objects.current(on).filter(
        unit=post.unit_id, role=Role.UNIT_HEAD, letters_of__isnull=True, person__is_active=True
    )
    return heads.exclude(to_on__lte=on).exclude(person=post.person_id)


def _require_head(access: Access, unit: Unit | None) -> None:
    if unit is None or not permissions.heads_unit(access=access, unit=unit):
        raise NotAllowed(_("Only a confirmed head of the unit keeps the list of its people."))
