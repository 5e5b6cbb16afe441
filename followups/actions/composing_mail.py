"""Makes e-mails of what was chosen for them: one digest a person and day, a few urgent ones beside it, the rest held back.

A mail is made once, whole: what it says, in the person's language, and its Message-ID. Handing it over is another matter
(suggestions/actions/mailing.py). Whoever switched e-mail off meanwhile gets none, and nothing is kept for later.
Neither is mailed what no longer holds: a duty that was met, a day that was moved, a case that was handed on.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation

from followups import mail_words, reminder_notices
from organs import clock, people
from organs.models import Person, Post
from organs.roles import Side
from suggestions.actions import mailing
from suggestions.models import Mail, Notice, Suggestion
from suggestions.pieces import Pieces


def compose(*, at: datetime) -> int:
    """Makes the mails that are due at a moment; returns of how many people.

    A person whose mail cannot be made keeps no other waiting, and the error is raised at the end.
    """
    if not settings.MAIL_IS_ON:
        return 0
    ready = Q(mailing="urgent")
    if is_digest_time(at):
        digest = Mail.objects.filter(person=OuterRef("person"), day=clock.civil_day(at), kind=Mail.Kind.DIGEST)
        ready |= ~Exists(digest)
    waiting = Notice.objects.for_mail().filter(ready).order_by("person_id")
    waited_for_by = list(waiting.values_list("person_id", flat=True).distinct())
    pieces = Pieces()
    for person_id in waited_for_by:
        with pieces.one():
            _compose_for(person_id, at=at)
    return pieces.end()


def is_digest_time(at: datetime) -> bool:
    """Tells whether the day's digests may go out already."""
    return timezone.localtime(at, timezone.get_default_timezone()).hour >= settings.MAIL_DIGEST_HOUR


def _compose_for(person_id: int, *, at: datetime) -> None:
    """Makes one person's mails; a person whom another composes for just now is left to it."""
    person = Person.objects.select_for_update(skip_locked=True).filter(pk=person_id).first()
    if person is None:
        return
    waiting = Notice.objects.for_mail().filter(person=person)
    if not mailing.can_reach(person):
        waiting.update(mailing="")
        return
    _leave_out(person, waiting, at=at)
    _urgent(person, waiting, at=at)
    if is_digest_time(at):
        _digest(person, waiting, at=at)


def _leave_out(person: Person, waiting: QuerySet[Notice], *, at: datetime) -> None:
    """Keeps in the inbox alone what the person may no longer see, and due days that were met or moved meanwhile."""
    access = people.access_of(person=person, on=clock.civil_day(at))
    open_to = Q(suggestion__in=Suggestion.objects.visible_to(access)) | Q(suggestion__isnull=True)
    waiting.exclude(open_to).update(mailing="")
    reminder_notices.with_end(waiting).filter(is_over=True).update(mailing="")


def _urgent(person: Person, waiting: QuerySet[Notice], *, at: datetime) -> None:
    """Makes a mail of each urgent notice up to the day's cap; the others wait, marked, for the next digest."""
    sent = Mail.objects.filter(person=person, day=clock.civil_day(at), kind=Mail.Kind.URGENT).count()
    room = max(0, settings.MAIL_URGENT_PER_DAY - sent)
    urgent = list(waiting.filter(mailing="urgent").select_related("suggestion__letter").order_by("id"))
    for notice in urgent[:room]:
        _put(person, Mail.Kind.URGENT, [notice], at=at)
    for notice in urgent[room:]:
        Notice.objects.filter(pk=notice.pk).update(mailing="digest", facts={**notice.facts, "held": 1})


def _digest(person: Person, waiting: QuerySet[Notice], *, at: datetime) -> None:
    if Mail.objects.filter(person=person, day=clock.civil_day(at), kind=Mail.Kind.DIGEST).exists():
        return
    notices = list(waiting.filter(mailing="digest").select_related("suggestion__letter").order_by("id"))
    if notices:
        _put(person, Mail.Kind.DIGEST, notices, at=at)


def _put(person: Person, kind: str, notices: Sequence[Notice], *, at: datetime) -> None:
    today, is_unit = clock.civil_day(at), Post.objects.filter(person=person, side=Side.UNIT).exists()
    unread = Notice.objects.filter(person=person).unread().count()
    with translation.override(person.mail_language):
        subject = mail_words.subject(notices, day=today, is_urgent=kind == Mail.Kind.URGENT)
        body = mail_words.body(notices, today=today, is_unit=is_unit, unread=unread)
    mailing.put(person=person, kind=kind, at=at, subject=subject, body=body, notices=notices)
