"""When somebody of an office is away, and who does which kind of work in those days; why is neither asked nor kept."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from organs import clock
from organs.models.person import Person
from organs.models.procuratorate import Procuratorate
from organs.roles import Work


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def running(self, on: date) -> "AbsenceQuerySet":
        """Returns the absences that count on that day."""
        return self.filter(ended_at__isnull=True, first_on__lte=on, last_on__gte=on)

    def not_over(self, on: date) -> "AbsenceQuerySet":
        """Returns the absences that count on that day or will."""
        return self.filter(ended_at__isnull=True, last_on__gte=on)


class Absence(models.Model):
    """The days on which a person is away from one procuratorate, both included; it ends by itself after the last.

    Who comes back earlier ends it at once (`ended_at`): from then on the last day does not count. What came meanwhile is handed
    back when the person says so (`taken_back_at`).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    procuratorate = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="an_absence_never_ends_before_it_begins", condition=Q(last_on__gte=F("first_on"))
            ),
            models.CheckConstraint(
                name="who_ends_an_absence_early_is_known",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
            ExclusionConstraint(
                name="nobody_is_away_twice_at_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("procuratorate", RangeOperators.EQUAL),
                    (Func("first_on", "last_on", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.first_on} {self.last_on}"

    @property
    def never_began(self) -> bool:
        """Tells whether it was called off before its first day."""
        return self.ended_at is not None and clock.civil_day(self.ended_at) < self.first_on

    def is_running(self, on: date) -> bool:
        """Tells whether the absence counts on that day."""
        return self.ended_at is None and self.first_on <= on <= self.last_on

    def is_over(self, on: date) -> bool:
        """Tells whether the absence has ended, by itself or early."""
        return self.ended_at is not None or self.last_on < on


class Deputy(models.Model):
    """Who does one kind of work while somebody is away; for another deputy the absence is ended and recorded anew."""

    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, related_name="deputies")
    work = models.CharField(max_length=16, choices=Work)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputyships")

    class Meta:
        ordering = ["absence_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["absence", "work"], name="a_kind_of_work_never_has_two_deputies_in_one_absence"
            ),
            models.CheckConstraint(name="a_deputy_has_a_known_kind_of_work", condition=Q(work__in=sorted(Work))),
        ]

    def __str__(self) -> str:
        return f"{self.absence_id} {self.work} {self.person_id}"
