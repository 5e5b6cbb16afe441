"""Delivers what the outbox holds into inboxes; addressees are resolved at that moment; run twice, it does no harm."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from notices.actions import account_notices
from notices.actions.batches import FaultTolerantBatch
from notices.models import Notice
from notices.queries import addressees, setup_addressees
from notices.rules.account_news import News
from notices.rules.notice_topics import Topic
from organs import clock, permissions
from organs.access import Access
from organs.models import Proposal, SetupOutbox
from suggestions.models import Approval, Outbox, Recusal
from suggestions.rules.part_names import PartName

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


def deliver_setup(*, at: datetime) -> int:
    """Delivers what was changed in Set-up to whom it concerns, each row once; returns how many rows were delivered."""
    batch = FaultTolerantBatch()
    with transaction.atomic():
        waiting = SetupOutbox.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at__isnull=True)
        for row in waiting.select_related("event", "unit", "proposal").order_by("id")[:BATCH]:
            with batch.one():
                _deliver_setup(row, at=at)
    return batch.end()


def _deliver_setup(row: SetupOutbox, *, at: datetime) -> None:
    event = row.event
    people = setup_addressees.of(row, on=clock.civil_day(at))
    details = {"verb": event.verb, "subject": event.subject_name, "kind": event.subject_kind, "by": event.actor_name}
    if row.unit is not None:
        details |= {"unit": row.unit.name, "changes": event.changes, "until": event.changes.get("until", ["", ""])[1]}
    if event.subject_kind == "proposal":
        details |= {"proposal": event.subject_id, **{name: event.details.get(name, "") for name in ("place", "person")}}
        details["of"] = event.details["kind"]
    Notice.objects.bulk_create(
        (
            Notice(person_id=person_id, about=Topic.SETUP.about(event.pk), details=details, delivered_at=at)
            for person_id in sorted(people - {event.actor_id})
        ),
        ignore_conflicts=True,
    )
    if event.subject_kind == "proposal" and row.proposal is None:
        _end_waiting(event.subject_id, at=at)
    SetupOutbox.objects.filter(pk=row.pk).update(sent_at=at)


def _end_waiting(key: str, *, at: datetime) -> None:
    """Marks as read that a proposal waits, once it was decided; by the keys of the index, since inboxes are long."""
    proposal = Proposal.objects.select_related("procuratorate", "proposed_by").get(pk=key)
    deciders = permissions.deciders_of(proposal, on=clock.civil_day(proposal.proposed_at))
    events = SetupOutbox.objects.filter(proposal=proposal).values_list("event_id", flat=True)
    abouts = [Topic.SETUP.about(event) for event in events]
    Notice.objects.filter(person__in=deciders, about__in=abouts).unread().update(read_at=at)


RECUSAL_NEWS = {
    "asked": News.RECUSAL_ASKED,
    "asked_again": News.RECUSAL_ASKED,
    "recused": News.RECUSED,
    "rejected": News.NOT_RECUSED,
    "rejected_again": News.NOT_RECUSED,
}


def _tell_concerned(row: Outbox, *, at: datetime) -> None:
    """Tells who is to withdraw what was asked and decided: who is kept off a case stands in no relation that is told of it."""
    event = row.event
    recusal = Recusal.objects.filter(pk=PartName.parse(event.subject).number).first()
    if recusal and recusal.person_id != event.recorded_by_id:
        news, details = RECUSAL_NEWS[event.to_state], {"case": row.suggestion.title}
        account_notices.tell(at=at, person_id=recusal.person_id, news=news, key=event.pk, details=details)


def _deliver(row: Outbox, *, at: datetime) -> None:
    if row.event.track == "recusal":
        _tell_concerned(row, at=at)
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
    """Marks the person's notices as read, all of them or those of one suggestion; that a draft was returned stays until it is dealt with."""
    open_returns = Approval.objects.open_returns().filter(letter__suggestion=OuterRef("suggestion"))
    of_open_return = Q(event__track="document", event__step="return") & Q(Exists(open_returns))
    rows = Notice.objects.visible_to(access).unread().exclude(of_open_return)
    if suggestion_id is not None:
        rows = rows.filter(suggestion_id=suggestion_id)
    return rows.update(read_at=at)
