"""Which notices speak of a due day for which nobody waits any more: the duty was met, or its day was moved."""

from django.db.models import BigIntegerField, Case, Exists, OuterRef, QuerySet, When
from django.db.models.functions import Cast, Substr

from notices.models import Notice, Reminder
from notices.rules.notice_topics import Topic

ABOUT = Topic.REMINDER.prefix


def with_end(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Adds to each notice `is_over`: whether the due day of which it speaks holds no more."""
    return _with_key(notices).annotate(is_over=Exists(_ended()))


def over(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Returns the notices whose due day holds no more."""
    return _with_key(notices).filter(Exists(_ended()))


def _with_key(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Adds to each notice the key of the reminder of which it speaks, for `_ended`."""
    key = Case(When(about__startswith=ABOUT, then=Cast(Substr("about", len(ABOUT) + 1), BigIntegerField())))
    return notices.annotate(reminder_key=key)


def _ended() -> QuerySet[Reminder]:
    return Reminder.objects.over().filter(pk=OuterRef("reminder_key"))
