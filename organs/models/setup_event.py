"""What administrators changed in Set-up: added to, never changed."""

from django.db import models
from django.db.models import Q


class SetupEvent(models.Model):
    """One act in Set-up: who did what to which thing.

    `changes` holds [before, after] as text for each field that differs: {"name": ["旧名", "新名"]}. "" stands for nothing and for
    no, so that a new thing has ["", after] and one that was taken out [before, ""]. `details` holds what is said beside it and is
    no change, as text: {"reason": "…"}. Neither holds a secret.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey("organs.Person", null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=60)
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    subject_name = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"


class SetupOutbox(models.Model):
    """That somebody is to be told of an act in Set-up; who that is, is resolved when it is sent.

    With a `unit`, all its people and the offices with open letters to it; with a `person`, that person; with a `proposal`, those
    next to its place who may decide it.
    """

    event = models.ForeignKey(SetupEvent, on_delete=models.PROTECT, related_name="outbox")
    unit = models.ForeignKey("organs.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("organs.Person", null=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey("organs.Proposal", null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="an_act_in_setup_is_told_to_a_unit_a_person_or_who_decides",
                condition=Q(unit__isnull=False, person__isnull=True, proposal__isnull=True)
                | Q(unit__isnull=True, person__isnull=False, proposal__isnull=True)
                | Q(unit__isnull=True, person__isnull=True, proposal__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["id"], name="setup_outbox_waiting", condition=Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.event_id}"
