"""The office's side of each measure: verify, send back, settle a refusal; never by who claimed it or recorded the claim."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.models import Answer, Method, Verification
from followups.rules.tracks import TABLE
from organs import clock
from organs.access import Access
from organs.refusals import NotAllowed, Refused
from suggestions.actions import clocks, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Event, Measure
from suggestions.rules import terms
from suggestions.rules.steps import Shown


def claimants(measure: Measure) -> frozenset[int]:
    """Returns who made or recorded the present claim or answer; none of them may verify it (design 3)."""
    people: set[int | None] = set()
    claim = measure.claims.filter(round=measure.round).order_by("-id").first()
    if claim:
        people |= {claim.claimed_by_id, claim.recorded_by_id}
    else:
        answer = Answer.objects.filter(measure=measure, round=measure.round, sent_at__isnull=False).last()
        people |= {answer.saved_by_id} if answer else set()
    return frozenset(each for each in people if each)


def verify(
    *,
    access: Access,
    at: datetime,
    measure: Measure,
    method: str,
    on: date,
    finding: str,
    evidence: tuple[files.Upload, ...] = (),
    expected_moves: int | None = None,
) -> Verification:
    """Records that the measure was found done, on paper or on site (P19 Art. 24)."""
    if method not in Method.values:
        raise Refused(_("Say how it was verified: on paper or on site."), field="method")
    if not finding.strip():
        raise Refused(_("Write what was found."), field="finding")
    _require_day(measure=measure, on=on, at=at)
    if access.person_id in claimants(measure):
        raise NotAllowed(
            _("Who recorded the claim cannot verify it. Another member of the case group, or the head, must.")
        )
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["measure.verify"],
            subject=measure,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=finding,
            expected_moves=expected_moves,
            details={"method": method},
            values={"verified_on": on},
        )
        _attach(access=access, at=at, measure=measure, event=event, uploads=evidence)
        return Verification.objects.create(
            measure=measure,
            round=measure.round,
            method=method,
            verified_on=on,
            finding=finding.strip(),
            verified_by_id=access.person_id,
        )


def send_back(
    *, access: Access, at: datetime, measure: Measure, reason: str, expected_moves: int | None = None
) -> None:
    """Sends a claim back with reasons; the measure is open again, and its promise with it."""
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["measure.send_back"],
            subject=measure,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            values={"claimed_on": None},
        )
        claim = measure.claims.filter(round=measure.round).order_by("-id").first()
        if claim:
            claim.sent_back_reason = reason.strip()
            claim.save(update_fields=["sent_back_reason"])
        if measure.promised_on:
            clocks.start(
                suggestion=measure.suggestion,
                term=terms.find("promise", on=event.taken_on),
                event=event,
                on=event.taken_on,
                due_on=measure.promised_on,
                about=ledger.subject_name(measure),
            )


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
    if on > clock.civil_day(at):
        raise Refused(_("This day lies in the future."), field="on")
    if measure.claimed_on and on < measure.claimed_on:
        raise Refused(_("This day lies before the claim."), field="on")


def _attach(*, access: Access, at: datetime, measure: Measure, event: Event, uploads: tuple[files.Upload, ...]) -> None:
    files.attach(
        files=uploads,
        suggestion=measure.suggestion,
        about=ledger.subject_name(measure),
        shown_to=Shown.OFFICE,
        added_by_id=access.person_id,
        at=at,
        event=event,
    )
