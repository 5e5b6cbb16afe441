"""The letter in its versions, its measures with their text per version, and every saved revision of a draft."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organs.models import Person
from suggestions.models.file import Attachment, Blob
from suggestions.models.state_checks import state_check
from suggestions.models.suggestion import Suggestion
from suggestions.rules import governance_grounds, kind_versions, kinds, states
from suggestions.rules.part_names import PartName
from suggestions.rules.steps import Shown


class Marking(models.TextChoices):
    """What a letter may be marked with, top left; state secrets have no place here, so that their grades are no choice."""

    WORK_SECRET = "work_secret", _("Work secret")
    INTERNAL = "internal", _("Internal")


class LetterVersion(models.Model):
    """Content, digest, number and PDF; a modification makes a new version, the former is superseded."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField(default=1)
    kind_version = models.CharField(max_length=60)
    revision = models.PositiveIntegerField(default=0)
    recipient_name = models.CharField(max_length=200)
    contents = models.JSONField(default=dict)
    objection_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    objection_unit = models.CharField(max_length=12, default="days")
    reply_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    reply_unit = models.CharField(max_length=12, default="months")
    is_urgent = models.BooleanField(default=False)
    marking = models.CharField(max_length=16, choices=Marking, blank=True)
    template = models.ForeignKey(
        "suggestions.DocumentTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    governance_ground = models.CharField(max_length=1, blank=True, choices=governance_grounds.GROUND_CHOICES)
    facts_until = models.DateField(null=True, blank=True)
    conclusion_report = models.TextField(blank=True)
    route_papers = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    document_number = models.CharField(max_length=60, null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    pdf = models.ForeignKey(Blob, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rendered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["suggestion_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "version"], name="a_letter_never_has_two_equal_versions"),
            models.CheckConstraint(
                name="a_rendered_letter_always_has_its_digest", condition=Q(pdf__isnull=True) | ~Q(digest="")
            ),
            models.CheckConstraint(
                name="a_letter_always_names_the_rules_that_it_was_written_under", condition=~Q(kind_version="")
            ),
        ]

    def __str__(self) -> str:
        return self.document_number or f"{self.suggestion_id}/{self.version}"

    @property
    def rules(self) -> kinds.KindVersion:
        """The version of its kind under which this text was written, and by which it speaks for ever."""
        return kind_versions.named(self.kind_version)

    @property
    def has_objection_period(self) -> bool:
        """Tells whether it names a period for objection: where its rules ask for one; a modification repeats what was printed."""
        return self.rules.has_objection_period if self.version == 1 else bool(self.objection_amount)

    @property
    def part_name(self) -> str:
        """The name under which files and documents speak of this version."""
        return str(PartName("letter", self.version))

    @property
    def enclosures(self) -> models.QuerySet[Attachment]:
        """What goes out with this version, in the order in which it came."""
        return self.suggestion.attachments.filter(about=self.part_name, shown_to=Shown.BOTH).order_by("id")

    @property
    def internal_files(self) -> models.QuerySet[Attachment]:
        """What lies beside the text of this version for the office alone: the letter neither names nor takes it along."""
        return self.suggestion.attachments.filter(about=self.part_name, shown_to=Shown.OFFICE).order_by("id")


class Revision(models.Model):
    """One save of a draft: the canonical content then, for authorship and for the difference by word."""

    letter = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        ordering = ["letter_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="a_revision_number_is_never_given_twice")
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}.{self.number}"


class Measure(models.Model):
    """The unit of follow-up: identity and state; what it asks is in MeasureText."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, default="asked")
    moves = models.PositiveIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=1)
    promised_on = models.DateField(null=True, blank=True)
    claimed_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    looked_back_on = models.DateField(null=True, blank=True)
    judged = models.CharField(max_length=16, blank=True)
    text = models.ForeignKey(
        "suggestions.MeasureText", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["suggestion_id", "position", "id"]
        constraints = [
            state_check(field="state", states=states.MEASURE, name="a_measure_state_is_always_one_of_its_table"),
        ]
        indexes = [models.Index(fields=["state", "promised_on"], name="measure_promises")]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.position}"


class MeasureText(models.Model):
    """What a measure asks in one version: text, what counts as done, legal basis, and its fate in a modification."""

    FATES = [("kept", "kept"), ("reworded", "reworded"), ("dropped", "dropped"), ("new", "new")]

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="texts")
    letter = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="measure_texts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    criterion = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    fate = models.CharField(max_length=10, choices=FATES, default="new")

    class Meta:
        ordering = ["letter_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "letter"], name="a_measure_never_has_two_texts_in_a_version")
        ]

    def __str__(self) -> str:
        return self.text
