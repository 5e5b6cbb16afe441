"""Browsers in which a person has signed in before: they are not locked out by what strangers try, and are no news."""

from django.db import models

from organs.models import Person


class KnownDevice(models.Model):
    """One browser of one person, by the digest of the random value in its cookie."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="known_devices")
    digest = models.CharField(max_length=64)
    browser = models.CharField(max_length=60, blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="a_device_is_known_once_to_each_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.browser}"
