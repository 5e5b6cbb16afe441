"""Proposes to modify or withdraw an issued letter, with reasons and what led to it (P19 Art. 22)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs.access import Access
from organs.refusals import Refused, raise_first
from suggestions.actions import ledger
from suggestions.actions.amending import versions
from suggestions.actions.drafting import Body, length_faults
from suggestions.actions.ledger import Actor
from suggestions.models import (
    Amendment,
    Instruction,
    LetterVersion,
    Objection,
    Suggestion,
)
from suggestions.rules import digests
from suggestions.rules.states import DOCUMENT
from suggestions.rules.tracks import TABLE


@dataclass(frozen=True, kw_only=True)
class Cause:
    """What led to an amendment: an upheld objection, an instruction from above, or the office's own finding."""

    objection: Objection | None = None
    instruction: Instruction | None = None


def causes(suggestion: Suggestion) -> list[Cause]:
    """Returns what asks for an amendment now: upheld objections that none has followed, and an instruction from above."""
    upheld = suggestion.objections.filter(state__in=["upheld_modify", "upheld_withdraw"])
    found = [Cause(objection=objection) for objection in upheld.exclude(amendments__state="decided")]
    standing = suggestion.instructions.filter(state="given").select_related("office")
    return found + [Cause(instruction=instruction) for instruction in standing]


def asked_by(cause: Cause) -> str:
    """Returns what a cause asks for: `modify`, `withdraw`, or "" when the office found it by itself."""
    if cause.objection:
        return cause.objection.state.removeprefix("upheld_")
    return cause.instruction.what if cause.instruction else ""


def body_faults(body: Body) -> Iterator[Refused]:
    """Yields what is wrong with the text of a next version."""
    yield from length_faults(body)
    if not body.measures:
        yield Refused(_("A letter without measures is a withdrawal. Propose that."), field="measures")


def propose_modification(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    reasons: str,
    body: Body,
    cause: Cause,
    expected_moves: int | None = None,
) -> Amendment:
    """Proposes the next version of the letter; each measure is kept, reworded, dropped (left out) or new."""
    raise_first(body_faults(body))
    with transaction.atomic():
        locked = _lock_out(suggestion, expected_moves)
        letter = versions.make(suggestion=locked, body=body, access=access, at=at)
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
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    reasons: str,
    cause: Cause,
    expected_moves: int | None = None,
) -> Amendment:
    """Proposes to withdraw the letter."""
    with transaction.atomic():
        locked = _lock_out(suggestion, expected_moves)
        digest = digests.of({"withdraw": locked.current_letter.digest, "reasons": reasons.strip()})
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


def _lock_out(suggestion: Suggestion, expected_moves: int | None) -> Suggestion:
    locked = ledger.lock(suggestion, expected_moves=expected_moves)
    if locked.document_state not in DOCUMENT.of("in force"):
        raise Refused(_("Only an issued letter is modified or withdrawn; a draft is simply edited."))
    if locked.case_state == "closed":
        raise Refused(_("The case is closed. Reopen it first, with the new fact."))
    if locked.amendments.filter(state="proposed").exists():
        raise Refused(_("An amendment is already waiting for a decision."))
    return locked


def _propose(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    what: str,
    reasons: str,
    cause: Cause,
    letter: LetterVersion | None,
    digest: str,
) -> Amendment:
    if not reasons.strip():
        raise Refused(_("Write the reasons: they belong to this step and are kept with it."), field="reasons")
    _require_cause(suggestion=suggestion, cause=cause, what=what)
    amendment = Amendment.objects.create(
        suggestion=suggestion,
        what=what,
        letter=letter,
        digest=digest,
        reasons=reasons.strip(),
        objection=cause.objection,
        instruction=cause.instruction,
        proposed_by_id=access.person_id,
        proposed_at=at,
    )
    ledger.take(
        step=TABLE["amendment.propose"],
        subject=amendment,
        actor=Actor(access=access),
        at=at,
        text=reasons,
        digest=amendment.digest,
        details={"what": amendment.what},
    )
    return amendment


def _require_cause(*, suggestion: Suggestion, cause: Cause, what: str) -> None:
    """Raises Refused when the cause no longer asks for anything here, or asks for the other of the two."""
    asked, standing = asked_by(cause), causes(suggestion)
    if (cause.objection or cause.instruction) and cause not in standing:
        raise Refused(_("What this amendment was to follow is no longer open."), field="cause")
    if cause.instruction is None and any(each.instruction for each in standing):
        raise Refused(
            _("An instruction of the higher procuratorate stands: what it asks for comes first."), field="cause"
        )
    if asked and asked != what:
        words = {"modify": _("asks for a modification"), "withdraw": _("asks for a withdrawal")}
        raise Refused(_("The decision to be followed %(asks)s.") % {"asks": words[asked]}, field="cause")
