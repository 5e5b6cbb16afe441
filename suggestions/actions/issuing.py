"""Issues an approved letter: number, one PDF, filing and copies begun, all in one transaction (P19 Art. 7, 18(1), 21)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.actions import units
from organs.refusals import Stale
from suggestions.access import permissions
from suggestions.actions import clocks, documents, joining, ledger, series
from suggestions.actions.ledger import Actor
from suggestions.documents import completeness, content, governing, routing
from suggestions.documents.document_kinds import LETTER
from suggestions.models import Approval, Blob, Filing, LetterVersion, Suggestion
from suggestions.rules.acts import Act
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.term_rows import Trigger


def issue(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    national_number: str = "",
    expected_moves: int | None = None,
) -> None:
    """Issues the letter: refuses when the text is not the approved one, the number is missing or a glyph is.

    The letter is rendered once and kept with its SHA-256; it is never rendered again.
    """
    on = clock.civil_day(at)
    with transaction.atomic():
        locked = ledger.lock(suggestion)
        permissions.require(access=access, step=TABLE["document.issue"], suggestion=locked)
        require_approved_text(locked.current_letter)
        require_rules_of_the_day(locked, on=on)
        joining.require_signed(locked)
        completeness.require_report(locked)
        routing.require(locked, locked.current_letter)
        if locked.document_state != "approved":
            raise Stale(_("This letter is not waiting to be issued any more."))
        new_number = series.give(suggestion=locked, on=on, at=at, national_number=national_number)
        pdf = print_letter(letter=locked.current_letter, number=new_number.printed, on=on, at=at)
        event = ledger.take(
            step=TABLE["document.issue"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            digest=locked.current_letter.digest,
            details={"number": new_number.printed, "pdf": pdf.pk},
            values={"issued_on": on},
        )
        suggestion.letter = locked.current_letter
        clocks.happened(what=Trigger.ISSUED, suggestion=suggestion, event=event, on=on)
        open_filing(suggestion)
        units.note_office(at=at, unit=suggestion.unit, procuratorate_id=suggestion.issued_by_id)


def require_rules_of_the_day(suggestion: Suggestion, *, on: date) -> None:
    """Raises Refused for an approved letter that was overtaken by a change of the rules: it is approved anew."""
    remedy = _("The handling prosecutor reopens the text, saves it under the new rules and submits it again.")
    governing.require_up_to_date(suggestion, act=Act.ISSUE, on=on, remedy=remedy)


def require_approved_text(letter: LetterVersion) -> None:
    """Raises Stale unless the text is the one that the decider signed."""
    digest = content.digest(letter)
    signed = Approval.objects.filter(
        letter=letter, gate="decision", verdict="pass", digest=digest, voided_at__isnull=True
    )
    if not signed.exists():
        raise Stale(_("The text is not the one that was approved. It goes back for approval before it can be issued."))


def print_letter(*, letter: LetterVersion, number: str | None, on: date, at: datetime) -> Blob:
    """Renders a version once and keeps number, day, digest and PDF on it; returns the PDF."""
    letter.document_number, letter.issued_on = number, on
    kept = documents.keep(kind=LETTER, record=letter, suggestion=letter.suggestion, at=at, about=letter.part_name)
    letter.pdf, letter.rendered_at, letter.digest = kept.blob, at, content.digest(letter)
    letter.save()
    return kept.blob


def open_filing(suggestion: Suggestion) -> Filing | None:
    """Opens the filing with the next-higher procuratorate; the Supreme, or an office with no known parent, has none."""
    higher = suggestion.procuratorate.parent
    if higher is None:
        return None
    filing, _created = Filing.objects.get_or_create(suggestion=suggestion, defaults={"higher": higher})
    return filing
