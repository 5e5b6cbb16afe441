"""What the unit does with each measure: answer, promise, progress, claim; and how the office checks it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followups.models.visit import Visit
from organs.models import Person
from suggestions.models import Measure, Suggestion
from suggestions.rules.states import MEASURE


class Attitude(models.TextChoices):
    ACCEPTED = "accepted", _("Accept")
    OTHER_WAY = "other_way", _("Accept, done another way")
    ALREADY_DONE = "already_done", _("Already done before receipt")
    DONE_SINCE = "done_since", _("Done since receipt")
    REFUSED = "refused", _("Refuse")


class Answer(models.Model):
    """The unit's answer to a measure in a round; a draft until it is sent, and only then seen by the office.

    `done_on` is the day on which it was done since receipt, `more` what is done beyond what was asked, `responsible` the post
    or section that answers for it, and `milestones` the days on the way with what is reached by then.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    attitude = models.CharField(max_length=12, choices=Attitude, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    more = models.TextField(blank=True)
    responsible = models.CharField(max_length=100, blank=True)
    milestones = models.JSONField(default=list, blank=True)
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
            models.CheckConstraint(
                name="a_sent_answer_that_it_is_done_since_receipt_always_has_its_day",
                condition=Q(sent_at__isnull=True) | ~Q(attitude="done_since") | Q(done_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.attitude}"


class Word(models.TextChoices):
    """What the office says to a promised day beyond the legal one; the legal day stays in either case."""

    ACCEPTABLE = "acceptable", _("The day is acceptable; the legal day stays")
    TOO_LATE = "too_late", _("The day is too late; an earlier one is asked for")


class Promise(models.Model):
    """One promised day of a measure; former days stay with the reason of the change.

    `legal_on` is the legal day where the promised one lies beyond it: the office then says its `word` to it.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="promises")
    promised_on = models.DateField()
    former_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    legal_on = models.DateField(null=True, blank=True)
    word = models.CharField(max_length=12, choices=Word, blank=True)
    word_reason = models.TextField(blank=True)
    word_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="the_word_on_a_promised_day_always_has_reasons_and_a_day",
                condition=Q(word="") | (~Q(word_reason="") & Q(word_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.promised_on}"

    @property
    def is_unweighed(self) -> bool:
        """Tells whether it lies beyond the legal day and the office has not said its word."""
        return self.legal_on is not None and not self.word


class Progress(models.Model):
    """What was done on a day, in the unit's words; its evidence is attached to the event.

    `milestone_on` and `milestone` are the day on the way that it reaches, as the answer names it. `logged_by` is None where
    the unit said so on paper.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="progress")
    done_on = models.DateField()
    text = models.TextField()
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    milestone_on = models.DateField(null=True, blank=True)
    milestone = models.TextField(blank=True)

    class Meta:
        ordering = ["done_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "milestone_on", "milestone"],
                condition=Q(milestone_on__isnull=False),
                name="a_day_on_the_way_is_never_reached_twice",
            ),
            models.CheckConstraint(
                name="a_day_on_the_way_always_says_what_is_reached_by_then",
                condition=Q(milestone_on__isnull=True, milestone="")
                | (Q(milestone_on__isnull=False) & ~Q(milestone="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ClaimQuerySet(models.QuerySet["Claim"]):
    def standing(self) -> "ClaimQuerySet":
        """Returns the claims that were not sent back: what was sent back says nothing any more."""
        return self.filter(sent_back__isnull=True)


class Claim(models.Model):
    """The unit says that a measure is done; claimant and recorder are kept apart from who verifies."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="claims")
    round = models.PositiveSmallIntegerField()
    claimed_on = models.DateField()
    text = models.TextField()
    claimed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class SentBack(models.Model):
    """The office did not find done what was claimed: why, and what would suffice; both sides read it at the measure.

    `claim` is None where the unit had answered that the measure was done already.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="sent_back")
    round = models.PositiveSmallIntegerField()
    claim = models.OneToOneField(Claim, null=True, on_delete=models.PROTECT, related_name="sent_back")
    sent_back_on = models.DateField()
    reason = models.TextField()
    suffices = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="a_claim_is_never_sent_back_without_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.reason


class Method(models.TextChoices):
    ON_PAPER = "on_paper", _("On paper")
    ON_SITE = "on_site", _("On site")


class Verification(models.Model):
    """The office looked and found the measure done; `visit` is where it was seen on site, unless evidence shows it."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="verifications")
    round = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=8, choices=Method)
    verified_on = models.DateField()
    finding = models.TextField()
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="verifications")

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
