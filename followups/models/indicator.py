"""An outcome indicator of a measure: a figure of the institution or the place, never of people, with its readings by day and source."""

from django.db import models

from suggestions.models import Measure


class Indicator(models.Model):
    """What shows that a measure has the effect that it is for: the figure before, and the one that is aimed at."""

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="indicator")
    name = models.CharField(max_length=100)
    unit = models.CharField(max_length=20, blank=True)
    baseline = models.DecimalField(max_digits=14, decimal_places=2)
    baseline_on = models.DateField()
    target = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """The indicator on a day, from a source; a wrong one is countered by a later one and never changed."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    read_on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["read_on", "id"]

    def __str__(self) -> str:
        return f"{self.read_on} {self.value}"
