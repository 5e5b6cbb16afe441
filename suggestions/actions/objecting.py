"""Receives, reviews and decides objections (P19 Art. 23); a late one is received and marked late."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.refusals import Refused
from suggestions.access import permissions
from suggestions.actions import clocks, documents, files, ledger, review
from suggestions.actions.ledger import Actor
from suggestions.documents import document_facts, governing
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Matter, Objection, Suggestion
from suggestions.rules.acts import Act
from suggestions.rules.states import OBJECTION
from suggestions.rules.steps import Shown
from suggestions.rules.term_rows import Trigger
from suggestions.rules.tracks import TABLE


def object_to(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    grounds: str,
    on: date | None = None,
    evidence: tuple[files.Given, ...] = (),
    paper: bool = False,
) -> Objection:
    """Raises an objection, by the unit or by the office from paper with the scan; no clock of the unit is touched."""
    on = on or clock.civil_day(at)
    require_paper(paper=paper, uploads=evidence)
    admitted = files.admit(evidence)
    with transaction.atomic():
        _require_possible(ledger.lock(suggestion), on=on, at=at)
        return _raise(
            access=access, at=at, suggestion=suggestion, grounds=grounds, on=on, admitted=admitted, paper=paper
        )


def _raise(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    grounds: str,
    on: date,
    admitted: tuple[files.Admitted, ...],
    paper: bool,
    replaces: Objection | None = None,
) -> Objection:
    period = suggestion.clocks.filter(term="objection").order_by("-id").first()
    objection = Objection.objects.create(
        suggestion=suggestion,
        letter=suggestion.current_letter,
        raised_on=on,
        is_late=replaces.is_late if replaces else bool(period and on > period.due_on),
        grounds=grounds.strip(),
        replaces=replaces,
    )
    event = ledger.take(
        step=TABLE["objection.raise"],
        subject=objection,
        actor=Actor(access=access, paper=paper),
        at=at,
        on=on,
        text=grounds,
        details={"late": int(objection.is_late), **files.said(admitted)},
    )
    files.attach(
        files=admitted,
        suggestion=suggestion,
        about=ledger.subject_name(objection),
        shown_to=Shown.BOTH,
        added_by_id=access.person_id,
        at=at,
        event=event,
    )
    clocks.happened(what=Trigger.OBJECTION_RAISED, suggestion=suggestion, event=event, on=on)
    return objection


def withdraw(
    *,
    access: Access,
    at: datetime,
    objection: Objection,
    reason: str,
    scan: tuple[files.Given, ...] = (),
    paper: bool = False,
    expected_moves: int | None = None,
) -> None:
    """Takes an objection back before it is decided, by the unit or from paper; it stays with the reason."""
    require_paper(paper=paper, uploads=scan)
    admitted = files.admit(scan)
    with transaction.atomic():
        _set_aside(
            step="objection.withdraw",
            access=access,
            at=at,
            objection=objection,
            reason=reason,
            admitted=admitted,
            paper=paper,
            expected_moves=expected_moves,
        )


def replace(
    *,
    access: Access,
    at: datetime,
    objection: Objection,
    grounds: str,
    reason: str,
    evidence: tuple[files.Given, ...] = (),
    paper: bool = False,
    expected_moves: int | None = None,
) -> Objection:
    """Puts another objection in the place of one that is not decided; it is late only where the first one was."""
    if not grounds.strip():
        raise Refused(_("Write the objection and its reasons."), field="grounds")
    require_paper(paper=paper, uploads=evidence)
    admitted = files.admit(evidence)
    with transaction.atomic():
        _set_aside(
            step="objection.replace",
            access=access,
            at=at,
            objection=objection,
            reason=reason,
            admitted=(),
            paper=paper,
            expected_moves=expected_moves,
        )
        return _raise(
            access=access,
            at=at,
            suggestion=objection.suggestion,
            grounds=grounds,
            on=clock.civil_day(at),
            admitted=admitted,
            paper=paper,
            replaces=objection,
        )


def _set_aside(
    *,
    step: str,
    access: Access,
    at: datetime,
    objection: Objection,
    reason: str,
    admitted: tuple[files.Admitted, ...],
    paper: bool,
    expected_moves: int | None,
) -> None:
    suggestion = objection.suggestion
    event = ledger.take(
        step=TABLE[step],
        subject=objection,
        actor=Actor(access=access, paper=paper),
        at=at,
        text=reason,
        expected_moves=expected_moves,
        details=files.said(admitted),
        values={"withdrawn_because": reason.strip()},
    )
    files.attach(
        files=admitted,
        suggestion=suggestion,
        about=ledger.subject_name(objection),
        shown_to=Shown.BOTH,
        added_by_id=access.person_id,
        at=at,
        event=event,
    )
    clocks.stop(what=Trigger.OBJECTION_ANSWERED, suggestion=suggestion, event=event, on=event.taken_on)


def _require_possible(suggestion: Suggestion, *, on: date, at: datetime) -> None:
    if suggestion.document_state != "served":
        raise Refused(_("An objection is possible once the letter is served."))
    if (suggestion.served_on and on < suggestion.served_on) or on > clock.civil_day(at):
        raise Refused(_("The objection lies between the day of receipt and today."), field="on")
    if suggestion.objections.filter(state__in=sorted(OBJECTION.of("undecided"))).exists():
        raise Refused(_("An objection is already being reviewed. Add to it in writing until it is decided."))


def require_paper(*, paper: bool, uploads: tuple[files.Given, ...]) -> None:
    """Raises Refused when what came on paper is recorded without its scan (design 3: recorded by, with the scan)."""
    if paper and not uploads:
        raise Refused(_("Attach the scan of the paper: it is recorded on the unit's behalf."), field="files")


def take_up(*, access: Access, at: datetime, objection: Objection, expected_moves: int | None = None) -> None:
    """Begins the review; the unit is told."""
    with transaction.atomic():
        ledger.take(
            step=TABLE["objection.take_up"],
            subject=objection,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
        )


def advise(
    *, access: Access, at: datetime, objection: Objection, advice: str, expected_moves: int | None = None
) -> None:
    """Puts the handling prosecutor's opinion to the chief procurator."""
    with transaction.atomic():
        ledger.take(
            step=TABLE["objection.advise"],
            subject=objection,
            actor=Actor(access=access),
            at=at,
            text=advice,
            expected_moves=expected_moves,
            values={"advice": advice},
        )


def decide(
    *,
    access: Access,
    at: datetime,
    objection: Objection,
    result: str,
    reasons: str,
    resolution: review.ResolutionDraft | None = None,
    expected_moves: int | None = None,
) -> None:
    """Decides an objection: `upheld_modify`, `upheld_withdraw` or `rejected`, with reasons sent to the unit.

    Upheld leads to an amendment with its own approval; not upheld needs the chief procurator's consent. Who handles the
    case does not decide it, whatever the post.
    """
    suggestion = objection.suggestion
    if result not in document_facts.OUTCOMES:
        raise Refused(_("Choose how the objection is decided."), field="result")
    upheld = result != "rejected"
    step = TABLE["objection.uphold" if upheld else "objection.reject"]
    resolution = review.admitted(resolution)
    on = clock.civil_day(at)
    rules = governing.version(suggestion, act=Act.OBJECTION, on=on)
    access = access.apart_from(suggestion.handler_ids)
    with transaction.atomic():
        permissions.require(access=access, step=step, suggestion=ledger.lock(suggestion))
        recorded = review.decision_after_issue(
            access=access,
            at=at,
            suggestion=suggestion,
            draft=resolution,
            authors=suggestion.handler_ids,
            matter=Matter.OBJECTION,
        )
        event = ledger.take(
            step=step,
            subject=objection,
            actor=Actor(access=access),
            at=at,
            to=result if upheld else None,
            text=reasons,
            expected_moves=expected_moves,
            details=review.said(recorded),
            values={"reasons": reasons, "decided_on": on, "kind_version": rules.key},
        )
        documents.keep(kind=KINDS["objection_decision"], record=objection, suggestion=suggestion, at=at)
        clocks.stop(what=Trigger.OBJECTION_ANSWERED, suggestion=suggestion, event=event, on=event.taken_on)
