"""Urges the unit and records visits and talks, each with its written record (P19 Art. 24)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.actions import judging
from followups.documents.document_kinds import KINDS
from followups.models import Urging, Visit
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.actions import documents, examining, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Suggestion
from suggestions.rules.steps import Shown


def urge(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    means: str,
    text: str,
    on: date | None = None,
    new_day: date | None = None,
    expected_moves: int | None = None,
) -> Urging:
    """Urges the unit, by letter, call or in a meeting; a letter is printed and kept. No legal day is moved by it."""
    on = on or clock.civil_day(at)
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    if new_day and new_day <= on:
        raise Refused(_("The day by which the unit is asked to act lies before the urging."), field="new_day")
    days.require(new_day, meaning=DayMeaning.NEAR, today=clock.civil_day(at), field="new_day")
    if means not in dict(Urging.MEANS):
        raise Refused(_("Say how the unit was urged."), field="means")
    with transaction.atomic():
        judging.require_in_force(locked := ledger.lock(suggestion))
        if examining.has_ended(locked):
            raise Refused(_("The case has ended by decision: nothing is asked of the unit any more."))
        ledger.take(
            step=TABLE["reply.urge"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=text,
            expected_moves=expected_moves,
            details={"means": means, "new_day": new_day.isoformat() if new_day else ""},
        )
        urging = Urging.objects.create(
            suggestion=suggestion,
            urged_on=on,
            means=means,
            text=text.strip(),
            new_day=new_day,
            urged_by_id=access.person_id,
        )
        if means == "letter":
            urging.document = documents.keep(kind=KINDS["urging_letter"], record=urging, suggestion=suggestion, at=at)
            urging.save(update_fields=["document"])
    return urging


def record_visit(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    means: str,
    on: date,
    findings: str,
    place: str = "",
    present: str = "",
    next_step: str = "",
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> Visit:
    """Records a visit, inquiry, consultation or joint meeting that was not planned, with its written record."""
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    if means not in dict(Visit.MEANS):
        raise Refused(_("Say what kind of contact it was."), field="means")
    if not findings.strip():
        raise Refused(_("Write what was found or said."), field="findings")
    admitted = files.admit(evidence)
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["reply.visit"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=findings,
            expected_moves=expected_moves,
            details={"means": means, "place": place, **files.said(admitted)},
        )
        visit = Visit.objects.create(
            suggestion=suggestion,
            means=means,
            state="held",
            visited_on=on,
            place=place.strip(),
            present=present.strip(),
            findings=findings.strip(),
            next_step=next_step.strip(),
            recorded_by_id=access.person_id,
            recorded_at=at,
        )
        files.attach(
            files=admitted,
            suggestion=suggestion,
            about=ledger.subject_name(visit),
            shown_to=Shown.OFFICE,
            added_by_id=access.person_id,
            at=at,
            event=event,
        )
        visit.document = documents.keep(kind=KINDS["visit_record"], record=visit, suggestion=suggestion, at=at)
        visit.save(update_fields=["document"])
    return visit
