"""Files that wait for their form to be sent and taken, so that nobody chooses them twice."""

import uuid

from django.db import models

from organs.models import Person


class PendingUpload(models.Model):
    """One file as it was sent. Its bytes lie among what comes in, under the key of the row, and go within a day.

    It may come in pieces: `missing` bytes are still to come, and `mark` is by what its browser knows it again. Once it is
    whole it is looked into, once: `rules` says by which, and the three columns before it what they found.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pending_uploads")
    address = models.CharField(max_length=500)
    field = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()
    missing = models.PositiveBigIntegerField(default=0)
    mark = models.CharField(max_length=100, blank=True)
    received = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=80, blank=True)
    holds = models.CharField(max_length=40, blank=True)
    rules = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["added_at"], name="pending_upload_added_at")]
