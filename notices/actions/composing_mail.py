"""Makes e-mails of what was chosen for them: one digest a reader and day, a few urgent ones beside it, the rest held back.

A reader is a person with an address, or a unit that shares a mailbox among those of its people who have none: each notice
stands in one mail, and one thing of which several of them were told is said to the unit once. A mail is made once, whole:
what it says, in the reader's language, and its Message-ID. Handing it over is another matter (notices/actions/mailing.py).
Whoever switched e-mail off meanwhile gets none, and nothing is kept for later. Neither is mailed what no longer holds: a duty
that was met, a day that was moved, a case that was handed on.
"""

import itertools
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation

from notices import mail_words
from notices.actions import mailing
from notices.actions.batches import FaultTolerantBatch
from notices.models import Mail, Notice
from notices.queries import ended_notices
from organs import clock, people
from organs.models import Person, Post, Unit
from organs.roles import Side
from suggestions.models import Suggestion

type Reader = Person | Unit


def compose(*, at: datetime) -> int:
    """Makes the mails that are due at a moment; returns of how many readers. At night none is made.

    A reader whose mail cannot be made keeps no other waiting, and the error is raised at the end.
    """
    if not settings.MAIL_IS_ON or not is_mail_time(at):
        return 0
    readers = [*_ready(Person, at=at), *_ready(Unit, at=at)]
    batch = FaultTolerantBatch()
    for kind, pk in readers:
        with batch.one():
            _compose_for(kind, pk, at=at)
    return batch.end()


def _ready(kind: type[Reader], *, at: datetime) -> list[tuple[type[Reader], int]]:
    """Returns the readers of a kind for whom something waits that may go out now."""
    waiting, field = Notice.objects.for_mail(), "unit" if kind is Unit else "person"
    digests = Mail.objects.counted_for(clock.civil_day(at)).filter(kind=Mail.Kind.DIGEST)
    ready = Q(mailing="urgent") | ~Exists(digests.filter(**{field: OuterRef(field)}))
    waiting = waiting.filter(ready, unit__isnull=kind is Person)
    return [(kind, pk) for pk in waiting.order_by(field).values_list(f"{field}_id", flat=True).distinct()]


def is_mail_time(at: datetime) -> bool:
    """Tells whether the day's mails may be made already: a due day begins at midnight, and nobody is written to then."""
    return timezone.localtime(at, timezone.get_default_timezone()).hour >= settings.MAIL_DIGEST_HOUR


def _compose_for(kind: type[Reader], pk: int, *, at: datetime) -> None:
    """Makes one reader's mails; a reader for whom another composes just now is left to it."""
    reader = kind.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=pk).first()
    if reader is None:
        return
    own = {"unit": reader} if kind is Unit else {"person": reader, "unit": None}
    waiting = Notice.objects.for_mail().filter(**own)
    if not mailing.can_reach(reader):
        _keep_inside(waiting)
        return
    _leave_out(waiting, at=at)
    _urgent(reader, waiting, at=at)
    _digest(reader, waiting, at=at)


def _keep_inside(rows: QuerySet[Notice]) -> None:
    """Leaves notices to the inbox alone."""
    rows.update(mailing="", unit=None)


def _leave_out(waiting: QuerySet[Notice], *, at: datetime) -> None:
    """Keeps in the inbox alone what its person may no longer see, and due days that were met or moved meanwhile."""
    for person in Person.objects.filter(pk__in=waiting.values("person")):
        access = people.access_of(person=person, on=clock.civil_day(at))
        open_to = Q(suggestion__in=Suggestion.objects.visible_to(access)) | Q(suggestion__isnull=True)
        _keep_inside(waiting.filter(person=person).exclude(open_to))
    _keep_inside(ended_notices.over(waiting))


def _urgent(reader: Reader, waiting: QuerySet[Notice], *, at: datetime) -> None:
    """Makes a mail of each urgent thing up to the day's cap; the others wait, marked, for the next digest."""
    made = _counted(reader, Mail.Kind.URGENT, at=at).count()
    room = max(0, settings.MAIL_URGENT_PER_DAY - made)
    urgent = _subjects(waiting.filter(mailing="urgent"))
    for notices in urgent[:room]:
        _put(reader, Mail.Kind.URGENT, [notices], at=at)
    for notice in itertools.chain(*urgent[room:]):
        Notice.objects.filter(pk=notice.pk).update(mailing="digest", details={**notice.details, "held": 1})


def _digest(reader: Reader, waiting: QuerySet[Notice], *, at: datetime) -> None:
    if _counted(reader, Mail.Kind.DIGEST, at=at).exists():
        return
    if subjects := _subjects(waiting.filter(mailing="digest")):
        _put(reader, Mail.Kind.DIGEST, subjects, at=at)


def _counted(reader: Reader, kind: str, *, at: datetime) -> QuerySet[Mail]:
    """Returns a reader's mails that count for the day: a mail server that was away for a week is followed by no flood."""
    return Mail.objects.counted_for(clock.civil_day(at)).filter(kind=kind, **mailing.addressed(reader))


def _subjects(waiting: QuerySet[Notice]) -> list[list[Notice]]:
    """Returns the notices by what they speak of: several people of one unit may have been told of one thing."""
    subjects: dict[tuple[str, int | None], list[Notice]] = {}
    for notice in waiting.select_related("suggestion__letter").order_by("id"):
        subjects.setdefault((notice.about, notice.event_id), []).append(notice)
    return list(subjects.values())


def _put(reader: Reader, kind: str, subjects: Sequence[Sequence[Notice]], *, at: datetime) -> None:
    """Leaves a mail that says each thing once."""
    today, first_of_each = clock.civil_day(at), [notices[0] for notices in subjects]
    is_shared = isinstance(reader, Unit)
    if isinstance(reader, Unit):
        language, is_unit, unread = settings.LANGUAGE_CODE, True, 0
    else:
        is_unit = Post.objects.filter(person=reader, side=Side.UNIT).exists()
        unread = Notice.objects.filter(person=reader).unread().count()
        language = reader.mail_language
    with translation.override(language):
        subject = mail_words.subject(first_of_each, day=today, is_urgent=kind == Mail.Kind.URGENT)
        body = mail_words.body(first_of_each, today=today, is_unit=is_unit, unread=unread, is_shared=is_shared)
    own = mailing.addressed(reader)
    notices = list(itertools.chain(*subjects))
    mailing.put(**own, kind=kind, at=at, subject=subject, body=body, notices=notices)
