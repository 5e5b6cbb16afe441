"""What the office does when an urged unit leaves a suggestion undone: report or inform, by the chief's decision (P19 Art. 25)."""

from django.db import models
from django.db.models import F, Q

from followups.rules import escalation_rungs
from followups.rules.escalation_rungs import Rung
from organs.models import Person
from organs.words import Words
from suggestions.models import Suggestion
from suggestions.models.state_checks import state_check
from suggestions.rules import states


class Escalation(models.Model):
    """One report or information: what is undone, why no reason given justifies it, the decision, and what came of it.

    `necessity` is for the rungs that Art. 25 allows only if necessary. One that was decided and is no longer needed is
    called off before it is sent; what was sent is never called back, only answered.
    """

    # On its way: neither refused, nor called off, nor answered.
    OPEN = states.ESCALATION.of("open")

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="escalations")
    rung = models.CharField(max_length=30, choices=escalation_rungs.CHOICES)
    addressee = models.CharField(max_length=200)
    undone = models.TextField()
    no_justified_reason = models.TextField()
    necessity = models.TextField(blank=True)
    reasons = models.TextField()
    state = models.CharField(max_length=10, default="proposed")
    moves = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_how = models.CharField(max_length=100, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    called_off_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(
                field="state",
                states=states.ESCALATION,
                name="an_escalation_state_is_always_one_of_its_table",
            ),
            models.UniqueConstraint(
                fields=["suggestion", "rung"],
                condition=Q(state__in=["proposed", "decided", "sent"]),
                name="there_is_never_more_than_one_open_escalation_of_a_rung",
            ),
            models.CheckConstraint(
                name="a_rung_that_must_be_necessary_always_says_why",
                condition=~Q(rung__in=sorted(escalation_rungs.IF_NECESSARY)) | ~Q(necessity=""),
            ),
            models.CheckConstraint(
                name="nobody_ever_decides_on_an_own_escalation",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="an_escalation_is_never_sent_without_a_decision_and_a_day",
                condition=~Q(state__in=["sent", "answered"]) | Q(decided_by__isnull=False, sent_on__isnull=False),
            ),
            models.CheckConstraint(
                name="an_escalation_is_never_called_off_without_a_reason",
                condition=~Q(state="called_off") | (Q(called_off_by__isnull=False) & ~Q(called_off_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.rung}"

    @property
    def state_label(self) -> Words:
        return states.ESCALATION[self.state].label

    @property
    def rung_row(self) -> Rung:
        return escalation_rungs.RUNGS[self.rung]
