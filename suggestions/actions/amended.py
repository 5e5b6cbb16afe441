"""What a decided amendment brings about: the letter withdrawn or its next version in force, measures moved, the unit told."""

from datetime import datetime

from organs import clock
from organs.access import Access
from suggestions.actions import clocks, documents, issuing, ledger
from suggestions.actions.ledger import Taker
from suggestions.documents.document_kinds import KINDS
from suggestions.models import (
    Amendment,
    LetterVersion,
    Measure,
    Suggestion,
)
from suggestions.rules import terms
from suggestions.rules.lifecycle import TABLE as LIFECYCLE
from suggestions.rules.terms import Event as Happening
from suggestions.rules.tracks import LIVE, TABLE


def asks_anew(amendment: Amendment) -> bool:
    """Tells whether an amendment asks something anew of a unit whose reply came already, or whose reply never came.

    The reply is then awaited again, by a day that the decider sets [D]: no article says what becomes of the period
    (domain.md 3.2).
    """
    if amendment.what == "withdraw" or amendment.suggestion.reply_state in {"not_due", "awaited"}:
        return False
    return amendment.letter.measure_texts.filter(fate__in=["reworded", "new"]).exists()


def withdraw(*, access: Access, at: datetime, amendment: Amendment) -> None:
    """Withdraws the letter: measures freeze, the unit owes nothing more, the notice is printed; filing stays owed."""
    suggestion = amendment.suggestion
    on = clock.civil_day(at)
    event = ledger.take(
        step=LIFECYCLE["document.withdraw"],
        thing=suggestion,
        taker=Taker(access=access),
        at=at,
        text=amendment.reasons,
        facts={"number": suggestion.letter.document_number or ""},
    )
    for measure in suggestion.measures.filter(state__in=LIVE):
        ledger.take(step=TABLE["measure.freeze"], thing=measure, taker=Taker(access=access), at=at)
    for owes in ("unit", "court"):
        clocks.stop_all(suggestion=suggestion, event=event, on=on, owes=owes)
    for what in (Happening.JUDGED, Happening.EXAMINED, Happening.LOOKED_BACK):
        clocks.stop(what=what, suggestion=suggestion, event=event, on=on)
    _notice(amendment=amendment, at=at)


def modify(*, access: Access, at: datetime, amendment: Amendment) -> None:
    """Puts the next version in force under the same number, moves the measures by their fates, and prints the notice."""
    suggestion, letter = amendment.suggestion, amendment.letter
    former = suggestion.letter
    event = ledger.take(
        step=LIFECYCLE["document.modify"],
        thing=suggestion,
        taker=Taker(access=access),
        at=at,
        text=amendment.reasons,
        digest=letter.digest,
        facts={"version": letter.version, "number": former.document_number or ""},
        values={"letter_id": letter.pk},
    )
    LetterVersion.objects.filter(pk=former.pk).update(superseded_at=at)
    issuing.print_letter(letter=letter, number=former.document_number, on=clock.civil_day(at), at=at)
    suggestion.letter = letter
    anew = asks_anew(amendment)
    _apply_fates(access=access, at=at, suggestion=suggestion, letter=letter)
    if anew:
        _await_again(access=access, at=at, amendment=amendment)
    elif amendment.new_due_on:
        reply = suggestion.clocks.running().of_reply().get()
        clocks.move(clock=reply, due_on=amendment.new_due_on, reason=amendment.reasons, event=event)
    _notice(amendment=amendment, at=at)


def _apply_fates(*, access: Access, at: datetime, suggestion: Suggestion, letter: LetterVersion) -> None:
    """Moves the measures as the version says."""
    for text in letter.measure_texts.select_related("measure").order_by("position"):
        measure = text.measure
        measure.text, measure.position = text, text.position
        measure.save(update_fields=["text", "position"])
        step = {"reworded": "measure.reword", "dropped": "measure.drop", "new": "measure.add"}.get(text.fate)
        if step is None:
            continue
        if measure.state in TABLE[step].sources:
            values = _asked_anew(measure) if text.fate == "reworded" else {}
            event = ledger.take(step=TABLE[step], thing=measure, taker=Taker(access=access), at=at, values=values)
            about = ledger.subject_of(measure)
            clocks.stop(what=Happening.CLAIMED, suggestion=suggestion, event=event, on=event.occurred_on, about=about)


def _asked_anew(measure: Measure) -> dict[str, object]:
    """Returns the facts of a reworded measure: what was answered, claimed and judged belongs to the former text."""
    answered = measure.state != "asked"
    return {
        "round": measure.round + 1 if answered else measure.round,
        "promised_on": None,
        "claimed_on": None,
        "verified_on": None,
        "looked_back_on": None,
        "judged": "",
    }


def _await_again(*, access: Access, at: datetime, amendment: Amendment) -> None:
    """Awaits a reply to the modified text by the decider's day; judging the former reply is no longer due."""
    suggestion = amendment.suggestion
    former = suggestion.clocks.of_reply().order_by("id").last()
    event = ledger.take(
        step=TABLE["reply.await"],
        thing=suggestion,
        taker=Taker(access=access),
        at=at,
        values={"outcome": "", "replied_on": None},
    )
    on = event.occurred_on
    clocks.stop(what=Happening.JUDGED, suggestion=suggestion, event=event, on=on)
    clocks.start(
        suggestion=suggestion,
        term=terms.find(former.term if former else "reply", on=on),
        event=event,
        on=on,
        due_on=amendment.new_due_on,
    )


def _notice(*, amendment: Amendment, at: datetime) -> None:
    kind = KINDS["modification_notice" if amendment.what == "modify" else "withdrawal_notice"]
    documents.keep(kind=kind, record=amendment, suggestion=amendment.suggestion, at=at)
