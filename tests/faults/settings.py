"""Settings of a fault run: those of an installation, but for periodic work that comes round in a second instead of a minute."""

from procuracy.settings import *  # noqa: F403
from procuracy.settings import CELERY_BEAT_SCHEDULE as USUAL

PERIODS = {
    "deliver-notices": 1.0,
    "remind": 1.0,
    "begin-examinations": 1.0,
    "compose-mail": 1.0,
    "send-mail": 0.5,
    "watch-jobs": 2.0,
    "clear-sign-ins": 5.0,
    "sweep-pending": 5.0,
}
QUICK = {name: {"schedule": seconds, "options": {"expires": 10}} for name, seconds in PERIODS.items()}
# One job stands still in a run: nobody listens where it is sent.
CELERY_BEAT_SCHEDULE = {
    name: entry | QUICK.get(name, {"options": {"queue": "nobody"}}) for name, entry in USUAL.items()
}
# The run walks through the days before and after a due day.
CLOCK_MAY_BE_SHIFTED = True
# Nobody signs in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
