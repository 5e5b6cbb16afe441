"""Decides an amendment with an approval of its own: the letter withdrawn or its next version in force, the unit told (P19 Art. 22)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused, Stale
from organs.roles import Side
from suggestions.access import permissions
from suggestions.actions import clocks, documents, instructing, issuing, joining, ledger, review
from suggestions.actions.ledger import Actor
from suggestions.documents import content, governing
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Amendment, LetterVersion, Matter, Measure, Resolution, Suggestion
from suggestions.rules import digests, terms
from suggestions.rules.acts import Act
from suggestions.rules.kinds import KindVersion
from suggestions.rules.lifecycle import TABLE as LIFECYCLE
from suggestions.rules.term_rows import Trigger
from suggestions.rules.tracks import LIVE, TABLE


def decide(
    *,
    access: Access,
    at: datetime,
    amendment: Amendment,
    digest: str,
    reasons: str = "",
    new_due_on: date | None = None,
    resolution: review.ResolutionDraft | None = None,
    expected_moves: int | None = None,
) -> None:
    """Approves an amendment over the digest shown and applies it: version, notice, measures, new due day."""
    suggestion = amendment.suggestion
    resolution = review.admitted(resolution)
    access = access.apart_from({amendment.proposed_by_id, *amendment.suggestion.handler_ids})
    with transaction.atomic():
        ledger.lock(suggestion)
        suggestion.refresh_from_db()
        recorded = _decider(access=access, at=at, amendment=amendment, step="amendment.decide", resolution=resolution)
        _require_first(amendment)
        if amendment.digest != digest or _digest_now(amendment) != digest:
            raise Stale(_("The text has changed since you opened it. Read the difference before you sign."))
        if amendment.what == "modify":
            joining.require_signed(suggestion)
        _require_due_day(amendment, new_due_on, on=clock.civil_day(at))
        rules = _rules(amendment, on=clock.civil_day(at))
        ledger.take(
            step=TABLE["amendment.decide"],
            subject=amendment,
            actor=Actor(access=access),
            at=at,
            text=reasons,
            expected_moves=expected_moves,
            digest=digest,
            details=review.said(recorded),
            values={
                "decided_by_id": access.person_id,
                "decided_at": at,
                "decision_reasons": reasons,
                "resolution_id": recorded.pk if recorded else None,
                "new_due_on": new_due_on,
                "kind_version": rules.key,
            },
        )
        if amendment.what == "withdraw":
            withdraw(access=access, at=at, amendment=amendment)
        else:
            modify(access=access, at=at, amendment=amendment)
        if amendment.instruction:
            instructing.follow(access=access, at=at, instruction=amendment.instruction)


def _require_first(amendment: Amendment) -> None:
    """Raises Refused where an instruction came after what was proposed: it binds, and is carried out first."""
    standing = instructing.standing(amendment.suggestion)
    if standing and standing.pk != amendment.instruction_id:
        raise Refused(
            _(
                "An instruction of the higher procuratorate came meanwhile. Refuse this proposal, and have that carried out."
            ),
            article=_("Provisions, Art. 22(2)"),
        )


def _decider(
    *, access: Access, at: datetime, amendment: Amendment, step: str, resolution: review.ResolutionDraft | None
) -> Resolution | None:
    """Returns the committee's resolution when it decides; raises NotAllowed for who proposed or handles the letter."""
    suggestion = amendment.suggestion
    permissions.require(access=access, step=TABLE[step], suggestion=suggestion)
    return review.decision_after_issue(
        access=access,
        at=at,
        suggestion=suggestion,
        draft=resolution,
        authors=suggestion.handler_ids | {amendment.proposed_by_id},
        matter=Matter(amendment.what),
        by_committee=step == "amendment.decide" and suggestion.rules.gates[-1].by_resolution,
    )


def _rules(amendment: Amendment, *, on: date) -> KindVersion:
    """Returns the version that governs the decision; raises Refused for a next text that was written under another."""
    if amendment.letter:
        governing.require_up_to_date(
            amendment.suggestion,
            act=Act.AMENDMENT,
            on=on,
            letter=amendment.letter,
            remedy=_("Refuse this proposal; it is proposed again under the new rules."),
        )
    return governing.version(amendment.suggestion, act=Act.AMENDMENT, on=on)


def _digest_now(amendment: Amendment) -> str:
    """Returns the digest of what would be decided now: the proposed text, or the withdrawal with its reasons."""
    if amendment.letter:
        return content.digest(amendment.letter)
    return digests.of({"withdraw": amendment.suggestion.current_letter.digest, "reasons": amendment.reasons})


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
    days.require(new_due_on, meaning=DayMeaning.COMING, today=on, field="new_due_on")
    if not asks_anew(amendment) and amendment.suggestion.reply_state != "awaited":
        raise Refused(_("The reply came already and nothing is asked anew, so that no day is due."), field="new_due_on")


def refuse(
    *,
    access: Access,
    at: datetime,
    amendment: Amendment,
    reasons: str,
    resolution: review.ResolutionDraft | None = None,
    expected_moves: int | None = None,
) -> None:
    """Refuses an amendment; the letter stays as it is and proposed measures are taken back. An instruction is not refused."""
    if amendment.instruction_id:
        raise Refused(
            _("The instruction of the higher procuratorate binds: it is carried out, not refused."),
            article=_("Provisions, Art. 22(2)"),
        )
    _set_aside(
        step="amendment.refuse",
        access=access,
        at=at,
        amendment=amendment,
        reasons=reasons,
        resolution=resolution,
        expected_moves=expected_moves,
    )


def send_back(
    *,
    access: Access,
    at: datetime,
    amendment: Amendment,
    reasons: str,
    resolution: review.ResolutionDraft | None = None,
    expected_moves: int | None = None,
) -> None:
    """Sends back what was proposed upon an instruction, to be proposed anew in another text; the instruction stands."""
    if not amendment.instruction_id:
        raise Refused(_("Only what follows an instruction is sent back; any other proposal is refused."))
    _set_aside(
        step="amendment.send_back",
        access=access,
        at=at,
        amendment=amendment,
        reasons=reasons,
        resolution=resolution,
        expected_moves=expected_moves,
    )


def _set_aside(
    *,
    step: str,
    access: Access,
    at: datetime,
    amendment: Amendment,
    reasons: str,
    resolution: review.ResolutionDraft | None,
    expected_moves: int | None,
) -> None:
    resolution = review.admitted(resolution)
    access = access.apart_from({amendment.proposed_by_id, *amendment.suggestion.handler_ids})
    with transaction.atomic():
        ledger.lock(amendment.suggestion)
        recorded = _decider(access=access, at=at, amendment=amendment, step=step, resolution=resolution)
        ledger.take(
            step=TABLE[step],
            subject=amendment,
            actor=Actor(access=access),
            at=at,
            text=reasons,
            expected_moves=expected_moves,
            details=review.said(recorded),
            values={
                "decided_by_id": access.person_id,
                "decided_at": at,
                "decision_reasons": reasons,
                "resolution_id": recorded.pk if recorded else None,
            },
        )
        amendment.suggestion.measures.filter(state="proposed").delete()


def asks_anew(amendment: Amendment) -> bool:
    """Tells whether an amendment asks something anew of a unit whose reply came already, or whose reply never came.

    The reply is then awaited again, by a day that the decider sets [D]: no article says what becomes of the period
    (domain.md 3.2).
    """
    if amendment.what == "withdraw" or amendment.suggestion.reply_state in {"not_due", "awaited"}:
        return False
    return amendment.next_letter.measure_texts.filter(fate__in=["reworded", "new"]).exists()


def withdraw(*, access: Access, at: datetime, amendment: Amendment) -> None:
    """Withdraws the letter: measures freeze, the unit owes nothing more, the notice is printed; filing stays owed."""
    suggestion = amendment.suggestion
    on = clock.civil_day(at)
    event = ledger.take(
        step=LIFECYCLE["document.withdraw"],
        subject=suggestion,
        actor=Actor(access=access),
        at=at,
        text=amendment.reasons,
        details={"number": suggestion.current_letter.document_number or ""},
    )
    for measure in suggestion.measures.filter(state__in=LIVE):
        ledger.take(step=TABLE["measure.freeze"], subject=measure, actor=Actor(access=access), at=at)
    clocks.stop_all(suggestion=suggestion, event=event, on=on, side=Side.UNIT)
    for what in (Trigger.JUDGED, Trigger.EXAMINED, Trigger.LOOKED_BACK):
        clocks.stop(what=what, suggestion=suggestion, event=event, on=on)
    _notice(amendment=amendment, at=at)


def modify(*, access: Access, at: datetime, amendment: Amendment) -> None:
    """Puts the next version in force under the same number, moves the measures by their fates, and prints the notice."""
    suggestion, letter = amendment.suggestion, amendment.next_letter
    former = suggestion.current_letter
    event = ledger.take(
        step=LIFECYCLE["document.modify"],
        subject=suggestion,
        actor=Actor(access=access),
        at=at,
        text=amendment.reasons,
        digest=letter.digest,
        details={"version": letter.version, "number": former.document_number or ""},
        values={"letter_id": letter.pk},
    )
    LetterVersion.objects.filter(pk=former.pk).update(superseded_at=at)
    issuing.print_letter(letter=letter, number=former.document_number, on=clock.civil_day(at), at=at)
    suggestion.letter = letter
    anew = asks_anew(amendment)
    _apply_fates(access=access, at=at, suggestion=suggestion, letter=letter)
    if anew:
        _await_again(access=access, at=at, amendment=amendment)
    elif amendment.new_due_on:
        reply = suggestion.clocks.running().of_reply().get()
        clocks.move(clock=reply, due_on=amendment.new_due_on, reason=amendment.reasons, event=event)
    _notice(amendment=amendment, at=at)


def _apply_fates(*, access: Access, at: datetime, suggestion: Suggestion, letter: LetterVersion) -> None:
    """Moves the measures as the version says."""
    for text in letter.measure_texts.select_related("measure").order_by("position"):
        measure = text.measure
        measure.text, measure.position = text, text.position
        measure.save(update_fields=["text", "position"])
        step = {"reworded": "measure.reword", "dropped": "measure.drop", "new": "measure.add"}.get(text.fate)
        if step is None:
            continue
        if measure.state in TABLE[step].sources:
            values = _asked_anew(measure) if text.fate == "reworded" else {}
            event = ledger.take(step=TABLE[step], subject=measure, actor=Actor(access=access), at=at, values=values)
            about = ledger.subject_name(measure)
            clocks.stop(what=Trigger.CLAIMED, suggestion=suggestion, event=event, on=event.taken_on, about=about)


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
        subject=suggestion,
        actor=Actor(access=access),
        at=at,
        values={"outcome": "", "replied_on": None},
    )
    on = event.taken_on
    clocks.stop(what=Trigger.JUDGED, suggestion=suggestion, event=event, on=on)
    awaited = clocks.start(
        suggestion=suggestion,
        term=terms.find(former.term if former else "reply", on=on),
        event=event,
        on=on,
        due_on=amendment.new_due_on,
    )
    clocks.move_followers(leader=awaited, reason=amendment.reasons, event=event)


def _notice(*, amendment: Amendment, at: datetime) -> None:
    kind = KINDS["modification_notice" if amendment.what == "modify" else "withdrawal_notice"]
    documents.keep(kind=kind, record=amendment, suggestion=amendment.suggestion, at=at)
