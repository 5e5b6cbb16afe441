"""What administrators changed in Set-up: added to, never changed."""

from django.db import models


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
