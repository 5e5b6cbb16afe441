"""Passes, returns and approves drafts at their gates; every signature is given over the digest of the text seen."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days, people
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import CHIEFS
from suggestions.access import permissions, person_relations
from suggestions.actions import clocks, documents, drafting, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import completeness, content, governing
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Approval, LetterVersion, Matter, Resolution, Suggestion
from suggestions.rules import kinds
from suggestions.rules.acts import Act
from suggestions.rules.kinds import Type
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger


@dataclass(frozen=True, kw_only=True)
class ResolutionDraft:
    """A committee's decision as it is recorded: date, number, result, minutes."""

    decided_on: date
    number: str
    result: str
    minutes: files.Given | None = None


def admitted(draft: ResolutionDraft | None) -> ResolutionDraft | None:
    """Returns the draft with its minutes as they may be kept; called before the case is locked."""
    if draft is None or draft.minutes is None:
        return draft
    (minutes,) = files.admit([draft.minutes], field="resolution_minutes")
    return replace(draft, minutes=minutes)


def said(resolution: Resolution | None) -> dict[str, str]:
    """Returns what an event says of the resolution that it rests on: the number, and the digest of its minutes."""
    if resolution is None:
        return {}
    minutes = {"received": resolution.minutes.received} if resolution.minutes else {}
    return {"resolution": resolution.number, **minutes}


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
    asks for verdicts, ticks, an opinion or a resolution that is missing.
    """
    resolution = admitted(resolution)
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        letter = locked.current_letter
        authors = drafting.authors(letter)
        gate = permissions.require_gate(access=access, suggestion=locked, authors=authors)
        access = access.apart_from(authors)
        require_same_text(letter=letter, digest=digest)
        require_rules_of_the_day(locked, on=clock.civil_day(at))
        completeness.require_report(locked)
        _require_one_gate(access=access, letter=letter, gate=gate)
        _require_verdicts(gate, verdicts or {}, opinion)
        _require_checklist(gate, verdicts or {})
        recorded = _resolution(access=access, at=at, suggestion=locked, gate=gate, draft=resolution)
        approval = _approve(
            access=access,
            at=at,
            letter=letter,
            gate=gate,
            verdict="pass",
            digest=digest,
            opinion=opinion,
            verdicts=verdicts or {},
            resolution=recorded,
        )
        actor = Actor(access=access, stands_as=permissions.relations_at_gate(gate))
        if gate.decides:
            _decide(actor=actor, at=at, suggestion=suggestion, approval=approval, expected_moves=expected_moves)
        else:
            _pass_on(actor=actor, at=at, suggestion=suggestion, approval=approval, expected_moves=expected_moves)


def _pass_on(
    *, actor: Actor, at: datetime, suggestion: Suggestion, approval: Approval, expected_moves: int | None
) -> None:
    ticked = [key for key in approval.verdicts if key in kinds.QUALITIES]
    event = ledger.take(
        step=TABLE["document.pass"],
        subject=suggestion,
        actor=actor,
        at=at,
        expected_moves=expected_moves,
        text=approval.opinion,
        digest=approval.digest,
        details={"gate": approval.gate, **({"checklist": ",".join(ticked)} if ticked else {})},
        values={"gate": drafting.next_gate(letter=approval.letter, digest=approval.digest)},
    )
    drafting.tell_gate(suggestion=suggestion, event=event)


def _decide(
    *, actor: Actor, at: datetime, suggestion: Suggestion, approval: Approval, expected_moves: int | None
) -> None:
    details: ledger.Details = {"by": "committee" if approval.resolution else "chief"}
    if approval.resolution:
        details |= {**said(approval.resolution), "decided_on": str(approval.resolution.decided_on)}
    event = ledger.take(
        step=TABLE["document.approve"],
        subject=suggestion,
        actor=actor,
        at=at,
        expected_moves=expected_moves,
        text=approval.opinion,
        digest=approval.digest,
        details=details,
        values={"gate": ""},
    )
    clocks.happened(what=Trigger.APPROVED, suggestion=suggestion, event=event, on=event.taken_on)


def refer(
    *, access: Access, at: datetime, suggestion: Suggestion, digest: str, reason: str, expected_moves: int | None = None
) -> None:
    """Refers the draft to the procuratorial committee: from now on it alone decides on this text (P19 Art. 15(2)).

    Raises Refused where another gate comes first, or where the committee decides already.
    """
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        authors = drafting.authors(locked.current_letter)
        gate = permissions.require_gate(access=access, suggestion=locked, authors=authors)
        access = access.apart_from(authors)
        require_same_text(letter=locked.current_letter, digest=digest)
        if not gate.decides:
            raise Refused(_("Only whoever decides refers a draft to the committee."))
        if needs_resolution(suggestion=locked, on=clock.civil_day(at)):
            raise Refused(_("The committee decides this one: its secretary records the resolution here."))
        if not reason.strip():
            raise Refused(_("Write the reasons: they belong to this step and are kept with it."), field="referral")
        _approve(
            access=access,
            at=at,
            letter=locked.current_letter,
            gate=gate,
            verdict="refer",
            digest=digest,
            opinion=reason,
            verdicts={},
            resolution=None,
        )
        ledger.take(
            step=TABLE["document.refer"],
            subject=suggestion,
            actor=Actor(access=access, stands_as=permissions.relations_at_gate(gate)),
            at=at,
            expected_moves=expected_moves,
            text=reason,
            digest=digest,
        )


def return_draft(
    *, access: Access, at: datetime, suggestion: Suggestion, digest: str, reason: str, expected_moves: int | None = None
) -> None:
    """Returns the draft with reasons; the investigation clock runs on."""
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        authors = drafting.authors(locked.current_letter)
        gate = permissions.require_gate(access=access, suggestion=locked, authors=authors)
        access = access.apart_from(authors)
        require_same_text(letter=locked.current_letter, digest=digest)
        if not reason.strip():
            raise Refused(_("Write the reasons: they belong to this step and are kept with it."), field="reason")
        _approve(
            access=access,
            at=at,
            letter=locked.current_letter,
            gate=gate,
            verdict="return",
            digest=digest,
            opinion=reason,
            verdicts={},
            resolution=None,
        )
        event = ledger.take(
            step=TABLE["document.return"],
            subject=suggestion,
            actor=Actor(access=access, stands_as=permissions.relations_at_gate(gate)),
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


def open_returns(suggestion: Suggestion) -> list[Approval]:
    """Returns why a draft was returned, as long as its author has not said that it is dealt with; the last one first."""
    return list(Approval.objects.open_returns().filter(letter=suggestion.letter).order_by("-id"))


def settle_return(
    *, access: Access, at: datetime, suggestion: Suggestion, how: str, expected_moves: int | None = None
) -> None:
    """Says of every open return how it was dealt with; from then on its reason stands in the history only."""
    with transaction.atomic():
        ledger.lock(suggestion)
        found = open_returns(suggestion)
        if not found:
            raise Stale(_("No return is open any more: somebody has said that it is dealt with."))
        ledger.take(
            step=TABLE["document.settle_return"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            text=how,
            expected_moves=expected_moves,
            details={"gate": found[0].gate},
        )
        Approval.objects.filter(pk__in=[each.pk for each in found]).update(settled_at=at)


def require_rules_of_the_day(suggestion: Suggestion, *, on: date) -> None:
    """Raises Refused for a draft that was overtaken by a change of the rules: no gate signs it."""
    remedy = _("Return it to its author, who saves it under the new rules and submits it again.")
    governing.require_up_to_date(suggestion, act=Act.APPROVAL, on=on, remedy=remedy)


def require_same_text(*, letter: LetterVersion, digest: str) -> None:
    """Raises Stale unless the text still has the digest that was shown."""
    if content.digest(letter) != digest:
        raise Stale(_("The text has changed since you opened it. Read the difference before you sign."))


def _require_one_gate(*, access: Access, letter: LetterVersion, gate: kinds.Gate) -> None:
    """Raises NotAllowed for a second signature under one text by the same person, where one of the two is a deputy's."""
    own = letter.approvals.filter(verdict="pass", voided_at__isnull=True, by=access.person_id).exclude(gate=gate.key)
    lent = list(own.values_list("signed_for", flat=True))
    keys = permissions.relations_at_gate(gate)
    if lent and (
        any(lent) or person_relations.acting_for(access=access, suggestion=letter.suggestion, keys=keys) is not None
    ):
        raise NotAllowed(
            _(
                "You signed this text at another gate already. As a deputy nobody signs twice: another person must do it."
            )
        )


def _require_verdicts(gate: kinds.Gate, verdicts: dict[str, bool], opinion: str) -> None:
    lacking = [key for key in gate.verdicts if key not in verdicts]
    if lacking:
        raise Refused(_("Give a verdict on each: necessity, legality, reasoning (Art. 17)."), field=lacking[0])
    if gate.verdicts and not opinion.strip():
        raise Refused(_("Write the review opinion."), field="opinion")
    if not all(verdicts.get(key) for key in gate.verdicts):
        raise Refused(_("A draft that fails a verdict is returned with reasons, not passed."), field="verdicts")


def _require_checklist(gate: kinds.Gate, ticked: dict[str, bool]) -> None:
    if not all(ticked.get(key) for key in gate.checklist):
        raise Refused(
            _("Tick each quality that the article asks of a letter; a draft that lacks one is returned with reasons."),
            field="checklist",
            article=_("Provisions, Art. 16, first paragraph"),
        )


def needs_resolution(*, suggestion: Suggestion, on: date) -> bool:
    """Tells whether the committee must decide: the kind says so, the chief's own case (design 3), or it was referred."""
    gate = permissions.gate_of(suggestion) or suggestion.rules.gates[-1]
    return gate.decides and (
        gate.by_resolution or is_chiefs_own_case(suggestion, on=on) or is_referred(suggestion.current_letter)
    )


def is_referred(letter: LetterVersion) -> bool:
    """Tells whether the text, as it stands, was referred to the committee."""
    return Approval.objects.referred().filter(letter=letter, digest=content.digest(letter)).exists()


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
    if draft is not None:
        _require_after_submission(suggestion, draft)
    return resolved(
        access=access,
        at=at,
        suggestion=suggestion,
        draft=draft,
        required=required or (gate.decides and is_secretary and not access.has(*CHIEFS)),
        matter=Matter.LETTER,
    )


def _require_after_submission(suggestion: Suggestion, draft: ResolutionDraft) -> None:
    """Raises Refused for a decision of the committee before the text that it decides on was submitted."""
    submitted = suggestion.events.filter(track="document", step="submit").order_by("-seq").first()
    if submitted and draft.decided_on < submitted.taken_on:
        raise Refused(
            _("The text was submitted on %(day)s; the committee decides on it from that day on.")
            % {"day": submitted.taken_on.isoformat()},
            field="resolution_decided_on",
        )


def resolved(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    draft: ResolutionDraft | None,
    required: bool,
    matter: Matter,
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
    if draft.minutes is None and suggestion.family.type == Type.RETRIAL:
        raise Refused(
            _("Attach the minutes of the committee (会议纪要): its decision on a retrial suggestion rests on them."),
            field="resolution_minutes",
            article=_("Work Rules of the Procuratorial Committees (2020), Art. 28"),
        )
    return record_resolution(access=access, at=at, suggestion=suggestion, draft=draft, matter=matter)


def decision_after_issue(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    draft: ResolutionDraft | None,
    authors: frozenset[int],
    matter: Matter,
    by_committee: bool = False,
) -> Resolution | None:
    """Checks who decides on an issued letter (P19 Art. 22-23), and returns the committee's resolution when it decides.

    Nobody decides on an own letter or an own proposal. The committee decides where its kind says so (`by_committee`),
    on a chief procurator's own case, and whenever its secretary records the decision. Callers act `apart_from` the authors.
    """
    held = person_relations.of(access=access, suggestion=suggestion)
    if access.person_id in authors and "secretary" not in held:
        raise NotAllowed(
            _("Nobody reviews or decides an own draft. Another person of this post, or the committee, must do it.")
        )
    required = by_committee or "chief" not in held or is_chiefs_own_case(suggestion, on=clock.civil_day(at))
    return resolved(access=access, at=at, suggestion=suggestion, draft=draft, required=required, matter=matter)


def record_resolution(
    *, access: Access, at: datetime, suggestion: Suggestion, draft: ResolutionDraft, matter: Matter
) -> Resolution:
    """Keeps a resolution of the procuratorial committee with its minutes, and prints the notice of what it decided.

    The notice (检察委员会决定事项通知书) goes to who handles the case (work rules of 2020, Art. 28).
    """
    if not draft.number.strip() or not draft.result.strip():
        raise Refused(_("Write the resolution's number and result."), field="resolution_number")
    days.require(draft.decided_on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="resolution_decided_on")
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
    resolution = Resolution.objects.create(
        suggestion=suggestion,
        matter=matter,
        decided_on=draft.decided_on,
        number=draft.number.strip(),
        result=draft.result.strip(),
        minutes=minutes,
        recorded_by_id=access.person_id,
        recorded_at=at,
    )
    documents.keep(kind=KINDS["resolution"], record=resolution, suggestion=suggestion, at=at)
    return resolution


def _approve(
    *,
    access: Access,
    at: datetime,
    letter: LetterVersion,
    gate: kinds.Gate,
    verdict: str,
    digest: str,
    opinion: str,
    verdicts: dict[str, bool],
    resolution: Resolution | None,
) -> Approval:
    absent = person_relations.acting_for(
        access=access, suggestion=letter.suggestion, keys=permissions.relations_at_gate(gate)
    )
    return Approval.objects.create(
        letter=letter,
        by_id=access.person_id,
        by_name=access.name,
        by_post=ledger.post_text(access, letter.suggestion),
        signed_for_id=absent.person_id if absent else None,
        signed_for_name=absent.name if absent else "",
        at=at,
        gate=gate.key,
        verdict=verdict,
        digest=digest,
        opinion=opinion,
        verdicts=verdicts,
        resolution=resolution,
    )
