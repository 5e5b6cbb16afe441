"""Modifies and withdraws issued letters, with reasons, an approval of their own and a notice to the unit (P19 Art. 22)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.refusals import Refused, Stale
from suggestions import content, digests, papers, terms
from suggestions.actions import clocks, documents, issuing, ledger, review
from suggestions.actions.drafting import Body
from suggestions.actions.ledger import Taker
from suggestions.lifecycle import TABLE as LIFECYCLE
from suggestions.models import (
    Amendment,
    Attachment,
    Filing,
    LetterVersion,
    Measure,
    MeasureText,
    Objection,
    Resolution,
    Revision,
    Suggestion,
)
from suggestions.printing import documents as printed
from suggestions.steps import Shown
from suggestions.terms import Event as Happening
from suggestions.tracks import LIVE, TABLE


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
        letter = _next_version(suggestion=locked, body=body, access=access, at=at)
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
    locked = ledger.lock(suggestion)
    if seen is not None and seen != locked.moves:
        raise Stale(ledger._stale_words(locked))
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


def _next_version(*, suggestion: Suggestion, body: Body, access: Access, at: datetime) -> LetterVersion:
    former = suggestion.letter
    number = suggestion.versions.order_by("-version").values_list("version", flat=True)[0] + 1
    letter = LetterVersion.objects.create(
        suggestion=suggestion,
        version=number,
        recipient_name=former.recipient_name,
        contents={key: text.strip() for key, text in body.contents.items()},
        objection_amount=body.objection_amount,
        objection_unit=body.objection_unit,
        reply_amount=body.reply_amount,
        reply_unit=body.reply_unit,
        is_urgent=body.is_urgent,
        conclusion_report=former.conclusion_report,
        route_papers=former.route_papers,
        revision=1,
    )
    _measure_texts(suggestion=suggestion, former=former, letter=letter, body=body)
    _carry_enclosures(former=former, letter=letter)
    _require_contents(suggestion, letter)
    letter.digest = content.digest(letter)
    letter.save(update_fields=["digest"])
    Revision.objects.create(
        letter=letter,
        number=1,
        saved_by_id=access.person_id,
        saved_at=at,
        digest=letter.digest,
        content=content.of_letter(letter),
    )
    return letter


def _measure_texts(*, suggestion: Suggestion, former: LetterVersion, letter: LetterVersion, body: Body) -> None:
    old = {text.measure_id: text for text in former.measure_texts.exclude(fate="dropped")}
    for position, draft in enumerate(body.measures, start=1):
        before = old.pop(draft.id, None) if draft.id else None
        typed = (draft.text.strip(), draft.criterion.strip(), draft.legal_basis.strip())
        if before is None:
            measure, fate = Measure.objects.create(suggestion=suggestion, position=position, state="proposed"), "new"
        else:
            measure = before.measure
            same = typed == (before.text, before.criterion, before.legal_basis)
            fate = "kept" if same else "reworded"
        _text(measure=measure, letter=letter, position=position, typed=typed, fate=fate)
    for position, gone in enumerate(old.values(), start=len(body.measures) + 1):
        typed = (gone.text, gone.criterion, gone.legal_basis)
        _text(measure=gone.measure, letter=letter, position=position, typed=typed, fate="dropped")


def _text(*, measure: Measure, letter: LetterVersion, position: int, typed: tuple[str, str, str], fate: str) -> None:
    text, criterion, legal_basis = typed
    MeasureText.objects.create(
        measure=measure,
        letter=letter,
        position=position,
        text=text,
        criterion=criterion,
        legal_basis=legal_basis,
        fate=fate,
    )


def _carry_enclosures(*, former: LetterVersion, letter: LetterVersion) -> None:
    """Encloses with the new version what was enclosed with the former: their hashes are part of what is signed."""
    enclosed = letter.suggestion.attachments.filter(about=f"letter:{former.version}")
    Attachment.objects.bulk_create(
        Attachment(
            suggestion=letter.suggestion,
            blob_id=each.blob_id,
            name=each.name,
            about=f"letter:{letter.version}",
            added_by_id=each.added_by_id,
            added_at=each.added_at,
            shown_to=each.shown_to,
        )
        for each in enclosed
    )


def _require_contents(suggestion: Suggestion, letter: LetterVersion) -> None:
    """Raises Incomplete when the new version lacks a content that its kind asks for."""
    lacking = review.drafting.missing(suggestion=suggestion, letter=letter)
    if lacking:
        raise review.drafting.Incomplete(lacking)


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
            _withdraw(access=access, at=at, amendment=amendment)
        else:
            _modify(access=access, at=at, amendment=amendment)


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


def asks_anew(amendment: Amendment) -> bool:
    """Tells whether an amendment asks something anew of a unit whose reply came already, or whose reply never came.

    The reply is then awaited again, by a day that the decider sets [D]: no article says what becomes of the period
    (domain.md 3.2).
    """
    if amendment.what == "withdraw" or amendment.suggestion.reply_state in {"not_due", "awaited"}:
        return False
    return amendment.letter.measure_texts.filter(fate__in=["reworded", "new"]).exists()


def _require_due_day(amendment: Amendment, new_due_on: date | None, *, on: date) -> None:
    if new_due_on is None:
        if asks_anew(amendment):
            raise Refused(
                _("Measures are asked anew: set the day by which the unit replies to them."), field="new_due_on"
            )
        return
    if amendment.what == "withdraw" or amendment.suggestion.document_state != "served":
        raise Refused(_("No period runs for this letter, so that no new day can be set."), field="new_due_on")
    if new_due_on < on:
        raise Refused(_("The new due day lies in the past."), field="new_due_on")
    if not asks_anew(amendment) and amendment.suggestion.reply_state != "awaited":
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


def _withdraw(*, access: Access, at: datetime, amendment: Amendment) -> None:
    suggestion = amendment.suggestion
    on = clock.civil_day(at)
    event = ledger.take(
        step=LIFECYCLE["document.withdraw"],
        thing=suggestion,
        taker=Taker(access=access),
        at=at,
        text=amendment.reasons,
        facts={"number": suggestion.letter.document_number or ""},
    )
    for measure in suggestion.measures.filter(state__in=LIVE):
        ledger.take(step=TABLE["measure.freeze"], thing=measure, taker=Taker(access=access), at=at)
    for owes in ("unit", "court"):
        clocks.stop_all(suggestion=suggestion, event=event, on=on, owes=owes)
    for what in (Happening.JUDGED, Happening.EXAMINED, Happening.LOOKED_BACK):
        clocks.stop(what=what, suggestion=suggestion, event=event, on=on)
    _notice(amendment=amendment, at=at, changes=(), due_on=None)


def _modify(*, access: Access, at: datetime, amendment: Amendment) -> None:
    suggestion, letter = amendment.suggestion, amendment.letter
    former = suggestion.letter
    event = ledger.take(
        step=LIFECYCLE["document.modify"],
        thing=suggestion,
        taker=Taker(access=access),
        at=at,
        text=amendment.reasons,
        digest=letter.digest,
        facts={"version": letter.version, "number": former.document_number or ""},
        values={"letter_id": letter.pk},
    )
    LetterVersion.objects.filter(pk=former.pk).update(superseded_at=at)
    issuing.print_letter(letter=letter, number=former.document_number, on=clock.civil_day(at), at=at)
    suggestion.letter = letter
    anew = asks_anew(amendment)
    changes = _apply_fates(access=access, at=at, suggestion=suggestion, letter=letter)
    if anew:
        _await_again(access=access, at=at, amendment=amendment)
    elif amendment.new_due_on:
        reply = suggestion.clocks.running().of_reply().get()
        clocks.move(clock=reply, due_on=amendment.new_due_on, reason=amendment.reasons, event=event)
    _notice(amendment=amendment, at=at, changes=changes, due_on=amendment.new_due_on)


def _apply_fates(*, access: Access, at: datetime, suggestion: Suggestion, letter: LetterVersion) -> tuple[str, ...]:
    """Moves the measures as the version says; returns the changes in the notice's words."""
    changes = []
    words = {"reworded": "变更", "dropped": "删去", "new": "增加"}
    for text in letter.measure_texts.select_related("measure").order_by("position"):
        measure = text.measure
        measure.text, measure.position = text, text.position
        measure.save(update_fields=["text", "position"])
        step = {"reworded": "measure.reword", "dropped": "measure.drop", "new": "measure.add"}.get(text.fate)
        if step is None:
            continue
        changes.append(f"{words[text.fate]}建议{papers.wording.ordinal(text.position)}：{text.text}")
        if measure.state in TABLE[step].sources:
            values = _asked_anew(measure) if text.fate == "reworded" else {}
            event = ledger.take(step=TABLE[step], thing=measure, taker=Taker(access=access), at=at, values=values)
            about = ledger.subject_of(measure)
            clocks.stop(what=Happening.CLAIMED, suggestion=suggestion, event=event, on=event.occurred_on, about=about)
    return tuple(changes)


def _asked_anew(measure: Measure) -> dict[str, object]:
    """Returns the facts of a reworded measure: what was answered, claimed and judged belongs to the former text."""
    answered = measure.state != "asked"
    return {
        "round": measure.round + 1 if answered else measure.round,
        "promised_on": None,
        "claimed_on": None,
        "verified_on": None,
        "looked_back_on": None,
        "judged": "",
    }


def _await_again(*, access: Access, at: datetime, amendment: Amendment) -> None:
    """Awaits a reply to the modified text by the decider's day; judging the former reply is no longer due."""
    suggestion = amendment.suggestion
    former = suggestion.clocks.of_reply().order_by("id").last()
    event = ledger.take(
        step=TABLE["reply.await"],
        thing=suggestion,
        taker=Taker(access=access),
        at=at,
        values={"outcome": "", "replied_on": None},
    )
    on = event.occurred_on
    clocks.stop(what=Happening.JUDGED, suggestion=suggestion, event=event, on=on)
    clocks.start(
        suggestion=suggestion,
        term=terms.find(former.term if former else "reply", on=on),
        event=event,
        on=on,
        due_on=amendment.new_due_on,
    )


def _notice(*, amendment: Amendment, at: datetime, changes: tuple[str, ...], due_on: date | None) -> None:
    suggestion = amendment.suggestion
    first = suggestion.versions.order_by("version").first()
    higher = amendment.instructed_by.higher.name if amendment.instructed_by else ""
    documents.keep(
        paper=printed.ChangeNotice(
            organ=suggestion.issued_by.name,
            number="",
            recipient=suggestion.letter.recipient_name,
            letter_number=first.document_number or "",
            letter_signed_on=first.issued_on,
            reasons=amendment.reasons,
            signed_on=clock.civil_day(at),
            is_withdrawal=amendment.what == "withdraw",
            instructed_by=higher,
            changes=changes,
            reply_due_on=due_on,
        ),
        kind="change_notice",
        suggestion=suggestion,
        at=at,
        shown_to=Shown.BOTH,
        about=ledger.subject_of(amendment),
    )
