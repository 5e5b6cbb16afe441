"""Clears what is kept of coming in once its time is over: sessions, quiet counters, devices, the log of sign-ins."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog
from django.conf import settings

from signin.models import KnownDevice, Session, TriedKey
from signin.rules.slowing import ALLOWANCES


def clear(*, at: datetime) -> int:
    """Deletes what is over, in the order of its tables; returns how many rows went."""
    longest = max(allowance.forgotten_after for allowance in ALLOWANCES.values())
    logged_until = at - timedelta(days=settings.SIGN_IN_LOG_DAYS)
    rest = timedelta(minutes=settings.SESSION_IDLE_MINUTES_UNIT)
    over = (
        Session.objects.filter(expire_date__lt=at),
        Session.objects.filter(person__isnull=False, seen_at__lt=at - max(rest, timedelta(hours=1))),
        TriedKey.objects.filter(last_at__lt=at - longest),
        KnownDevice.objects.filter(last_at__lt=at - timedelta(days=settings.KNOWN_DEVICE_DAYS)),
        AccessLog.objects.filter(attempt_time__lt=logged_until),
        AccessAttempt.objects.filter(attempt_time__lt=logged_until),
    )
    return sum(rows.delete()[0] for rows in over)
