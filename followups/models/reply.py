"""The written reply, how it was judged, and what the office did to bring it about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organs.models import Person
from organs.words import Words
from suggestions.models import Document, Measure, Suggestion
from suggestions.rules import states
from suggestions.rules.service_channels import REPLY_SIGNERS


class Outcome(models.TextChoices):
    """What was accepted, not what was done [D]: verified and holding are separate figures (design 3)."""

    ADOPTED = "adopted", _("Adopted")
    PARTLY = "partly", _("Partly adopted")
    NOT = "not", _("Not adopted")


class Reply(models.Model):
    """A signed written reply (P19 Art. 19); composed from the entries or received on paper."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    received_on = models.DateField()
    posted_on = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=60)
    signed_by_title = models.CharField(max_length=100, blank=True)
    signed_as = models.CharField(max_length=20, blank=True, choices=list(REPLY_SIGNERS.items()))
    reference = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    from_paper = models.BooleanField(default=False)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    # Taken back by the unit before it was judged: withdrawn, or replaced by the reply that names it.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_reply_is_never_taken_back_without_a_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.received_on}"


class Assessment(models.Model):
    """How a reply was judged: proposed by the handling prosecutor, countersigned by the department head.

    `despite` says why a verdict stands that the measures speak against.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="assessments")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments")
    verdict = models.CharField(max_length=16)
    outcome = models.CharField(max_length=8, choices=Outcome)
    reasons = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    countersigned_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    countersigned_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    despite = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_verdict_is_always_one_of_its_table",
                condition=Q(verdict__in=sorted(states.REPLY.of("judged") | {"none"})),
            ),
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(countersigned_at__isnull=True, returned_at__isnull=True),
                name="there_is_never_more_than_one_open_judgement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.verdict}"

    @property
    def verdict_label(self) -> Words:
        return states.REPLY[self.verdict].label


class MeasureVerdict(models.TextChoices):
    ADOPTED = "adopted", _("Adopted")
    OTHER_WAY = "other_way", _("Adopted another way")
    NOT_ADOPTED = "not_adopted", _("Not adopted")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class AssessedMeasure(models.Model):
    """The outcome and reason for one measure of a judged reply."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="measures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="assessed")
    verdict = models.CharField(max_length=14, choices=MeasureVerdict)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "measure"], name="a_measure_is_never_assessed_twice_in_one_judgement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.verdict}"


class Urging(models.Model):
    """An urging, oral or by letter (P19 Art. 24); a precondition of escalation (Art. 25)."""

    MEANS = [("letter", _("By letter")), ("call", _("By call")), ("meeting", _("In a meeting"))]

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="urgings")
    urged_on = models.DateField()
    means = models.CharField(max_length=8, choices=MEANS)
    text = models.TextField()
    new_day = models.DateField(null=True, blank=True)
    urged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.urged_on}"
