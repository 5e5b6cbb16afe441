"""Records that somebody is away and who does which kind of work meanwhile, moves the last day, ends it early, takes the work back.

Why somebody is away is neither asked nor kept. Rights follow from the rows by the day (organs/people.py), so that nothing has
to happen for an absence to begin or to end.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days, promises
from organs.access import Access
from organs.actions import setup_events
from organs.days import DayMeaning
from organs.models import Absence, Deputy, Person, Post, Procuratorate
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role, Work
from suggestions.access import absences
from suggestions.rules import relations

#: The longest absence, in days: who is away longer leaves the post to an acting one, which two administrators give.
LONGEST = 92


def record(
    *,
    access: Access,
    at: datetime,
    person: Person,
    procuratorate: Procuratorate,
    first_on: date,
    last_on: date,
    deputies: Mapping[Work, Person],
) -> Absence:
    """Records the days on which a person is away from a procuratorate, with a deputy for each kind of work that has one.

    Raises NotAllowed for whoever may not, Refused for days that cannot be, without any deputy, for one who may not do the work,
    and for oneself in another's absence.
    """
    on = clock.civil_day(at)
    if not absences.may_keep(access=access, person=person, procuratorate_id=procuratorate.pk, on=on):
        raise NotAllowed(_("Only the person, the head of the department or a chief procurator records this."))
    days.require(first_on, meaning=DayMeaning.COMING, today=on, field="first_on")
    _require_days(first_on, last_on, today=on)
    with promises.kept():
        _one_after_another({person.pk, *(each.pk for each in deputies.values())})
        _require_deputies(access, person, procuratorate, first_on, last_on, deputies)
        kept = Absence.objects.create(
            person=person,
            procuratorate=procuratorate,
            first_on=first_on,
            last_on=last_on,
            recorded_by_id=access.person_id,
            recorded_at=at,
        )
        Deputy.objects.bulk_create(Deputy(absence=kept, work=work, person=each) for work, each in deputies.items())
        named = {f"deputy {work}": each.name for work, each in deputies.items()}
        _trace(access, at, kept, "record absence", after={"from": first_on, "until": last_on, **named})
    return kept


def move_last_day(*, access: Access, at: datetime, absence: Absence, last_on: date, was: date) -> None:
    """Lets an absence end on another day, today at the earliest; `was` is the last day that the form showed."""
    on = clock.civil_day(at)
    with promises.kept():
        locked = _open(access=access, absence=absence, on=on)
        if locked.last_on != was:
            raise Stale(_("Somebody changed these days meanwhile. Look at them as they are now."))
        if last_on < max(on, locked.first_on):
            raise Refused(_("The last day is today at the earliest, and not before the first."), field="last_on")
        _require_days(locked.first_on, last_on, today=on)
        _require_deputies_until(locked, last_on)
        before, locked.last_on = locked.last_on, last_on
        locked.save(update_fields=["last_on"])
        _trace(access, at, locked, "move absence", before={"until": before}, after={"until": last_on})


def end(*, access: Access, at: datetime, absence: Absence) -> None:
    """Ends an absence at once, or calls it off before it begins; the deputies' rights end with it."""
    with transaction.atomic():
        locked = _open(access=access, absence=absence, on=clock.civil_day(at))
        locked.ended_at, locked.ended_by_id = at, access.person_id
        locked.save(update_fields=["ended_at", "ended_by"])
        _trace(access, at, locked, "end absence", before={"until": locked.last_on})


def take_back(*, access: Access, at: datetime, absence: Absence) -> None:
    """Says that what came meanwhile was taken over again; from then on the desk no longer lists it."""
    if absence.person_id != access.person_id:
        raise NotAllowed(_("Who was away takes the work back."))
    if not absence.is_over(clock.civil_day(at)):
        raise Refused(_("The absence is not over yet."))
    Absence.objects.filter(pk=absence.pk, taken_back_at__isnull=True).update(taken_back_at=at)


def _one_after_another(people: Iterable[int]) -> None:
    """Lets nobody else record an absence of these people meanwhile: a deputy's own is looked for, and two would not see each other's."""
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=set(people)).order_by("pk"))


def _open(*, access: Access, absence: Absence, on: date) -> Absence:
    """Returns the locked absence after checking that the person keeps it and that it is not over."""
    locked = Absence.objects.select_for_update(of=("self",)).select_related("person").get(pk=absence.pk)
    if not absences.may_keep(access=access, person=locked.person, procuratorate_id=locked.procuratorate_id, on=on):
        raise NotAllowed(_("Only the person, the head of the department or a chief procurator changes this."))
    if locked.is_over(on):
        raise Refused(_("This absence is over."))
    return locked


def _require_days(first_on: date, last_on: date, *, today: date) -> None:
    days.require(last_on, meaning=DayMeaning.COMING, today=today, field="last_on")
    if last_on < first_on:
        raise Refused(_("The last day lies before the first day."), field="last_on")
    if (last_on - first_on).days >= LONGEST:
        raise Refused(
            _("At most %(days)d days. For longer an administrator proposes somebody who acts in the post.")
            % {"days": LONGEST},
            field="last_on",
        )


def _require_deputies(
    access: Access,
    person: Person,
    procuratorate: Procuratorate,
    first_on: date,
    last_on: date,
    deputies: Mapping[Work, Person],
) -> None:
    works = _works_of(person, procuratorate, on=first_on)
    if not deputies:
        words = _("Name a deputy for at least one kind of work; the other kinds may wait.")
        raise Refused(words, field=next(iter(works), None))
    for work, deputy in deputies.items():
        if deputy.pk == access.person_id and person.pk != access.person_id:
            raise Refused(
                _("Nobody makes oneself a deputy: who is away names you, or another head or chief does."), field=work
            )
        if (
            deputy.pk == person.pk
            or work not in works
            or not deputy.is_active
            or deputy.origin != person.origin
            or not absences.is_there(
                person=deputy, procuratorate=procuratorate, roles=works[work], first_on=first_on, last_on=last_on
            )
        ):
            raise _not_there(deputy, field=work)


def _require_deputies_until(absence: Absence, last_on: date) -> None:
    """Raises Refused when a deputy may not do the work on all of the days that are added."""
    if last_on <= absence.last_on:
        return
    _one_after_another(absence.deputies.values_list("person_id", flat=True))
    works = _works_of(absence.person, absence.procuratorate, on=absence.first_on)
    for row in absence.deputies.select_related("person").order_by("work"):
        if not absences.is_there(
            person=row.person,
            procuratorate=absence.procuratorate,
            roles=works[Work(row.work)],
            first_on=absence.last_on + timedelta(days=1),
            last_on=last_on,
        ):
            raise _not_there(row.person, field="last_on")


def _works_of(person: Person, procuratorate: Procuratorate, *, on: date) -> dict[Work, frozenset[Role]]:
    """Returns the kinds of work that a person has at a place on a day, each with the roles of whom one may name as deputy."""
    held = Post.objects.current(on).filter(person=person, procuratorate=procuratorate)
    return relations.works_of(set(held.values_list("role", flat=True)))


def _not_there(deputy: Person, *, field: str) -> Refused:
    words = _("%(name)s may not do this work here on all of these days, or is away then.")
    return Refused(words % {"name": deputy.name}, field=field)


def _trace(
    access: Access,
    at: datetime,
    absence: Absence,
    verb: str,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    setup_events.record(
        access=access,
        at=at,
        verb=verb,
        subject=absence.person,
        changes=setup_events.differences(before=before, after=after),
        details={"place": str(absence.procuratorate)},
    )
