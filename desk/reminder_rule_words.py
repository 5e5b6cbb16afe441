"""A rung of a ladder of reminders in words: when it speaks, whom it tells, by which channel, and whose ladder it belongs to."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from notices.models import ReminderRule
from organs.models import Procuratorate
from organs.words import Words, listed
from suggestions.rules import relations


def when(days: int, grace: int) -> str:
    """Returns "14 days before", "on the day", "1 day after", or "5 working days after the first day late"."""
    if days < 0:
        return ngettext("%(days)d day before", "%(days)d days before", -days) % {"days": -days}
    if days == 0:
        return pgettext("of a reminder", "on the day")
    if not grace:
        return ngettext("%(days)d day after", "%(days)d days after", days) % {"days": days}
    if days == 1:
        words = ngettext(
            "%(grace)d working day after the first day late", "%(grace)d working days after the first day late", grace
        )
    else:
        words = ngettext(
            "%(grace)d working day after day %(days)d late", "%(grace)d working days after day %(days)d late", grace
        )
    return words % {"grace": grace, "days": days}


def readers(keys: Iterable[str]) -> str:
    """Returns the relations by name."""
    names = [str(relations.BY_KEY[key].label) if key in relations.BY_KEY else key for key in keys]
    return listed(names)


def channel(key: str) -> Words:
    return dict(ReminderRule.Channel.choices).get(key, key)


def whose(owner: Procuratorate | None, *, here: Procuratorate | None) -> str:
    """Returns whose ladder it is, seen from a place; `here` None looks at the ladders for all."""
    if owner is None:
        return _("for all")
    if here is not None and owner.pk == here.pk:
        return _("of its own")
    return _("from %(place)s") % {"place": owner.name}
