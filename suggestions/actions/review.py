"""Passes, returns and approves drafts at their gates; every signature is given over the digest of the text seen."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, people
from organs.access import Access
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import CHIEFS
from suggestions.access import permissions, person_relations
from suggestions.actions import clocks, drafting, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import content
from suggestions.models import Approval, LetterVersion, Resolution, Suggestion
from suggestions.rules import kinds
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger


@dataclass(frozen=True, kw_only=True)
class ResolutionDraft:
    """A committee's decision as it is recorded: date, number, result, minutes."""

    decided_on: date
    number: str
    result: str
    minutes: files.Upload | None = None


def sign(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    digest: str,
    opinion: str = "",
    verdicts: dict[str, bool] | None = None,
    resolution: ResolutionDraft | None = None,
    expected_moves: int | None = None,
) -> None:
    """Passes the gate at which the draft waits, or approves it at the last one, over the digest that was shown.

    Raises Stale when the text is another one by now, NotAllowed for an author or the wrong gate, Refused when the gate
    asks for verdicts, an opinion or a resolution that is missing.
    """
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        letter = locked.current_letter
        gate = permissions.require_gate(access=access, suggestion=locked, authors=drafting.authors(letter))
        require_same_text(letter=letter, digest=digest)
        _require_verdicts(gate, verdicts or {}, opinion)
        recorded = _resolution(access=access, at=at, suggestion=locked, gate=gate, draft=resolution)
        approval = _approve(
            access=access,
            at=at,
            letter=letter,
            gate=gate.key,
            verdict="pass",
            digest=digest,
            opinion=opinion,
            verdicts=verdicts or {},
            resolution=recorded,
        )
        if gate.decides:
            _decide(access=access, at=at, suggestion=suggestion, approval=approval, expected_moves=expected_moves)
        else:
            _pass_on(access=access, at=at, suggestion=suggestion, approval=approval, expected_moves=expected_moves)


def _pass_on(
    *, access: Access, at: datetime, suggestion: Suggestion, approval: Approval, expected_moves: int | None
) -> None:
    event = ledger.take(
        step=TABLE["document.pass"],
        subject=suggestion,
        actor=Actor(access=access),
        at=at,
        expected_moves=expected_moves,
        text=approval.opinion,
        digest=approval.digest,
        details={"gate": approval.gate},
        values={"gate": drafting.next_gate(letter=approval.letter, digest=approval.digest)},
    )
    drafting.tell_gate(suggestion=suggestion, event=event)


def _decide(
    *, access: Access, at: datetime, suggestion: Suggestion, approval: Approval, expected_moves: int | None
) -> None:
    details: ledger.Details = {"by": "committee" if approval.resolution else "chief"}
    if approval.resolution:
        details |= {"resolution": approval.resolution.number, "decided_on": str(approval.resolution.decided_on)}
    event = ledger.take(
        step=TABLE["document.approve"],
        subject=suggestion,
        actor=Actor(access=access),
        at=at,
        expected_moves=expected_moves,
        text=approval.opinion,
        digest=approval.digest,
        details=details,
        values={"gate": ""},
    )
    clocks.happened(what=Trigger.APPROVED, suggestion=suggestion, event=event, on=event.taken_on)


def return_draft(
    *, access: Access, at: datetime, suggestion: Suggestion, digest: str, reason: str, expected_moves: int | None = None
) -> None:
    """Returns the draft with reasons; the investigation clock runs on."""
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        gate = permissions.require_gate(
            access=access, suggestion=locked, authors=drafting.authors(locked.current_letter)
        )
        require_same_text(letter=locked.current_letter, digest=digest)
        if not reason.strip():
            raise Refused(_("Write the reasons: they belong to this step and are kept with it."), field="reason")
        _approve(
            access=access,
            at=at,
            letter=locked.current_letter,
            gate=gate.key,
            verdict="return",
            digest=digest,
            opinion=reason,
            verdicts={},
            resolution=None,
        )
        event = ledger.take(
            step=TABLE["document.return"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            text=reason,
            digest=digest,
            details={"gate": gate.key},
            values={"gate": ""},
        )
        if suggestion.investigation_decided_on:
            drafting.start_investigation(
                suggestion=suggestion, event=event, decided_on=suggestion.investigation_decided_on
            )


def require_same_text(*, letter: LetterVersion, digest: str) -> None:
    """Raises Stale unless the text still has the digest that was shown."""
    if content.digest(letter) != digest:
        raise Stale(_("The text has changed since you opened it. Read the difference before you sign."))


def _require_verdicts(gate: kinds.Gate, verdicts: dict[str, bool], opinion: str) -> None:
    lacking = [key for key in gate.verdicts if key not in verdicts]
    if lacking:
        raise Refused(_("Give a verdict on each: necessity, legality, reasoning (Art. 17)."), field=lacking[0])
    if gate.verdicts and not opinion.strip():
        raise Refused(_("Write the review opinion."), field="opinion")
    if not all(verdicts.get(key) for key in gate.verdicts):
        raise Refused(_("A draft that fails a verdict is returned with reasons, not passed."), field="verdicts")


def needs_resolution(*, suggestion: Suggestion, on: date) -> bool:
    """Tells whether the committee must decide: the kind says so, or it is the chief procurator's own case (design 3)."""
    gate = permissions.gate_of(suggestion) or suggestion.kind_row.gates[-1]
    return gate.decides and (gate.by_resolution or is_chiefs_own_case(suggestion, on=on))


def is_chiefs_own_case(suggestion: Suggestion, *, on: date) -> bool:
    """Tells whether a chief or deputy chief procurator handles the case on that day: then the committee decides (design 3)."""
    if suggestion.handling_prosecutor is None:  # what was published
        return False
    handler = people.access_of(person=suggestion.handling_prosecutor, on=on)
    post = handler.post_at(procuratorate_id=suggestion.procuratorate_id)
    return post is not None and post.role in CHIEFS


def _resolution(
    *, access: Access, at: datetime, suggestion: Suggestion, gate: kinds.Gate, draft: ResolutionDraft | None
) -> Resolution | None:
    is_secretary = "secretary" in person_relations.of(access=access, suggestion=suggestion)
    required = needs_resolution(suggestion=suggestion, on=clock.civil_day(at))
    if draft is not None and not gate.decides:
        raise Refused(_("A resolution belongs to the decision, not to this gate."), field="resolution_number")
    return resolved(
        access=access,
        at=at,
        suggestion=suggestion,
        draft=draft,
        required=required or (gate.decides and is_secretary and not access.has(*CHIEFS)),
    )


def resolved(
    *, access: Access, at: datetime, suggestion: Suggestion, draft: ResolutionDraft | None, required: bool
) -> Resolution | None:
    """Returns the recorded resolution, or None when the chief procurator decides alone.

    Raises Refused when one is required and missing, NotAllowed for anybody but the committee's secretary.
    """
    if draft is None:
        if required:
            raise Refused(
                _("The committee's resolution is needed: its date, number and result."), field="resolution_number"
            )
        return None
    if "secretary" not in person_relations.of(access=access, suggestion=suggestion):
        raise NotAllowed(_("The committee's secretary records its resolutions."))
    return record_resolution(access=access, at=at, suggestion=suggestion, draft=draft)


def decision_after_issue(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    draft: ResolutionDraft | None,
    authors: frozenset[int],
    by_committee: bool = False,
) -> Resolution | None:
    """Checks who decides on an issued letter (P19 Art. 22-23), and returns the committee's resolution when it decides.

    Nobody decides on an own letter or an own proposal. The committee decides where its kind says so (`by_committee`),
    on a chief procurator's own case, and whenever its secretary records the decision.
    """
    held = person_relations.of(access=access, suggestion=suggestion)
    if access.person_id in authors and "secretary" not in held:
        raise NotAllowed(
            _("Nobody reviews or decides an own draft. Another person of this post, or the committee, must do it.")
        )
    required = by_committee or "chief" not in held or is_chiefs_own_case(suggestion, on=clock.civil_day(at))
    return resolved(access=access, at=at, suggestion=suggestion, draft=draft, required=required)


def record_resolution(*, access: Access, at: datetime, suggestion: Suggestion, draft: ResolutionDraft) -> Resolution:
    """Keeps a resolution of the procuratorial committee with its minutes."""
    if not draft.number.strip() or not draft.result.strip():
        raise Refused(_("Write the resolution's number and result."), field="resolution_number")
    if draft.decided_on > clock.civil_day(at):
        raise Refused(_("A resolution cannot lie in the future."), field="resolution_decided_on")
    minutes = None
    if draft.minutes:
        minutes = files.attach(
            files=[draft.minutes],
            suggestion=suggestion,
            about="resolution",
            shown_to=Shown.INTERNAL,
            added_by_id=access.person_id,
            at=at,
        )[0]
    return Resolution.objects.create(
        suggestion=suggestion,
        decided_on=draft.decided_on,
        number=draft.number.strip(),
        result=draft.result.strip(),
        minutes=minutes,
        recorded_by_id=access.person_id,
        recorded_at=at,
    )


def _approve(
    *,
    access: Access,
    at: datetime,
    letter: LetterVersion,
    gate: str,
    verdict: str,
    digest: str,
    opinion: str,
    verdicts: dict[str, bool],
    resolution: Resolution | None,
) -> Approval:
    return Approval.objects.create(
        letter=letter,
        by_id=access.person_id,
        by_name=access.name,
        by_post=ledger.post_text(access, letter.suggestion),
        at=at,
        gate=gate,
        verdict=verdict,
        digest=digest,
        opinion=opinion,
        verdicts=verdicts,
        resolution=resolution,
    )
