"""Makes the papers of a case beside its letter, and brings them to their end: served, filed on record, or answered."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.actions import clocks, documents, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents.case_paper_documents import DOCUMENTS, RETURN
from suggestions.documents.document_kinds import KINDS
from suggestions.models import CasePaper, Event, Suggestion
from suggestions.rules import ending_grounds
from suggestions.rules.case_papers import (
    APPROVED_ON,
    CASE_PAPERS,
    PROPOSALS,
    SERVED,
    Awaits,
    CasePaperKind,
    parties_of,
)
from suggestions.rules.service_channels import CHANNELS, SIGNERS
from suggestions.rules.tracks import TABLE

MOST_PARTIES = 999


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is written on a paper; which of it is asked says the row of its kind."""

    text: str = ""
    addressee: str = ""
    litigant: str = ""
    litigant_number: int | None = None
    proposal: str = ""


def make(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    kind: str,
    draft: Draft,
    on: date,
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> CasePaper:
    """Makes a paper of the case, prints it where its kind is printed, and starts its clock."""
    row = CASE_PAPERS[kind]
    _require_written(row, draft)
    days.require(on, meaning=DayMeaning.PAST, today=clock.civil_day(at), field="on")
    admitted = files.admit(evidence)
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        if lacking := not_now(locked, row):
            raise Refused(lacking, article=str(row.article_of(suggestion.kind)))
        if row.is_to_party:
            require_party(draft.litigant, draft.litigant_number, kind=locked.kind)
        _require_not_before(locked, row, on=on)
        paper = _write(row, locked, draft, on=on, by_id=access.person_id)
        said: dict[str, str | int] = {
            "paper": kind,
            "litigant": draft.litigant,
            "litigant_number": draft.litigant_number or 0,
        }
        event = ledger.take(
            step=TABLE[f"paper.{row.made_by}"],
            subject=paper,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=draft.text,
            details={**{name: word for name, word in said.items() if word}, **files.said(admitted)},
        )
        _attach(paper, admitted, access=access, at=at, event=event)
        _print(paper, at=at)
        _print_return(paper, at=at)
        if not row.starts_on_receipt:
            _start(paper, event=event, on=on)
    return paper


def _require_not_before(suggestion: Suggestion, row: CasePaperKind, *, on: date) -> None:
    """Raises Refused for a day before the letter came to where such a paper is made: approved, or served."""
    if row.made_in == APPROVED_ON and (approved_on := _approved_on(suggestion)) and on < approved_on:
        words = _("The letter was approved on %(day)s; what is told of the decision is not dated before that day.")
        raise Refused(
            words % {"day": approved_on.isoformat()}, field="on", article=str(row.article_of(suggestion.kind))
        )
    if row.made_in == SERVED and suggestion.served_on and on < suggestion.served_on:
        words = _("The letter was served on %(day)s; this paper follows it.")
        raise Refused(
            words % {"day": suggestion.served_on.isoformat()}, field="on", article=str(row.article_of(suggestion.kind))
        )
    if row.is_of_suit:
        brought = suggestion.events.filter(track="examination", step="sue").order_by("seq").last()
        if brought is not None and on < brought.taken_on:
            words = _("The suit was brought on %(day)s; what is decided on it is not dated before that day.")
            raise Refused(
                words % {"day": brought.taken_on.isoformat()}, field="on", article=str(row.article_of(suggestion.kind))
            )


def _approved_on(suggestion: Suggestion) -> date | None:
    """Returns the day of the first decision on the letter as it stands: of the committee that of its resolution."""
    approved = suggestion.events.filter(track="document", to_state="approved").order_by("seq").first()
    if approved is None:
        return None
    return date.fromisoformat(str(approved.details.get("decided_on") or approved.taken_on.isoformat()))


def not_now(suggestion: Suggestion, row: CasePaperKind) -> str:
    """Returns, in words, why such a paper is not made in this case now; "" when it is."""
    if suggestion.kind not in row.kinds:
        return _("There is no such paper in a case of this kind.")
    if suggestion.case_state != "open" or suggestion.document_state not in row.made_in:
        return _("This paper is not made at this stage of the case.")
    if row.is_of_suit and suggestion.examination_state != "sued":
        return _("No suit is before the court.")
    return ""


def _require_written(row: CasePaperKind, draft: Draft) -> None:
    if row.text and not draft.text.strip():
        raise Refused(_("Write the text of the paper."), field="text")
    if row.addressee and not draft.addressee.strip():
        raise Refused(_("Say to whom it goes."), field="addressee")
    if row.has_proposal and draft.proposal not in PROPOSALS:
        raise Refused(_("Say what the report proposes: that the case ends, or a suit."), field="proposal")


def require_party(litigant: str, number: int | None, *, kind: str) -> None:
    """Raises Refused unless a party is a role that fits the kind of case, and a number: who it is stands in the paper file alone."""
    if litigant not in parties_of(kind):
        raise Refused(_("Say what the party is in the case."), field="litigant")
    if not 1 <= (number or 0) <= MOST_PARTIES:
        raise Refused(
            _("Number the party as the paper file does; the name stands there alone."), field="litigant_number"
        )


def _write(row: CasePaperKind, suggestion: Suggestion, draft: Draft, *, on: date, by_id: int) -> CasePaper:
    """Writes down what the kind asks for, and of a party nothing but role and number.

    Raises Refused when the same stands there already: papers of a kind stand beside each other, the same one twice does not.
    """
    written = {
        "kind": row.key,
        "round": suggestion.round,
        "made_on": on,
        "text": draft.text.strip() if row.text else "",
        "addressee": draft.addressee.strip() if row.addressee else "",
        "litigant": draft.litigant if row.is_to_party else "",
        "litigant_number": draft.litigant_number if row.is_to_party else None,
        "proposal": draft.proposal if row.has_proposal else "",
    }
    if suggestion.papers.filter(**written).exists():  # sent twice, or by two people at once: the case is locked here
        raise Refused(_("The same paper was made on this day already."), field="on")
    return CasePaper.objects.create(suggestion=suggestion, made_by_id=by_id, **written)


def of_step(
    *, kind: str, suggestion: Suggestion, event: Event, by_id: int, text: str, addressee: str = ""
) -> CasePaper:
    """Keeps the paper that another step makes, such as a decision, and starts its clock; the step prints it."""
    paper = CasePaper.objects.create(
        suggestion=suggestion,
        kind=kind,
        round=suggestion.round,
        made_on=event.taken_on,
        made_by_id=by_id,
        text=text,
        addressee=addressee,
    )
    _print_return(paper, at=event.recorded_at)
    _start(paper, event=event, on=paper.made_on)
    return paper


def of_decision(
    *, kind: str, suggestion: Suggestion, event: Event, by_id: int, text: str, printed: str = ""
) -> CasePaper:
    """Keeps a decision that another step makes as a paper, and prints it from the event of that step, as `kind` or else as `printed`."""
    paper = of_step(kind=kind, suggestion=suggestion, event=event, by_id=by_id, text=text)
    documents.keep(kind=KINDS[printed or kind], record=event, suggestion=suggestion, at=event.recorded_at)
    return paper


def end_by_decision(*, suggestion: Suggestion, event: Event, by_id: int, text: str) -> None:
    """Keeps and prints the decision that a case ends, which is served on the organ (PIL21 Art. 74, 80)."""
    of_decision(
        kind="ending_decision",
        suggestion=suggestion,
        event=event,
        by_id=by_id,
        text=text,
        printed="case_ending_decision",
    )


def require_ending_ground(ground: str) -> None:
    """Raises Refused for what is no ground on which a case ends (PIL21 Art. 74(1))."""
    if ground not in ending_grounds.GROUNDS:
        raise Refused(
            _("Say on which ground of the article the case ends."),
            field="ground",
            article=_("PIL Case Rules, Art. 74(1)"),
        )


def _start(paper: CasePaper, *, event: Event, on: date) -> None:
    if paper.row.starts:
        clocks.happened(
            what=paper.row.starts,
            suggestion=paper.suggestion,
            event=event,
            on=on,
            about=ledger.subject_name(paper),
        )


def _print(paper: CasePaper, *, at: datetime) -> None:
    if paper.kind in DOCUMENTS:
        documents.keep(kind=DOCUMENTS[paper.kind], record=paper, suggestion=paper.suggestion, at=at)


def _print_return(paper: CasePaper, *, at: datetime) -> None:
    """Keeps the service return that goes with a paper, with empty places for who receives it."""
    if paper.row.has_return:
        documents.keep(kind=RETURN, record=paper, suggestion=paper.suggestion, at=at)


def _attach(
    paper: CasePaper, admitted: tuple[files.Admitted, ...], *, access: Access, at: datetime, event: Event
) -> None:
    files.attach(
        files=admitted,
        suggestion=paper.suggestion,
        about=ledger.subject_name(paper),
        shown_to=paper.row.shown_to,
        added_by_id=access.person_id,
        at=at,
        event=event,
    )


def serve(
    *,
    access: Access,
    at: datetime,
    paper: CasePaper,
    channel: str,
    on: date,
    received_by: str = "",
    received_as: str = "",
    note: str = "",
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> None:
    """Records that a paper was served on the organ, in writing, with who signed for it and the scanned return."""
    if channel == "direct" and not received_by.strip():
        raise Refused(CHANNELS["direct"].needed["signed_by"], field="received_by")
    if channel == "direct" and received_as not in SIGNERS:
        raise Refused(CHANNELS["direct"].needed["signed_as"], field="received_as")
    _settle(
        Awaits.SERVICE,
        access=access,
        at=at,
        paper=paper,
        on=on,
        text=note,
        evidence=evidence,
        expected_moves=expected_moves,
        values={"channel": _written(channel), "received_by": received_by.strip(), "received_as": received_as},
    )


def hand_over(
    *, access: Access, at: datetime, paper: CasePaper, channel: str, on: date, expected_moves: int | None = None
) -> None:
    """Records that a notice reached the party: the day and the way. Return and receipt stand in the paper file alone."""
    _settle(
        Awaits.HANDING_OVER,
        access=access,
        at=at,
        paper=paper,
        on=on,
        expected_moves=expected_moves,
        values={"channel": _written(channel)},
    )


def _written(channel: str) -> str:
    """Returns a channel by which papers are served; raises Refused for the reading out, which is for letters alone."""
    if channel not in CHANNELS or CHANNELS[channel].is_reading:
        raise Refused(_("Say how it was served."), field="channel")
    return channel


def file(
    *, access: Access, at: datetime, paper: CasePaper, on: date, note: str = "", expected_moves: int | None = None
) -> None:
    """Records that a paper was sent to the next-higher procuratorate for record-filing; its clock stops on that day."""
    _settle(Awaits.FILING, access=access, at=at, paper=paper, on=on, text=note, expected_moves=expected_moves)


def submit(
    *,
    access: Access,
    at: datetime,
    paper: CasePaper,
    on: date,
    receipt: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> None:
    """Records that a decision on the suit was submitted to the court; its clock stops on that day (PIL21 Art. 84)."""
    _settle(
        Awaits.COURT,
        access=access,
        at=at,
        paper=paper,
        on=on,
        evidence=receipt,
        evidence_field="receipt",
        expected_moves=expected_moves,
    )


def reach(
    *,
    access: Access,
    at: datetime,
    paper: CasePaper,
    on: date,
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> None:
    """Records on which day the addressee received a paper; what it owes counts from then.

    Raises Refused for a paper whose clock does not begin with its receipt, and for a day before it was made.
    """
    if not paper.awaits_receipt:
        raise Refused(_("This paper does not wait for this."))
    _require_day(paper, on, from_on=paper.made_on, at=at)
    admitted = files.admit(evidence)
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["paper.reach"],
            subject=paper,
            actor=Actor(access=access),
            at=at,
            on=on,
            expected_moves=expected_moves,
            details={"paper": paper.kind, **files.said(admitted)},
            values={"received_on": on},
        )
        _attach(paper, admitted, access=access, at=at, event=event)
        _start(paper, event=event, on=on)


def answer(
    *,
    access: Access,
    at: datetime,
    paper: CasePaper,
    text: str,
    on: date,
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> None:
    """Records what was answered to a paper, or reported, and on which day.

    Raises Refused where the paper counts from its receipt and that is not recorded: the answer would end nothing.
    """
    if paper.awaits_receipt:
        raise Refused(_("Record first on which day it was received: the period for the answer runs from there."))
    _settle(
        Awaits.ANSWER,
        access=access,
        at=at,
        paper=paper,
        on=on,
        text=text,
        evidence=evidence,
        expected_moves=expected_moves,
        values={"answer": text.strip()},
    )


def _settle(
    awaited: Awaits,
    *,
    access: Access,
    at: datetime,
    paper: CasePaper,
    on: date,
    text: str = "",
    evidence: tuple[files.Given, ...] = (),
    evidence_field: str = "files",
    expected_moves: int | None = None,
    values: dict[str, object] | None = None,
) -> None:
    """Takes the one step that a paper waits for; raises Refused for another, and for a day before it was made."""
    if paper.row.awaits is not awaited:
        raise Refused(_("This paper does not wait for this."))
    _require_day(paper, on, from_on=paper.received_on or paper.made_on, at=at)
    admitted = files.admit(evidence, field=evidence_field)
    with transaction.atomic():
        event = ledger.take(
            step=TABLE[f"paper.{awaited}"],
            subject=paper,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=text,
            expected_moves=expected_moves,
            details={"paper": paper.kind, **files.said(admitted)},
            values={"settled_on": on, **(values or {})},
        )
        _attach(paper, admitted, access=access, at=at, event=event)
        if paper.row.ends:
            clocks.stop(
                what=paper.row.ends,
                suggestion=paper.suggestion,
                event=event,
                on=on,
                about=ledger.subject_name(paper),
            )


def _require_day(paper: CasePaper, on: date, *, from_on: date, at: datetime) -> None:
    """Raises Refused for a day before that of the paper, or of its receipt, and for one to come."""
    if from_on <= on <= clock.civil_day(at):
        return
    if from_on == paper.made_on:
        raise Refused(_("This day lies between the day of the paper and today."), field="on")
    raise Refused(_("This day lies between the day of receipt and today."), field="on")


def receive(*, access: Access, at: datetime, paper: CasePaper, expected_moves: int | None = None) -> None:
    """Confirms in the next-higher procuratorate that the paper came."""
    with transaction.atomic():
        ledger.take(
            step=TABLE["paper.receive"],
            subject=paper,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            details={"paper": paper.kind},
        )


def lacks_return(paper: CasePaper) -> bool:
    """Tells whether a service return goes with the paper and none was made: it is from before they were."""
    about = ledger.subject_name(paper)
    return paper.row.has_return and not paper.suggestion.documents.filter(kind=RETURN.key, about=about).exists()


def add_return(*, access: Access, at: datetime, paper: CasePaper, expected_moves: int | None = None) -> None:
    """Makes the service return of a paper afterwards; raises Refused where none goes with it, or one is there."""
    with transaction.atomic():
        ledger.lock(paper)
        if not lacks_return(paper):
            raise Refused(_("No service return is lacking here."))
        ledger.take(
            step=TABLE["paper.add_return"],
            subject=paper,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            details={"paper": paper.kind},
        )
        _print_return(paper, at=at)


def report_of(suggestion: Suggestion) -> CasePaper | None:
    """Returns the report that concludes the examination of this round, the last one; None before there is one (PIL21 Art. 79)."""
    return suggestion.papers.filter(kind="conclusion_report", round=suggestion.round).last()
