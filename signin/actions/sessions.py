"""A person's own sessions: which there are, and ending one or all others."""

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from organs.access import Access
from organs.refusals import Refused
from signin.models import Session


def listed(access: Access) -> list[Session]:
    """Returns the person's sessions, the one last seen first."""
    return list(Session.objects.of(access.person_id).order_by("-seen_at", "session_key"))


def end(*, access: Access, number: str) -> None:
    """Ends one of the person's sessions, named by `number_of`: its next request finds nobody signed in."""
    ended = [row for row in Session.objects.of(access.person_id) if number_of(row) == number]
    if not ended:
        raise Refused(_("This session has ended already."))
    Session.objects.filter(pk__in=[row.pk for row in ended]).delete()


def end_others(*, person_id: int, own_key: str | None) -> int:
    """Ends every session of a person but the one with this key; None ends all. Returns how many."""
    return Session.objects.of(person_id).exclude(session_key=own_key or "").delete()[0]


def number_of(row: Session) -> str:
    """Returns the name of a session in forms: never its key, which would open it."""
    return number_of_key(row.session_key)


def number_of_key(key: str | None) -> str:
    """Returns the same for the key of the session in use."""
    return salted_hmac("signin.session-number", key or "", algorithm="sha256").hexdigest()[:16]
