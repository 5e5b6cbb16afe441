"""Service of the letter: every attempt is a row, one succeeds; the proclamation and the way into the portal."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organs.models import Person, Unit
from suggestions.models.file import Attachment
from suggestions.models.letter import LetterVersion
from suggestions.models.suggestion import Suggestion
from suggestions.rules import kind_versions, kinds, service_channels


class Service(models.Model):
    """One attempt at service; a failed one starts nothing."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="services")
    letter = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="services")
    # Of the service of a notice of withdrawal: the decision that the notice tells; the letter was served before.
    withdrawal = models.ForeignKey(
        "suggestions.Amendment", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    kind_version = models.CharField(max_length=60)
    mode = models.CharField(max_length=12, choices=service_channels.options)
    succeeded = models.BooleanField()
    attempted_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    signed_by = models.CharField(max_length=60, blank=True)
    signed_by_title = models.CharField(max_length=100, blank=True)
    signed_as = models.CharField(max_length=20, blank=True, choices=list(service_channels.SIGNERS.items()))
    refusal = models.TextField(blank=True)
    witness = models.CharField(max_length=200, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)
    electronic_address = models.CharField(max_length=120, blank=True)
    consented_on = models.DateField(null=True, blank=True)
    consent_by = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    # Of an attempt that failed: when it is tried again, and where, if the address was wrong.
    next_on = models.DateField(null=True, blank=True)
    corrected_address = models.CharField(max_length=200, blank=True)
    server = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(succeeded=True, withdrawal__isnull=True),
                name="a_letter_is_never_served_twice",
            ),
            models.UniqueConstraint(
                fields=["withdrawal"], condition=Q(succeeded=True), name="a_notice_of_withdrawal_is_never_served_twice"
            ),
            models.CheckConstraint(name="a_service_always_names_the_rules_of_its_day", condition=~Q(kind_version="")),
            models.CheckConstraint(
                name="what_was_served_is_never_tried_again",
                condition=Q(succeeded=False) | Q(next_on__isnull=True, corrected_address=""),
            ),
            models.CheckConstraint(
                name="successful_service_always_has_a_day_of_receipt",
                condition=Q(succeeded=False) | Q(received_on__isnull=False),
            ),
            models.CheckConstraint(
                name="electronic_service_never_goes_without_consent",
                condition=~Q(mode="electronic", succeeded=True) | Q(consented_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.mode}"

    @property
    def rules(self) -> kinds.KindVersion:
        """The version that governed the service; of one that is only planned, that of its letter."""
        return kind_versions.named(self.kind_version) if self.kind_version else self.letter.rules

    @property
    def was_called_back(self) -> bool:
        """Tells whether it had succeeded and was called back unopened, which is no attempt that failed."""
        return not self.succeeded and self.received_on is not None


class Proclamation(models.Model):
    """The reading face to face: place, the head who was read to, who was invited, what the unit said (P19 Art. 18)."""

    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="proclamation")
    started_at = models.CharField(max_length=40, blank=True)
    host = models.CharField(max_length=60, blank=True)
    reader = models.CharField(max_length=60)
    unit_head = models.CharField(max_length=60)
    unit_head_title = models.CharField(max_length=100)
    evidence_shown = models.TextField(blank=True)
    reasoning = models.TextField(blank=True)
    statement = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.service_id}"


class Invited(models.Model):
    """A third party who attended: supervisor, deputy, adviser (P19 Art. 18); an official act, not a subject."""

    CAPACITIES = [
        ("peoples_supervisor", _("People's supervisor")),
        ("congress_deputy", _("Deputy of the people's congress")),
        ("cppcc_member", _("CPPCC member")),
        ("special_procurator", _("Specially appointed procurator")),
        ("other", _("Other")),
    ]

    proclamation = models.ForeignKey(Proclamation, on_delete=models.PROTECT, related_name="invited")
    name = models.CharField(max_length=60)
    capacity = models.CharField(max_length=20, choices=CAPACITIES)
    comment = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class ReceiptCorrection(models.Model):
    """A former day of receipt, kept when it was corrected."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="corrections")
    former_on = models.DateField()
    corrected_on = models.DateField()
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.former_on} → {self.corrected_on}"


class Invitation(models.Model):
    """The one-time link printed on the service slip; only its digest is kept."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="a_letter_never_has_two_open_links",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id}"


class ServicePaper(models.Model):
    """A scan that belongs to a service: return, photo, recording, consent."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="papers")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.service_id}"
