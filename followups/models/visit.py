"""A visit or talk with the unit: planned with people and criteria, held with findings and signatures, or called off (P19 Art. 24)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from organs.models import Person
from organs.words import Words
from suggestions.models import Attachment, Document, Measure, Suggestion
from suggestions.models.state_checks import state_check
from suggestions.rules import states


class Visit(models.Model):
    """An inquiry, visit, consultation or joint meeting, with its work record.

    One that is recorded without a plan has no `planned_on` and is held at once. `people` are those of the office who are
    to take part, `expected` those of the unit; who did take part is in `present_office` where it was otherwise than
    planned, and in `present`. `key` is made where the record is written and lets it be sent again without doubling it.
    """

    MEANS = [
        ("inquiry", _("Inquiry")),
        ("visit", _("Visit")),
        ("consultation", _("Consultation")),
        ("meeting", _("Joint meeting")),
    ]

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="visits")
    means = models.CharField(max_length=12, choices=MEANS)
    state = models.CharField(max_length=10)
    moves = models.PositiveIntegerField(default=0)
    planned_on = models.DateField(null=True, blank=True)
    planned_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(null=True, blank=True)
    people = models.ManyToManyField(Person, blank=True, related_name="+")
    expected = models.TextField(blank=True)
    called_off_because = models.TextField(blank=True)
    visited_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    present = models.TextField(blank=True)
    present_office = models.TextField(blank=True)
    findings = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    unsigned_because = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(null=True, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = [Coalesce("visited_on", "planned_on"), "id"]
        constraints = [
            state_check(field="state", states=states.VISIT, name="a_visit_state_is_always_one_of_its_table"),
            models.UniqueConstraint(fields=["key"], name="a_record_of_a_visit_is_never_taken_twice"),
            models.CheckConstraint(
                name="a_planned_visit_always_has_a_day_and_who_planned_it",
                condition=Q(state="held") | Q(planned_on__isnull=False, planned_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_visit_is_never_held_without_a_day_and_who_recorded_it",
                condition=~Q(state="held")
                | Q(visited_on__isnull=False, recorded_by__isnull=False, recorded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_visit_is_never_called_off_without_a_reason",
                condition=~Q(state="called_off") | ~Q(called_off_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.visited_on or self.planned_on}"

    @property
    def state_label(self) -> Words:
        return states.VISIT[self.state].label

    def is_late(self, *, on: date) -> bool:
        """Tells whether the planned day has passed without a record: the office's own duty, derived and never stored."""
        return self.state == "planned" and self.planned_on < on


class VisitMove(models.Model):
    """A former day of a planned visit, with the reason why it was moved."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="former_days")
    former_on = models.DateField()
    reason = models.TextField()
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.former_on}"


class Observation(models.TextChoices):
    IN_ORDER = "in_order", _("In order")
    PARTLY = "partly", _("Partly done")
    NOT_DONE = "not_done", _("Not done")
    UNSEEN = "unseen", _("Could not be seen")


class VisitedMeasure(models.Model):
    """A measure that a visit looks at: the criterion to check, and what was seen.

    `number` is the measure's when the visit was planned: pack, phone and record call it so even if a modification
    renumbers the letter meanwhile. `follow` says what came of it at once.
    """

    FOLLOWS = [
        ("", _("Nothing more for now")),
        ("verify", _("Verify the claim, on site")),
        ("send_back", _("Send the claim back")),
    ]

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="looks")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="looks")
    number = models.PositiveSmallIntegerField()
    criterion = models.TextField(blank=True)
    found = models.CharField(max_length=10, choices=Observation, blank=True)
    text = models.TextField(blank=True)
    follow = models.CharField(max_length=10, choices=FOLLOWS, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "measure"], name="a_visit_never_looks_at_a_measure_twice"),
            models.UniqueConstraint(fields=["visit", "number"], name="a_visit_never_numbers_two_measures_alike"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.number}"

    @property
    def suggestion(self) -> Suggestion:
        return self.visit.suggestion


class Signature(models.Model):
    """Who signed the record for one side: drawn on the glass, by the typed name, or on paper with the scan to follow."""

    SIDES = [("unit", _("For the unit")), ("office", _("For the procuratorate"))]
    WAYS = [("drawn", _("Drawn on the screen")), ("typed", _("By the typed name")), ("paper", _("On paper"))]

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=6, choices=SIDES)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=100, blank=True)
    way = models.CharField(max_length=5, choices=WAYS)
    picture = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-side", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "side"], name="a_side_never_signs_the_record_of_a_visit_twice"),
            models.CheckConstraint(
                name="a_drawn_signature_always_has_its_picture",
                condition=~Q(way="drawn") | Q(picture__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.side}"
