"""Due days as a calendar file (RFC 5545): all-day events that keep their name when they move; no case content."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from desk.feed.days import CalendarEntry
from organs import days

REFRESH = timedelta(hours=6)
DOMAIN = "procuracy"


def written(days: Iterable[CalendarEntry], *, address: Callable[[str], str]) -> bytes:
    """Returns the calendar; `address` makes a whole address of a path. The same days give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Procuracy//Due days//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _("Due days: procuratorial suggestions"))
    calendar.add("x-wr-calname", _("Due days: procuratorial suggestions"))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for day in days:
        calendar.add_component(_event(day, address(day.path)))
    return calendar.to_ical(sorted=True)


def _event(day: CalendarEntry, href: str) -> Event:
    event = Event()
    event.add("uid", f"{day.uid}@{DOMAIN}")
    event.add("dtstamp", day.changed_at)
    event.add("last-modified", day.changed_at)
    event.add("sequence", day.sequence)
    event.add("dtstart", day.due_on)
    event.add("dtend", days.later(day.due_on, days=1))
    event.add("summary", " · ".join(part for part in (day.duty, day.number or _("no number yet")) if part))
    event.add("description", _description(day, href))
    event.add("url", href)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    return event


def _description(day: CalendarEntry, href: str) -> str:
    agreed = day.agreed_on.isoformat() if day.agreed_on else ""
    said = [
        day.unit,
        _("Agreed for %(day)s; the legal day stays as it is.") % {"day": agreed} if agreed else "",
        (_("Set by yourself: %(address)s") if day.is_own else _("Why this day: %(address)s")) % {"address": href},
    ]
    return "\n".join(words for words in said if words)
