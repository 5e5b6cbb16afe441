"""Gives a view on a later day for the reply, agrees to it or refuses it; the legal day stays, and figures keep to it.

Where the unit was prevented without fault, the period itself is extended instead (CIVPL Art. 86).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.models import LaterDate
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import NotAllowed, Refused
from suggestions.actions import clocks, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Clock, Event


def advise(
    *,
    access: Access,
    at: datetime,
    later_date: LaterDate,
    advice: str,
    on: date | None = None,
    expected_moves: int | None = None,
) -> None:
    """Puts the handling prosecutor's view to the department head: which day it supports, or none."""
    with transaction.atomic():
        ledger.lock(later_date)
        _require_running(later_date)
        if on is not None:
            _require_later(later_date, on, today=clock.civil_day(at))
        ledger.take(
            step=TABLE["later_date.advise"],
            subject=later_date,
            actor=Actor(access=access),
            at=at,
            text=advice,
            expected_moves=expected_moves,
            details={"advised_on": on.isoformat() if on else ""},
            values={"advice": advice.strip(), "advised_on": on, "advised_by_id": access.person_id},
        )


def agree(
    *,
    access: Access,
    at: datetime,
    later_date: LaterDate,
    on: date,
    reasons: str = "",
    expected_moves: int | None = None,
) -> None:
    """Agrees, to the day asked for or with reasons to another; the agreed day stands beside the legal one."""
    if on != later_date.wanted_on and not reasons.strip():
        raise Refused(_("Another day than the one asked for is agreed with reasons."), field="reasons")
    if later_date.impediment_ended_on:
        raise Refused(
            _("The unit was prevented: the period is extended, or the request refused."),
            article=_("Civil Procedure Law, Art. 86"),
        )
    with transaction.atomic():
        ledger.lock(later_date)
        access = _require_other_view(access, later_date)
        running = _require_running(later_date)
        _require_later(later_date, on, today=clock.civil_day(at))
        _decide(
            step="later_date.agree",
            access=access,
            at=at,
            later_date=later_date,
            reasons=reasons,
            expected_moves=expected_moves,
            agreed_on=on,
        )
        running.agreed_on = on
        running.save(update_fields=["agreed_on"])


def extend(
    *,
    access: Access,
    at: datetime,
    later_date: LaterDate,
    on: date,
    reasons: str,
    expected_moves: int | None = None,
) -> None:
    """Extends the period for a unit that was prevented without fault: the legal day itself is another from now on (CIVPL 86)."""
    if later_date.impediment_ended_on is None:
        raise Refused(_("Only an impediment without fault extends the period."))
    with transaction.atomic():
        ledger.lock(later_date)
        access = _require_other_view(access, later_date)
        running = _require_running(later_date)
        _require_later(later_date, on, today=clock.civil_day(at))
        event = _decide(
            step="later_date.extend",
            access=access,
            at=at,
            later_date=later_date,
            reasons=reasons,
            expected_moves=expected_moves,
            agreed_on=on,
        )
        clocks.move(clock=running, due_on=on, reason=reasons.strip(), event=event)


def refuse(
    *, access: Access, at: datetime, later_date: LaterDate, reasons: str, expected_moves: int | None = None
) -> None:
    """Refuses it with reasons, which the unit reads; another may be asked for."""
    with transaction.atomic():
        ledger.lock(later_date)
        access = _require_other_view(access, later_date)
        _decide(
            step="later_date.refuse",
            access=access,
            at=at,
            later_date=later_date,
            reasons=reasons,
            expected_moves=expected_moves,
        )


def _decide(
    *,
    step: str,
    access: Access,
    at: datetime,
    later_date: LaterDate,
    reasons: str,
    expected_moves: int | None,
    agreed_on: date | None = None,
) -> Event:
    return ledger.take(
        step=TABLE[step],
        subject=later_date,
        actor=Actor(access=access),
        at=at,
        text=reasons,
        expected_moves=expected_moves,
        details={
            "wanted_on": later_date.wanted_on.isoformat(),
            "agreed_on": agreed_on.isoformat() if agreed_on else "",
        },
        values={
            "agreed_on": agreed_on,
            "decision_reasons": reasons.strip(),
            "decided_by_id": access.person_id,
            "decided_at": at,
        },
    )


def _require_other_view(access: Access, later_date: LaterDate) -> Access:
    """Returns who decides, as deputy of nobody whose view it is.

    Raises Refused without a view of the handling prosecutor, NotAllowed on an own one: two people, not one.
    """
    advised_by = LaterDate.objects.values_list("advised_by_id", flat=True).get(pk=later_date.pk)
    if advised_by is None:
        raise Refused(_("The handling prosecutor gives a view first."))
    if advised_by == access.person_id:
        raise NotAllowed(_("Nobody decides on an own view. The department head or a chief procurator must do it."))
    return access.apart_from({advised_by})


def _require_running(later_date: LaterDate) -> Clock:
    running = later_date.clock
    running.refresh_from_db()
    if running.stopped_on is not None:
        raise Refused(_("This reply is not owed any more, so that there is nothing to decide."))
    return running


def _require_later(later_date: LaterDate, on: date, *, today: date) -> None:
    days.require(on, meaning=DayMeaning.COMING, today=today, field="on")
    if on <= later_date.clock.due_on:
        raise Refused(
            _("An agreed day lies after the legal day, %(day)s.") % {"day": later_date.clock.due_on.isoformat()},
            field="on",
        )
