"""Corrects slips of the pen in issued letters (CIV21 Art. 129, ADM21 Art. 131); substance goes by amending.py.

The stored letter and its PDF are never touched: the correction stands beside them. No clock is touched either.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs.access import Access
from organs.refusals import Refused
from organs.words import Words
from suggestions.access import permissions
from suggestions.actions import documents, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import content
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Correction, LetterVersion, Suggestion
from suggestions.rules import letter_fields
from suggestions.rules.states import DOCUMENT
from suggestions.rules.tracks import TABLE

IN_FORCE = DOCUMENT.of("in force")


def passages(letter: LetterVersion) -> list[tuple[Words, str]]:
    """Returns the words of a letter in which a slip may stand, each with its label: title, recipient, contents, measures."""
    written = content.of_letter(letter)
    labels = {row.key: row.label for row in content.rules_of(written).contents}
    found: list[tuple[Words, str]] = [(_("Title"), str(written["title"])), (_("To"), str(written["recipient"]))]
    found += [(labels[key], text) for key, text in content.texts(written).items()]
    found += [(row.label, str(written.get(row.name, ""))) for row in letter_fields.PRINTED_AS_TYPED]
    asked = [measure for measure in content.measures(written) if measure["fate"] != "dropped"]
    for number, measure in enumerate(asked, start=1):
        found.append((_("Measure %(number)d") % {"number": number}, content.measure_text(measure)))
    return [(label, text) for label, text in found if text]


def propose(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    place: str,
    wrong: str,
    right: str,
    reason: str,
    expected_moves: int | None = None,
) -> Correction:
    """Puts a correction to the chief procurator: where it stands, what the letter says, what it should say, and why.

    Raises Refused when the letter is not out, does not say what is to be corrected, or nothing would change.
    """
    place, wrong, right, reason = (words.strip() for words in (place, wrong, right, reason))
    _require_words(place=place, wrong=wrong, right=right, reason=reason)
    with transaction.atomic():
        locked = ledger.lock(suggestion, expected_moves=expected_moves)
        _require_standing(suggestion=locked, letter=locked.current_letter, wrong=wrong)
        same = locked.corrections.filter(letter=locked.current_letter, place=place, wrong=wrong).exclude(
            state="refused"
        )
        if same.exists():
            raise Refused(_("This slip is already corrected, or its correction waits for a decision."), field="wrong")
        correction = Correction.objects.create(
            suggestion=locked,
            letter=locked.current_letter,
            place=place,
            wrong=wrong,
            right=right,
            reason=reason,
            proposed_by_id=access.person_id,
            proposed_at=at,
        )
        ledger.take(
            step=TABLE["correction.propose"],
            subject=correction,
            actor=Actor(access=access),
            at=at,
            text=f"{correction.words}。{reason}",
        )
    return correction


def _require_words(*, place: str, wrong: str, right: str, reason: str) -> None:
    for field, written, lacking in (
        ("place", place, _("Say where in the letter the slip stands.")),
        ("wrong", wrong, _("Copy the words of the letter that are wrong.")),
        ("right", right, _("Write what it should say. To strike words out is a modification.")),
        ("reason", reason, _("Write the reasons: they belong to this step and are kept with it.")),
    ):
        if not written:
            raise Refused(lacking, field=field)
    if wrong == right:
        raise Refused(_("Both say the same: there is nothing to correct."), field="right")


def _require_standing(*, suggestion: Suggestion, letter: LetterVersion, wrong: str) -> None:
    """Raises Refused unless the letter is out, this version is the one in force, and it says the words."""
    if suggestion.document_state not in IN_FORCE:
        raise Refused(_("Only an issued letter in force is corrected; a draft is simply edited."))
    if letter.pk != suggestion.letter_id:
        raise Refused(_("The letter was modified meanwhile. Refuse this correction, and correct the version in force."))
    if not any(wrong in text for _label, text in passages(letter)):
        raise Refused(_("The letter does not say this anywhere. Copy the wrong words as they stand."), field="wrong")


def make(*, access: Access, at: datetime, correction: Correction, expected_moves: int | None = None) -> None:
    """Makes the correction, by another person than who proposed it or handles the case; the unit is told."""
    access = access.apart_from({correction.proposed_by_id, *correction.suggestion.handler_ids})
    with transaction.atomic():
        suggestion = _decided_by_another(access=access, correction=correction, step="correction.make")
        _require_standing(suggestion=suggestion, letter=correction.letter, wrong=correction.wrong)
        ledger.take(
            step=TABLE["correction.make"],
            subject=correction,
            actor=Actor(access=access),
            at=at,
            text=correction.words,
            expected_moves=expected_moves,
            values={"decided_by_id": access.person_id, "decided_at": at},
        )
        documents.keep(kind=KINDS["clerical_correction"], record=correction, suggestion=suggestion, at=at)


def refuse(
    *, access: Access, at: datetime, correction: Correction, reasons: str, expected_moves: int | None = None
) -> None:
    """Refuses the correction with reasons; the letter reads as it did."""
    access = access.apart_from({correction.proposed_by_id, *correction.suggestion.handler_ids})
    with transaction.atomic():
        _decided_by_another(access=access, correction=correction, step="correction.refuse")
        ledger.take(
            step=TABLE["correction.refuse"],
            subject=correction,
            actor=Actor(access=access),
            at=at,
            text=reasons,
            expected_moves=expected_moves,
            values={"decided_by_id": access.person_id, "decided_at": at, "decision_reasons": reasons.strip()},
        )


def _decided_by_another(*, access: Access, correction: Correction, step: str) -> Suggestion:
    """Returns the locked suggestion after checking who decides."""
    suggestion = ledger.lock(correction)
    permissions.require(access=access, step=TABLE[step], suggestion=suggestion)
    permissions.require_another(access=access, suggestion=suggestion, proposed_by_id=correction.proposed_by_id)
    return suggestion
