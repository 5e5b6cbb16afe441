"""What a person was told, in words for either inbox: of an event, a due day, an own reminder or a job that stands still."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from desk import wording
from desk.steps.base import STEPS
from notices import mail_words
from notices.models import Notice
from notices.queries import ended_notices
from notices.rules.notice_topics import Topic
from organs.access import Access
from suggestions.models import Suggestion
from suggestions.rules import relations


@dataclass(frozen=True, kw_only=True)
class InboxEntry:
    """One line of an inbox; `text` is empty where nothing is to be added, `by` says whose word or rule it is."""

    title: str
    text: str
    by: str
    day: date
    at: datetime
    icon: str
    href: str


def unread(access: Access) -> QuerySet[Notice]:
    """Returns the person's unread notices, newest first, but for cases that the person may no longer see."""
    open_to = Q(suggestion__in=Suggestion.objects.visible_to(access)) | Q(suggestion__isnull=True)
    rows = ended_notices.with_end(Notice.objects.visible_to(access).unread().filter(open_to))
    return rows.select_related("event", "suggestion__unit", "suggestion__issued_by").order_by("-id")


def entry_of(notice: Notice, *, today: date, is_unit: bool) -> InboxEntry:
    """Returns the line of a notice."""
    title, by, icon, day = _of_event(notice) if notice.event else _of_due_day(notice, today)
    suggestion = notice.suggestion
    if suggestion is None:
        text, href = "", reverse("background")
    elif is_unit:
        text, href = suggestion.title, reverse("portal-letter", args=[suggestion.pk])
    else:
        text = f"{suggestion.title} · {suggestion.unit.name}" if suggestion.unit else suggestion.title
        href = reverse("suggestion", args=[suggestion.pk])
    return InboxEntry(title=title, text=text, by=by, day=day, at=notice.delivered_at, icon=icon, href=href)


def _of_event(notice: Notice) -> tuple[str, str, str, date]:
    event = notice.event
    step = STEPS.get(f"{event.track}.{event.step}")
    day = event.occurred_on or wording.civil_day(event.recorded_at)
    return str(step.done_label) if step else "", event.actor_name, step.icon if step else "open", day


def _of_due_day(notice: Notice, today: date) -> tuple[str, str, str, date]:
    """Returns title, whose rule it is, icon and day of what no event is behind."""
    details, day = notice.details, wording.civil_day(notice.delivered_at)
    what = mail_words.what(notice)
    if Topic.JOB.covers(notice.about):
        return what, _("Watch over background work"), "late", day
    due = date.fromisoformat(details["due_on"])
    if Topic.OWN.covers(notice.about):
        return details["note"] or what, _("Your own reminder"), "wait", day
    relation = relations.BY_KEY.get(details.get("relation", ""))
    by = _("Reminder to you as %(relation)s") % {"relation": relation.label} if relation else _("Reminder")
    if notice.is_over:
        title = _("%(duty)s, %(day)s: done or moved since then") % {"duty": what, "day": due.isoformat()}
        return title, by, "done", day
    is_late = due < today and details["term"] not in mail_words.RIGHTS
    parts = {"duty": what, "when": mail_words.due_words(due, today, term=details["term"])}
    if due < today and not is_late:
        return _("%(duty)s: %(when)s") % parts, by, "wait", day
    title = _("%(duty)s: %(when)s (%(near)s)") % {**parts, "near": wording.from_today(due, today)}
    return title, by, "late" if is_late else "wait", day
