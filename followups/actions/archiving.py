"""Records that the file of a closed case, or of one in which nothing was suggested, went to the archive: when, under which number, for how long, with how much in it."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from organs import clock, days
from organs.access import Access
from organs.days import DayMeaning
from organs.refusals import Refused, raise_first, refusals
from suggestions.actions import ledger
from suggestions.actions.ledger import Actor
from suggestions.models import Event, Suggestion
from suggestions.rules.archiving import RETENTIONS
from suggestions.rules.lifecycle import TABLE

LONGEST_NUMBER = 60


def archive(
    *,
    access: Access,
    at: datetime,
    suggestion: Suggestion,
    on: date,
    number: str,
    retention: str,
    expected_moves: int | None = None,
) -> Event:
    """Keeps day, number, term and how much the file holds in the record of the case; done again, the last one counts.

    Raises Refused for a day before the closing or to come, an unknown term, or a number that is missing or too long.
    """
    raise_first(faults(suggestion=suggestion, on=on, number=number, retention=retention, today=clock.civil_day(at)))
    with transaction.atomic():
        return ledger.take(
            step=TABLE["document.archive" if suggestion.document_state == "dropped" else "case.archive"],
            subject=suggestion,
            actor=Actor(access=access),
            at=at,
            on=on,
            expected_moves=expected_moves,
            details={
                "archive_number": number.strip(),
                "retention": retention,
                "documents": suggestion.documents.count(),
                "attachments": suggestion.attachments.count(),
            },
        )


def faults(*, suggestion: Suggestion, on: date, number: str, retention: str, today: date) -> Iterator[Refused]:
    """Yields what is wrong with an entry of the archive, each at its field."""
    yield from refusals(lambda: days.require(on, meaning=DayMeaning.PAST, today=today, field="on"))
    if suggestion.closed_on and on < suggestion.closed_on:
        yield Refused(_("The case was closed on %(day)s.") % {"day": suggestion.closed_on.isoformat()}, field="on")
    dropped = suggestion.events.filter(track="document", step="drop").order_by("-seq").first()
    if suggestion.document_state == "dropped" and dropped and dropped.occurred_on and on < dropped.occurred_on:
        words = _("It was decided on %(day)s not to suggest.")
        yield Refused(words % {"day": dropped.occurred_on.isoformat()}, field="on")
    if not number.strip():
        yield Refused(_("Write the number under which the archive keeps the file."), field="number")
    elif len(number.strip()) > LONGEST_NUMBER:
        yield Refused(_("Write at most %d characters.") % LONGEST_NUMBER, field="number")
    if retention not in RETENTIONS:
        yield Refused(_("Choose for how long it is kept."), field="retention")
