"""The signatures of the other procuratorates that issue a letter jointly, in the order of signing (会签)."""

from django.db import models
from django.db.models import Q

from organs.models import Person, Procuratorate
from organs.words import Words
from suggestions.models.state_checks import state_check
from suggestions.rules import states


class JointSigning(models.Model):
    """One joint issuer: after the office that hosts the letter, at `position` from 1; `digest` is of the text that it signed."""

    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, related_name="joint_signings")
    office = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, default="named")
    moves = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["suggestion_id", "position"]
        constraints = [
            state_check(field="state", states=states.JOINT, name="a_joint_signing_state_is_always_one_of_its_table"),
            models.UniqueConstraint(fields=["suggestion", "office"], name="an_office_never_issues_a_letter_twice"),
            models.UniqueConstraint(fields=["suggestion", "position"], name="two_offices_never_sign_at_one_place"),
            models.CheckConstraint(
                name="a_joint_signature_always_says_over_what_when_and_by_whom",
                condition=~Q(state="signed") | ~Q(digest="") & Q(signed_on__isnull=False, signed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.position}"

    @property
    def state_label(self) -> Words:
        return states.JOINT[self.state].label
