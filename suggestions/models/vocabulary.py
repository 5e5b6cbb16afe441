"""Words kept as data: problem categories."""

from django.db import models
from django.utils.translation import get_language


class ProblemCategory(models.Model):
    code = models.SlugField(primary_key=True)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=80)
    is_environmental = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh
