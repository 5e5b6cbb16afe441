"""An instruction of the next-higher procuratorate to change or withdraw a letter, with its own notice (P19 Art. 22(2))."""

from django.db import models
from django.db.models import Q

from organs.models import Person, Procuratorate
from organs.words import Words
from suggestions.models.parallel import Filing
from suggestions.models.state_checks import state_check
from suggestions.models.suggestion import Suggestion
from suggestions.rules import instructions, states


class Instruction(models.Model):
    """What a letter is to become, why, and by which office; it stands until an amendment of the lower office followed it.

    `filing` is the filing that came back with it; one that came without a filing has none.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="instructions")
    office = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(Filing, null=True, blank=True, on_delete=models.PROTECT, related_name="instructions")
    what = models.CharField(max_length=10, choices=list(instructions.WHAT.items()))
    reason = models.TextField()
    state = models.CharField(max_length=10, default="given")
    moves = models.PositiveIntegerField(default=0)
    given_on = models.DateField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    followed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(
                field="state", states=states.INSTRUCTION, name="an_instruction_state_is_always_one_of_its_table"
            ),
            models.CheckConstraint(name="an_instruction_always_has_its_reasons", condition=~Q(reason="")),
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(state="given"),
                name="there_is_never_more_than_one_standing_instruction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.what}"

    @property
    def state_label(self) -> Words:
        return states.INSTRUCTION[self.state].label

    @property
    def zh(self) -> str:
        """What is instructed, in the word of the notice."""
        return instructions.ZH[self.what]
