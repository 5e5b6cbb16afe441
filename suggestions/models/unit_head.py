"""The sealed paper by which a unit names its head, on which two administrators open all letters of the unit to that person."""

from django.db import models

from organs.models import Post, Proposal
from suggestions.models.file import Blob


class HeadPaper(models.Model):
    """The scan that goes with a proposal to confirm the head of a unit."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="head_paper")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="head_papers")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
