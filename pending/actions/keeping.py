"""Keeps what somebody types into a form, for that person alone; no case, version, event or signature is touched by it."""

from collections.abc import Mapping
from datetime import datetime

from organs.access import Access
from pending.models import KeptText

MOST_TEXTS = 100


def keep(*, access: Access, at: datetime, address: str, fields: Mapping[str, list[str]]) -> KeptText:
    """Keeps the fields of a form in place of what was kept of it; beyond MOST_TEXTS the oldest text goes."""
    row, is_new = KeptText.objects.update_or_create(
        person_id=access.person_id, address=address, defaults={"fields": dict(fields), "kept_at": at}
    )
    if is_new:
        own = KeptText.objects.filter(person_id=access.person_id).order_by("-kept_at", "-pk")
        KeptText.objects.filter(pk__in=list(own.values_list("pk", flat=True)[MOST_TEXTS:])).delete()
    return row


def found(*, access: Access, address: str) -> KeptText | None:
    """Returns what the person typed into a form before."""
    return KeptText.objects.filter(person_id=access.person_id, address=address).first()


def drop(*, access: Access, address: str) -> None:
    """Forgets what was kept of a form: it was sent and taken, or its owner does not want it."""
    KeptText.objects.filter(person_id=access.person_id, address=address).delete()
