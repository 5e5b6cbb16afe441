"""What the committee (P19 Art. 26) or a panel from outside says of the letters of a draw; apart from each other, and never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followups.models.draw import Draw
from organs.models import Person


class Evaluator(models.TextChoices):
    COMMITTEE = "committee", _("Procuratorial committee")
    PANEL = "panel", _("Panel from outside")


class Evaluation(models.Model):
    """One evaluation. `number` is the committee's decision; `capacities` says as what the panel's people came, and no name."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="evaluations")
    by = models.CharField(max_length=10, choices=Evaluator)
    held_on = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    capacities = models.CharField(max_length=200, blank=True)
    report = models.TextField()
    result = models.TextField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["draw_id", "held_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="an_evaluation_always_says_by_which_decision_or_by_whom",
                condition=Q(by="committee", capacities="") & ~Q(number="")
                | Q(by="panel", number="") & ~Q(capacities=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.by} {self.held_on}"
