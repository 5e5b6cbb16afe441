"""The secret address under which a person's calendar program reads the own due days; only its digest is kept."""

from django.db import models
from django.db.models import Q

from organs.models.person import Person


class CalendarAddress(models.Model):
    """One address, in the language in which it was made; revoked ones stay, and open nothing."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendar_addresses")
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True),
                name="nobody_ever_has_two_calendar_addresses_that_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at}"
