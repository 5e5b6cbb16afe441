"""Asks for opinions before issue and records what was answered (P19 Art. 17(2), 3); what Art. 3 asks for is awaited at issue."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused
from suggestions.actions import documents, files, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import content
from suggestions.documents.document_kinds import KINDS
from suggestions.models import AskedOf, Opinion, Suggestion
from suggestions.rules.states import DOCUMENT
from suggestions.rules.steps import Shown
from suggestions.rules.tracks import TABLE

BEFORE_ISSUE = DOCUMENT.of("before issue")
#: Whom a letter seeks the opinion of; to a procuratorate above it is reported.
LETTERS_TO = frozenset({AskedOf.RECIPIENT, AskedOf.PROCURATORATE})


def ask(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    asked_of: str,
    questions: str,
    on: date,
    addressee: str = "",
    answer_by: date | None = None,
    expected_moves: int | None = None,
) -> Opinion:
    """Asks the recipient, or another procuratorate, over the text as it stands; no clock is started.

    Without an addressee the recipient itself is meant. `answer_by` is asked for and binds nobody.
    """
    if asked_of not in AskedOf.values:
        raise Refused(_("Say whose opinion is asked for."), field="asked_of")
    if not questions.strip():
        raise Refused(_("Write what the opinion is asked on."), field="questions")
    _require_days(asked_on=on, answer_by=answer_by, today=clock.civil_day(at))
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        if locked.document_state not in BEFORE_ISSUE:
            raise Refused(_("An opinion is asked for before the letter is issued."))
        opinion = Opinion.objects.create(
            suggestion=locked,
            letter=locked.current_letter,
            asked_of=asked_of,
            addressee=_addressee(locked, asked_of=asked_of, named=addressee.strip()),
            questions=questions.strip(),
            asked_on=on,
            answer_by=answer_by,
            asked_by_id=access.person_id,
        )
        ledger.take(
            step=TABLE["opinion.ask"],
            subject=opinion,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=questions,
            details={"addressee": opinion.addressee},
            digest=content.digest(locked.current_letter),
        )
        if asked_of in LETTERS_TO:
            documents.keep(kind=KINDS["opinion_letter"], record=opinion, suggestion=locked, at=at)
    return opinion


def _require_days(*, asked_on: date, answer_by: date | None, today: date) -> None:
    days.require(asked_on, meaning=DayMeaning.PAST, today=today, field="on")
    if answer_by and answer_by <= asked_on:
        raise Refused(_("The day by which the answer is asked for lies before the question."), field="answer_by")
    days.require(answer_by, meaning=DayMeaning.NEAR, today=today, field="answer_by")


def _addressee(suggestion: Suggestion, *, asked_of: str, named: str) -> str:
    """Returns who is asked; raises Refused when nobody is named, or when the same addressee has not answered yet."""
    addressee = named or (suggestion.current_letter.recipient_name if asked_of == AskedOf.RECIPIENT else "")
    if not addressee:
        raise Refused(_("Name the procuratorate that is asked."), field="addressee")
    if suggestion.opinions.filter(addressee=addressee, state="asked").exists():
        raise Refused(
            _("This addressee was asked and has not answered yet. Record that answer first."), field="addressee"
        )
    return addressee


def record(
    *,
    access: Access,
    at: datetime,
    opinion: Opinion,
    answer: str,
    has_agreed: bool | None,
    on: date,
    by_name: str = "",
    evidence: tuple[files.Given, ...] = (),
    expected_moves: int | None = None,
) -> None:
    """Records an opinion that came, with who gave it and whether it agrees; what follows from it is left to people."""
    if has_agreed is None:
        raise Refused(_("Say whether the opinion agrees."), field="has_agreed")
    if not answer.strip():
        raise Refused(_("Write what the opinion says."), field="answer")
    if not opinion.asked_on <= on <= clock.civil_day(at):
        raise Refused(_("The opinion came between the day it was asked for and today."), field="on")
    admitted = files.admit(evidence)
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["opinion.record"],
            subject=opinion,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=answer,
            expected_moves=expected_moves,
            details={"addressee": opinion.addressee, "agreed": int(has_agreed), **files.said(admitted)},
            values={
                "answered_on": on,
                "answered_by_name": by_name.strip(),
                "answer": answer.strip(),
                "has_agreed": has_agreed,
            },
        )
        files.attach(
            files=admitted,
            suggestion=opinion.suggestion,
            about=ledger.subject_name(opinion),
            shown_to=Shown.INTERNAL,
            added_by_id=access.person_id,
            at=at,
            event=event,
        )
