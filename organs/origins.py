"""Where a row comes from; figures count one origin at a time and rows of different origins are never mixed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    LIVE = "live", _("Live")
    SAMPLE = "sample", _("Sample")
    PUBLISHED = "published", _("Compiled from public reports")
