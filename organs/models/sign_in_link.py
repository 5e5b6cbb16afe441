"""One-time links by which a person sets the own password: the first one, or a new one in place of a forgotten one."""

from django.db import models
from django.db.models import Q

from organs.models.person import Person


class SignInLink(models.Model):
    """A link that opens once, until it is too old or replaced; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="a_person_never_has_two_open_links",
            ),
            models.CheckConstraint(
                name="a_link_is_used_or_revoked_never_both",
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
