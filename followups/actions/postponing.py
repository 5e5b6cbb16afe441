"""Asks for a later day for the reply, and withdraws the request: the unit's side, or from paper; deciding is in granting.py."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.actions import judging
from followups.actions.answering import Paper
from followups.models import LaterDate
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.access import permissions
from suggestions.actions import clocks, files, ledger, objecting
from suggestions.actions.ledger import Actor
from suggestions.models import Clock, Suggestion
from suggestions.rules.lengths import ImpossibleLength, Length, LengthUnit
from suggestions.rules.steps import Shown

UNITS = (LengthUnit.DAYS, LengthUnit.WORKING_DAYS)
#: Within which an extension is asked for after an impediment ended (CIVPL Art. 86).
AFTER_IMPEDIMENT = Length(10, LengthUnit.DAYS)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How much later: by so many days or working days after the day that holds, or to a day."""

    amount: int | None = None
    unit: str = ""
    to_on: date | None = None


def owed(suggestion: Suggestion) -> Clock | None:
    """Returns the running clock of the reply: the only one for which a later day is asked; a promise is moved instead."""
    return suggestion.clocks.running().of_reply().first()


def ask(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    wish: Wish,
    reason: str,
    on: date | None = None,
    impediment_ended_on: date | None = None,
    evidence: tuple[files.Given, ...] = (),
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> LaterDate:
    """Asks for a later day, by the unit or by the office from paper; nothing runs later by asking."""
    on = on or clock.civil_day(at)
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    if not reason.strip():
        raise Refused(_("Write why more time is needed."), field="reason")
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    admitted = files.admit((*evidence, *(paper.scan if paper else ())))
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        actor = Actor(access=access, paper=paper is not None)
        permissions.require(
            access=access, step=TABLE["later_date.ask"], suggestion=locked, from_paper=paper is not None
        )
        judging.require_in_force(locked)
        running = _owed_and_free(locked)
        _require_prompt(running, impediment_ended_on, on=on)
        later_date = LaterDate.objects.create(
            suggestion=locked,
            clock=running,
            asked_on=on,
            legal_on=running.due_on,
            amount=wish.amount,
            unit=wish.unit if wish.amount else "",
            wanted_on=_wanted(running, wish, today=clock.civil_day(at)),
            reason=reason.strip(),
            impediment_ended_on=impediment_ended_on,
        )
        details = (
            ({"impediment": impediment_ended_on.isoformat()} if impediment_ended_on else {})
            | {"legal_on": running.due_on.isoformat(), "wanted_on": later_date.wanted_on.isoformat()}
            | files.said(admitted)
        )
        event = ledger.take(
            step=TABLE["later_date.ask"], subject=later_date, actor=actor, at=at, on=on, text=reason, details=details
        )
        files.attach(
            files=admitted,
            suggestion=locked,
            about=ledger.subject_name(later_date),
            shown_to=Shown.BOTH,
            added_by_id=access.person_id,
            at=at,
            event=event,
        )
    return later_date


def _require_prompt(running: Clock, ended_on: date | None, *, on: date) -> None:
    """Raises Refused for an impediment that had not ended, or that ended more than ten days before (CIVPL Art. 86)."""
    if ended_on is None:
        return
    if ended_on > on:
        raise Refused(_("The impediment has not ended on this day."), field="impediment_ended_on")
    region = running.suggestion.procuratorate.region_code
    last = clocks.counted_from(on=ended_on, length=AFTER_IMPEDIMENT, region=region).due_on
    if on > last:
        raise Refused(
            _("It is asked for within ten days after the impediment ended, until %(day)s.") % {"day": last.isoformat()},
            article=_("Civil Procedure Law, Art. 86"),
            field="impediment_ended_on",
        )


def _owed_and_free(suggestion: Suggestion) -> Clock:
    running = owed(suggestion)
    if running is None:
        raise Refused(_("No reply is owed now, so that there is no day to move."))
    if suggestion.later_dates.filter(state="asked").exists():
        raise Refused(_("A later day was asked for already. It is decided first, or withdrawn."))
    running.suggestion = suggestion
    return running


def _wanted(running: Clock, wish: Wish, *, today: date) -> date:
    """Returns the day that is asked for: after the legal day, after one that was agreed before, and not in the past."""
    holding = running.agreed_on or running.due_on
    if (wish.amount is None) == (wish.to_on is None):
        raise Refused(_("Say by how many days, or to which day."), field="amount")
    if wish.to_on is not None:
        wanted, field = wish.to_on, "to_on"
    else:
        wanted, field = _later(running, wish, holding), "amount"
    if wanted <= holding:
        raise Refused(
            _("The day asked for lies after %(day)s, which holds now.") % {"day": holding.isoformat()}, field=field
        )
    if wanted < today:
        raise Refused(_("The day asked for has passed already."), field=field)
    days.require(wanted, meaning=DayMeaning.COMING, today=today, field=field)
    return wanted


def _later(running: Clock, wish: Wish, holding: date) -> date:
    if wish.unit not in UNITS:
        raise Refused(_("Say whether these are days or working days."), field="unit")
    try:
        length = Length(wish.amount or 0, LengthUnit(wish.unit))
    except ImpossibleLength as impossible:
        raise Refused(str(impossible), field="amount") from impossible
    region = running.suggestion.procuratorate.region_code
    return clocks.counted_from(on=holding, length=length, region=region).due_on


def withdraw(
    *,
    access: Access,
    at: datetime,
    later_date: LaterDate,
    reason: str = "",
    paper: Paper | None = None,
    expected_moves: int | None = None,
) -> None:
    """Withdraws the request, by the unit or from paper."""
    objecting.require_paper(paper=paper is not None, uploads=paper.scan if paper else ())
    admitted = files.admit(paper.scan if paper else ())
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["later_date.withdraw"],
            subject=later_date,
            actor=Actor(access=access, paper=paper is not None),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details=files.said(admitted),
        )
        files.attach(
            files=admitted,
            suggestion=later_date.suggestion,
            about=ledger.subject_name(later_date),
            shown_to=Shown.BOTH,
            added_by_id=access.person_id,
            at=at,
            event=event,
        )


def fall_away(*, actor: Actor, at: datetime, suggestion: Suggestion) -> None:
    """Withdraws an open request by the reply itself: who has replied asks for no more time."""
    for later_date in suggestion.later_dates.filter(state="asked"):
        later_date.suggestion = suggestion
        step = TABLE["later_date.withdraw"]
        ledger.take(step=step, subject=later_date, actor=actor, at=at, details={"by_reply": 1}, notify=False)
