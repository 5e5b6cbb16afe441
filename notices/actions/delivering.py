"""Delivers what the outbox holds into inboxes; addressees are resolved at that moment; run twice, it does no harm."""

from datetime import datetime

from django.db import transaction

from notices.actions.batches import FaultTolerantBatch
from notices.models import Notice
from notices.queries import addressees
from organs import clock
from organs.access import Access
from suggestions.models import Outbox

BATCH = 200


def deliver(*, at: datetime) -> int:
    """Delivers waiting notices, each row claimed before it is sent; returns how many rows were delivered.

    A row that fails stays for the next time, keeps no other waiting, and its error is raised at the end.
    """
    batch, last = FaultTolerantBatch(), 0
    while True:
        with transaction.atomic():
            rows = list(
                Outbox.objects.select_for_update(skip_locked=True, of=("self",))
                .filter(sent_at__isnull=True, pk__gt=last)
                .select_related("event", "suggestion")
                .order_by("id")[:BATCH]
            )
            for row in rows:
                with batch.one():
                    _deliver(row, at=at)
        if len(rows) < BATCH:
            return batch.end()
        last = rows[-1].pk


def _deliver(row: Outbox, *, at: datetime) -> None:
    people = addressees.of(relation=row.relation, suggestion=row.suggestion, on=clock.civil_day(at))
    Notice.objects.bulk_create(
        (
            Notice(person_id=person_id, event=row.event, suggestion=row.suggestion, delivered_at=at)
            for person_id in sorted(people - {row.event.recorded_by_id})
        ),
        ignore_conflicts=True,
    )
    Outbox.objects.filter(pk=row.pk).update(sent_at=at)


def mark_read(*, access: Access, at: datetime, suggestion_id: int | None = None) -> int:
    """Marks the person's notices as read, all of them or those of one suggestion."""
    rows = Notice.objects.visible_to(access).unread()
    if suggestion_id is not None:
        rows = rows.filter(suggestion_id=suggestion_id)
    return rows.update(read_at=at)
