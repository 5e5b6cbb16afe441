"""The periodic jobs of the schedule in words: what each is called and what it does for those who use the application."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# name in the schedule → what it is called, what it does
JOBS: dict[str, tuple[Promise, Promise]] = {
    "deliver-notices": (_("Notices of what happened"), _("Puts what happened into the inboxes of those it concerns.")),
    "remind": (_("Reminders"), _("Plans reminders of due days and puts those that are due into inboxes.")),
    "begin-examinations": (
        _("Examinations whether to sue"),
        _("Begins them once the period of rectification has ended, whatever was answered."),
    ),
    "compose-mail": (_("Writing e-mails"), _("Makes the daily and the urgent e-mails from what inboxes were told.")),
    "send-mail": (_("Sending e-mails"), _("Hands finished e-mails over to the mail server.")),
    "watch-jobs": (
        _("Watch over background work"),
        _("Looks whether every job here runs, and tells when one does not."),
    ),
    "clear-sign-ins": (
        _("Clearing up sign-ins"),
        _("Removes sessions, known browsers and the log of sign-ins once their time is over."),
    ),
    "sweep-pending": (
        _("Clearing up what was not sent"),
        _("Removes what was typed or chosen for a form and not sent in time."),
    ),
    "sweep-orphan-files": (_("Clearing up files"), _("Removes uploads that were begun and never kept.")),
}


def label(name: str) -> str:
    """Returns what a job is called; one that no longer exists keeps its own name."""
    return str(JOBS[name][0]) if name in JOBS else name


def purpose(name: str) -> str:
    """Returns what a job does."""
    return str(JOBS[name][1]) if name in JOBS else ""
