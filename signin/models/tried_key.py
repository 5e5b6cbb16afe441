"""How often something was tried in vain: for a name, from an address, by a device. Keys are digests and tell nothing back."""

from django.db import models


class TriedKey(models.Model):
    """The failures of one key since it last was quiet; signin/rules/slowing.py says how long the next try waits."""

    key = models.CharField(max_length=80, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)  # `last_at` before the last try, in case that one turns out well

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="tried_key_last_at")]

    def __str__(self) -> str:
        return f"{self.key} {self.failures}"
