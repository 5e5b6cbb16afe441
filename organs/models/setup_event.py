"""What administrators changed in Set-up: added to, never changed."""

from django.db import models


class SetupEvent(models.Model):
    at = models.DateTimeField()
    actor = models.ForeignKey("organs.Person", null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=60)
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    subject_name = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"
