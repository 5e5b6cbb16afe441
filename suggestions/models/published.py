"""What a public report said of a suggestion, as stated: provenance, not a fact of our own."""

from django.db import models

from suggestions.models.suggestion import Suggestion


class PublishedRecord(models.Model):
    """One row of a ledger of published suggestions; partial dates stay text, thin reports stay thin."""

    suggestion = models.OneToOneField(Suggestion, on_delete=models.PROTECT, related_name="published_record")
    source_id = models.CharField(max_length=40, unique=True)
    row_digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    region = models.CharField(max_length=40, blank=True)
    source = models.TextField(blank=True)
    source_note = models.TextField(blank=True)
    similar_group = models.CharField(max_length=80, blank=True)
    case_source = models.TextField(blank=True)
    legal_basis = models.JSONField(default=list, blank=True)
    flags = models.JSONField(default=list, blank=True)
    issued_on_stated = models.CharField(max_length=10, blank=True)
    replied_on_stated = models.CharField(max_length=10, blank=True)
    reply_summary = models.TextField(blank=True)
    service_mode = models.CharField(max_length=20, blank=True)
    outcome_stated = models.CharField(max_length=20, blank=True)
    look_back_on_stated = models.CharField(max_length=10, blank=True)
    look_back_result = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["similar_group"], name="published_similar_group")]

    def __str__(self) -> str:
        return self.source_id
