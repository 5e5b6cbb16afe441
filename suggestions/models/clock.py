"""Clocks that run or ran, and the calendar they are counted on."""

from django.db import models
from django.db.models import Q

from organs.roles import Side
from suggestions.models.event import Event
from suggestions.models.suggestion import Suggestion
from suggestions.rules import duties
from suggestions.rules.rest_days import RowKind
from suggestions.rules.term_rows import Owes


class CalendarYear(models.Model):
    """A year for which the State Council's notice is entered; a date in any other year is provisional."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A holiday, a rest day in exchange or a make-up working day; plain weekends are not stored. A region layer stands beside the national."""

    day = models.DateField()
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in RowKind])
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["day", "region"], name="a_day_is_never_entered_twice")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> "ClockQuerySet":
        return self.filter(stopped_on__isnull=True)

    def overdue(self, on) -> "ClockQuerySet":
        """Returns the clocks whose legal day has passed without a stop."""
        return self.running().filter(due_on__lt=on)

    def of_reply(self) -> "ClockQuerySet":
        """Returns the clocks of the written reply."""
        return self.filter(term__in=sorted(duties.REPLY.terms), about="")

    def owed_by(self, side: Side) -> "ClockQuerySet":
        """Returns the clocks of what lies on one side."""
        return self.filter(owes__in=sorted(duties.OWED_BY[side]))

    def of_duties(self) -> "ClockQuerySet":
        """Returns the clocks of what has to be done: a right that is not used lapses."""
        return self.exclude(term__in=sorted(duties.OBJECTION.terms))


class Clock(models.Model):
    """A duty with its day: start, term and rule version, derivation, due day, and what stopped it.

    `due_on` is the legal day; `agreed_on` stands beside it and never replaces it. `derivation` holds the steps of
    counting as data (suggestions/rules/counting.py).
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="clocks")
    term = models.CharField(max_length=40)
    rule_version = models.CharField(max_length=20, blank=True)
    owes = models.CharField(max_length=8, choices=[(owes, owes) for owes in Owes])
    about = models.CharField(max_length=40, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    started_by = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="clocks_started")
    started_on = models.DateField()
    amount = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    due_on = models.DateField()
    is_provisional = models.BooleanField(default=False)
    derivation = models.JSONField(default=dict)
    agreed_on = models.DateField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="clocks_stopped"
    )
    stopped_on = models.DateField(null=True, blank=True)
    former = models.JSONField(default=list, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "term", "about"],
                condition=Q(stopped_on__isnull=True),
                name="a_duty_never_has_two_running_clocks",
            )
        ]
        indexes = [
            models.Index(fields=["due_on"], name="clock_running_due", condition=Q(stopped_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.term}"

    @property
    def duty(self) -> duties.Duty:
        """The duty, or right, that it counts."""
        return duties.of_clock(self.term)

    @property
    def side(self) -> Side:
        """The side on which the duty lies."""
        return Side.UNIT if self.owes in duties.OWED_BY[Side.UNIT] else Side.OFFICE

    @property
    def is_of_reply(self) -> bool:
        return self.duty is duties.REPLY and not self.about
