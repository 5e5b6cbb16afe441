"""Who works on a case beside the handling prosecutor."""

from django.db import models
from django.db.models import Q

from organs.models import Person


class CaseMember(models.Model):
    """A prosecutor or assistant who works on the case beside the handling prosecutor (P19 Art. 6)."""

    suggestion = models.ForeignKey("suggestions.Suggestion", on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "person"],
                condition=Q(to_at__isnull=True),
                name="nobody_is_ever_twice_on_one_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.person_id}"
