"""The due days that a change of the calendar would move, as a list to be read before it is confirmed; foreign ones are only counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from organs.access import Access
from organs.words import Words
from suggestions.actions.recounting import Recounted
from suggestions.models import Suggestion
from suggestions.rules import terms

MOST = 300


@dataclass(frozen=True, kw_only=True)
class MovedDay:
    """One due day that would move, of a suggestion that the reader may see."""

    title: Words
    href: str
    place: str
    duty: Words
    former: date
    becomes: date
    by: str


def shown(rows: Sequence[Recounted], *, access: Access) -> dict[str, object]:
    """Returns the moves for the page, the nearest first, and how many days become final where they are.

    Of suggestions that the reader may not see nothing is said but how many of their days move.
    """
    moving = [row for row in rows if row.moves]
    keys = {row.clock.suggestion_id for row in moving}
    visible = set(Suggestion.objects.visible_to(access).filter(pk__in=keys).values_list("pk", flat=True))
    own = [row for row in moving if row.clock.suggestion_id in visible]
    settled = sum(row.clock.is_provisional and not row.moves and not row.counted.is_provisional for row in rows)
    return {
        "moves": [_line(row) for row in own[:MOST]],
        "left": len(own[MOST:]),
        "foreign": len(moving) - len(own),
        "count": len(moving),
        "settled": settled,
    }


def _line(row: Recounted) -> MovedDay:
    clock, suggestion = row.clock, row.clock.suggestion
    term = terms.governing(key=clock.term, rule_version=clock.rule_version)
    return MovedDay(
        title=suggestion.title,
        href=reverse("suggestion", args=[suggestion.pk]),
        place=suggestion.procuratorate.name,
        duty=term.owed(clock.suggestion.kind) if term else clock.term,
        former=clock.due_on,
        becomes=row.counted.due_on,
        by=_by(row.days),
    )


def _by(days: int) -> str:
    if days > 0:
        return ngettext("%(count)d day later", "%(count)d days later", days) % {"count": days}
    return ngettext("%(count)d day earlier", "%(count)d days earlier", -days) % {"count": -days}
