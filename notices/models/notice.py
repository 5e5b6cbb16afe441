"""The inbox: what each person was told inside the application; whether it also goes out by e-mail, and in which mail."""

from django.db import models
from django.db.models import Q

from notices.models.mail import Mail
from notices.rules.notice_topics import Topic
from organs.models import Person, Unit
from suggestions.models.event import Event
from suggestions.models.suggestion import Suggestion


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, access) -> "NoticeQuerySet":
        """Returns the person's own notices."""
        return self.filter(person_id=access.person_id)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def for_mail(self) -> "NoticeQuerySet":
        """Returns what was chosen for e-mail and stands in no mail yet."""
        return self.exclude(mailing="").filter(mail__isnull=True)


class Notice(models.Model):
    """What a person finds in the inbox: that something happened, or is due, which concerns the person's post.

    It speaks of an event, or of what `about` names (`reminder:12`, `own:3`, `job:remind:…`, `setup:7`,
    `account:new_device:7`) with `details` to show.
    `mailing` says whether it also goes out: in the day's digest, or urgently in a mail of its own. With a `unit` it goes
    to the mailbox that the unit shares, since the person, one of its people, has no address.
    """

    # Every question to the inbox begins with the person: the other keys need no index of their own. None is checked row by
    # row: a notice copies them from rows that were read in its own transaction, and the application's role deletes none of
    # those (`procuracy/roles.py`). Five checks a row were a third of a large run, and most of its memory.
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="notices", db_index=False, db_constraint=False
    )
    event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notices",
        db_index=False,
        db_constraint=False,
    )
    suggestion = models.ForeignKey(
        Suggestion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    about = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict, blank=True)
    mailing = models.CharField(max_length=6, blank=True, choices=[("digest", "digest"), ("urgent", "urgent")])
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    mail = models.ForeignKey(
        Mail,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notices",
        db_index=False,
        db_constraint=False,
    )
    delivered_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "event"],
                condition=Q(event__isnull=False),
                name="nobody_is_ever_told_twice_of_one_event",
            ),
            models.UniqueConstraint(
                fields=["person", "about"], condition=~Q(about=""), name="nobody_is_ever_told_twice_of_one_thing"
            ),
            models.CheckConstraint(
                name="a_notice_is_of_an_event_or_of_something_else",
                condition=Q(event__isnull=False, about="") | (Q(event__isnull=True) & ~Q(about="")),
            ),
            models.CheckConstraint(
                name="only_some_notices_are_of_no_suggestion",
                condition=Q(suggestion__isnull=False)
                | Q(about__startswith=Topic.JOB.prefix)
                | Q(about__startswith=Topic.SETUP.prefix)
                | Q(about__startswith=Topic.ACCOUNT.prefix)
                | Q(about__startswith=Topic.AWAY.prefix),
            ),
            models.CheckConstraint(
                name="nothing_is_ever_mailed_that_was_not_chosen_for_mail",
                condition=Q(mail__isnull=True) | ~Q(mailing=""),
            ),
            models.CheckConstraint(
                name="a_shared_mailbox_is_only_told_of_due_days",
                condition=Q(unit__isnull=True) | (Q(about__startswith=Topic.REMINDER.prefix) & ~Q(mailing="")),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["person"], name="notice_for_mail", condition=Q(mail__isnull=True) & ~Q(mailing="")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.event_id or self.about}"
