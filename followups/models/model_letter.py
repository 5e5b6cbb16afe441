"""Model letters for the offices below (P19 Art. 29): made of an issued letter by a second person, without names."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from followups.models.guidance import above_and_own
from followups.models.rectification import Finding, Found
from followups.rules import guidance
from organs.access import Access
from organs.models import Person, Procuratorate
from organs.origins import Origin
from organs.words import Words
from suggestions.models import Measure, Suggestion
from suggestions.rules import kinds, states


class ModelLetterQuerySet(models.QuerySet["ModelLetter"]):
    """Model letters, as far as somebody is to read them."""

    def visible_to(self, access: Access) -> Self:
        """Returns what the own office and those above it keep in the collection, of letters that still stand; of a unit's people none."""
        return self.filter(
            office__in=above_and_own(access, *guidance.READING),
            origin=access.origin,
            taken_out_on=None,
            suggestion__document_state__in=sorted(states.DOCUMENT.of("in force")),
        )


class ModelLetter(models.Model):
    """One model: what was found and why it is exemplary; `unit_name` only where the unit agreed, on `unit_agreed_on`.

    `made_by` neither handled the case, nor saved its text, nor spoke on it at a gate.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="models")
    office = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="model_letters")
    origin = models.CharField(max_length=10, choices=Origin)
    kind = models.CharField(max_length=40, choices=kinds.KIND_CHOICES)
    title = models.CharField(max_length=200)
    text = models.TextField()
    merits = models.TextField()
    unit_name = models.CharField(max_length=200, blank=True)
    unit_agreed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_name = models.CharField(max_length=60)
    made_on = models.DateField()
    recorded_at = models.DateTimeField()
    taken_out_on = models.DateField(null=True, blank=True)
    taken_out_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_out_because = models.TextField(blank=True)

    objects = ModelLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "office"],
                condition=Q(taken_out_on__isnull=True),
                name="an_office_never_collects_a_letter_twice",
            ),
            models.CheckConstraint(
                name="a_model_never_names_a_unit_that_did_not_agree",
                condition=Q(unit_name="") | Q(unit_agreed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_model_is_never_taken_out_without_by_whom_and_why",
                condition=Q(taken_out_on__isnull=True, taken_out_by__isnull=True, taken_out_because="")
                | Q(taken_out_on__isnull=False, taken_out_by__isnull=False) & ~Q(taken_out_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ModelMeasure(models.Model):
    """One measure of a model letter in words without names; whether it holds is read from its measure."""

    model = models.ForeignKey(ModelLetter, on_delete=models.PROTECT, related_name="measures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["model_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["model", "measure"], name="a_model_never_says_a_measure_twice"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def holds(self) -> Words:
        """What the last look-back found of it; how far it is, where none was held and where it has fallen back."""
        if self.measure.state in states.MEASURE.of("fell back"):
            return states.MEASURE[self.measure.state].label
        return Found(self.last_found).label if self.last_found else states.MEASURE[self.measure.state].label

    @property
    def last_found(self) -> str:
        """The last finding, from the rows that the page has fetched; "" where nobody looked back."""
        last = self._last
        return last.found if last else ""

    @property
    def looked_on(self) -> str:
        """Of which day the last finding is, in words; that nobody looked back yet, otherwise."""
        last = self._last
        return last.look_back.looked_on.isoformat() if last else _("nobody looked back yet")

    @property
    def _last(self) -> Finding | None:
        """The finding of the last day: one that was entered later, of an earlier day, is not the last."""
        return max(self.measure.findings.all(), key=lambda row: (row.look_back.looked_on, row.pk), default=None)
