"""A person's own reminders as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from desk import wording
from desk.case.own_reminder_form import OwnReminderForm
from notices.models import OwnReminder
from notices.models.reminder import OwnReminderQuerySet
from organs.access import Access
from suggestions.models import Suggestion

MOST_CANCELLED = 10


@dataclass(frozen=True, kw_only=True)
class Own:
    """One reminder: when it comes, the note, the case and its page."""

    pk: int
    day: date
    words: str
    note: str
    title: str
    href: str


def waiting(access: Access, *, today: date) -> list[Own]:
    """Returns what waits for its day, the nearest first."""
    return _lines(visible_reminders(access).open(), access, today)


def cancelled(access: Access, *, today: date) -> list[Own]:
    """Returns what was cancelled last and may still be set again, since its day is to come."""
    rows = visible_reminders(access).filter(cancelled_at__isnull=False, remind_on__gt=today).order_by("-cancelled_at")
    return _lines(rows[:MOST_CANCELLED], access, today)


def of_case(suggestion: Suggestion, access: Access, *, today: date) -> dict[str, object]:
    """Returns what the page of a case shows: the reader's own reminders on it, and the form for another."""
    rows = OwnReminder.objects.visible_to(access).open().filter(suggestion=suggestion)
    own = _lines(rows.select_related("suggestion"), access, today)
    return {"own_reminders": own, "remind_form": OwnReminderForm(auto_id="remind_%s")}


def page_of(suggestion_id: int, access: Access) -> str:
    """Returns the page of a case on the reader's side."""
    return reverse("portal-letter" if access.is_unit else "suggestion", args=[suggestion_id])


def visible_reminders(access: Access) -> OwnReminderQuerySet:
    """Returns the person's reminders of cases that the person may still see."""
    rows = OwnReminder.objects.visible_to(access).filter(suggestion__in=Suggestion.objects.visible_to(access))
    return rows.select_related("suggestion")


def _lines(rows: Iterable[OwnReminder], access: Access, today: date) -> list[Own]:
    return [
        Own(
            pk=row.pk,
            day=row.remind_on,
            words=wording.from_today(row.remind_on, today),
            note=row.note,
            title=row.suggestion.title,
            href=page_of(row.suggestion_id, access),
        )
        for row in rows
    ]
