"""Counts tries before they are judged, so that many at once count as many, and says how long the next one waits."""

import hashlib
import hmac
import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from signin.models import TriedKey
from signin.rules import slowing
from signin.rules.slowing import Tried


def digest(kind: Tried, value: str) -> str:
    """Returns the key of a name or an address: a typed name may be a password, and is kept nowhere."""
    keyed = hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{value}".encode("utf-8", "replace"), hashlib.sha256)
    return f"{kind}:{keyed.hexdigest()}"


def claim(*, at: datetime, tried: Mapping[Tried, str]) -> int:
    """Counts a try as failed for each of the keys and returns 0; or counts nothing and returns the seconds to wait.

    It comes before the password is looked at: who tries a thousand at once has a thousand counted. `forgive` takes back
    what turned out well.
    """
    keys = {digest(kind, value): kind for kind, value in tried.items()}
    with transaction.atomic():
        TriedKey.objects.bulk_create([TriedKey(key=key, last_at=at) for key in sorted(keys)], ignore_conflicts=True)
        rows = list(TriedKey.objects.select_for_update().filter(key__in=keys).order_by("key"))
        longest = timedelta(0)
        for row in rows:
            row.failures, wait = slowing.standing(keys[row.key], failures=row.failures, last_at=row.last_at, at=at)
            longest = max(longest, wait)
        if longest:
            return math.ceil(longest.total_seconds())
        for row in rows:
            row.failures, row.last_at, row.before_at = row.failures + 1, at, row.last_at
        TriedKey.objects.bulk_update(rows, ["failures", "last_at", "before_at"])
    return 0


def is_slowed(tried: Mapping[Tried, str]) -> bool:
    """Tells whether the next try of one of the keys has to wait after the last one."""
    return any(
        row.failures >= slowing.ALLOWANCES[kind].free
        for kind, value in tried.items()
        for row in TriedKey.objects.filter(key=digest(kind, value))
    )


def forgive(*, tried: Mapping[Tried, str]) -> None:
    """Takes back a try that succeeded. Of an address only that one: an own account does not wipe out guesses at others.

    Nor does it keep the address from becoming quiet: the time of the last failure counts, not that of the success.
    """
    for kind, value in tried.items():
        row = TriedKey.objects.filter(key=digest(kind, value))
        if kind == Tried.ADDRESS:
            row.update(failures=Greatest(F("failures") - 1, 0), last_at=Coalesce(F("before_at"), F("last_at")))
        else:
            row.delete()
