"""The office's side of each measure: verify, send back, settle a refusal; never by who claimed it or recorded the claim."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.conditions import legal_day
from followups.models import Answer, Attitude, Method, SentBack, Verification, Visit, Word
from followups.rules.tracks import TABLE
from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import clocks, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Event, Measure
from suggestions.rules import terms
from suggestions.rules.steps import Shown


def claimants(measure: Measure) -> frozenset[int]:
    """Returns who made or recorded the present claim or answer; none of them may verify it (design 3)."""
    people: set[int | None] = set()
    claim = measure.claims.standing().filter(round=measure.round).last()
    if claim:
        people |= {claim.claimed_by_id, claim.recorded_by_id}
    else:
        answer = _sent_answer(measure)
        people |= {answer.saved_by_id} if answer else set()
    return frozenset(each for each in people if each)


def _sent_answer(measure: Measure) -> Answer | None:
    """Returns the answer of this round that was sent last."""
    return Answer.objects.filter(measure=measure, round=measure.round, sent_at__isnull=False).last()


def verify(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    method: str,
    on: date,
    finding: str,
    visit: Visit | None = None,
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> Verification:
    """Records that the measure was found done, on paper or on site (P19 Art. 24); on site, by a visit that was held or by files."""
    if method not in Method.values:
        raise Refused(_("Say how it was verified: on paper or on site."), field="method")
    if not finding.strip():
        raise Refused(_("Write what was found."), field="finding")
    _require_day(measure=measure, on=on, at=at)
    if method == Method.ON_SITE and visit is None and not evidence:
        raise Refused(_("Name the visit on which it was seen, or attach what shows it."), field="visit")
    if visit is not None and visit.suggestion_id != measure.suggestion_id:
        raise Refused(_("Choose one of the visits of this case."), field="visit")
    made_by = claimants(measure)
    access = access.apart_from(made_by)
    if access.person_id in made_by:
        raise NotAllowed(
            _("Who recorded the claim cannot verify it. Another member of the case group, or the head, must.")
        )
    admitted = files.admit(evidence)
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["measure.verify"],
            subject=measure,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=finding,
            expected_moves=expected_moves,
            details={
                "method": method,
                **({"visited_on": visit.visited_on.isoformat()} if visit and visit.visited_on else {}),
                **files.said(admitted),
            },
            values={"verified_on": on},
        )
        _attach(access=access, at=at, measure=measure, event=event, uploads=admitted)
        return Verification.objects.create(
            measure=measure,
            round=measure.round,
            method=method,
            verified_on=on,
            finding=finding.strip(),
            visit=visit,
            verified_by_id=access.person_id,
        )


def send_back(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    reason: str,
    suffices: str = "",
    expected_moves: int | None = None,
) -> None:
    """Sends a claim back with reasons, and with what would suffice; the measure is open again, and its promise with it.

    It stands again as it was answered; what was said to be done already, and is not, is asked again.
    """
    with transaction.atomic():
        ledger.lock(measure)
        answer = _sent_answer(measure)
        is_promised = answer is not None and answer.attitude in {Attitude.ACCEPTED, Attitude.OTHER_WAY}
        event = ledger.take(
            step=TABLE["measure.send_back"],
            subject=measure,
            actor=Actor(access=access),
            at=at,
            to=answer.attitude if answer and is_promised else "asked",
            text="\n".join(filter(None, (reason.strip(), suffices.strip()))),
            expected_moves=expected_moves,
            values={"claimed_on": None},
        )
        SentBack.objects.create(
            measure=measure,
            round=measure.round,
            claim=measure.claims.standing().filter(round=measure.round).last(),
            sent_back_on=event.taken_on,
            reason=reason.strip(),
            suffices=suffices.strip(),
        )
        if measure.promised_on:
            about = ledger.subject_name(measure)
            former = measure.suggestion.clocks.filter(term="promise", about=about).order_by("id").last()
            again = clocks.start(
                suggestion=measure.suggestion,
                term=terms.find("promise", on=event.taken_on),
                event=event,
                on=event.taken_on,
                due_on=measure.promised_on,
                about=about,
            )
            if former:
                again.former = former.former
                again.save(update_fields=["former"])


def weigh_promise(
    *, access: Access, at: datetime, measure: Measure, word: str, reason: str, expected_moves: int | None = None
) -> None:
    """Says the office's word to a promised day beyond the legal day; the unit reads it, and the legal day stays."""
    if word not in Word.values:
        raise Refused(_("Say whether the day is acceptable."), field="word")
    with transaction.atomic():
        ledger.lock(measure)
        measure.refresh_from_db(fields=["state"])
        promise = legal_day.waits_for_word(measure)
        if promise is None:
            raise Stale(_("No promised day waits for a word. It was moved, or somebody said it meanwhile."))
        event = ledger.take(
            step=TABLE["measure.weigh_promise"],
            subject=measure,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"promised_on": promise.promised_on.isoformat(), "word": word},
        )
        promise.word, promise.word_reason, promise.word_on = word, reason.strip(), event.taken_on
        promise.save(update_fields=["word", "word_reason", "word_on"])


def settle_refusal(
    *, access: Access, at: datetime, measure: Measure, result: str, reason: str, expected_moves: int | None = None
) -> None:
    """Settles a refusal: the measure does not apply after all, or it is asked again; the unit reads the reasons."""
    with transaction.atomic():
        ledger.take(
            step=TABLE["measure.settle_refusal"],
            subject=measure,
            actor=Actor(access=access),
            at=at,
            to=result,
            text=reason,
            expected_moves=expected_moves,
        )


def _require_day(*, measure: Measure, on: date, at: datetime) -> None:
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    if measure.claimed_on and on < measure.claimed_on:
        raise Refused(_("This day lies before the claim."), field="on")


def _attach(
    *, access: Access, at: datetime, measure: Measure, event: Event, uploads: tuple[files.Admitted, ...]
) -> None:
    files.attach(
        files=uploads,
        suggestion=measure.suggestion,
        about=ledger.subject_name(measure),
        shown_to=Shown.OFFICE,
        added_by_id=access.person_id,
        at=at,
        event=event,
    )
