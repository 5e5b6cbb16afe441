"""Files by their SHA-256, what they are attached to, and the documents that were rendered."""

from pathlib import PurePath

from django.db import models
from django.db.models import F, Q

from organs.models import Person
from suggestions.rules.steps import Shown

TITLE_LENGTH = 100


class Blob(models.Model):
    """The bytes are at var/files/ab/cd/SHA256; this row says that somebody still needs them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_blob_is_named_by_its_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$"))
        ]

    def __str__(self) -> str:
        return self.sha256


class Attachment(models.Model):
    """A file as somebody gave it: name for people, who, when, on what; never a path."""

    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, related_name="attachments")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    #: How letters, replies and records name it: its title as a paper, never the name of its file.
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    about = models.CharField(max_length=40)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    shown_to = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Shown])
    event = models.ForeignKey(
        "suggestions.Event", null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    #: The SHA-256 of what was sent: of a picture the blob is another one, without what stood beside the pixels.
    received = models.CharField(max_length=64, blank=True)
    #: Of a picture, and only where the sender ticked so.
    taken_on = models.DateField(null=True, blank=True)
    taken_place = models.CharField(max_length=40, blank=True)
    #: What is in it that a reader should know of before opening it, as suggestions/inspection/findings.py names it.
    holds = models.CharField(max_length=40, blank=True)
    #: The earlier file in whose place this one stands; that one stays, and is cited as before.
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_file_never_replaces_a_later_one", condition=Q(replaces__isnull=True) | Q(replaces__lt=F("id"))
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def printed_title(self) -> str:
        """The title; where nobody gave one the name of its file without the ending."""
        return self.title or PurePath(self.name).stem[:TITLE_LENGTH]


class Document(models.Model):
    """A formal document rendered once from its record, kept with its SHA-256 and never rendered again.

    `template`, `facts` and `made_with` (fonts, calendar, printer) are what the same bytes can be made of again.
    """

    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="documents")
    pages = models.PositiveSmallIntegerField()
    rendered_at = models.DateTimeField()
    shown_to = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Shown])
    template = models.ForeignKey(
        "suggestions.DocumentTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    facts = models.JSONField(default=dict, blank=True)
    made_with = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title
