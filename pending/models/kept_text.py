"""What somebody typed into a form and did not send yet; nobody else ever reads it, and no case knows of it."""

from django.db import models

from organs.models import Person


class KeptText(models.Model):
    """The fields of one form of one person, by the address of its page and a slot (pending/actions/keeping.py).

    Each keeping takes the place of the one before in its slot.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kept_texts")
    address = models.CharField(max_length=500)
    fields = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "address"], name="a_form_never_keeps_two_texts")]
        indexes = [models.Index(fields=["kept_at"], name="kept_text_kept_at")]
