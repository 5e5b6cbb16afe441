"""Records that the court's president prolonged the court's reply, once, by the month that the rule allows (EXEC16 Art. 13).

Unlike a later day that the office agrees to, this moves the legal day: the rule itself leaves it to the president.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.actions import judging, postponing
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.access import permissions
from suggestions.actions import clocks, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Clock, Suggestion
from suggestions.rules import terms
from suggestions.rules.lengths import Length
from suggestions.rules.steps import Shown

STEP = TABLE["reply.prolong"]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the president decided: on which day, why, and the document that says so, with its number if it has one."""

    on: date
    reason: str
    document: tuple[files.Given, ...]
    reference: str = ""


def prolong(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    decision: Decision,
    paper: bool = False,
    expected_moves: int | None = None,
) -> None:
    """Prolongs the court's reply on the court's word, or by the office from paper; the former day stays with the reason."""
    admitted = files.admit(decision.document)
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        permissions.require(access=access, step=STEP, suggestion=locked, from_paper=paper)
        judging.require_in_force(locked)
        running, by = _to_prolong(locked)
        _require(decision, running, today=clock.civil_day(at))
        event = ledger.take(
            step=STEP,
            subject=suggestion,
            actor=Actor(access=access, paper=paper),
            at=at,
            text=decision.reason,
            expected_moves=expected_moves,
            details={
                "approved_on": decision.on.isoformat(),
                "reference": decision.reference.strip(),
                by.unit.value: by.amount,
                "former": running.due_on.isoformat(),
                **files.said(admitted),
            },
        )
        files.attach(
            files=admitted,
            suggestion=suggestion,
            about=ledger.subject_name(running),
            shown_to=Shown.BOTH,
            added_by_id=access.person_id,
            at=at,
            event=event,
        )
        counted = clocks.counted_again(running, prolonged=(by,))
        clocks.move(
            clock=running,
            due_on=counted.due_on,
            reason=decision.reason.strip(),
            event=event,
            derivation=counted.to_json(),
        )


def cannot_prolong(suggestion: Suggestion) -> str:
    """Returns, in words, why the reply owed now cannot be prolonged; "" when it can."""
    try:
        _to_prolong(suggestion)
    except Refused as refused:
        return str(refused)
    return ""


def _to_prolong(suggestion: Suggestion) -> tuple[Clock, Length]:
    """Returns the clock of the reply with what the rule prolongs it by; raises Refused where it cannot be prolonged."""
    article = str(STEP.article)
    running = postponing.owed(suggestion)
    if running is None:
        raise Refused(_("No reply is owed now, so that there is no day to move."), article=article)
    running.suggestion = suggestion
    by = _extension(running)
    if by is None:
        raise Refused(_("The rule for this reply lets nobody prolong it."), article=article)
    if not running.derivation.get("start_on"):
        raise Refused(_("This day was set, not counted from a period."), article=article)
    if clocks.derivation_of(running).prolonged:
        raise Refused(_("The reply was prolonged already; the rule allows it once."), article=article)
    return running, by


def _extension(running: Clock) -> Length | None:
    term = terms.governing(key=running.term, rule_version=running.rule_version)
    return term.extension if term else None


def _require(decision: Decision, running: Clock, *, today: date) -> None:
    """Raises Refused unless the decision lies within the period and can be shown; it may be recorded later."""
    if not decision.document:
        raise Refused(_("Attach the document that says so: the day rests on it."), field="files")
    days.require(decision.on, meaning=DayMeaning.PAST, today=today, field="on")
    if not running.started_on <= decision.on <= running.due_on:
        raise Refused(
            _("The president prolongs the reply while its period runs, from %(start)s to %(due)s.")
            % {"start": running.started_on.isoformat(), "due": running.due_on.isoformat()},
            field="on",
        )
