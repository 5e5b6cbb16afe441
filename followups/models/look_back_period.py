"""After how many months a procuratorate looks back, where it departs from what came with the software or from those above."""

from django.db import models
from django.db.models import Q

from followups.rules.look_back_terms import MOST_MONTHS, RISK_LABELS
from organs.models import Procuratorate
from suggestions.rules import kinds


class LookBackPeriodQuerySet(models.QuerySet["LookBackPeriod"]):
    def holding_for(self, procuratorate: Procuratorate) -> "LookBackPeriodQuerySet":
        """Returns what a procuratorate and those above it set, the topmost first: read in order, the nearest stands last."""
        above = [pk for pk in procuratorate.ancestors if pk]
        return self.filter(procuratorate_id__in=above).select_related("procuratorate").order_by("procuratorate__depth")


class LookBackPeriod(models.Model):
    """One cell of the table of one procuratorate; it holds for those below as well, until a nearer one sets its own."""

    procuratorate = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="look_back_periods")
    type = models.CharField(max_length=20, choices=[(str(key), label) for key, label in kinds.TYPE_LABELS.items()])
    risk = models.CharField(max_length=8, choices=[(str(key), label) for key, label in RISK_LABELS.items()])
    months = models.PositiveSmallIntegerField()

    objects = LookBackPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["procuratorate_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["procuratorate", "type", "risk"],
                name="a_procuratorate_never_sets_a_look_back_period_twice",
            ),
            models.CheckConstraint(
                name="a_look_back_period_is_never_nothing_nor_endless",
                condition=Q(months__gte=1, months__lte=MOST_MONTHS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procuratorate_id} {self.type} {self.risk}: {self.months}"
