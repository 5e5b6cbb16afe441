"""Plans a visit or talk, moves it, calls it off, and records it once it was held (P19 Art. 24); a clock of ours counts to its day.

What a record brings about (findings, signatures, verification) is in visit_results.py; a visit without a plan is recorded
in urging.py.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followups.actions import visit_results
from followups.actions.visit_results import Held
from followups.models import Visit, VisitedMeasure, VisitMove
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Person, Post
from organs.refusals import Refused, Stale
from organs.roles import ADMINISTRATIVE_ROLES
from suggestions.access import permissions
from suggestions.actions import clocks, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Measure, Suggestion
from suggestions.rules import terms
from suggestions.rules.states import MEASURE
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger


@dataclass(frozen=True, kw_only=True)
class LookDraft:
    """A measure that the visit is to look at, and the criterion to check."""

    measure: Measure
    criterion: str


@dataclass(frozen=True, kw_only=True)
class VisitPlan:
    """What is settled before a visit: means, day, place, people of both sides, and what is looked at."""

    means: str
    on: date
    place: str
    people: tuple[int, ...]
    looks: tuple[LookDraft, ...]
    expected: str = ""


def who_may_take_part(suggestion: Suggestion, *, on: date) -> QuerySet[Person]:
    """Returns the people with a post in the procuratorate on that day; a mere administrator sees no case."""
    posts = Post.objects.current(on).filter(procuratorate_id=suggestion.procuratorate_id)
    held = posts.exclude(role__in=ADMINISTRATIVE_ROLES).values("person_id")
    found: QuerySet[Person] = Person.objects.filter(pk__in=held, is_active=True).in_order(on)
    return found


def what_may_be_looked_at(suggestion: Suggestion) -> list[Measure]:
    """Returns the measures that still ask something of the unit, or that hold, in the order of the letter."""
    rows = suggestion.measures.filter(state__in=sorted(MEASURE.of("live"))).select_related("text").order_by("position")
    return list(rows)


def plan(
    *, access: Access, at: datetime, suggestion: Suggestion, draft: VisitPlan, expected_moves: int | None = None
) -> Visit:
    """Plans a visit, inquiry, consultation or joint meeting."""
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        _require_plan(suggestion=locked, draft=draft, at=at)
        visit = Visit.objects.create(
            suggestion=suggestion,
            means=draft.means,
            state="planned",
            planned_on=draft.on,
            planned_by_id=access.person_id,
            planned_at=at,
            place=draft.place.strip(),
            expected=draft.expected.strip(),
        )
        visit.people.set(draft.people)
        VisitedMeasure.objects.bulk_create(
            VisitedMeasure(
                visit=visit, measure=look.measure, number=look.measure.position, criterion=look.criterion.strip()
            )
            for look in draft.looks
        )
        event = ledger.take(
            step=TABLE["visit.plan"],
            subject=visit,
            actor=Actor(access=access),
            at=at,
            text=visit.expected,
            details={"means": draft.means, "planned_on": draft.on.isoformat(), "place": visit.place},
        )
        clocks.start(
            suggestion=suggestion,
            term=terms.find("visit", on=event.taken_on),
            event=event,
            on=event.taken_on,
            due_on=draft.on,
            about=ledger.subject_name(visit),
        )
    return visit


def _require_plan(*, suggestion: Suggestion, draft: VisitPlan, at: datetime) -> None:
    if suggestion.document_state != "served":
        raise Refused(_("A visit follows a letter that was served and still stands."))
    if draft.means not in dict(Visit.MEANS):
        raise Refused(_("Say what kind of contact it is."), field="means")
    _require_day(draft.on, at=at, field="on")
    same = suggestion.visits.filter(state="planned", means=draft.means, planned_on=draft.on, place=draft.place.strip())
    if same.exists():  # sent twice, or by two people at once: the case is locked here
        raise Refused(_("The same contact is planned for this day and place already."), field="on")
    if not draft.place.strip():
        raise Refused(_("Write where it is held."), field="place")
    allowed = set(who_may_take_part(suggestion, on=clock.civil_day(at)).values_list("pk", flat=True))
    if not draft.people or not set(draft.people) <= allowed:
        raise Refused(_("Choose who of the procuratorate takes part."), field="people")
    live = {measure.pk for measure in what_may_be_looked_at(suggestion)}
    looked_at = [look.measure.pk for look in draft.looks]
    if not looked_at or not set(looked_at) <= live or len(looked_at) != len(set(looked_at)):
        raise Refused(_("Choose at least one measure that is looked at."), field="looks")


PASSED = gettext_lazy("This day has passed. A visit that was held already is recorded without a plan.")


def _require_day(on: date, *, at: datetime, field: str) -> None:
    if on < clock.civil_day(at):
        raise Refused(PASSED, field=field)
    days.require(on, meaning=DayMeaning.COMING, today=clock.civil_day(at), field=field)


def move(
    *, access: Access, at: datetime, visit: Visit, to: date, reason: str, expected_moves: int | None = None
) -> None:
    """Moves a planned visit to another day; the former day stays with the reason."""
    _require_day(to, at=at, field="to")
    with transaction.atomic():
        ledger.lock(visit)
        former = Visit.objects.values_list("planned_on", flat=True).get(pk=visit.pk)
        if former is None:  # recorded without a plan, so that nothing is moved
            raise Stale(_("This is no longer possible here. Read the page again."))
        if to == former:
            raise Refused(_("It is planned for this day already."), field="to")
        event = ledger.take(
            step=TABLE["visit.move"],
            subject=visit,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"planned_on": to.isoformat(), "former": former.isoformat()},
            values={"planned_on": to},
        )
        VisitMove.objects.create(visit=visit, former_on=former, reason=reason.strip(), moved_at=at)
        counting = visit.suggestion.clocks.running().get(term="visit", about=ledger.subject_name(visit))
        clocks.move(clock=counting, due_on=to, reason=reason.strip(), event=event)


def call_off(*, access: Access, at: datetime, visit: Visit, reason: str, expected_moves: int | None = None) -> None:
    """Calls a planned visit off; it stays on record with the reason."""
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["visit.call_off"],
            subject=visit,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            values={"called_off_because": reason.strip()},
        )
        about = ledger.subject_name(visit)
        clocks.stop(what=Trigger.VISITED, suggestion=visit.suggestion, event=event, on=event.taken_on, about=about)


def record(*, access: Access, at: datetime, visit: Visit, held: Held, key: UUID) -> Visit:
    """Records a planned visit as held: findings, photos, signatures, and what follows for each measure, all or nothing.

    `key` is made where the record is written. The same key again returns the same visit and changes nothing, whatever
    comes with it; no count of moves is compared, since a record written without network may be older than a moved day.
    Raises Stale when the visit was recorded with another key or called off.
    """
    admitted = visit_results.admit(held)
    with transaction.atomic():
        suggestion = ledger.lock(visit)
        permissions.require(access=access, step=TABLE["visit.record"], suggestion=suggestion)
        found = Visit.objects.select_related("recorded_by").get(pk=visit.pk)
        found.suggestion = suggestion
        if found.state == "held" and found.key == key:
            return found
        _require_open(found, key=key)
        visit_results.land(access=access, at=at, visit=found, held=held, admitted=admitted, key=key)
    return found


def _require_open(visit: Visit, *, key: UUID) -> None:
    if visit.state == "held":
        raise Stale(
            _("This visit was recorded already (%(who)s, %(day)s). A second record is not taken.")
            % {
                "who": visit.recorded_by.name if visit.recorded_by else "",
                "day": visit.visited_on.isoformat() if visit.visited_on else "",
            }
        )
    if visit.state == "called_off":
        raise Stale(_("This visit was called off: %(why)s") % {"why": visit.called_off_because})
    if Visit.objects.filter(key=key).exists():
        raise Refused(_("This record belongs to another visit. Open the form of this one again."))


def add_scan(
    *, access: Access, at: datetime, visit: Visit, scan: tuple[files.Given, ...], expected_moves: int | None = None
) -> None:
    """Adds the record that both sides signed on paper."""
    if not scan:
        raise Refused(_("Choose the scan of the signed record."), field="files")
    admitted = files.admit(scan)
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["visit.add_scan"],
            subject=visit,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            details=files.said(admitted),
        )
        files.attach(
            files=admitted,
            suggestion=visit.suggestion,
            about=ledger.subject_name(visit),
            shown_to=Shown.OFFICE,
            added_by_id=access.person_id,
            at=at,
            event=event,
        )
