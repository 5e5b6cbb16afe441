"""Tells deputies for whom they stand in and until when, and both when it is over; each thing once, however often it is asked."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from notices.models import Notice
from notices.rules.notice_topics import Topic
from organs import clock
from organs.models import Absence

#: Of what was over longer ago nobody is told any more: an installation that was switched off begins with today.
DAYS_BACK = 30


def tell(*, at: datetime) -> int:
    """Leaves the notices about absences that are recorded, whose last day changed, or that are over; returns how many absences."""
    on = clock.civil_day(at)
    rows = Absence.objects.filter(last_on__gte=on - timedelta(days=DAYS_BACK), taken_back_at__isnull=True)
    rows = rows.select_related("person", "procuratorate").prefetch_related("deputies")
    found = list(rows)
    notices = [notice for row in found for notice in _of(row, at=at)]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(found)


def _of(absence: Absence, *, at: datetime) -> Iterator[Notice]:
    on = clock.civil_day(at)
    deputies = sorted({row.person_id for row in absence.deputies.all()})
    if absence.is_over(on):
        # Called off before anybody was told of it: nobody is told that it is over.
        never_told = (
            absence.ended_at is not None
            and not Notice.objects.filter(
                person__in=deputies, about__startswith=Topic.AWAY.about(absence.pk, "")
            ).exists()
        )
        for person_id in [] if never_told else [*deputies, absence.person_id]:
            yield _notice(absence, person_id, "over", at=at)
        return
    readers = [*deputies, *([absence.person_id] if absence.recorded_by_id != absence.person_id else [])]
    for person_id in readers:
        yield _notice(absence, person_id, f"until {absence.last_on.isoformat()}", at=at)


def _notice(absence: Absence, person_id: int, what: str, *, at: datetime) -> Notice:
    return Notice(
        person_id=person_id,
        about=Topic.AWAY.about(absence.pk, what),
        details={
            "absence": absence.pk,
            "away": absence.person.name,
            "is_own": person_id == absence.person_id,
            "is_over": what == "over",
            "first_on": absence.first_on.isoformat(),
            "last_on": absence.last_on.isoformat(),
        },
        delivered_at=at,
    )
