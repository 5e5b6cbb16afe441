"""An opinion sought before issue: of the recipient, or of the procuratorate of another place (P19 Art. 17(2), 3(4))."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organs.models import Person, Procuratorate
from organs.words import Words
from suggestions.models.state_checks import state_check
from suggestions.rules import states


class AskedOf(models.TextChoices):
    """Of the recipient it may be asked; of another procuratorate it must be, where Art. 3 says so: its answer decides."""

    RECIPIENT = "recipient", _("The recipient (Art. 17(2), if it helps)")
    PROCURATORATE = "procuratorate", _("The procuratorate of the recipient's place (Art. 3(4), needed there)")
    SUPERIOR = "superior", _("The common superior procuratorate, where that one does not agree (Art. 3(4))")
    HIGHER = "higher", _("The procuratorate of the recipient's level, to review and forward (Art. 3(2))")


class Opinion(models.Model):
    """What was asked of whom and by when (a day that no law sets), and what was answered.

    `office` is the procuratorate that is asked, by its row; of those asked before it was chosen only the name is kept.
    """

    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, related_name="opinions")
    letter = models.ForeignKey("suggestions.LetterVersion", on_delete=models.PROTECT, related_name="opinions")
    asked_of = models.CharField(max_length=14, choices=AskedOf)
    addressee = models.CharField(max_length=200)
    office = models.ForeignKey(Procuratorate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    questions = models.TextField()
    asked_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="asked")
    moves = models.PositiveIntegerField(default=0)
    answered_on = models.DateField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=100, blank=True)
    answer = models.TextField(blank=True)
    has_agreed = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(field="state", states=states.OPINION, name="an_opinion_state_is_always_one_of_its_table"),
            models.UniqueConstraint(
                fields=["suggestion", "addressee"],
                condition=Q(state="asked"),
                name="nobody_is_ever_asked_again_before_answering",
            ),
            models.CheckConstraint(
                name="a_given_opinion_always_says_when_what_and_whether_it_agrees",
                condition=Q(state="asked") | Q(answered_on__isnull=False, has_agreed__isnull=False) & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.addressee}"

    @property
    def state_label(self) -> Words:
        return states.OPINION[self.state].label

    @property
    def disagrees_elsewhere(self) -> bool:
        """Tells whether the procuratorate of another place disagrees: the common superior decides then (Art. 3(4))."""
        return self.asked_of == AskedOf.PROCURATORATE and self.has_agreed is False
