"""What takes two administrators: proposed by one, decided by another. What a proposal does is done by the action of its kind."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, permissions
from organs.access import Access
from organs.actions import setup_events
from organs.models import Outcome, Person, Procuratorate, Proposal, Unit
from organs.refusals import NotAllowed, Refused


def propose(
    *,
    access: Access,
    at: datetime,
    kind: str,
    procuratorate: Procuratorate | None,
    content: dict[str, object],
    person: Person | None = None,
    unit: Unit | None = None,
) -> Proposal:
    """Lays a change before a second administrator of the place; the action of the kind has checked it."""
    with transaction.atomic():
        proposal = Proposal.objects.create(
            kind=kind,
            procuratorate=procuratorate,
            person=person,
            unit=unit,
            content=content,
            proposed_by_id=access.person_id,
            proposed_at=at,
        )
        if not permissions.deciders_of(proposal, on=clock.civil_day(at)):
            raise Refused(
                _(
                    "Nobody else is there who could confirm it. Admit another administrator first; where that cannot be, whoever runs the server helps (manage.py set_up, manage.py sign_in_link)."
                )
            )
        _record(access, at, proposal, verb="propose", tells_deciders=proposal)
    return proposal


def may_confirm(*, access: Access, proposal: Proposal) -> bool:
    """Tells whether the person may confirm: an administrator of the place who neither proposed it nor is favoured by it."""
    if access.person_id in (proposal.proposed_by_id, proposal.person_id):
        return False
    return permissions.may_decide(access=access, procuratorate_id=proposal.procuratorate_id)


def waiting_for(access: Access) -> int:
    """Returns how many proposals wait for the person's decision."""
    if not access.has(*permissions.DECIDING):
        return 0
    rows = permissions.proposals_open_to(access).filter(outcome="")
    return sum(may_confirm(access=access, proposal=each) for each in rows)


def confirm(*, access: Access, at: datetime, proposal: Proposal) -> Proposal:
    """Takes the decision that a proposal holds; the caller carries it out in the same transaction.

    Raises NotAllowed for whoever proposed it or gains by it, and Refused when it was decided meanwhile.
    """
    if not may_confirm(access=access, proposal=proposal):
        raise NotAllowed(
            _(
                "Somebody else confirms this: another system or security administrator of this procuratorate, or of one above it."
            )
        )
    return _decide(access, at, proposal, outcome=Outcome.CONFIRMED, verb="confirm")


def refuse(*, access: Access, at: datetime, proposal: Proposal, reason: str) -> None:
    """Declines a proposal with the reason, which its author reads; nothing changes."""
    if not may_confirm(access=access, proposal=proposal):
        raise NotAllowed(
            _(
                "Somebody else decides this: another system or security administrator of this procuratorate, or of one above it."
            )
        )
    if not reason.strip():
        raise Refused(_("Say why it is not confirmed."), field="reason")
    with transaction.atomic():
        _decide(access, at, proposal, outcome=Outcome.REFUSED, verb="decline", reason=reason.strip())


def withdraw(*, access: Access, at: datetime, proposal: Proposal) -> None:
    """Takes an own proposal back before it is decided."""
    if access.person_id != proposal.proposed_by_id:
        raise NotAllowed(_("Only who proposed it takes it back."))
    with transaction.atomic():
        _decide(access, at, proposal, outcome=Outcome.WITHDRAWN, verb="withdraw")


def withdraw_all(*, access: Access | None, at: datetime, person: Person) -> None:
    """Takes back what waits for a person whose account closes: it must not come back when the account opens again."""
    for proposal in Proposal.objects.select_for_update(of=("self",)).filter(person=person, outcome=""):
        proposal.outcome, proposal.decided_at = Outcome.WITHDRAWN, at
        proposal.decided_by_id = access.person_id if access else proposal.proposed_by_id
        proposal.save(update_fields=["outcome", "decided_by", "decided_at"])
        _record(access, at, proposal, verb="withdraw", tells_person=proposal.proposed_by)


def _decide(access: Access, at: datetime, proposal: Proposal, *, outcome: str, verb: str, reason: str = "") -> Proposal:
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.outcome:
        raise Refused(_("This was decided already."))
    locked.outcome, locked.decided_by_id, locked.decided_at, locked.reason = outcome, access.person_id, at, reason
    locked.save(update_fields=["outcome", "decided_by", "decided_at", "reason"])
    author = locked.proposed_by if access.person_id != locked.proposed_by_id else None
    _record(access, at, locked, verb=verb, reason=reason, tells_person=author)
    return locked


def _record(
    access: Access | None,
    at: datetime,
    proposal: Proposal,
    *,
    verb: str,
    reason: str = "",
    tells_person: Person | None = None,
    tells_deciders: Proposal | None = None,
) -> None:
    details = {
        "kind": proposal.kind,
        "place": str(proposal.unit or proposal.procuratorate or ""),
        "person": str(proposal.person or ""),
        "reason": reason,
    }
    setup_events.record(
        access=access,
        at=at,
        verb=verb,
        subject=proposal,
        details=details,
        tells_person=tells_person,
        tells_deciders=tells_deciders,
    )
