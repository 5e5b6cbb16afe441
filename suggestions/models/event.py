"""The ledger of events, chained per suggestion and never changed, and the outbox that follows it; the inbox is in notice.py."""

from datetime import date

from django.db import models
from django.db.models import Q

from organs.models import Person
from organs.words import both_names
from suggestions.models.suggestion import Suggestion
from suggestions.rules.steps import Shown


class Event(models.Model):
    """`canonical` is the text whose SHA-256 is `hash`; free text is by salted digest in EventText (design 4.6)."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    track = models.CharField(max_length=16)
    step = models.CharField(max_length=24)
    from_state = models.CharField(max_length=16, blank=True)
    to_state = models.CharField(max_length=16, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    actor = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    actor_post = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=60, blank=True)
    # Who was away, where a deputy acted: the record bears both names.
    acted_for = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acted_for_name = models.CharField(max_length=60, blank=True)
    from_paper = models.BooleanField(default=False)
    occurred_on = models.DateField(null=True)
    precision = models.CharField(max_length=5, default="day")
    recorded_at = models.DateTimeField()
    shown_to = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Shown])
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    canonical = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["suggestion_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "seq"], name="an_event_number_is_never_given_twice"),
            models.CheckConstraint(name="an_event_number_begins_with_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(
                name="who_was_acted_for_is_named",
                condition=Q(acted_for__isnull=True, acted_for_name="")
                | (Q(acted_for__isnull=False) & ~Q(acted_for_name="")),
            ),
        ]
        indexes = [
            models.Index(fields=["track", "step", "-id"], name="event_steps"),
            models.Index(fields=["acted_for", "-id"], name="event_acted_for", condition=Q(acted_for__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id}.{self.seq} {self.track}.{self.step}"

    @property
    def signed_name(self) -> str:
        """Who is said to have acted, in the language of the record: both names where a deputy did."""
        return both_names(self.actor_name, "" if self.from_paper else self.acted_for_name)

    @property
    def recorded_name(self) -> str:
        """Who recorded it, with both names likewise."""
        return both_names(self.recorded_by_name, self.acted_for_name)

    @property
    def taken_on(self) -> date:
        """The day of a step that was taken here. Raises LookupError for an imported event that states none."""
        if self.occurred_on is None:
            raise LookupError(f"{self} states no day")
        return self.occurred_on


class EventText(models.Model):
    """The free text of an event; lawful disposal removes it and the chain still holds."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="words")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class Outbox(models.Model):
    """A notice to be delivered; its addressees are resolved when it is sent."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="outbox")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=16)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "relation"], name="a_relation_is_never_told_twice_of_one_event")
        ]
        indexes = [models.Index(fields=["id"], name="outbox_waiting", condition=Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.relation}"


class AccessLog(models.Model):
    """Mere readings of letters and files; no decision rests on it."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["suggestion", "-id"], name="access_log_suggestion")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.what}"
