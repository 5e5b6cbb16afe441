"""Keeps the files of a form until it is sent and taken, for the person who sent them; a quota holds for each person.

A large one may come in pieces, each at the place where the one before ended; whoever comes back goes on from there.
"""

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum

from organs.access import Access
from pending.models import PendingUpload
from suggestions.actions import files
from suggestions.inspection.findings import Holds


def place(row: PendingUpload) -> Path:
    """Returns where the bytes lie: with what comes in, from where the sweep of files takes them after a day."""
    return Path(settings.FILES) / "incoming" / row.pk.hex


class PieceRefused(ValueError):
    """A piece that does not begin where the file ends, or reaches beyond its size."""


def keep(
    *, access: Access, at: datetime, address: str, field: str, name: str, stream: BinaryIO, verdict: files.Verdict
) -> PendingUpload | None:
    """Keeps a file that was looked into (files.admit) as it was sent, with what was found; None when the quota is full."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if not _has_room(access, size):
        return None
    row = PendingUpload(
        person_id=access.person_id, address=address, field=field, name=files.clean_name(name), size=size, added_at=at
    )
    _judged(row, verdict)
    place(row).parent.mkdir(parents=True, exist_ok=True)
    with place(row).open("wb") as target:
        shutil.copyfileobj(stream, target)
    stream.seek(0)
    row.save(force_insert=True)
    return row


def _has_room(access: Access, size: int) -> bool:
    """Tells whether one more file of this size is within the person's quota; what is still to come counts."""
    kept = PendingUpload.objects.filter(person_id=access.person_id).aggregate(number=Count("pk"), bytes=Sum("size"))
    return (
        kept["number"] < settings.PENDING_UPLOADS_MOST and (kept["bytes"] or 0) + size <= settings.PENDING_UPLOADS_BYTES
    )


def _judged(row: PendingUpload, verdict: files.Verdict) -> None:
    row.received, row.media_type = verdict.received, verdict.media_type
    row.holds, row.rules = ",".join(verdict.holds), verdict.rules


def verdict_of(row: PendingUpload) -> files.Verdict | None:
    """Returns what was found in a file that waits; None for one that was not looked into."""
    if row.rules is None:
        return None
    holds = tuple(Holds(each) for each in row.holds.split(",") if each)
    return files.Verdict(received=row.received, media_type=row.media_type, holds=holds, rules=row.rules)


def begin(
    *, access: Access, at: datetime, address: str, field: str, name: str, size: int, mark: str
) -> PendingUpload | None:
    """Begins a file that comes in pieces, or finds it begun by the same person for the same form; None when the quota is full."""
    name = files.clean_name(name)
    begun = PendingUpload.objects.filter(
        person_id=access.person_id, address=address, field=field, name=name, size=size, mark=mark, missing__gt=0
    )
    if found := begun.order_by("added_at").last():
        return found
    if not _has_room(access, size):
        return None
    row = PendingUpload(
        person_id=access.person_id,
        address=address,
        field=field,
        name=name,
        size=size,
        mark=mark,
        missing=size,
        added_at=at,
    )
    place(row).parent.mkdir(parents=True, exist_ok=True)
    place(row).touch()
    row.save(force_insert=True)
    return row


def own(*, access: Access, key: UUID) -> PendingUpload | None:
    """Returns a file of the person that waits, whole or not; None for one whose bytes are gone."""
    row = PendingUpload.objects.filter(person_id=access.person_id, pk=key).first()
    return row if row is not None and place(row).exists() else None


def arrived(row: PendingUpload) -> int:
    """Returns how many bytes are there: after a fall of the machine they may be fewer than the row says."""
    return min(row.size - row.missing, place(row).stat().st_size)


def add(*, access: Access, row: PendingUpload, offset: int, piece: bytes) -> PendingUpload:
    """Adds a piece at its place and returns the row as it stands; a piece that is there already changes nothing.

    Raises PieceRefused for one that leaves a gap or reaches beyond the end: whoever sends asks where to go on.
    """
    with transaction.atomic():
        row = PendingUpload.objects.select_for_update().get(pk=row.pk, person_id=access.person_id)
        there = arrived(row)
        if offset + len(piece) <= there:
            return row
        if offset != there or offset + len(piece) > row.size:
            raise PieceRefused
        with place(row).open("r+b") as target:
            target.seek(offset)
            target.write(piece)
        row.missing = row.size - offset - len(piece)
        row.save(update_fields=["missing"])
    return row


def judge(*, access: Access, row: PendingUpload, verdict: files.Verdict) -> None:
    """Notes what was found in a file that is whole now."""
    _judged(row, verdict)
    PendingUpload.objects.filter(pk=row.pk, person_id=access.person_id).update(
        received=row.received, media_type=row.media_type, holds=row.holds, rules=row.rules
    )


def remove(*, access: Access, key: UUID) -> None:
    """Forgets one file, whole or not: its sender does not want it, or it may not be taken."""
    for row in PendingUpload.objects.filter(person_id=access.person_id, pk=key):
        lies_at = place(row)
        row.delete()
        lies_at.unlink(missing_ok=True)


def left(*, access: Access, address: str) -> list[PendingUpload]:
    """Returns all files of the person that wait for a form, those that did not arrive whole among them."""
    rows = PendingUpload.objects.filter(person_id=access.person_id, address=address)
    return [row for row in rows.order_by("added_at", "pk") if place(row).exists()]


def waiting(*, access: Access, address: str, keys: Iterable[UUID]) -> list[PendingUpload]:
    """Returns the person's files that wait for a form and that its sender still wants, in the order in which they came."""
    rows = PendingUpload.objects.filter(person_id=access.person_id, address=address, pk__in=list(keys), missing=0)
    return [row for row in rows.order_by("added_at", "pk") if place(row).exists()]


def drop(*, access: Access, address: str) -> None:
    """Forgets the files that waited for a form: it was taken, and what it wanted is kept elsewhere."""
    rows = PendingUpload.objects.filter(person_id=access.person_id, address=address)
    places = [place(row) for row in rows]
    rows.delete()

    def remove() -> None:
        for each in places:
            each.unlink(missing_ok=True)

    transaction.on_commit(remove)
