"""Support that the office gave a unit in carrying the suggestion out, and what came of it in the unit's own words (P19 Art. 24)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organs.models import Person
from organs.words import Words
from suggestions.models import Suggestion
from suggestions.models.state_checks import state_check
from suggestions.rules import states


class Support(models.Model):
    """What was done for the unit and what came of it; `changed_rule` is the title of the unit's own rule that was changed.

    The unit confirms it and may say itself what came of it.
    """

    KINDS = [
        ("training", _("Training")),
        ("rule", _("Help with a rule of the unit")),
        ("joint_check", _("Joint check")),
        ("advice", _("Legal advice")),
        ("other", _("Other support")),
    ]

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="supports")
    kind = models.CharField(max_length=12, choices=KINDS)
    state = models.CharField(max_length=10, default="recorded")
    moves = models.PositiveIntegerField(default=0)
    given_on = models.DateField()
    text = models.TextField()
    outcome = models.TextField(blank=True)
    changed_rule = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    unit_says = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["given_on", "id"]
        constraints = [
            state_check(field="state", states=states.SUPPORT, name="a_support_state_is_always_one_of_its_table"),
            models.CheckConstraint(name="a_support_always_says_what_was_done", condition=~Q(text="")),
            models.CheckConstraint(
                name="a_support_is_never_confirmed_without_a_day",
                condition=~Q(state="confirmed") | Q(confirmed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.kind} {self.given_on}"

    @property
    def state_label(self) -> Words:
        return states.SUPPORT[self.state].label
