"""Forms that were sent: by their one-time token, so that a second sending answers with what came of the first."""

from django.db import models

from organs.models import Person


class SentForm(models.Model):
    """A form that somebody sent and that was taken; `leads_to` is the page that answered it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sent_forms")
    token = models.UUIDField()
    digest = models.CharField(max_length=64)
    leads_to = models.CharField(max_length=1000)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "token"], name="a_form_is_never_taken_twice")]
        indexes = [models.Index(fields=["sent_at"], name="sent_form_sent_at")]
