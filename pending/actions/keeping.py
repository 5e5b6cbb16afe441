"""Keeps what somebody types into a form, for that person alone; no case, version, event or signature is touched by it."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from organs.access import Access
from pending.models import KeptText

MOST_TEXTS = 100
# No address of a page holds it: a fragment never comes to a server.
MARK = "#"


def keep(*, access: Access, at: datetime, address: str, fields: Mapping[str, list[str]], slot: int = 0) -> KeptText:
    """Keeps the fields of a form in place of what was kept in the same slot; beyond MOST_TEXTS the oldest text goes.

    A text that is on offer and not answered stays in its slot: what is typed meanwhile is kept in another one.
    """
    row, is_new = KeptText.objects.update_or_create(
        person_id=access.person_id, address=_place(address, slot), defaults={"fields": dict(fields), "kept_at": at}
    )
    if is_new:
        own = KeptText.objects.filter(person_id=access.person_id).order_by("-kept_at", "-pk")
        KeptText.objects.filter(pk__in=list(own.values_list("pk", flat=True)[MOST_TEXTS:])).delete()
    return row


def found(*, access: Access, address: str) -> list[KeptText]:
    """Returns what the person typed into a form before, the latest first."""
    return list(_of_form(access, address).order_by("-kept_at", "-pk"))


def slot_of(row: KeptText) -> int:
    """Returns in which slot of its form a text is kept."""
    return int(row.address.rpartition(MARK)[2]) if MARK in row.address else 0


def drop(*, access: Access, address: str) -> None:
    """Forgets all that was kept of a form: it was sent and taken."""
    _of_form(access, address).delete()


def discard(*, access: Access, address: str, slot: int) -> None:
    """Forgets one text that was kept of a form: its owner does not want it."""
    KeptText.objects.filter(person_id=access.person_id, address=_place(address, slot)).delete()


def _place(address: str, slot: int) -> str:
    return f"{address}{MARK}{slot}" if slot else address


def _of_form(access: Access, address: str) -> QuerySet[KeptText]:
    own = KeptText.objects.filter(person_id=access.person_id)
    return own.filter(Q(address=address) | Q(address__startswith=address + MARK))
