"""Copies of a letter to other units than its recipient."""

from django.db import models

from organs.models import Unit
from organs.words import Words
from suggestions.models.state_checks import state_check
from suggestions.rules import kinds, states


class Copy(models.Model):
    """A copy under P19 Art. 20, with the ground that was ticked."""

    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, related_name="copies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="copies")
    ground = models.CharField(max_length=20, choices=[*kinds.COPY_GROUNDS.items()])
    state = models.CharField(max_length=14, default="planned")
    moves = models.PositiveIntegerField(default=0)
    sent_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(field="state", states=states.COPIES, name="a_copy_state_is_always_one_of_its_table"),
            models.UniqueConstraint(fields=["suggestion", "unit"], name="a_unit_never_gets_the_same_copy_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} → {self.unit_id}"

    @property
    def state_label(self) -> Words:
        return states.COPIES[self.state].label
