"""Reports and informs when an urged unit leaves a suggestion undone without a justified reason (P19 Art. 25)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.actions import judging
from followups.conditions import escalation_conditions
from followups.documents.document_kinds import KINDS
from followups.models import Escalation
from followups.rules import escalation_rungs
from followups.rules.escalation_rungs import REPORT
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.access import permissions
from suggestions.actions import documents, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import Event, Suggestion
from suggestions.rules.steps import Shown


@dataclass(frozen=True, kw_only=True)
class EscalationDraft:
    """What is put to the chief procurator: which rung, to whom, what is undone, why no reason justifies it, and why now."""

    rung: str
    addressee: str
    undone: str
    no_justified_reason: str
    reasons: str
    necessity: str = ""


def propose(
    *, access: Access, at: datetime, suggestion: Suggestion, draft: EscalationDraft, expected_moves: int | None = None
) -> Escalation:
    """Puts an escalation to the chief procurator. Raises Premature naming every condition of Art. 25 that is missing."""
    if draft.rung not in escalation_rungs.RUNGS:
        raise Refused(_("Choose whom to report to or to inform."), field="rung")
    if not draft.addressee.strip():
        raise Refused(_("Name the addressee."), field="addressee")
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        permissions.require(access=access, step=TABLE["escalation.propose"], suggestion=locked)
        escalation_conditions.require(suggestion=locked, on=clock.civil_day(at), written=draft)
        if locked.escalations.filter(rung=draft.rung, state__in=Escalation.OPEN).exists():
            raise Refused(_("This rung is already taken and not answered yet."), field="rung")
        escalation = Escalation.objects.create(
            suggestion=locked,
            proposed_by_id=access.person_id,
            proposed_at=at,
            **{name: words.strip() for name, words in vars(draft).items()},
        )
        ledger.take(
            step=TABLE["escalation.propose"],
            subject=escalation,
            actor=Actor(access=access),
            at=at,
            text=draft.reasons,
            details=_details(escalation),
        )
    return escalation


def _details(escalation: Escalation) -> ledger.Details:
    return {"rung": escalation.rung, "addressee": escalation.addressee}


def decide(
    *, access: Access, at: datetime, escalation: Escalation, reasons: str = "", expected_moves: int | None = None
) -> None:
    """Decides it, by another person than who proposed it or handles the case; the conditions must still hold."""
    access = access.apart_from({escalation.proposed_by_id, *escalation.suggestion.handler_ids})
    with transaction.atomic():
        suggestion = _decided_by_another(access=access, escalation=escalation, step="escalation.decide")
        escalation_conditions.require(suggestion=suggestion, on=clock.civil_day(at), written=escalation)
        _decision(
            access=access,
            at=at,
            escalation=escalation,
            step="escalation.decide",
            reasons=reasons,
            expected_moves=expected_moves,
        )
        documents.keep(kind=kind_of(escalation), record=escalation, suggestion=suggestion, at=at)


def kind_of(escalation: Escalation) -> DocumentKind:
    """Returns which document the rung is carried by: a report, or a notice."""
    return KINDS["escalation_report" if escalation.rung_row.called == REPORT else "escalation_notice"]


def refuse(
    *, access: Access, at: datetime, escalation: Escalation, reasons: str, expected_moves: int | None = None
) -> None:
    """Refuses it with reasons; another may be proposed."""
    access = access.apart_from({escalation.proposed_by_id, *escalation.suggestion.handler_ids})
    with transaction.atomic():
        _decided_by_another(access=access, escalation=escalation, step="escalation.refuse")
        _decision(
            access=access,
            at=at,
            escalation=escalation,
            step="escalation.refuse",
            reasons=reasons,
            expected_moves=expected_moves,
        )


def _decided_by_another(*, access: Access, escalation: Escalation, step: str) -> Suggestion:
    """Returns the locked suggestion after checking who decides."""
    suggestion = ledger.lock(escalation)
    permissions.require(access=access, step=TABLE[step], suggestion=suggestion)
    permissions.require_another(access=access, suggestion=suggestion, proposed_by_id=escalation.proposed_by_id)
    return suggestion


def _decision(
    *, access: Access, at: datetime, escalation: Escalation, step: str, reasons: str, expected_moves: int | None
) -> None:
    ledger.take(
        step=TABLE[step],
        subject=escalation,
        actor=Actor(access=access),
        at=at,
        text=reasons,
        expected_moves=expected_moves,
        details=_details(escalation),
        values={"decided_by_id": access.person_id, "decided_at": at, "decision_reasons": reasons.strip()},
    )


def call_off(
    *, access: Access, at: datetime, escalation: Escalation, reason: str, expected_moves: int | None = None
) -> None:
    """Calls off what was decided and is no longer needed, before it is sent; the decision and its document stay."""
    access = access.apart_from({escalation.proposed_by_id, *escalation.suggestion.handler_ids})
    with transaction.atomic():
        _decided_by_another(access=access, escalation=escalation, step="escalation.call_off")
        ledger.take(
            step=TABLE["escalation.call_off"],
            subject=escalation,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details=_details(escalation),
            values={"called_off_by_id": access.person_id, "called_off_at": at, "called_off_reason": reason.strip()},
        )


def send(
    *,
    access: Access,
    at: datetime,
    escalation: Escalation,
    how: str,
    on: date,
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> None:
    """Records that it was sent, with its proof. The unit is told, and reads what is undone, where its rung says so."""
    if not how.strip():
        raise Refused(_("Say how it was sent."), field="how")
    admitted = files.admit(evidence)
    with transaction.atomic():
        judging.require_in_force(ledger.lock(escalation))
        _require_day(
            on, since=escalation.decided_at and clock.civil_day(escalation.decided_at), today=clock.civil_day(at)
        )
        event = ledger.take(
            step=TABLE["escalation.send_openly" if escalation.rung_row.tells_unit else "escalation.send"],
            subject=escalation,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=escalation.undone,
            expected_moves=expected_moves,
            details=_details(escalation) | {"how": how.strip(), **files.said(admitted)},
            values={"sent_on": on, "sent_how": how.strip()},
        )
        _attach(access=access, at=at, escalation=escalation, evidence=admitted, event=event)


def answer(
    *,
    access: Access,
    at: datetime,
    escalation: Escalation,
    result: str,
    on: date,
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> None:
    """Records what came of it: an answer, a measure taken, or that none came. The same rung may be taken again then."""
    if not result.strip():
        raise Refused(_("Write what came of it."), field="result")
    admitted = files.admit(evidence)
    with transaction.atomic():
        ledger.lock(escalation)
        _require_day(on, since=escalation.sent_on, today=clock.civil_day(at))
        event = ledger.take(
            step=TABLE["escalation.answer"],
            subject=escalation,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=result,
            expected_moves=expected_moves,
            details=_details(escalation) | files.said(admitted),
            values={"answered_on": on, "result": result.strip()},
        )
        _attach(access=access, at=at, escalation=escalation, evidence=admitted, event=event)


def _attach(
    *, access: Access, at: datetime, escalation: Escalation, evidence: tuple[files.Admitted, ...], event: Event
) -> None:
    """Keeps a scan with the step that it proves; the unit is not shown it, even where it is told of the step."""
    files.attach(
        files=evidence,
        suggestion=escalation.suggestion,
        about=ledger.subject_name(escalation),
        shown_to=Shown.OFFICE,
        added_by_id=access.person_id,
        at=at,
        event=event,
    )


def _require_day(on: date, *, since: date | None, today: date) -> None:
    """Raises Refused for a day in the future or before what it follows; a step out of turn is left to the table."""
    days.require(on, meaning=DayMeaning.PAST, today=today, field="on")
    if since and on < since:
        raise Refused(_("This day lies before the step that it follows."), field="on")
