"""What one administrator proposes and a second one decides: nothing of it holds before."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organs.models.person import Person
from organs.models.procuratorate import Procuratorate
from organs.models.unit import Unit


class ProposalKind(models.TextChoices):
    POST = "post", _("A post")
    UNIT_HEAD = "unit_head", _("The head of a unit")
    FACTOR = "factor", _("A lost second factor")
    CALENDAR = "calendar", _("Days of the calendar")


class Outcome(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Not confirmed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Proposal(models.Model):
    """A change in Set-up that needs two administrators: what was proposed, by whom, and what a second one said.

    `procuratorate` is the place whose administrators decide, and those above it; without one, those at the top. `person` is whom
    it favours, who never decides it. `content` holds keys and days as the action that carries it out reads them.
    """

    kind = models.CharField(max_length=12, choices=ProposalKind)
    procuratorate = models.ForeignKey(
        Procuratorate, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    content = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="a_proposal_is_open_or_decided_by_somebody_on_a_day",
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="nobody_ever_confirms_an_own_proposal",
                condition=~Q(outcome=Outcome.CONFIRMED) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="nobody_ever_decides_what_favours_oneself",
                condition=Q(person__isnull=True)
                | Q(decided_by__isnull=True)
                | Q(outcome=Outcome.WITHDRAWN)
                | ~Q(decided_by=F("person")),
            ),
        ]
        indexes = [models.Index(fields=["procuratorate", "-id"], name="proposal_open", condition=Q(outcome=""))]

    def __str__(self) -> str:
        return self.kind
