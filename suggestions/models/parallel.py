"""The parallel tracks: record-filing, objections, and amendments of an issued letter; copies are in copy.py."""

from django.db import models
from django.db.models import Q

from organs.models import Person, Procuratorate
from organs.words import Words
from suggestions.models.approval import Resolution
from suggestions.models.letter import LetterVersion
from suggestions.models.state_checks import state_check
from suggestions.models.suggestion import Suggestion
from suggestions.rules import kind_versions, kinds, states


class Filing(models.Model):
    """Filing on record with the next-higher procuratorate (P19 Art. 21; PIL21 Art. 75).

    Its department of the same line and its legal-policy research each receive it on a day; `received_on` is the later one.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="filings")
    higher = models.ForeignKey(Procuratorate, on_delete=models.PROTECT, related_name="filings_received")
    state = models.CharField(max_length=10, default="due")
    moves = models.PositiveIntegerField(default=0)
    filed_on = models.DateField(null=True, blank=True)
    kind_version = models.CharField(max_length=60, blank=True)
    line_received_on = models.DateField(null=True, blank=True)
    policy_received_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            state_check(field="state", states=states.FILING, name="a_filing_state_is_always_one_of_its_table"),
            models.UniqueConstraint(fields=["suggestion"], name="a_suggestion_is_never_filed_twice"),
            models.CheckConstraint(
                name="a_letter_is_never_filed_without_the_rules_of_its_day",
                condition=Q(filed_on__isnull=True) | ~Q(kind_version=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} → {self.higher_id}"

    @property
    def rules(self) -> kinds.KindVersion:
        """The version that governed the filing; until it is filed, that of its letter."""
        return kind_versions.named(self.kind_version) if self.kind_version else self.suggestion.rules

    @property
    def state_label(self) -> Words:
        return states.FILING[self.state].label


class Objection(models.Model):
    """The recipient's right to object (P19 Art. 23); a late one is received and marked late."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="objections")
    letter = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, default="raised")
    moves = models.PositiveIntegerField(default=0)
    raised_on = models.DateField()
    is_late = models.BooleanField(default=False)
    grounds = models.TextField()
    advice = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    kind_version = models.CharField(max_length=60, blank=True)
    withdrawn_because = models.TextField(blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="an_objection_is_never_withdrawn_without_a_reason",
                condition=~Q(state="withdrawn") | ~Q(withdrawn_because=""),
            ),
            state_check(field="state", states=states.OBJECTION, name="an_objection_state_is_always_one_of_its_table"),
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(state__in=sorted(states.OBJECTION.of("undecided"))),
                name="there_is_never_more_than_one_open_objection",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.state}"

    @property
    def state_label(self) -> Words:
        return states.OBJECTION[self.state].label


class Amendment(models.Model):
    """A modification or withdrawal of an issued letter, with its own approval and reasons (P19 Art. 22)."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="amendments")
    what = models.CharField(max_length=10, choices=[("modify", "modify"), ("withdraw", "withdraw")])
    state = models.CharField(max_length=10, default="proposed")
    moves = models.PositiveIntegerField(default=0)
    reasons = models.TextField()
    objection = models.ForeignKey(Objection, null=True, blank=True, on_delete=models.PROTECT, related_name="amendments")
    instruction = models.ForeignKey(
        "suggestions.Instruction", null=True, blank=True, on_delete=models.PROTECT, related_name="amendments"
    )
    letter = models.ForeignKey(LetterVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True)
    kind_version = models.CharField(max_length=60, blank=True)
    resolution = models.ForeignKey(Resolution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    new_due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            state_check(field="state", states=states.AMENDMENT, name="an_amendment_state_is_always_one_of_its_table"),
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(state="proposed"),
                name="there_is_never_more_than_one_open_amendment",
            ),
            models.CheckConstraint(
                name="a_modification_always_has_a_letter",
                condition=Q(what="withdraw") | Q(letter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.what}"

    def former_rules(self) -> kinds.KindVersion:
        """Returns the rules of the letter that is modified or withdrawn."""
        if self.letter is None:
            return self.suggestion.rules
        former = self.suggestion.versions.filter(version__lt=self.letter.version).order_by("-version").first()
        return former.rules if former else self.letter.rules

    @property
    def next_letter(self) -> LetterVersion:
        """The version that a modification puts in force. Raises LookupError for a withdrawal, which has none."""
        if self.letter is None:
            raise LookupError(f"amendment {self.pk} brings no version")
        return self.letter

    @property
    def state_label(self) -> Words:
        return states.AMENDMENT[self.state].label
