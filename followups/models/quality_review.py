"""The review of a drawn letter's quality by two people unseen by each other; where they differ, a third decides (P19 Art. 27)."""

from django.db import models
from django.db.models import Q

from followups.models.draw import DrawnCase
from followups.rules import review_sheet
from followups.rules.review_sheet import Item
from organs.models import Person
from organs.words import Words
from suggestions.models import Suggestion
from suggestions.models.state_checks import state_check
from suggestions.rules import states


class QualityReview(models.Model):
    """One drawn case under review. `grades` is what holds in the end: what both said, and what the third decided."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="quality_reviews")
    drawn_case = models.OneToOneField(DrawnCase, on_delete=models.PROTECT, related_name="quality_review")
    state = models.CharField(max_length=10, default="assigned")
    moves = models.PositiveIntegerField(default=0)
    looked_back = models.BooleanField()
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assigned_on = models.DateField()
    grades = models.JSONField(default=dict, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    reasons = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(
                field="state",
                states=states.QUALITY_REVIEW,
                name="a_quality_review_state_is_always_one_of_its_table",
            ),
            models.CheckConstraint(
                name="a_quality_review_that_was_decided_always_says_by_whom_and_why",
                condition=Q(decided_by__isnull=True, decided_on__isnull=True, reasons="")
                | Q(decided_by__isnull=False, decided_on__isnull=False) & ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="the_grades_of_a_quality_review_are_never_known_before_its_end",
                condition=Q(state="reviewed") | Q(grades={}),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.state}"

    @property
    def state_label(self) -> Words:
        return states.QUALITY_REVIEW[self.state].label

    @property
    def items(self) -> tuple[Item, ...]:
        return review_sheet.asked(looked_back=self.looked_back)


class QualitySheetQuerySet(models.QuerySet["QualitySheet"]):
    def readable_by(self, person_id: int) -> "QualitySheetQuerySet":
        """Returns what a person may read: the own sheet, and of a review both once both have spoken."""
        return self.filter(Q(person_id=person_id) | ~Q(review__state="assigned"))

    def unspoken(self) -> "QualitySheetQuerySet":
        return self.filter(spoken_on__isnull=True)


class QualitySheet(models.Model):
    """What one of the two says of each item, in which order they were named, and the remarks on what is not in order."""

    review = models.ForeignKey(QualityReview, on_delete=models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    grades = models.JSONField(default=dict, blank=True)
    remarks = models.TextField(blank=True)
    spoken_on = models.DateField(null=True, blank=True)

    objects = QualitySheetQuerySet.as_manager()

    class Meta:
        ordering = ["review_id", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "place"], name="a_quality_review_never_has_two_sheets_of_one_place"
            ),
            models.UniqueConstraint(
                fields=["review", "person"], name="nobody_ever_reviews_the_quality_of_a_letter_twice"
            ),
            models.CheckConstraint(name="a_quality_review_always_has_two_sheets", condition=Q(place__in=[1, 2])),
            models.CheckConstraint(
                name="a_quality_sheet_always_has_its_grades_with_its_day",
                condition=Q(spoken_on__isnull=True, grades={}) | Q(spoken_on__isnull=False) & ~Q(grades={}),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.place}"
