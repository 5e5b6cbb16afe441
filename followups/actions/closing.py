"""Closes a case when nothing is missing, and reopens it on a rebound or a new fact; what may be missing is in closing_conditions.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.actions import judging
from followups.conditions import closing_conditions, look_back_day
from followups.documents.document_kinds import KINDS
from followups.rules.look_back_terms import Risk
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import NotAllowed, Refused, Stale, raise_first, refusals
from suggestions.actions import case_papers, clocks, documents, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import governing
from suggestions.models import Event, Suggestion
from suggestions.rules import terms
from suggestions.rules.acts import Act
from suggestions.rules.lifecycle import PIL, TABLE
from suggestions.rules.steps import Step
from suggestions.rules.term_rows import Trigger


@dataclass(frozen=True, kw_only=True)
class ClosingFindings:
    """The three facts of the national form, judged with text (domain.md 4.4), and the risk that it comes back, with a reason."""

    rectified: str
    industry_governance: str
    long_term_mechanism: str
    reasons: str = ""
    risk: str = ""
    risk_reason: str = ""
    look_back_reason: str = ""


def step_of(suggestion: Suggestion, key: str) -> Step:
    """Returns a step of closing as it is taken in this case: of public interest the chief procurator closes (PIL21 Art. 74)."""
    return TABLE[f"case.{key}_pil" if suggestion.kind in PIL else f"case.{key}"]


def propose(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    findings: ClosingFindings,
    look_back_on: date | None,
    expected_moves: int | None = None,
) -> None:
    """Proposes closing to who decides it; raises CannotClose with all that is missing.

    Without a day, that of the risk is proposed; another day than that one needs a reason (`facts.look_back_reason`).
    """
    on = clock.civil_day(at)
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        raise_first(faults(suggestion=locked, findings=findings, look_back_on=look_back_on, at=at))
        proposal = look_back_day.proposed(locked, on=on).get(findings.risk)
        if suggestion.document_state != "withdrawn" and proposal:
            look_back_on = look_back_on or proposal.on
        closing_conditions.require(locked, look_back_on=look_back_on, today=on)
        actor, step = Actor(access=access), step_of(suggestion, "propose_closing")
        ledger.take(
            step=step,
            subject=suggestion,
            actor=actor,
            at=at,
            text=findings.reasons or findings.rectified,
            expected_moves=expected_moves,
            details={"look_back_on": look_back_on.isoformat() if look_back_on else ""},
            values={
                "closing_proposed": True,
                "look_back_on": look_back_on,
                "closing_findings": {
                    **vars(findings),
                    "look_back": proposal.to_json() if proposal else {},
                    "proposer": actor.signed_name(step=step, suggestion=locked),
                    "proposer_id": access.person_id,
                    "round": locked.round,
                },
            },
        )


def faults(
    *, suggestion: Suggestion, findings: ClosingFindings, look_back_on: date | None, at: datetime
) -> Iterator[Refused]:
    """Yields everything for which what was typed in a proposal would be refused, each at its field.

    Each fact of the national form is judged in words; of a withdrawn letter only reasons are asked. Another day for looking
    back than the proposed one has its reason.
    """
    if suggestion.document_state == "withdrawn":
        if not findings.reasons.strip():
            yield Refused(_("Write the reasons: they belong to this step and are kept with it."), field="reasons")
        return
    for name in ("rectified", "industry_governance", "long_term_mechanism"):
        if not getattr(findings, name).strip():
            yield Refused(_("Say of each of the three facts what was found, or that it does not apply."), field=name)
    if findings.risk not in list(Risk):
        yield Refused(_("Judge how likely it is that the problem comes back."), field="risk")
    if not findings.risk_reason.strip():
        yield Refused(_("Write on what the judgement of the risk rests."), field="risk_reason")
    today = clock.civil_day(at)
    yield from refusals(
        lambda: days.require(look_back_on, meaning=DayMeaning.COMING, today=today, field="look_back_on")
    )
    proposal = look_back_day.proposed(suggestion, on=today).get(findings.risk)
    is_another = proposal is not None and look_back_on not in {None, proposal.on}
    if is_another and not findings.look_back_reason.strip():
        yield Refused(_("Write why it is another day than the proposed one."), field="look_back_reason")


def decline(
    *, access: Access, at: datetime, suggestion: Suggestion, reason: str, expected_moves: int | None = None
) -> None:
    """Sends the proposal back with reasons."""
    with transaction.atomic():
        _require_proposal(ledger.lock(suggestion))
        ledger.take(
            step=step_of(suggestion, "decline_closing"),
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            values={"closing_proposed": False, "look_back_on": None},
        )


def close(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    look_back_on: date | None = None,
    look_back_reason: str = "",
    ground: str = "",
    expected_moves: int | None = None,
) -> None:
    """Closes the case on the prosecutor's proposal, with a look-back date and the closing decision as a document.

    Another day than the proposal's needs a reason, which the event and the closing facts keep. A public-interest case whose
    letter was withdrawn ends by a decision on a ground of its rules instead, which is served on the organ (PIL21 Art. 74).
    """
    on = clock.civil_day(at)
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        _require_proposal(locked)
        is_ended = closing_conditions.ends_by_decision(locked)
        if is_ended:
            case_papers.require_ending_ground(ground)
        proposers = {locked.handling_prosecutor_id, locked.closing_findings.get("proposer_id")}
        if access.person_id in proposers:
            raise NotAllowed(_("Who proposed closing cannot decide it."))
        access = access.apart_from(proposers)
        kept = _with_another_day(locked, asked=look_back_on, reason=look_back_reason)
        days.require(look_back_on, meaning=DayMeaning.COMING, today=on, field="look_back_on")
        look_back_on = look_back_on or locked.look_back_on
        closing_conditions.require(locked, look_back_on=look_back_on, today=clock.civil_day(at))
        event = ledger.take(
            step=step_of(suggestion, "close"),
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=str(kept.get("reasons", "")) if is_ended else "",
            expected_moves=expected_moves,
            details={
                "look_back_on": look_back_on.isoformat() if look_back_on else "",
                **({"ending_ground": ground} if is_ended else {}),
            },
            values={
                "closing_proposed": False,
                "closed_on": on,
                "closing_version": governing.version(locked, act=Act.CLOSING, on=on).key,
                "look_back_on": look_back_on,
                "closing_findings": kept,
            },
        )
        if is_ended:
            case_papers.end_by_decision(
                suggestion=suggestion, event=event, by_id=access.person_id, text=str(kept.get("reasons", ""))
            )
        else:
            documents.keep(kind=KINDS["closing_decision"], record=suggestion, suggestion=suggestion, at=at)
        # A visit that is planned stands beyond the closing: it is held, or called off.
        clocks.stop_all(suggestion=suggestion, event=event, on=on, but=Trigger.VISITED)
        if look_back_on:
            set_look_back(suggestion=suggestion, event=event, on=on, due_on=look_back_on)


def _with_another_day(suggestion: Suggestion, *, asked: date | None, reason: str) -> dict[str, object]:
    """Returns the closing facts with why the decider set another day; raises Refused for another day without a reason."""
    if not (asked and suggestion.look_back_on and asked != suggestion.look_back_on):
        return {**suggestion.closing_findings}
    if not reason.strip():
        raise Refused(_("Write why it is another day than the proposed one."), field="look_back_reason")
    return {**suggestion.closing_findings, "look_back_reason": reason.strip()}


def set_look_back(*, suggestion: Suggestion, event: Event, on: date, due_on: date) -> None:
    """Starts our clock for the next look back; its day was set by a person, not by law."""
    clocks.start(suggestion=suggestion, term=terms.find("look_back", on=on), event=event, on=on, due_on=due_on)


def reopen(
    *, access: Access, at: datetime, suggestion: Suggestion, reason: str, expected_moves: int | None = None
) -> None:
    """Reopens a closed case for another round, on a rebound or a new fact; its history stays."""
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        judging.require_in_force(locked)
        if locked.has_ended_unissued:
            raise Refused(_("No letter came of this case. What is found anew is a case of its own."))
        event = ledger.take(
            step=TABLE["case.reopen"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"round": suggestion.round + 1},
            values={"round": suggestion.round + 1, "closed_on": None},
        )
        clocks.stop(what=Trigger.LOOKED_BACK, suggestion=suggestion, event=event, on=event.taken_on)


def _require_proposal(suggestion: Suggestion) -> None:
    if not suggestion.closing_proposed:
        raise Stale(_("No proposal to close is waiting. The handling prosecutor proposes it."))
