"""One-time links by which a person sets the own password: the first one, or a new one in place of a forgotten one.

Whoever makes a link sees it. Where it alone would open the account, it takes a word as well, which a second administrator hands
over: neither of the two comes in as somebody else.
"""

from django.db import models
from django.db.models import F, Q

from organs.models.person import Person


class SignInLink(models.Model):
    """A link that opens once, until it is too old or replaced; only digests of the link and of its word are kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    needs_word = models.BooleanField(default=False)
    word_digest = models.CharField(max_length=64, blank=True)
    word_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    word_at = models.DateTimeField(null=True, blank=True)
    wrong_words = models.PositiveSmallIntegerField(default=0)

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
            models.CheckConstraint(
                name="a_link_and_its_word_are_never_of_one_administrator",
                condition=Q(word_by__isnull=True)
                | (Q(needs_word=True) & ~Q(word_by=F("created_by")) & ~Q(word_by=F("person"))),
            ),
            models.CheckConstraint(
                name="a_link_that_needs_a_word_is_never_used_without_one",
                condition=Q(used_at__isnull=True) | Q(needs_word=False) | Q(word_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_word_of_a_link_is_given_by_somebody_on_a_day",
                condition=Q(word_digest="", word_by__isnull=True, word_at__isnull=True)
                | (~Q(word_digest="") & Q(word_by__isnull=False, word_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
