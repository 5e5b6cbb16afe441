"""A later day for the reply, as the unit asks for it and the office decides; it stands beside the legal day, which only an
impediment without fault moves (CIVPL Art. 86).
"""

from django.db import models
from django.db.models import F, Q

from organs.models import Person
from organs.words import Words
from suggestions.models import Clock, Suggestion
from suggestions.models.state_checks import state_check
from suggestions.rules import states


class LaterDate(models.Model):
    """One request: which day, why, the handling prosecutor's view, the decision. `legal_on` is the legal day as it was then.

    `impediment_ended_on` is there where the unit was prevented without fault: then the period itself is extended.

    `amount` and `unit` say by how much, when it was asked so; `advised_on` is the day that the view supports, empty when
    it supports none.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="later_dates")
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="later_dates")
    state = models.CharField(max_length=10, default="asked")
    moves = models.PositiveIntegerField(default=0)
    asked_on = models.DateField()
    legal_on = models.DateField()
    amount = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    wanted_on = models.DateField()
    reason = models.TextField()
    impediment_ended_on = models.DateField(null=True, blank=True)
    advice = models.TextField(blank=True)
    advised_on = models.DateField(null=True, blank=True)
    advised_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(
                field="state",
                states=states.LATER_DATE,
                name="a_later_date_state_is_always_one_of_its_table",
            ),
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(state="asked"),
                name="there_is_never_more_than_one_open_request_for_a_later_date",
            ),
            models.CheckConstraint(
                name="a_later_date_always_lies_after_the_legal_day",
                condition=Q(wanted_on__gt=F("legal_on")) & (Q(agreed_on__isnull=True) | Q(agreed_on__gt=F("legal_on"))),
            ),
            models.CheckConstraint(
                name="an_agreed_later_date_always_has_a_day_and_who_agreed",
                condition=~Q(state="agreed") | Q(agreed_on__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_later_date_is_never_refused_or_changed_without_reasons",
                condition=~Q(decision_reasons="") | ~Q(state__in=["agreed", "refused"]) | Q(agreed_on=F("wanted_on")),
            ),
            models.CheckConstraint(
                name="nobody_ever_decides_a_later_date_on_an_own_view",
                condition=Q(decided_by__isnull=True) | (Q(advised_by__isnull=False) & ~Q(decided_by=F("advised_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.wanted_on}"

    @property
    def state_label(self) -> Words:
        return states.LATER_DATE[self.state].label
