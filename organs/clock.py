"""The one clock of the application: views, tasks and commands ask it, actions take time as an argument."""

import os
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

SHIFT = "PROCURACY_CLOCK_SHIFT_DAYS"


def now() -> datetime:
    """Returns the present moment, aware; a fault run moves it by whole days through the environment, nothing else may."""
    shift = os.environ.get(SHIFT, "0") if settings.CLOCK_MAY_BE_SHIFTED else "0"
    return timezone.now() + timedelta(days=int(shift))


def today() -> date:
    """Returns the civil day in Asia/Shanghai; a day ends at 24:00."""
    return timezone.localdate(now(), timezone.get_default_timezone())


def civil_day(at: datetime) -> date:
    """Returns the civil day of a moment, in the office's time zone."""
    return timezone.localdate(at, timezone.get_default_timezone())


def begin_of(day: date) -> datetime:
    """Returns the moment at which a civil day begins, in the office's time zone."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
