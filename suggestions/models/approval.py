"""Signatures at the gates over the digest of the text seen, and committee resolutions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organs.models import Person
from organs.words import both_names
from suggestions.models.file import Attachment
from suggestions.models.letter import LetterVersion
from suggestions.models.suggestion import Suggestion


class Matter(models.TextChoices):
    """What was put to the procuratorial committee."""

    LETTER = "letter", _("The letter")
    OBJECTION = "objection", _("An objection")
    MODIFY = "modify", _("A modification")
    WITHDRAW = "withdraw", _("A withdrawal")
    RECUSAL = "recusal", _("A recusal")


class Resolution(models.Model):
    """A decision of the procuratorial committee: what was put to it, date, number, result and minutes."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="resolutions")
    matter = models.CharField(max_length=10, choices=Matter, default=Matter.LETTER)
    decided_on = models.DateField()
    number = models.CharField(max_length=60)
    result = models.TextField()
    minutes = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def open_returns(self) -> "ApprovalQuerySet":
        """Returns the returns of which nobody said yet that they are dealt with."""
        return self.filter(verdict="return", settled_at__isnull=True)

    def referred(self) -> "ApprovalQuerySet":
        """Returns the texts that were referred to the committee."""
        return self.filter(verdict="refer", voided_at__isnull=True)

    def decided(self) -> "ApprovalQuerySet":
        """Returns the decisions on the text that count, the last one first."""
        return self.filter(gate="decision", verdict="pass", voided_at__isnull=True).order_by("-id")


class Approval(models.Model):
    """One verdict at one gate; it counts only while the text has the digest that was signed.

    Whoever decides may refer the text to the committee, which decides then.
    """

    letter = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="approvals")
    gate = models.CharField(max_length=20)
    verdict = models.CharField(max_length=8, choices=[("pass", "pass"), ("return", "return"), ("refer", "refer")])
    digest = models.CharField(max_length=64)
    opinion = models.TextField(blank=True)
    verdicts = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    by_post = models.CharField(max_length=200)
    # Who was away, where a deputy signed.
    signed_for = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_for_name = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    resolution = models.ForeignKey(Resolution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    # Of a return: when its author said that it is dealt with. Until then its reason stands on draft, desk and inbox.
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["letter_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "gate"],
                condition=Q(verdict="pass", voided_at__isnull=True),
                name="a_gate_is_never_passed_twice_over_one_text",
            ),
            models.CheckConstraint(
                name="whom_a_deputy_signed_for_is_named",
                condition=Q(signed_for__isnull=True, signed_for_name="")
                | (Q(signed_for__isnull=False) & ~Q(signed_for_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.gate} {self.verdict}"

    @property
    def signed_name(self) -> str:
        """Who signed, in the language of the record: both names where a deputy did."""
        return both_names(self.by_name, self.signed_for_name)
