"""Tells to whom a case falls that nobody handles any more: once for each prosecutor who left it, whoever keeps it then."""

from datetime import datetime

from notices.models import Notice
from notices.queries import reminder_query
from notices.rules.notice_topics import Topic
from organs import clock
from organs.origins import Origin
from suggestions.models import Suggestion, standing
from suggestions.rules.states import DOCUMENT

BATCH = 1_000


def tell(*, at: datetime) -> int:
    """Leaves a notice with the head of the department, else the deputy, else the chief; returns how many cases are nobody's.

    Run twice it tells nobody twice; a head who comes later is told then.
    """
    on, count, last = clock.civil_day(at), 0, 0
    left = Suggestion.objects.exclude(origin=Origin.PUBLISHED)
    left = left.exclude(document_state__in=sorted(DOCUMENT.of("ended unissued")))
    left = left.filter(standing.to_do(), standing.handled_by_nobody(on)).select_related("handling_prosecutor")
    while rows := list(left.filter(pk__gt=last).order_by("id")[:BATCH]):
        keepers = reminder_query.reached(pairs=[(row.pk, "handling") for row in rows], on=on)
        notices = [
            Notice(
                person_id=person_id,
                suggestion=row,
                about=Topic.NOBODY.about(row.pk, row.handling_prosecutor_id or 0),
                details={"left": row.handling_prosecutor.name if row.handling_prosecutor else ""},
                delivered_at=at,
            )
            for row in rows
            for person_id in sorted(keepers.get((row.pk, "handling"), ()))
        ]
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        count, last = count + len(rows), rows[-1].pk
    return count
