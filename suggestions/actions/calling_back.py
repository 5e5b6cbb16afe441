"""Calls electronic service back within some minutes, while nobody of the unit has seen the letter: as if it had not been sent."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from organs.access import Access
from organs.models import Post
from organs.refusals import Refused
from suggestions.actions import ledger, serving
from suggestions.actions.ledger import Actor
from suggestions.models import AccessLog, Event, Service, Suggestion
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.tracks import TABLE as TRACKS

ELECTRONIC = "electronic"


def served_electronically(suggestion: Suggestion) -> Service | None:
    """Returns the electronic service of the letter in force, None where it was served otherwise or not at all."""
    if suggestion.document_state != "served":
        return None
    first = serving.of_receipt(suggestion)
    is_in_force = first is not None and first.letter_id == suggestion.letter_id
    return first if first and is_in_force and first.mode == ELECTRONIC else None


def until(service: Service) -> datetime:
    """Returns until when the service may be called back."""
    return service.recorded_at + timedelta(minutes=settings.CALL_BACK_MINUTES)


def why_not(suggestion: Suggestion, *, at: datetime) -> str:
    """Returns, in words, why the service cannot be called back; "" when it can."""
    service = served_electronically(suggestion)
    if service is None:
        return _("Only electronic service can be called back; a day of receipt that is wrong is corrected.")
    if at > until(service):
        words = _(
            "Electronic service can be called back for %(count)d minutes only. Withdraw or modify the letter instead."
        )
        return words % {"count": settings.CALL_BACK_MINUTES}
    if suggestion.first_opened_at or suggestion.acknowledged_at or _was_seen(suggestion, since=service.recorded_at):
        return _("Somebody of the unit has opened the letter. Withdraw or modify it instead.")
    return ""


def _was_seen(suggestion: Suggestion, *, since: datetime) -> bool:
    """Tells whether anybody of the unit opened anything of the letter since then."""
    people = Post.objects.filter(unit=suggestion.unit_id).values("person")
    return AccessLog.objects.filter(suggestion=suggestion, at__gte=since, person__in=people).exists()


def call_back(
    *, access: Access, at: datetime, suggestion: Suggestion, reason: str, expected_moves: int | None = None
) -> None:
    """Makes the letter unserved again: the attempt stays with the reason, and the periods that it began count for nothing.

    Raises Refused after the minutes of the setting, or once somebody of the unit has opened the letter.
    """
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        if why := why_not(locked, at=at):
            raise Refused(why)
        service = served_electronically(locked)
        if service is None:
            raise Refused(_("This letter has not been served."))
        served = suggestion.events.filter(track="document", step="serve").order_by("-seq").first()
        event = ledger.take(
            step=TABLE["document.call_back"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"unseen": 1},
            values={"served_on": None},
        )
        ledger.take(step=TRACKS["reply.call_off"], subject=suggestion, actor=Actor(access=access), at=at)
        Service.objects.filter(pk=service.pk).update(succeeded=False, note=reason.strip())
        if served is not None:
            _annul_clocks(suggestion, service, served=served, event=event)


def _annul_clocks(suggestion: Suggestion, service: Service, *, served: Event, event: Event) -> None:
    """Ends what the service began, under its own name so that no figure counts it, and lets run what it had stopped."""
    begun = suggestion.clocks.running().filter(started_by=served)
    begun.update(stopped_on=event.taken_on, stopped_by=event, about=ledger.subject_name(service))
    suggestion.clocks.filter(stopped_by=served).update(stopped_on=None, stopped_by=None)
