"""The decision to investigate, and the register of what was done to find out (P19 Art. 13-14)."""

from django.db import models
from django.db.models import F, Q

from organs.models import Person
from organs.words import Words
from suggestions.models.state_checks import state_check
from suggestions.rules import investigations, states


class Investigation(models.Model):
    """That the prosecutor asked to investigate, and what the chief procurator decided; the reasons stand in the events."""

    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, related_name="investigations")
    state = models.CharField(max_length=8, default="asked")
    moves = models.PositiveIntegerField(default=0)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_name = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(
                field="state", states=states.INVESTIGATION, name="an_investigation_state_is_always_one_of_its_table"
            ),
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(state="asked"),
                name="an_investigation_is_never_asked_for_twice_at_once",
            ),
            models.CheckConstraint(
                name="a_decided_investigation_always_says_when_and_by_whom",
                condition=Q(state="asked") | Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_ever_decides_on_the_own_request_to_investigate",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.state}"

    @property
    def state_label(self) -> Words:
        return states.INVESTIGATION[self.state].label


class InvestigationAct(models.Model):
    """One act: by which means, on which day, by whom of the office; of who was asked a role and a number, and no more."""

    suggestion = models.ForeignKey(
        "suggestions.Suggestion", on_delete=models.PROTECT, related_name="investigation_acts"
    )
    state = models.CharField(max_length=8, default="entered")
    moves = models.PositiveIntegerField(default=0)
    means = models.CharField(max_length=10)
    done_on = models.DateField()
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    questioned = models.CharField(max_length=24, blank=True, choices=list(investigations.QUESTIONED.items()))
    questioned_number = models.PositiveSmallIntegerField(null=True, blank=True)
    institution = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["done_on", "id"]
        constraints = [
            state_check(
                field="state",
                states=states.INVESTIGATION_ACT,
                name="an_investigation_act_state_is_always_one_of_its_table",
            ),
            state_check(
                field="means", states=investigations.MEANS, name="an_investigation_act_is_always_by_a_means_of_art_14"
            ),
            models.CheckConstraint(
                name="who_was_asked_is_never_more_than_a_role_and_a_number",
                condition=Q(means="question", questioned_number__gte=1, institution="") & ~Q(questioned="")
                | ~Q(means="question") & Q(questioned="", questioned_number__isnull=True),
            ),
            models.CheckConstraint(
                name="the_two_of_an_investigation_act_are_always_two",
                condition=Q(second__isnull=True) | ~Q(second=F("first")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.means}"

    @property
    def row(self) -> investigations.Means:
        return investigations.MEANS[self.means]

    @property
    def state_label(self) -> Words:
        return states.INVESTIGATION_ACT[self.state].label

    @property
    def of_whom(self) -> str:
        """Who was asked, by role and number, or the institution; "" for an act that names neither."""
        return f"{self.get_questioned_display()} {self.questioned_number}" if self.questioned else self.institution
