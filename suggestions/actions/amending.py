"""Modifies and withdraws issued letters, with reasons, an approval of their own and a notice to the unit (P19 Art. 22)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.refusals import Refused, Stale
from suggestions.actions import amended, ledger, next_versions, review
from suggestions.actions.drafting import Body
from suggestions.actions.ledger import Taker
from suggestions.documents import content
from suggestions.models import (
    Amendment,
    Filing,
    Objection,
    Resolution,
    Suggestion,
)
from suggestions.rules import digests
from suggestions.rules.tracks import TABLE


@dataclass(frozen=True, kw_only=True)
class Cause:
    """What led to an amendment: an upheld objection, an instruction from above, or the office's own finding."""

    objection: Objection | None = None
    instructed_by: Filing | None = None


def causes(suggestion: Suggestion) -> list[Cause]:
    """Returns what asks for an amendment now: upheld objections that none has followed, and an instruction from above."""
    upheld = suggestion.objections.filter(state__in=["upheld_modify", "upheld_withdraw"])
    found = [Cause(objection=objection) for objection in upheld.exclude(amendments__state="decided")]
    return found + [Cause(instructed_by=filing) for filing in suggestion.filings.filter(state="returned")]


def asked_by(cause: Cause) -> str:
    """Returns what a cause asks for: `modify`, `withdraw`, or "" when the office found it by itself."""
    if cause.objection:
        return cause.objection.state.removeprefix("upheld_")
    return cause.instructed_by.instruction if cause.instructed_by else ""


def propose_modification(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    reasons: str,
    body: Body,
    cause: Cause,
    seen: int | None = None,
) -> Amendment:
    """Proposes the next version of the letter; each measure is kept, reworded, dropped (left out) or new."""
    if not body.measures:
        raise Refused(_("A letter without measures is a withdrawal. Propose that."), field="measures")
    with transaction.atomic():
        locked = _lock_out(suggestion, seen)
        letter = next_versions.make(suggestion=locked, body=body, access=access, at=at)
        return _propose(
            access=access,
            at=at,
            suggestion=locked,
            what="modify",
            reasons=reasons,
            cause=cause,
            letter=letter,
            digest=letter.digest,
        )


def propose_withdrawal(
    *, access: Access, at: datetime, suggestion: Suggestion, reasons: str, cause: Cause, seen: int | None = None
) -> Amendment:
    """Proposes to withdraw the letter."""
    with transaction.atomic():
        locked = _lock_out(suggestion, seen)
        digest = digests.of({"withdraw": locked.letter.digest, "reasons": reasons.strip()})
        return _propose(
            access=access,
            at=at,
            suggestion=locked,
            what="withdraw",
            reasons=reasons,
            cause=cause,
            letter=None,
            digest=digest,
        )


def _lock_out(suggestion: Suggestion, seen: int | None) -> Suggestion:
    locked = ledger.lock(suggestion, seen=seen)
    if locked.document_state not in {"issued", "served"}:
        raise Refused(_("Only an issued letter is modified or withdrawn; a draft is simply edited."))
    if locked.case_state == "closed":
        raise Refused(_("The case is closed. Reopen it first, with the new fact."))
    if locked.amendments.filter(state="proposed").exists():
        raise Refused(_("An amendment is already waiting for a decision."))
    return locked


def _propose(*, access: Access, at: datetime, suggestion: Suggestion, reasons: str, cause: Cause, **facts) -> Amendment:
    if not reasons.strip():
        raise Refused(_("Write the reasons: they belong to this step and are kept with it."), field="reasons")
    _require_cause(suggestion=suggestion, cause=cause, what=facts["what"])
    amendment = Amendment.objects.create(
        suggestion=suggestion,
        reasons=reasons.strip(),
        objection=cause.objection,
        instructed_by=cause.instructed_by,
        proposed_by_id=access.person_id,
        proposed_at=at,
        **facts,
    )
    ledger.take(
        step=TABLE["amendment.propose"],
        thing=amendment,
        taker=Taker(access=access),
        at=at,
        text=reasons,
        digest=amendment.digest,
        facts={"what": amendment.what},
    )
    return amendment


def _require_cause(*, suggestion: Suggestion, cause: Cause, what: str) -> None:
    """Raises Refused when the cause no longer asks for anything here, or asks for the other of the two."""
    asked = asked_by(cause)
    if (cause.objection or cause.instructed_by) and cause not in causes(suggestion):
        raise Refused(_("What this amendment was to follow is no longer open."), field="cause")
    if asked and asked != what:
        words = {"modify": _("asks for a modification"), "withdraw": _("asks for a withdrawal")}
        raise Refused(_("The decision to be followed %(asks)s.") % {"asks": words[asked]}, field="cause")


def decide(
    *,
    access: Access,
    at: datetime,
    amendment: Amendment,
    digest: str,
    reasons: str = "",
    new_due_on: date | None = None,
    resolution: review.ResolutionDraft | None = None,
    seen: int | None = None,
) -> None:
    """Approves an amendment over the digest shown and applies it: version, notice, measures, new due day."""
    suggestion = amendment.suggestion
    with transaction.atomic():
        ledger.lock(suggestion)
        suggestion.refresh_from_db()
        recorded = _decider(access=access, at=at, amendment=amendment, step="amendment.decide", resolution=resolution)
        if amendment.digest != digest or _digest_now(amendment) != digest:
            raise Stale(_("The text has changed since you opened it. Read the difference before you sign."))
        _require_due_day(amendment, new_due_on, on=clock.civil_day(at))
        ledger.take(
            step=TABLE["amendment.decide"],
            thing=amendment,
            taker=Taker(access=access),
            at=at,
            text=reasons,
            seen=seen,
            digest=digest,
            values={
                "decided_by_id": access.person_id,
                "decided_at": at,
                "decision_reasons": reasons,
                "resolution_id": recorded.pk if recorded else None,
                "new_due_on": new_due_on,
            },
        )
        if amendment.what == "withdraw":
            amended.withdraw(access=access, at=at, amendment=amendment)
        else:
            amended.modify(access=access, at=at, amendment=amendment)


def _decider(
    *, access: Access, at: datetime, amendment: Amendment, step: str, resolution: review.ResolutionDraft | None
) -> Resolution | None:
    """Returns the committee's resolution when it decides; raises NotAllowed for who proposed or handles the letter."""
    suggestion = amendment.suggestion
    ledger.permissions.require(access=access, step=TABLE[step], suggestion=suggestion)
    return review.decision_after_issue(
        access=access,
        at=at,
        suggestion=suggestion,
        draft=resolution,
        authors=frozenset({amendment.proposed_by_id, suggestion.handling_prosecutor_id}),
        by_committee=step == "amendment.decide" and suggestion.kind_row.gates[-1].by_resolution,
    )


def _digest_now(amendment: Amendment) -> str:
    """Returns the digest of what would be decided now: the proposed text, or the withdrawal with its reasons."""
    if amendment.letter:
        return content.digest(amendment.letter)
    return digests.of({"withdraw": amendment.suggestion.letter.digest, "reasons": amendment.reasons})


def _require_due_day(amendment: Amendment, new_due_on: date | None, *, on: date) -> None:
    if new_due_on is None:
        if amended.asks_anew(amendment):
            raise Refused(
                _("Measures are asked anew: set the day by which the unit replies to them."), field="new_due_on"
            )
        return
    if amendment.what == "withdraw" or amendment.suggestion.document_state != "served":
        raise Refused(_("No period runs for this letter, so that no new day can be set."), field="new_due_on")
    if new_due_on < on:
        raise Refused(_("The new due day lies in the past."), field="new_due_on")
    if not amended.asks_anew(amendment) and amendment.suggestion.reply_state != "awaited":
        raise Refused(_("The reply came already and nothing is asked anew, so that no day is due."), field="new_due_on")


def refuse(
    *,
    access: Access,
    at: datetime,
    amendment: Amendment,
    reasons: str,
    resolution: review.ResolutionDraft | None = None,
    seen: int | None = None,
) -> None:
    """Refuses an amendment; the letter stays as it is and proposed measures are taken back."""
    with transaction.atomic():
        ledger.lock(amendment.suggestion)
        recorded = _decider(access=access, at=at, amendment=amendment, step="amendment.refuse", resolution=resolution)
        ledger.take(
            step=TABLE["amendment.refuse"],
            thing=amendment,
            taker=Taker(access=access),
            at=at,
            text=reasons,
            seen=seen,
            values={
                "decided_by_id": access.person_id,
                "decided_at": at,
                "decision_reasons": reasons,
                "resolution_id": recorded.pk if recorded else None,
            },
        )
        amendment.suggestion.measures.filter(state="proposed").delete()
