"""E-mails on their way out: made whole before the first attempt, so that every attempt hands over the same mail."""

from django.db import models
from django.db.models import Count, Q

from organs.models import Person, Unit


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, at) -> "MailQuerySet":
        """Returns what may be handed over now: its moment has come, and nobody else holds a lease on it."""
        return self.filter(
            Q(state=Mail.State.WAITING, next_attempt_at__lte=at) | Q(state=Mail.State.SENDING, claimed_until__lte=at)
        )

    def unsent(self) -> "MailQuerySet":
        """Returns what is still to be sent, and what somebody must look at first."""
        return self.filter(state__in=[Mail.State.WAITING, Mail.State.SENDING, Mail.State.FAILED])

    def counted_for(self, day) -> "MailQuerySet":
        """Returns what counts for the cap of a day: what was made on it, and what waits since before, unsent."""
        return self.filter(Q(day=day) | Q(state__in=[Mail.State.WAITING, Mail.State.SENDING]))

    def per_state(self) -> dict[str, int]:
        """Counts the mails in each state; a state without any is left out."""
        return dict(self.order_by("state").values_list("state").annotate(count=Count("pk")))

    def per_error(self) -> list[tuple[str, int]]:
        """Counts the mails by the kind of their last failure, the most frequent first."""
        failed = self.exclude(last_error="").order_by()
        return list(failed.values_list("last_error").annotate(count=Count("pk")).order_by("-count", "last_error"))


class Mail(models.Model):
    """One e-mail to one person or to a unit's shared mailbox: the digest of a day, or something urgent.

    Its address is read when it is sent.

    `message_id` is given when the row is made and is the same on every attempt, so that a repeated delivery can be told
    from another mail. While it is being handed over it is leased until `claimed_until`; a lease that ended is free again.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest", "digest"
        URGENT = "urgent", "urgent"

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SENDING = "sending", "sending"
        SENT = "sent", "sent"
        FAILED = "failed", "failed"
        DROPPED = "dropped", "dropped"

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="mails")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=6, choices=Kind)
    day = models.DateField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    failures = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=80, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"], condition=Q(kind="digest"), name="nobody_gets_two_digests_of_one_day"
            ),
            models.UniqueConstraint(
                fields=["unit", "day"], condition=Q(kind="digest"), name="no_unit_gets_two_digests_of_one_day"
            ),
            models.CheckConstraint(
                name="a_mail_goes_to_a_person_or_to_a_unit",
                condition=Q(person__isnull=False, unit__isnull=True) | Q(person__isnull=True, unit__isnull=False),
            ),
            models.UniqueConstraint(fields=["message_id"], name="a_message_id_is_never_given_twice"),
            models.CheckConstraint(
                name="a_mail_is_leased_exactly_while_it_is_being_sent",
                condition=Q(state="sending", claimed_until__isnull=False)
                | (~Q(state="sending") & Q(claimed_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_mail_has_a_moment_of_sending_exactly_when_sent",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], name="mail_on_its_way", condition=Q(state__in=["waiting", "sending"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id or f'unit {self.unit_id}'} {self.kind} {self.day}"

    @property
    def reader(self) -> Person | Unit:
        """Returns to whom it goes."""
        return self.person or self.unit
