"""What an e-mail says: number, duty, day and the address of the page; never a title, a unit, a name or any content.

The recipient's mailbox is outside of the house, and whoever reads it there must sign in to learn more.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notices.models import Notice
from notices.rules import account_news, job_words
from notices.rules.notice_topics import Topic
from suggestions.rules import duties
from suggestions.rules.term_rows import TERMS

DUTIES = {term.key: term.label for term in TERMS}
# What may be done and need not: it ends, and is never late.
RIGHTS = {term.key for term in TERMS if duties.of_term(term).is_right}
MOST_LINES = 100


def subject(notices: Sequence[Notice], *, day: date, is_urgent: bool) -> str:
    """Returns the subject of a mail: the one duty of an urgent mail, else how many reminders of which day."""
    if is_urgent:
        return _("Procuracy: %(what)s") % {"what": what(notices[0])}
    count = len(notices)
    words = ngettext("Procuracy: %(count)d reminder, %(day)s", "Procuracy: %(count)d reminders, %(day)s", count)
    return words % {"count": count, "day": day.isoformat()}


def body(notices: Sequence[Notice], *, today: date, is_unit: bool, unread: int = 0, is_shared: bool = False) -> str:
    """Returns the text of a mail, one paragraph for each notice, then what was held back and how to switch mails off.

    `is_shared`: it goes to a mailbox that a unit named, and not to one person with an inbox of unread notices.
    """
    parts = [_lines(notice, today=today, is_unit=is_unit) for notice in notices[:MOST_LINES]]
    if len(notices) > MOST_LINES:
        parts.append(_("… and %(count)d more in your inbox.") % {"count": len(notices) - MOST_LINES})
    held = sum(bool(notice.details.get("held")) for notice in notices)
    if held:
        words = ngettext(
            "%(count)d of these was held back before: at most %(most)d urgent e-mails go out a day.",
            "%(count)d of these were held back before: at most %(most)d urgent e-mails go out a day.",
            held,
        )
        parts.append(words % {"count": held, "most": settings.MAIL_URGENT_PER_DAY})
    if unread > len(notices):
        words = _("Your inbox holds %(count)d unread notices in all.")
        parts.append(words % {"count": unread})
    if is_shared:
        switch = _(
            "Your unit named this mailbox for its people without an address. They can change it on their account pages:"
        )
    else:
        switch = _("The inbox in the application has all of it. E-mail can be switched off on your account page:")
    parts.append(f"{switch}\n{address('account', is_unit=is_unit)}")
    return "\n\n".join(parts) + "\n"


def what(notice: Notice) -> str:
    """Returns of what a notice reminds, in words that tell nothing about the case."""
    if Topic.JOB.covers(notice.about):
        return _("Background work stands still: %(job)s") % {"job": job_words.label(notice.details.get("job", ""))}
    if Topic.SETUP.covers(notice.about):
        if "proposal" not in notice.details:
            return _("Who may act, or an account, was changed")
        waits = notice.details["verb"] == "propose"
        return _("A proposal waits for a second administrator") if waits else _("Your proposal was decided")
    if Topic.ACCOUNT.covers(notice.about):
        details = notice.details
        where = " · ".join(part for part in (details.get("browser", ""), details.get("network", "")) if part)
        return account_news.title(details.get("news", ""), where=where or _("unknown"))
    if Topic.NOBODY.covers(notice.about):
        return _("A case belongs to nobody")
    if Topic.OWN.covers(notice.about):
        return _("Your own reminder")
    term = notice.details.get("term", "")
    return str(DUTIES.get(term, term))


def _lines(notice: Notice, *, today: date, is_unit: bool) -> str:
    number = notice.suggestion.letter.document_number if notice.suggestion and notice.suggestion.letter else ""
    head = " · ".join(part for part in (number, what(notice), _when(notice, today)) if part)
    return f"{head}\n{_page(notice, is_unit=is_unit)}"


def _when(notice: Notice, today: date) -> str:
    if not notice.details.get("due_on"):
        return ""
    due = date.fromisoformat(notice.details["due_on"])
    if Topic.OWN.covers(notice.about):
        return due.isoformat()
    return due_words(due, today, term=notice.details.get("term", ""))


def due_words(due: date, today: date, *, term: str) -> str:
    """Returns whether a day is still to come, and which it is; a right ends and is not due."""
    if term in RIGHTS:
        words = _("ended on %(day)s") if due < today else _("open until %(day)s")
    else:
        words = _("was due on %(day)s") if due < today else _("due on %(day)s")
    return words % {"day": due.isoformat()}


def _page(notice: Notice, *, is_unit: bool) -> str:
    if Topic.SETUP.covers(notice.about):
        if "proposal" in notice.details:
            return address("setup-proposal", notice.details["proposal"], is_unit=False)
        return address("account", is_unit=is_unit)
    if notice.suggestion_id is None:
        return address("account" if Topic.ACCOUNT.covers(notice.about) else "background", is_unit=is_unit)
    name = "portal-letter" if is_unit else "suggestion"
    return address(name, notice.suggestion_id, is_unit=is_unit)


def address(name: str, *args: object, is_unit: bool) -> str:
    """Returns the whole address of a page on its side's host."""
    host = settings.PORTAL_URL if is_unit else settings.SITE_URL
    return host + reverse(name, args=args)
