"""Asks for opinions before issue and records what was answered (P19 Art. 17(2), 3); what Art. 3 asks for is awaited at issue."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.models import Procuratorate
from organs.refusals import NotAllowed, Refused
from organs.roles import CHIEFS
from suggestions.access import asked_offices
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
#: Which procuratorates stand above the own one.
ABOVE = frozenset({AskedOf.SUPERIOR, AskedOf.HIGHER})


def ask(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    asked_of: str,
    questions: str,
    on: date,
    addressee: str = "",
    office: Procuratorate | None = None,
    answer_by: date | None = None,
    expected_moves: int | None = None,
) -> Opinion:
    """Asks the recipient, or another procuratorate, over the text as it stands; no clock is started.

    A procuratorate is asked by its row. Without an addressee the recipient itself is meant. `answer_by` is asked for and binds nobody.
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
            addressee=_addressee(locked, asked_of=asked_of, named=addressee.strip(), office=office),
            office=None if asked_of == AskedOf.RECIPIENT else office,
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


def _addressee(suggestion: Suggestion, *, asked_of: str, named: str, office: Procuratorate | None) -> str:
    """Returns who is asked; raises Refused when nobody is named, or when the same addressee has not answered yet."""
    field = "addressee" if asked_of == AskedOf.RECIPIENT else "office"
    if asked_of == AskedOf.RECIPIENT:
        addressee = named or suggestion.current_letter.recipient_name
    else:
        addressee = _office(suggestion, asked_of=asked_of, office=office).name
    if suggestion.opinions.filter(addressee=addressee, state="asked").exists():
        raise Refused(_("This addressee was asked and has not answered yet. Record that answer first."), field=field)
    return addressee


def _office(suggestion: Suggestion, *, asked_of: str, office: Procuratorate | None) -> Procuratorate:
    """Returns the procuratorate that is asked; raises Refused for one that Art. 3 does not mean."""
    if office is None or office.origin != suggestion.origin or office.closed_on:
        raise Refused(_("Choose the procuratorate that is asked."), field="office")
    if office.pk == suggestion.procuratorate_id:
        raise Refused(_("The own office is not asked: choose another."), field="office")
    if asked_of in ABOVE and office.pk not in suggestion.procuratorate.ancestors:
        raise Refused(_("Choose a procuratorate above the own one."), field="office")
    return office


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
    """Records an opinion that came, with who gave it and whether it agrees; what follows from it is left to people.

    Raises Refused for that of a procuratorate without its paper: nobody else's answer is typed from memory.
    """
    if has_agreed is None:
        raise Refused(_("Say whether the opinion agrees."), field="has_agreed")
    if not answer.strip():
        raise Refused(_("Write what the opinion says."), field="answer")
    if not opinion.asked_on <= on <= clock.civil_day(at):
        raise Refused(_("The opinion came between the day it was asked for and today."), field="on")
    if asked_offices.answers_itself(opinion, on=clock.civil_day(at)):
        raise Refused(
            _("%(office)s answers itself: it finds the question on its desk.") % {"office": opinion.addressee}
        )
    if opinion.asked_of != AskedOf.RECIPIENT and not evidence:
        raise Refused(
            _("Attach the answer of the procuratorate, scanned."), field="files", article=_("Provisions, Art. 3")
        )
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


def answer(
    *,
    access: Access,
    at: datetime,
    opinion: Opinion,
    answer: str,
    has_agreed: bool | None,
    expected_moves: int | None = None,
) -> None:
    """Answers as chief procurator of the office that is asked, or as a deputy there, with the reasons, over the text as it stands.

    Raises NotAllowed for another office's person.
    """
    if has_agreed is None:
        raise Refused(_("Say whether the opinion agrees."), field="has_agreed")
    if not answer.strip():
        raise Refused(_("Write what the opinion says."), field="answer")
    with transaction.atomic():
        suggestion = ledger.lock(opinion)
        if not answers_for(access, opinion):
            raise NotAllowed(_("The chief procurator of the office that is asked answers for it."))
        if suggestion.document_state not in BEFORE_ISSUE:
            raise Refused(_("An opinion is given before the letter is issued."))
        actor = Actor(access=access)
        step = TABLE["opinion.answer"]
        ledger.take(
            step=step,
            subject=opinion,
            actor=actor,
            at=at,
            text=answer,
            expected_moves=expected_moves,
            details={"addressee": opinion.addressee, "agreed": int(has_agreed)},
            digest=content.digest(suggestion.current_letter),
            values={
                "answered_on": clock.civil_day(at),
                "answered_by_name": actor.signed_name(step=step, suggestion=suggestion),
                "answer": answer.strip(),
                "has_agreed": has_agreed,
            },
        )


def answers_for(access: Access, opinion: Opinion) -> bool:
    """Tells whether the person is chief procurator, or a deputy, of the office that is asked."""
    return any(post.procuratorate_id == opinion.office_id for post in access.holding(*CHIEFS))
