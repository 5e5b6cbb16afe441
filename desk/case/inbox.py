"""What a person was told, in words for either inbox: of an event, a due day, an own reminder or a job that stands still."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from desk import wording
from desk.case import event_words
from desk.steps.base import STEPS
from notices import mail_words
from notices.models import Notice
from notices.queries import ended_notices
from notices.rules import account_news, away_words, setup_words
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
    return _shown(access, Notice.objects.visible_to(access).unread())


def read(access: Access) -> QuerySet[Notice]:
    """Returns what the person was told and has read, newest first, but for cases that the person may no longer see."""
    return _shown(access, Notice.objects.visible_to(access).filter(read_at__isnull=False))


def _shown(access: Access, own: QuerySet[Notice]) -> QuerySet[Notice]:
    open_to = Q(suggestion__in=Suggestion.objects.visible_to(access)) | Q(suggestion__isnull=True)
    rows = ended_notices.with_end(own.filter(open_to))
    return rows.select_related("event__words", "suggestion__unit", "suggestion__issued_by").order_by("-id")


def told_between(access: Access, *, since: datetime, until: datetime) -> QuerySet[Notice]:
    """Returns what the person was told of cases in that time, read or not, newest first, but for those not seen any more."""
    received = Notice.objects.visible_to(access).filter(delivered_at__gte=since, delivered_at__lt=until)
    rows = ended_notices.with_end(received.filter(suggestion__in=Suggestion.objects.visible_to(access)))
    return rows.select_related("event__words", "suggestion__unit", "suggestion__issued_by").order_by("-id")


def entry_of(notice: Notice, *, today: date, is_unit: bool) -> InboxEntry:
    """Returns the line of a notice."""
    title, by, icon, day = _of_event(notice) if notice.event else _of_due_day(notice, today)
    suggestion = notice.suggestion
    if Topic.SETUP.covers(notice.about):
        text, href = "", _page_of_setup(notice, is_unit=is_unit)
    elif suggestion is None and Topic.ACCOUNT.covers(notice.about):
        advice = account_news.advice(notice.details.get("news", ""))
        text, href = " · ".join(part for part in (notice.details.get("case", ""), advice) if part), reverse("account")
        if "clue" in notice.details:
            href = reverse("clue", args=[notice.details["clue"]])
    elif Topic.AWAY.covers(notice.about):
        text, href = "", reverse("absence", args=[notice.details["absence"]])
    elif suggestion is None:
        text, href = "", reverse("background")
    elif is_unit:
        text, href = suggestion.title, reverse("portal-letter", args=[suggestion.pk])
    else:
        text = f"{suggestion.title} · {suggestion.unit.name}" if suggestion.unit else suggestion.title
        if notice.event and (notice.event.track, notice.event.step) == ("document", "return"):
            text = f"{text} · {notice.event.words.text}" if hasattr(notice.event, "words") else text
        href = reverse("suggestion", args=[suggestion.pk])
    return InboxEntry(title=title, text=text, by=by, day=day, at=notice.delivered_at, icon=icon, href=href)


def _page_of_setup(notice: Notice, *, is_unit: bool) -> str:
    """Returns where a change in Set-up is seen: a proposal's page, a unit's list of people, for an account the own page."""
    if "proposal" in notice.details:
        return reverse("setup-proposal", args=[notice.details["proposal"]])
    if "unit" not in notice.details:
        return reverse("account")
    return reverse("portal-people") if is_unit else reverse("unit-list")


def _of_event(notice: Notice) -> tuple[str, str, str, date]:
    event = notice.event
    step = STEPS.get(f"{event.track}.{event.step}")
    day = event.occurred_on or wording.civil_day(event.recorded_at)
    title = str(step.done_label) if step else ""
    if event.track == "measure" and (said := event_words.details(event)):
        title = _("%(what)s: %(details)s") % {"what": title, "details": said}
    return title, event.signed_name, step.icon if step else "open", day


def _of_due_day(notice: Notice, today: date) -> tuple[str, str, str, date]:
    """Returns title, whose rule it is, icon and day of what no event is behind."""
    details, day = notice.details, wording.civil_day(notice.delivered_at)
    if Topic.SETUP.covers(notice.about):
        return setup_words.said(details), _("By %(name)s") % {"name": details["by"]}, "open", day
    if Topic.AWAY.covers(notice.about):
        by = _("%(first)s to %(last)s") % {"first": details["first_on"], "last": details["last_on"]}
        return away_words.said(details), by, "next", day
    what = mail_words.what(notice)
    if Topic.JOB.covers(notice.about):
        return what, _("Watch over background work"), "late", day
    if Topic.ACCOUNT.covers(notice.about):
        return what, _("Instruction to suggest") if "clue" in details else _("Your account"), "eye", day
    if Topic.NOBODY.covers(notice.about):
        by = _("%(name)s has no post here any more; the case falls to you") % {"name": details.get("left", "—")}
        return _("A case belongs to nobody: hand it over"), by, "late", day
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
