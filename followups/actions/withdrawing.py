"""Takes a written reply back while it is not judged: by the unit, or from paper; what was sent stays, with the reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.actions.answering import Paper
from followups.models import Assessment, Outcome, Reply
from followups.rules.tracks import TABLE
from organs.access import Access
from organs.words import in_language_of_record
from suggestions.actions import clocks, files, ledger, objecting
from suggestions.actions.ledger import Actor
from suggestions.models import Event, Suggestion
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger


def withdraw(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    reason: str,
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> None:
    """Withdraws the reply that waits to be judged: the reply is awaited again as before, and its clock goes on to the same legal day.

    The answers to the measures stay. Raises Stale once the reply is judged, and Refused without reasons.
    """
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    admitted = files.admit(paper.scan if paper else ())
    with transaction.atomic():
        ledger.lock(suggestion)
        received, reply = _received(suggestion), current_reply(suggestion)
        event = ledger.take(
            step=TABLE["reply.withdraw"],
            subject=suggestion,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            to=received.from_state if received else "awaited",
            text=reason,
            expected_moves=expected_moves,
            details={"received_on": reply.received_on.isoformat() if reply else "", **files.said(admitted)},
            values=_before(suggestion, received, reply),
        )
        files.attach(
            files=admitted,
            suggestion=suggestion,
            about=ledger.subject_name(suggestion),
            shown_to=Shown.BOTH,
            added_by_id=access.person_id,
            at=at,
            event=event,
        )
        if reply is not None:
            set_aside(reply, at=at, reason=reason, event=event)
        clocks.stop_those_of(what=Trigger.REPLIED, suggestion=suggestion, event=event, on=event.taken_on)
        if received is not None:
            suggestion.clocks.filter(stopped_by=received).of_reply().update(stopped_on=None, stopped_by=None)


def _before(suggestion: Suggestion, received: Event | None, reply: Reply | None) -> dict[str, object]:
    """Returns the columns of the suggestion as they were before the reply came."""
    others = suggestion.replies.filter(withdrawn_at__isnull=True)
    earlier = (others.exclude(pk=reply.pk) if reply else others).last()
    values: dict[str, object] = {"replied_on": earlier.received_on if earlier else None}
    if received is not None and received.from_state == "none":
        values["outcome"] = Outcome.NOT
    return values


def current_reply(suggestion: Suggestion) -> Reply | None:
    """Returns the reply that counts: the last one that was neither withdrawn nor replaced."""
    return Reply.objects.filter(suggestion=suggestion, withdrawn_at__isnull=True).last()


def _received(suggestion: Suggestion) -> Event | None:
    return suggestion.events.filter(track="reply", step="receive").order_by("-seq").first()


def set_aside(reply: Reply, *, at: datetime, reason: str, event: Event) -> None:
    """Marks a reply as taken back, and returns a judgement of it that waits for its countersignature."""
    Reply.objects.filter(pk=reply.pk).update(withdrawn_at=at, withdrawn_because=reason.strip())
    waiting = Assessment.objects.filter(suggestion=reply.suggestion_id, countersigned_at__isnull=True)
    with in_language_of_record():
        words = _("The unit took its reply back (event %(number)d).") % {"number": event.seq}
    waiting.filter(returned_at__isnull=True).update(returned_at=at, returned_reason=words)


def is_replaceable(suggestion: Suggestion) -> bool:
    """Tells whether another reply may be sent in the place of one that waits to be judged."""
    is_open = suggestion.document_state == "served" and suggestion.case_state == "open"
    return is_open and suggestion.reply_state == "received" and current_reply(suggestion) is not None
