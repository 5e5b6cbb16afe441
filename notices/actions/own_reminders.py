"""Sets, cancels and sets again what persons want to be reminded of themselves; nobody else sees it or can touch it."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from notices.models import OwnReminder
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.models import Suggestion

MOST_OPEN = 200
LONGEST_NOTE = 300


def set_one(*, access: Access, at: datetime, suggestion: Suggestion, on: date, note: str) -> OwnReminder:
    """Sets a reminder for oneself on a suggestion that one may see. Raises Refused at the field that is wrong."""
    if not Suggestion.objects.visible_to(access).filter(pk=suggestion.pk).exists():
        raise NotAllowed(_("You can set a reminder only on what you may see."))
    _require_to_come(on, at=at)
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise Refused(_("Write at most %d characters.") % LONGEST_NOTE, field="note")
    _require_room(access)
    return OwnReminder.objects.create(
        person_id=access.person_id, suggestion=suggestion, remind_on=on, note=note, made_at=at
    )


def cancel(*, access: Access, at: datetime, reminder: OwnReminder) -> None:
    """Cancels one's own reminder; raises Stale when it has come or was cancelled already."""
    mine = OwnReminder.objects.visible_to(access).open().filter(pk=reminder.pk)
    if mine.update(cancelled_at=at) != 1:
        raise Stale(_("This reminder has come already, or was cancelled."))


def restore(*, access: Access, at: datetime, reminder: OwnReminder) -> None:
    """Sets one's own cancelled reminder again. Raises Refused when its day has come, NotAllowed, Stale."""
    if not Suggestion.objects.visible_to(access).filter(pk=reminder.suggestion_id).exists():
        raise NotAllowed(_("You can set a reminder only on what you may see."))
    _require_to_come(reminder.remind_on, at=at)
    _require_room(access)
    mine = OwnReminder.objects.visible_to(access).filter(pk=reminder.pk, cancelled_at__isnull=False)
    if mine.update(cancelled_at=None) != 1:
        raise Stale(_("This reminder waits for its day already."))


def _require_to_come(on: date, *, at: datetime) -> None:
    if on <= clock.civil_day(at):
        raise Refused(_("Choose a day after today."), field="on")
    days.require(on, meaning=DayMeaning.COMING, today=clock.civil_day(at), field="on")


def _require_room(access: Access) -> None:
    if OwnReminder.objects.visible_to(access).open().count() >= MOST_OPEN:
        raise Refused(_("You have %(most)d reminders waiting; cancel some first.") % {"most": MOST_OPEN})
