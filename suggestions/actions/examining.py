"""Examines, after a public-interest letter, whether to sue; a suspension stops this clock, never the unit's (PIL21 47, 78)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.refusals import Refused
from suggestions.actions import clocks, ledger
from suggestions.actions.ledger import Taker
from suggestions.lifecycle import TABLE
from suggestions.models import Clock, Suggestion
from suggestions.terms import Event as Happening


def begin(*, access: Access, at: datetime, suggestion: Suggestion, seen: int | None = None) -> None:
    """Begins the examination and its month from the end of the rectification period, by analogy from a reopening."""
    today = clock.civil_day(at)
    with transaction.atomic():
        lacking = not_yet(ledger.lock(suggestion), today=today)
        if lacking:
            raise Refused(lacking, article=_("PIL Case Rules, Art. 47"))
        reply = suggestion.clocks.of_reply().order_by("-id").first()
        event = ledger.take(
            step=TABLE["examination.begin"], thing=suggestion, taker=Taker(access=access), at=at, seen=seen
        )
        clocks.happened(what=Happening.REPLY_DUE, suggestion=suggestion, event=event, on=_period_end(reply, today))


def not_yet(suggestion: Suggestion, *, today: date) -> str:
    """Returns, in words, why the examination cannot begin; "" when it can (PIL21 Art. 47)."""
    if suggestion.document_state != "served":
        return _("The examination follows service and the rectification period (PIL Case Rules, Art. 47).")
    if suggestion.case_state == "closed":
        return _("The case is closed. Reopen it first, with the new fact.")
    reply = suggestion.clocks.of_reply().order_by("-id").first()
    if suggestion.round == 1 and reply and reply.stopped_on is None and today <= reply.due_on:
        return _(
            "The rectification period still runs until %(day)s. The examination begins when it ends or a reply came."
        ) % {"day": reply.due_on.isoformat()}
    return ""


def _period_end(reply: Clock | None, today: date) -> date:
    """Returns the end of the rectification period when it has just passed, else today."""
    return reply.due_on if reply and reply.stopped_on is None and reply.due_on <= today else today


def suspend(*, access: Access, at: datetime, suggestion: Suggestion, reason: str, seen: int | None = None) -> None:
    """Suspends the examination; the days until it resumes are given back to its clock (PIL21 Art. 78)."""
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["examination.suspend"],
            thing=suggestion,
            taker=Taker(access=access),
            at=at,
            text=reason,
            seen=seen,
        )
        suggestion.clocks.running().filter(term="examination_pil").update(
            stopped_on=event.occurred_on, stopped_by=event
        )


def resume(*, access: Access, at: datetime, suggestion: Suggestion, reason: str, seen: int | None = None) -> None:
    """Resumes the examination: the clock runs again with the days of the suspension given back."""
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["examination.resume"],
            thing=suggestion,
            taker=Taker(access=access),
            at=at,
            text=reason,
            seen=seen,
        )
        paused = suggestion.clocks.filter(term="examination_pil").order_by("-id").first()
        if paused is None or paused.stopped_on is None:
            return
        given_back = event.occurred_on - paused.stopped_on
        due_on = paused.due_on + given_back
        Clock.objects.filter(pk=paused.pk).update(stopped_on=None, stopped_by=None)
        paused.stopped_on = None
        clocks.move(clock=paused, due_on=due_on, reason=reason, event=event, derivation=paused.derivation)


def end(*, access: Access, at: datetime, suggestion: Suggestion, reason: str, seen: int | None = None) -> None:
    """Ends the examination without suit (PIL21 Art. 74)."""
    _finish("examination.end", access=access, at=at, suggestion=suggestion, reason=reason, seen=seen)


def sue(*, access: Access, at: datetime, suggestion: Suggestion, reason: str, seen: int | None = None) -> None:
    """Records that public-interest litigation was brought (PIL21 Art. 81)."""
    _finish("examination.sue", access=access, at=at, suggestion=suggestion, reason=reason, seen=seen)


def _finish(step: str, *, access: Access, at: datetime, suggestion: Suggestion, reason: str, seen: int | None) -> None:
    with transaction.atomic():
        event = ledger.take(
            step=TABLE[step], thing=suggestion, taker=Taker(access=access), at=at, text=reason, seen=seen
        )
        clocks.stop(what=Happening.EXAMINED, suggestion=suggestion, event=event, on=event.occurred_on)
