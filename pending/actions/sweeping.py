"""Removes what waited for too long."""

from datetime import datetime, timedelta

from django.conf import settings

from pending.actions import uploading
from pending.models import KeptText, PendingUpload, SentForm

# A browser that shows an old page again may send its form again: after this long it is a new one.
TOKENS_FOR = timedelta(days=2)
UPLOADS_FOR = timedelta(days=1)


def sweep(*, at: datetime) -> int:
    """Removes what is over, in the order of its tables; returns how many rows went."""
    over = (
        SentForm.objects.filter(sent_at__lt=at - TOKENS_FOR),
        KeptText.objects.filter(kept_at__lt=at - timedelta(days=settings.KEPT_TEXT_DAYS)),
    )
    late = list(PendingUpload.objects.filter(added_at__lt=at - UPLOADS_FOR))
    for row in late:
        uploading.place(row).unlink(missing_ok=True)
    removed = sum(rows.delete()[0] for rows in over)
    return removed + PendingUpload.objects.filter(pk__in=[row.pk for row in late]).delete()[0]
