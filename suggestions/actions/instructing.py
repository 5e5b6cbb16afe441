"""Instructs a lower procuratorate to change or withdraw a letter, with a notice of the higher one, and says when it was followed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.refusals import Refused
from suggestions.actions import documents, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Filing, Instruction, Suggestion
from suggestions.rules import instructions
from suggestions.rules.states import DOCUMENT, FILING
from suggestions.rules.tracks import TABLE

ARTICLE = "Provisions, Art. 22(2)"


def give(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    what: str,
    reason: str,
    filing: Filing | None = None,
    expected_moves: int | None = None,
) -> Instruction:
    """Gives the instruction, prints the notice of the higher procuratorate, and returns the filing that is with it.

    `expected_moves` is the number of moves of the filing, or of the suggestion where it comes without one.
    """
    if what not in instructions.WHAT:
        raise Refused(_("Choose: modify or withdraw."), field="instruction")
    if not reason.strip():
        raise Refused(_("Write the reasons: they belong to this step and are kept with it."), field="reason")
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=None if filing else expected_moves)
        _require_open(locked)
        office = locked.procuratorate.parent
        if office is None:
            raise Refused(_("No procuratorate stands above this one."))
        filing = filing or locked.filings.filter(state__in=FILING.of("instructable")).first()
        instruction = Instruction.objects.create(
            suggestion=locked,
            office=office,
            filing=filing,
            what=what,
            reason=reason.strip(),
            given_on=clock.civil_day(at),
            given_by_id=access.person_id,
        )
        if filing:
            ledger.take(
                step=TABLE["filing.instruct"],
                subject=filing,
                actor=Actor(access=access),
                at=at,
                expected_moves=expected_moves,
                values={"reviewed_on": clock.civil_day(at)},
            )
        ledger.take(
            step=TABLE["instruction.give"],
            subject=instruction,
            actor=Actor(access=access),
            at=at,
            text=reason,
            details={"instructed": what},
        )
        documents.keep(kind=KINDS["instruction_notice"], record=instruction, suggestion=locked, at=at)
    return instruction


def _require_open(suggestion: Suggestion) -> None:
    if suggestion.document_state not in DOCUMENT.of("in force"):
        raise Refused(_("Only an issued letter that still stands is changed or withdrawn."))
    if suggestion.instructions.filter(state="given").exists():
        raise Refused(_("An instruction stands already and is not carried out yet."))


def follow(*, access: Access, at: datetime, instruction: Instruction) -> None:
    """Records that the lower procuratorate carried the instruction out; the caller holds the transaction."""
    ledger.take(
        step=TABLE["instruction.follow"],
        subject=instruction,
        actor=Actor(access=access),
        at=at,
        values={"followed_on": clock.civil_day(at)},
    )


def require_none(suggestion: Suggestion) -> None:
    """Raises Refused while an instruction of the higher procuratorate is not carried out: nothing goes to the unit before."""
    if instruction := standing(suggestion):
        raise Refused(
            _("%(office)s gave an instruction on this letter. It is carried out before the letter is served.")
            % {"office": instruction.office.name},
            article=ARTICLE,
        )


def standing(suggestion: Suggestion) -> Instruction | None:
    """Returns the instruction that is not carried out yet."""
    return suggestion.instructions.filter(state="given").first()
