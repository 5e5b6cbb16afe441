"""What the unit does with each measure: answer, promise, progress, claim; and how the office checks it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organs.models import Person
from suggestions.models import Measure, Suggestion
from suggestions.rules.states import MEASURE


class Attitude(models.TextChoices):
    ACCEPTED = "accepted", _("Accept")
    OTHER_WAY = "other_way", _("Accept, done another way")
    ALREADY_DONE = "already_done", _("Already done before receipt")
    REFUSED = "refused", _("Refuse")


class Answer(models.Model):
    """The unit's answer to a measure in a round; a draft until it is sent, and only then seen by the office."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    attitude = models.CharField(max_length=12, choices=Attitude, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    saved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "round"],
                condition=Q(sent_at__isnull=True),
                name="a_measure_never_has_two_drafts_of_an_answer",
            ),
            models.CheckConstraint(
                name="a_sent_refusal_always_has_reasons",
                condition=Q(sent_at__isnull=True) | ~Q(attitude="refused") | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="a_sent_acceptance_always_has_a_day",
                condition=Q(sent_at__isnull=True)
                | ~Q(attitude__in=["accepted", "other_way"])
                | Q(promised_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.attitude}"


class Promise(models.Model):
    """One promised day of a measure; former days stay with the reason of the change."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="promises")
    promised_on = models.DateField()
    former_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.promised_on}"


class Progress(models.Model):
    """What was done on a day, in the unit's words; its evidence is attached to the event."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="progress")
    done_on = models.DateField()
    text = models.TextField()
    logged_at = models.DateTimeField()

    class Meta:
        ordering = ["done_on", "id"]

    def __str__(self) -> str:
        return self.text


class Claim(models.Model):
    """The unit says that a measure is done; claimant and recorder are kept apart from who verifies."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="claims")
    round = models.PositiveSmallIntegerField()
    claimed_on = models.DateField()
    text = models.TextField()
    claimed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_back_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Method(models.TextChoices):
    ON_PAPER = "on_paper", _("On paper")
    ON_SITE = "on_site", _("On site")


class Verification(models.Model):
    """The office looked and found the measure done."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="verifications")
    round = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=8, choices=Method)
    verified_on = models.DateField()
    finding = models.TextField()
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.finding


class LookBack(models.Model):
    """One look back at a suggestion, on a day, on some basis; its findings are per measure."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="look_backs")
    looked_on = models.DateField()
    basis = models.TextField()
    looked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="the_next_look_back_never_lies_before_this_one",
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("looked_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.looked_on}"


class Found(models.TextChoices):
    HOLDING = "holding", MEASURE["holding"].label
    PARTLY = "partly", MEASURE["partly"].label
    REBOUNDED = "rebounded", MEASURE["rebounded"].label
    UNJUDGED = "unjudged", _("Cannot be judged")


class Finding(models.Model):
    """What a look back found of one measure.

    `days_held` counts from the verification that the finding is about; it is kept, since a reworded measure is verified
    again within its round and the day of the former verification can no longer be told. Of a rebound it is the time to it.
    """

    look_back = models.ForeignKey(LookBack, on_delete=models.PROTECT, related_name="findings")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="findings")
    found = models.CharField(max_length=10, choices=Found)
    text = models.TextField()
    days_held = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["look_back", "measure"], name="a_look_back_never_finds_a_measure_twice")
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.found}"
