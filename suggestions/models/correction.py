"""A clerical correction of an issued letter (CIV21 Art. 129, ADM21 Art. 131); substance is changed by an amendment."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

from organs.models import Person
from organs.words import Words
from suggestions.models.letter import LetterVersion
from suggestions.models.state_checks import state_check
from suggestions.models.suggestion import Suggestion
from suggestions.rules import states


class Correction(models.Model):
    """A slip of the pen: where it stands, what it says and what it should say. The stored letter stays as it is."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="corrections")
    letter = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="corrections")
    place = models.CharField(max_length=200)
    wrong = models.TextField()
    right = models.TextField()
    reason = models.TextField()
    state = models.CharField(max_length=10, default="proposed")
    moves = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(field="state", states=states.CORRECTION, name="a_correction_state_is_always_one_of_its_table"),
            models.UniqueConstraint(
                F("letter"),
                F("place"),
                MD5("wrong"),
                condition=~Q(state="refused"),
                name="a_slip_of_the_pen_is_never_corrected_twice",
            ),
            models.CheckConstraint(
                name="a_correction_always_changes_something", condition=~Q(wrong="") & ~Q(wrong=F("right"))
            ),
            models.CheckConstraint(
                name="nobody_ever_decides_on_an_own_correction",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def state_label(self) -> Words:
        return states.CORRECTION[self.state].label

    @property
    def words(self) -> str:
        """Returns the correction as a sentence of the letter's language."""
        return f"{self.place}：“{self.wrong}”更正为“{self.right}”"
