"""The unit's letters by what waits and by when, its copies, and its unread notices, as parts for the page."""

from collections import defaultdict
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.case import inbox, turns
from desk.components import Due, Entry, Group, Turn, Year
from desk.portal import guards
from organs.access import Access
from suggestions.models import Suggestion

WEEK = timedelta(days=7)
# What asks nothing of the unit now is folded under its count.
FOLDED = frozenset({"theirs", "ended"})
MOST_ENDED = 20
MOST_NOTICES = 30


def groups(access: Access, *, today: date, with_all: bool) -> tuple[list[Group], int]:
    """Returns the letters to the person's units, grouped by nearness, and how many ended ones are left out."""
    own = guards.load(Suggestion.objects.visible_to(access).filter(unit_id__in=access.unit_ids))
    ended = own.filter(case_state="closed") | own.filter(document_state="withdrawn")
    lines: dict[str, list[Due]] = defaultdict(list)
    for suggestion in own.filter(case_state="open").exclude(document_state="withdrawn"):
        turn = turns.for_unit(suggestion, today=today)
        lines[_nearness(turn, today)].append(_line(suggestion, turn, access))
    shown = ended.order_by("-id") if with_all else ended.order_by("-id")[:MOST_ENDED]
    lines["ended"] = [_line(suggestion, turns.for_unit(suggestion, today=today), access) for suggestion in shown]
    left = 0 if with_all else max(0, ended.count() - MOST_ENDED)
    return [_group(key, label, lines[key]) for key, label in _labels().items() if lines[key]], left


def copies(access: Access) -> list[Group]:
    """Returns the letters of which the person's units got a copy: for information, nothing is asked."""
    rows = Suggestion.objects.visible_to(access).exclude(unit_id__in=access.unit_ids)
    found = rows.filter(copies__unit_id__in=access.unit_ids).select_related("letter", "issued_by", "unit")
    lines = [
        Due(
            title=suggestion.title,
            href=reverse("portal-letter", args=[suggestion.pk]),
            note=_note(suggestion),
            day=suggestion.issued_on,
            day_words=_("issued"),
            why=_("to %(unit)s") % {"unit": suggestion.unit.name},
        )
        for suggestion in found.distinct()
    ]
    return [_group("copies", _("For information"), lines)] if lines else []


def notices(access: Access, *, today: date) -> list[Year]:
    """Returns what happened or is due and was not read yet, by the day that it tells of, the latest first."""
    entries = [inbox.entry_of(notice, today=today, is_unit=True) for notice in inbox.unread(access)[:MOST_NOTICES]]
    years: dict[str, list[Entry]] = defaultdict(list)
    for said in sorted(entries, key=lambda each: each.day, reverse=True):
        years[str(said.day.year)].append(
            Entry(day=said.day, title=said.title, text=said.text, by=said.by, icon=said.icon)
        )
    return [Year(label=label, entries=entries) for label, entries in years.items()]


def _labels() -> dict[str, str]:
    return {
        "late": _("Overdue"),
        "week": _("This week"),
        "later": _("Later"),
        "undated": _("No due day"),
        "theirs": _("With the procuratorate"),
        "ended": _("Ended"),
    }


def _nearness(turn: Turn, today: date) -> str:
    if turn.who is not turns.YOURS:
        return "theirs"
    if turn.by is None:
        return "undated"
    if turn.is_late:
        return "late"
    return "week" if turn.by <= today + WEEK else "later"


def _group(key: str, label: str, lines: list[Due]) -> Group:
    lines.sort(key=lambda line: line.day or date.max)
    note = ngettext("%(count)d letter", "%(count)d letters", len(lines)) % {"count": len(lines)}
    if key in FOLDED:
        return Group(label=label, note=note, lines=[], more=lines)
    return Group(label=label, note=note, lines=lines, is_late=key == "late")


def _line(suggestion: Suggestion, turn: Turn, access: Access) -> Due:
    return Due(
        title=suggestion.title,
        href=reverse("portal-letter", args=[suggestion.pk]),
        note=_note(suggestion, to=suggestion.unit.name if len(access.unit_ids) > 1 else ""),
        day=turn.by,
        day_words=turn.by_note,
        why=turn.what,
        is_late=turn.is_late,
    )


def _note(suggestion: Suggestion, *, to: str = "") -> str:
    """Returns who wrote under which number; who acts for several units reads `to` which one it came."""
    number = suggestion.letter.document_number if suggestion.letter else ""
    return " · ".join(
        part for part in (suggestion.issued_by.name, number, to and _("to %(unit)s") % {"unit": to}) if part
    )
