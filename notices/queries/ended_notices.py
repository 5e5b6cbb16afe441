"""Which notices speak of a due day for which nobody waits any more: the duty was met, or its day was moved."""

from django.db.models import BigIntegerField, Case, Exists, OuterRef, QuerySet, When
from django.db.models.functions import Cast, Substr

from notices.models import Notice, Reminder
from notices.rules.notice_topics import Topic

ABOUT = Topic.REMINDER.prefix


def with_end(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Adds to each notice `is_over`: whether the due day of which it speaks holds no more."""
    key = Case(When(about__startswith=ABOUT, then=Cast(Substr("about", len(ABOUT) + 1), BigIntegerField())))
    over = Reminder.objects.over().filter(pk=OuterRef("reminder_key"))
    return notices.annotate(reminder_key=key).annotate(is_over=Exists(over))
