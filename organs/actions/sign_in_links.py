"""One-time links by which a person sets the own password: nobody else ever sets or sees it.

A link is seen by whoever makes it. Where a second factor is required and the account has none, it would open the account alone:
there it takes a word of a second administrator. On the server (manage.py sign_in_link) a link opens alone, and so does the first
one of somebody who is let in to a unit, of which all people of the unit are told. What makes a link open more than it did when it was
made, as a reset factor or the letters of a whole unit, closes it.
"""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organs import clock, permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Person, SignInLink
from organs.refusals import NotAllowed, Refused
from organs.roles import ADMINISTRATIVE_ROLES

SECRET_BYTES = 24
WORD_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
WORD_LENGTH = 8
WRONG_WORDS_MOST = 5


def make(*, access: Access | None, at: datetime, person: Person, has_second_factor: bool = False) -> str:
    """Makes a link for a person in one's own part of the tree and closes the former one; the secret is given out this once.

    The present password works until the link is used. The person is told that a link was made, and by whom. Whoever is asked
    for a second factor at the sign-in comes in by no link alone, so that such a link takes no word.
    """
    on = clock.civil_day(at)
    permissions.require_administrator_of_person(access=access, person=person, on=on)
    if access is not None and person.posts.filter(role__in=ADMINISTRATIVE_ROLES).exclude(to_on__lt=on).exists():
        raise NotAllowed(
            _(
                "For an administrator a link is made at the server only (manage.py sign_in_link): with it one would confirm what one proposed."
            )
        )
    needs_word = not has_second_factor and takes_a_word(access=access, person=person, on=on)
    return issue(access=access, at=at, person=person, needs_word=needs_word)


def takes_a_word(*, access: Access | None, person: Person, on: date) -> bool:
    """Tells whether a link to an account without a second factor needs a second administrator.

    While the first administrator of an installation is the only one there, nobody could give the word, and none is asked for.
    """
    if access is None or "office" not in settings.SECOND_FACTOR_REQUIRED:
        return False
    is_let_in = person.posts.filter(unit__isnull=False).exists() and not person.has_usable_password()
    return not is_let_in and permissions.has_other_deciders(access=access, person=person, on=on)


def issue(*, access: Access | None, at: datetime, person: Person, needs_word: bool = False) -> str:
    """Makes the link for a caller who has checked the right, as a unit's confirmed head has it."""
    if access is not None and access.person_id == person.pk:
        raise Refused(_("Change your own password on the page of your account."))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if not locked.is_active:
            raise Refused(_("This account is closed."))
        _open_links(person).update(revoked_at=at)
        SignInLink.objects.create(
            person=person,
            digest=digest(secret),
            created_by_id=access.person_id if access else None,
            created_at=at,
            expires_at=at + valid_for(),
            needs_word=needs_word,
        )
        post = person.posts.current(clock.civil_day(at)).filter(unit__isnull=False).select_related("unit").first()
        unit = post.unit if post and locked.has_usable_password() else None
        setup_events.record(
            access=access, at=at, verb="make link", subject=person, tells_person=person, tells_unit=unit
        )
    return secret


def give_word(*, access: Access, at: datetime, person: Person) -> str:
    """Returns a new word for the person's open link, shown this once: from another administrator than the one who made the link.

    A word that was given before is void. Raises NotAllowed outside the own part of the tree and for whoever made the link,
    Refused where no link waits for a word.
    """
    permissions.require_administrator_of_person(access=access, person=person, on=clock.civil_day(at))
    word = "".join(secrets.choice(WORD_LETTERS) for _place in range(WORD_LENGTH))
    with transaction.atomic():
        link = waiting_for_word(person=person, at=at).select_for_update(of=("self",)).first()
        if link is None:
            raise Refused(_("No link of this person waits for a word."))
        if access.person_id in (link.created_by_id, person.pk):
            raise NotAllowed(_("Whoever made the link does not give the word as well: another administrator does."))
        link.word_digest, link.word_by_id, link.word_at = digest(word), access.person_id, at
        link.save(update_fields=["word_digest", "word_by", "word_at"])
        setup_events.record(access=access, at=at, verb="give word", subject=person, tells_person=person)
    return f"{word[:4]}-{word[4:]}"


def waiting_for_word(*, person: Person, at: datetime) -> QuerySet[SignInLink]:
    """Returns the person's open link if it opens only with a word."""
    return _open_links(person).filter(needs_word=True, expires_at__gt=at)


def valid_for() -> timedelta:
    """Returns how long a link opens."""
    return timedelta(days=settings.SIGN_IN_LINK_DAYS)


def find(*, secret: str, at: datetime) -> SignInLink | None:
    """Returns the link of a secret that still opens."""
    rows = SignInLink.objects.filter(digest=digest(secret), used_at__isnull=True, revoked_at__isnull=True)
    return rows.filter(expires_at__gt=at, person__is_active=True).select_related("person").first()


def use(*, secret: str, at: datetime, password: str, word: str = "") -> Person:
    """Sets the person's password by the link, once.

    Raises Refused when the link was used, replaced or is too old, and when its word is wrong or not given yet; after some wrong
    ones the link is closed.
    """
    _judge_word(secret, at=at, word=word)
    with transaction.atomic():
        person = _used_up(secret, at=at)
        if person is None:
            raise Refused(_("This link was used already, replaced, or is too old. Ask whoever gave it for a new one."))
        person.set_password(password)
        person.save(update_fields=["password"])
        setup_events.record(access=None, actor=person, at=at, verb="set password", subject=person)
    return person


def _judge_word(secret: str, *, at: datetime, word: str) -> None:
    """Raises Refused unless the word is the link's; a wrong one is counted whatever becomes of the request."""
    link = find(secret=secret, at=at)
    if link is None or not link.needs_word:
        return
    if not link.word_digest:
        raise Refused(_("No second administrator has given the word for this link yet. Ask for it."), field="word")
    with transaction.atomic():  # one after another, so that many guesses at once are not more than were counted
        locked = SignInLink.objects.select_for_update().get(pk=link.pk)
        is_right = secrets.compare_digest(digest("".join(filter(str.isalnum, word.upper()))), locked.word_digest)
        if is_right or locked.revoked_at:
            return  # a link that was closed meanwhile does not open: `_used_up` says so
        locked.wrong_words += 1
        if locked.wrong_words >= WRONG_WORDS_MOST and not locked.used_at:
            locked.revoked_at = at
        locked.save(update_fields=["wrong_words", "revoked_at"])
    raise Refused(_("This is not the word that was given for this link."), field="word")


def _used_up(secret: str, *, at: datetime) -> Person | None:
    """Uses the link up and returns its person, locked; None for a link that does not open any more."""
    link = find(secret=secret, at=at)
    if link is None:
        return None
    person = Person.objects.select_for_update().get(pk=link.person_id)
    return person if person.is_active and _open_links(person).filter(pk=link.pk).update(used_at=at) else None


def close_all(*, at: datetime, person: Person) -> None:
    """Closes the open link of a person: the account closes, or the link would open more now than when it was made."""
    _open_links(person).update(revoked_at=at)


def _open_links(person: Person) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(person=person, used_at__isnull=True, revoked_at__isnull=True)


def digest(secret: str) -> str:
    """Returns what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
