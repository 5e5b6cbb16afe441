"""Serves the letter: attempts, service in writing, proclamation, receipt corrected; the clock starts with the record."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused, raise_first, refusals
from suggestions.actions import clocks, documents, files, instructing, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import governing
from suggestions.documents.document_kinds import KINDS
from suggestions.models import (
    Amendment,
    Event,
    Invited,
    LetterVersion,
    Proclamation,
    ReceiptCorrection,
    Service,
    ServicePaper,
    Suggestion,
)
from suggestions.rules.acts import Act
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.service_channels import CHANNELS, Channel
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger
from suggestions.rules.tracks import TABLE as TRACKS


@dataclass(frozen=True, kw_only=True)
class ServiceDraft:
    """A service as it is recorded; which facts are needed depends on the mode (CIVPL 87-91, P19 Art. 18)."""

    mode: str
    received_on: date
    place: str = ""
    signed_by: str = ""
    signed_by_title: str = ""
    signed_as: str = ""
    refusal: str = ""
    witness: str = ""
    tracking_number: str = ""
    electronic_address: str = ""
    consented_on: date | None = None
    consent_by: str = ""
    note: str = ""
    papers: tuple[files.Given, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InvitedDraft:
    name: str
    capacity: str
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class ProclamationDraft:
    """The reading face to face: who read, to which head, who was invited, what the unit said."""

    reader: str
    unit_head: str
    unit_head_title: str
    started_at: str = ""
    host: str = ""
    evidence_shown: str = ""
    reasoning: str = ""
    statement: str = ""
    invited: tuple[InvitedDraft, ...] = field(default_factory=tuple)


def announce(
    *, access: Access, at: datetime, suggestion: Suggestion, on: date, place: str, expected_moves: int | None = None
) -> None:
    """Gives notice of a proclamation; from then on the unit sees the letter."""
    today = clock.civil_day(at)
    if on < today:
        raise Refused(_("The day of the proclamation lies in the past."), field="on")
    days.require(on, meaning=DayMeaning.COMING, today=today, field="on")
    with transaction.atomic():
        instructing.require_none(ledger.lock(suggestion))
        ledger.take(
            step=TABLE["document.announce"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            details={"on": on.isoformat(), "place": place},
            values={"announced_on": today},
        )


def record_attempt(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    mode: str,
    on: date,
    note: str,
    next_on: date | None = None,
    corrected_address: str = "",
    expected_moves: int | None = None,
) -> Service:
    """Records an attempt that failed, when it is tried again, and where, if the address was wrong; it starts no clock."""
    raise_first(attempt_faults(suggestion=suggestion, mode=mode, on=on, note=note, next_on=next_on, at=at))
    with transaction.atomic():
        ledger.take(
            step=TABLE["document.attempt"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            on=on,
            expected_moves=expected_moves,
            text=note,
            details={"mode": mode, "next_on": next_on.isoformat() if next_on else ""},
        )
        return Service.objects.create(
            suggestion=suggestion,
            letter=suggestion.current_letter,
            kind_version=governing.version(suggestion, act=Act.SERVICE, on=on).key,
            mode=mode,
            succeeded=False,
            attempted_on=on,
            note=note,
            next_on=next_on,
            corrected_address=corrected_address.strip(),
            server_id=access.person_id,
            recorded_at=at,
        )


def attempt_faults(
    *, suggestion: Suggestion, mode: str, on: date | None, note: str, next_on: date | None, at: datetime
) -> Iterator[Refused]:
    """Yields everything for which the record of a failed attempt would be refused, each at its field."""
    if mode not in CHANNELS:
        yield Refused(_("Choose how the letter was served."), field="mode")
    if on is not None:
        yield from refusals(lambda: _require_past(on=on, at=at, suggestion=suggestion, field_name="attempted_on"))
    if not note.strip():
        yield Refused(_("Write why the attempt failed."), field="note")
    if next_on is not None and next_on < clock.civil_day(at):
        yield Refused(_("This day lies in the past."), field="next_on")


def failed(suggestion: Suggestion) -> Service | None:
    """Returns the last attempt that failed with the letter in force, None once it is served."""
    if suggestion.document_state != "issued":
        return None
    return suggestion.services.filter(letter=suggestion.letter, succeeded=False).order_by("-id").first()


def corrected_address(suggestion: Suggestion) -> str:
    """Returns where the letter is to be brought after an attempt that failed at a wrong address; "" where none was corrected."""
    rows = suggestion.services.filter(succeeded=False).exclude(corrected_address="").order_by("-id")
    return rows.values_list("corrected_address", flat=True).first() or ""


def means_left(suggestion: Suggestion) -> list[Channel]:
    """Returns the channels by which this letter was not tried yet."""
    tried = {row.mode for row in suggestion.services.filter(letter=suggestion.letter) if not row.was_called_back}
    return [channel for channel in CHANNELS.values() if channel.key not in tried]


def serve(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    service: ServiceDraft,
    proclamation: ProclamationDraft | None = None,
    expected_moves: int | None = None,
) -> Service:
    """Records the service and starts the reply clock, in one transaction (PIL: the filing clock too).

    Raises Refused for a missing signature, consent, witness or number of the post, each at its field.
    """
    raise_first(faults(suggestion=suggestion, service=service, at=at, proclamation=proclamation))
    admitted = files.admit(service.papers, field="papers")
    with transaction.atomic():
        instructing.require_none(ledger.lock(suggestion))
        row = _record(
            access=access,
            at=at,
            suggestion=suggestion,
            service=service,
            papers=admitted,
            proclamation=proclamation,
            expected_moves=expected_moves,
        )
        documents.keep(kind=KINDS["service_return"], record=row, suggestion=suggestion, at=at)
    return row


def awaits_service(suggestion: Suggestion) -> LetterVersion | None:
    """Returns the modified letter that stands in the place of a served one and is not served itself; None where there is none."""
    letter = suggestion.current_letter
    if suggestion.document_state != "served" or letter.version == 1:
        return None
    return None if letter.services.filter(succeeded=True).exists() else letter


def serve_modified(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    service: ServiceDraft,
    expected_moves: int | None = None,
) -> Service:
    """Records that the modified letter and its notice were served, and prints a return of their own.

    The day of receipt of the case and its periods stand: by which day is replied, the decider of the modification said. Raises
    Refused as `serve` does, and where no modified letter waits.
    """
    raise_first(faults(suggestion=suggestion, service=service, at=at))
    admitted = files.admit(service.papers, field="papers")
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        instructing.require_none(locked)
        letter = awaits_service(locked)
        if letter is None:
            raise Refused(_("No modified letter waits to be served."))
        event = ledger.take(
            step=TABLE["document.serve_modified"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            on=service.received_on,
            expected_moves=expected_moves,
            text=service.note,
            details={**_said(service, admitted), "version": letter.version},
        )
        row = _keep_service(access=access, at=at, suggestion=locked, service=service, papers=admitted, event=event)
        documents.keep(kind=KINDS["service_return"], record=row, suggestion=locked, at=at)
    return row


def _said(service: ServiceDraft, papers: tuple[files.Admitted, ...]) -> dict[str, str]:
    return {"mode": service.mode, "signed_by": service.signed_by, "place": service.place, **files.said(papers)}


def unserved_withdrawal(suggestion: Suggestion) -> Amendment | None:
    """Returns the decided withdrawal of a served letter whose notice is not served yet; None where there is none."""
    if suggestion.document_state != "withdrawn" or of_receipt(suggestion) is None:
        return None
    decided = suggestion.amendments.filter(what="withdraw", state="decided").order_by("-id").first()
    return None if decided is None or decided.services.filter(succeeded=True).exists() else decided


def serve_withdrawal(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    service: ServiceDraft,
    expected_moves: int | None = None,
) -> Service:
    """Records that the notice of withdrawal was served, and prints a return of its own (P19 Art. 18, 22); no period runs on it.

    Raises Refused as `serve` does, for a day before the withdrawal, and where no notice waits.
    """
    raise_first(withdrawal_faults(suggestion=suggestion, service=service, at=at))
    admitted = files.admit(service.papers, field="papers")
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        withdrawal = unserved_withdrawal(locked)
        if withdrawal is None:
            raise Refused(_("No notice of withdrawal waits to be served."))
        event = ledger.take(
            step=TABLE["document.serve_withdrawal"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            on=service.received_on,
            expected_moves=expected_moves,
            text=service.note,
            details=_said(service, admitted),
        )
        row = _keep_service(
            access=access,
            at=at,
            suggestion=locked,
            service=service,
            papers=admitted,
            event=event,
            withdrawal=withdrawal,
        )
        documents.keep(kind=KINDS["service_return"], record=row, suggestion=locked, at=at)
    return row


def withdrawal_faults(*, suggestion: Suggestion, service: ServiceDraft, at: datetime) -> Iterator[Refused]:
    """Yields everything for which the service of the notice of withdrawal would be refused, each at its field."""
    yield from faults(suggestion=suggestion, service=service, at=at)
    withdrawal, on = unserved_withdrawal(suggestion), service.received_on
    decided_at = withdrawal.decided_at if withdrawal else None
    if decided_at and on and on < clock.civil_day(decided_at):
        yield Refused(
            _("The letter was withdrawn on %(day)s; its notice was not served before that day.")
            % {"day": clock.civil_day(decided_at).isoformat()},
            field="received_on",
        )


def of_receipt(suggestion: Suggestion) -> Service | None:
    """Returns the service on which the periods of the case rest: the first; that of what was modified or withdrawn may follow."""
    return suggestion.services.filter(succeeded=True).order_by("id").first()


@contextmanager
def rehearsed(*, access: Access, at: datetime, suggestion: Suggestion) -> Iterator[None]:
    """Lets the letter be served today, directly, for as long as the block lasts; nothing of it is kept.

    No paper is printed and nobody is told. Raises what `serve` raises when the person may not serve it now.
    """
    service = ServiceDraft(mode="direct", received_on=clock.civil_day(at), signed_by=suggestion.unit.name)
    with transaction.atomic():
        _record(access=access, at=at, suggestion=suggestion, service=service)
        yield
        transaction.set_rollback(True)


def _record(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    service: ServiceDraft,
    papers: tuple[files.Admitted, ...] = (),
    proclamation: ProclamationDraft | None = None,
    expected_moves: int | None = None,
) -> Service:
    event = ledger.take(
        step=TABLE["document.serve"],
        subject=suggestion,
        actor=Actor(access=access),
        at=at,
        on=service.received_on,
        expected_moves=expected_moves,
        text=service.note,
        details=_said(service, papers),
        values={"served_on": service.received_on},
    )
    row = _keep_service(access=access, at=at, suggestion=suggestion, service=service, papers=papers, event=event)
    if proclamation:
        _keep_proclamation(suggestion=suggestion, row=row, draft=proclamation, at=at)
    clocks.happened(what=Trigger.SERVED, suggestion=suggestion, event=event, on=service.received_on)
    ledger.take(
        step=TRACKS["reply.await"], subject=suggestion, actor=Actor(access=access), at=at, on=service.received_on
    )
    return row


def _keep_service(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    service: ServiceDraft,
    papers: tuple[files.Admitted, ...],
    event: Event,
    withdrawal: Amendment | None = None,
) -> Service:
    values = {name: value for name, value in vars(service).items() if name != "papers"}
    row = Service.objects.create(
        suggestion=suggestion,
        letter=suggestion.current_letter,
        withdrawal=withdrawal,
        kind_version=governing.version(suggestion, act=Act.SERVICE, on=service.received_on).key,
        succeeded=True,
        attempted_on=service.received_on,
        server_id=access.person_id,
        recorded_at=at,
        **values,
    )
    attached = files.attach(
        files=papers,
        suggestion=suggestion,
        about=ledger.subject_name(row),
        shown_to=Shown.OFFICE,
        added_by_id=access.person_id,
        at=at,
        event=event,
    )
    ServicePaper.objects.bulk_create(ServicePaper(service=row, attachment=each) for each in attached)
    return row


def _keep_proclamation(*, suggestion: Suggestion, row: Service, draft: ProclamationDraft, at: datetime) -> None:
    values = {name: value for name, value in vars(draft).items() if name != "invited"}
    proclamation = Proclamation.objects.create(service=row, **values)
    Invited.objects.bulk_create(Invited(proclamation=proclamation, **vars(each)) for each in draft.invited)
    kind = KINDS["proclamation_record"]
    documents.keep(kind=kind, record=proclamation, suggestion=suggestion, at=at, about=ledger.subject_name(row))


def faults(
    *, suggestion: Suggestion, service: ServiceDraft, at: datetime, proclamation: ProclamationDraft | None = None
) -> Iterator[Refused]:
    """Yields everything for which the service would be refused, each at its field; without a day, all but what the day decides."""
    if service.received_on:
        yield from _day_faults(suggestion, service.received_on, at=at)
    channel = CHANNELS.get(service.mode)
    if channel is None:
        yield Refused(_("Choose how the letter was served."), field="mode")
        return
    for name, words in channel.needed.items():
        if not getattr(service, name):
            yield Refused(words, field=name)
    if service.consented_on and service.received_on and service.consented_on > service.received_on:
        yield Refused(
            _("Consent is given before service: this day lies after the day of receipt."), field="consented_on"
        )
    today, consented_on = clock.civil_day(at), service.consented_on
    yield from refusals(lambda: days.require(consented_on, meaning=DayMeaning.PAST, today=today, field="consented_on"))
    if channel.is_reading:
        yield from _proclamation_faults(suggestion, service, proclamation, on=service.received_on or today)


def _day_faults(suggestion: Suggestion, on: date, *, at: datetime) -> Iterator[Refused]:
    yield from refusals(
        lambda: _require_past(on=on, at=at, suggestion=suggestion, field_name="received_on"),
        lambda: _require_in_force(suggestion.current_letter, on=on, field_name="received_on"),
    )


def _proclamation_faults(
    suggestion: Suggestion, service: ServiceDraft, proclamation: ProclamationDraft | None, *, on: date
) -> Iterator[Refused]:
    rules = governing.version(suggestion, act=Act.SERVICE, on=on)
    for name in ("consented_on", "consent_by") if rules.proclamation_needs_consent else ():
        if not getattr(service, name):
            yield Refused(
                _(
                    "A proclamation needs the recipient's agreement: write who agreed, and when (Provisions, Art. 18(2))."
                ),
                field=name,
            )
    if proclamation is None or not proclamation.reader:
        yield Refused(_("Write who read the letter (Art. 18(2))."), field="reader")
    if proclamation is None or not proclamation.unit_head:
        yield Refused(_("Write the head of the unit to whom it was read (Art. 18(2))."), field="unit_head")


def _require_past(*, on: date, at: datetime, suggestion: Suggestion, field_name: str) -> None:
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field=field_name)
    if suggestion.issued_on and on < suggestion.issued_on:
        raise Refused(_("This day lies before the letter was issued."), field=field_name)


def _require_in_force(letter: LetterVersion, *, on: date, field_name: str) -> None:
    """Raises Refused for a day on which this version did not stand yet: what was received then was an earlier one."""
    if letter.version > 1 and letter.issued_on and on < letter.issued_on:
        raise Refused(
            _("The letter was modified on %(day)s; what was served is that version, not before that day.")
            % {"day": letter.issued_on.isoformat()},
            field=field_name,
        )


def correct_receipt(
    *, access: Access, at: datetime, suggestion: Suggestion, on: date, reason: str, expected_moves: int | None = None
) -> None:
    """Corrects the day of receipt with a reason; the former day stays and the clocks are counted again."""
    _require_past(on=on, at=at, suggestion=suggestion, field_name="on")
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        service = of_receipt(locked)
        if service is None or service.received_on is None:
            raise Refused(_("This letter has not been served, so that there is no day of receipt."), field="on")
        _require_in_force(service.letter, on=on, field_name="on")
        former = service.received_on
        if former == on:
            raise Refused(_("This is the day that is already recorded."), field="on")
        event = ledger.take(
            step=TABLE["document.correct_receipt"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            text=reason,
            details={"former": former.isoformat(), "corrected": on.isoformat()},
            values={"served_on": on},
        )
        ReceiptCorrection.objects.create(service=service, former_on=former, corrected_on=on, reason=reason, at=at)
        service.received_on = on
        service.kind_version = governing.version(suggestion, act=Act.SERVICE, on=on).key
        service.save(update_fields=["received_on", "kind_version"])
        clocks.recount(suggestion=suggestion, event=event, on=on, reason=reason)
