"""Files letters on record with the next-higher procuratorate, and lets it receive, review and instruct (P19 Art. 21-22)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock
from organs.access import Access
from organs.refusals import Refused
from suggestions.actions import clocks, documents, ledger
from suggestions.actions.ledger import Actor
from suggestions.documents import governing
from suggestions.documents.document_kinds import KINDS
from suggestions.models import Filing
from suggestions.rules.acts import Act
from suggestions.rules.term_rows import Trigger
from suggestions.rules.tracks import TABLE


def file(
    *, access: Access, at: datetime, filing: Filing, on: date, note: str = "", expected_moves: int | None = None
) -> None:
    """Records that letter and report were sent, to both departments; the filing clock stops on that day."""
    if filing.state == "returned" and not is_followed(filing):
        raise Refused(
            _("The instruction is not followed yet: the amendment that follows it must be decided first."),
            article=_("Provisions, Art. 22(2)"),
        )
    if on > clock.civil_day(at) or (filing.suggestion.issued_on and on < filing.suggestion.issued_on):
        raise Refused(_("The day of filing lies between the issue of the letter and today."), field="on")
    rules = governing.version(filing.suggestion, act=Act.FILING, on=on)
    with transaction.atomic():
        event = ledger.take(
            step=TABLE["filing.file"],
            subject=filing,
            actor=Actor(access=access),
            at=at,
            on=on,
            text=note,
            expected_moves=expected_moves,
            values={"filed_on": on, "kind_version": rules.key, "instruction": "", "instruction_reason": ""},
        )
        documents.keep(kind=KINDS["record_filing"], record=filing, suggestion=filing.suggestion, at=at)
        clocks.stop(what=Trigger.FILED, suggestion=filing.suggestion, event=event, on=on)


def is_followed(filing: Filing) -> bool:
    """Tells whether an amendment that follows the last instruction was decided."""
    instructed = filing.suggestion.events.filter(
        track="filing", step="instruct", subject=ledger.subject_name(filing)
    ).last()
    if instructed is None:
        return True
    return filing.amendments.filter(state="decided", decided_at__gte=instructed.recorded_at).exists()


def receive(*, access: Access, at: datetime, filing: Filing, expected_moves: int | None = None) -> None:
    """Confirms receipt in the next-higher procuratorate."""
    with transaction.atomic():
        ledger.take(
            step=TABLE["filing.receive"],
            subject=filing,
            actor=Actor(access=access),
            at=at,
            expected_moves=expected_moves,
            values={"received_on": clock.civil_day(at)},
        )


def review(*, access: Access, at: datetime, filing: Filing, note: str = "", expected_moves: int | None = None) -> None:
    """Records the review without remark."""
    with transaction.atomic():
        ledger.take(
            step=TABLE["filing.review"],
            subject=filing,
            actor=Actor(access=access),
            at=at,
            text=note,
            expected_moves=expected_moves,
            values={"reviewed_on": clock.civil_day(at)},
        )


def instruct(
    *, access: Access, at: datetime, filing: Filing, instruction: str, reason: str, expected_moves: int | None = None
) -> None:
    """Instructs the lower procuratorate to modify or withdraw, with reasons (P19 Art. 22(2))."""
    if instruction not in {"modify", "withdraw"}:
        raise Refused(_("Choose: modify or withdraw."), field="instruction")
    with transaction.atomic():
        ledger.take(
            step=TABLE["filing.instruct"],
            subject=filing,
            actor=Actor(access=access),
            at=at,
            text=reason,
            expected_moves=expected_moves,
            details={"instruction": instruction},
            values={
                "instruction": instruction,
                "instruction_reason": reason,
                "reviewed_on": clock.civil_day(at),
            },
        )
