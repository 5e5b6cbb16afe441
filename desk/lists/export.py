"""Suggestions and measures as lines of an export, with their headings; how a file is written is in insights/exports.py."""

from django.utils.translation import gettext

from desk.lists import rows
from followups.models import Outcome
from suggestions.models import Measure, Suggestion
from suggestions.rules import kinds, states


def header(*, measures: bool) -> list[str]:
    """Returns the headings of an export."""
    words = [
        gettext("Number"),
        gettext("Title"),
        gettext("Type"),
        gettext("Procuratorate"),
        gettext("Unit"),
        gettext("Letter"),
        gettext("Reply"),
        gettext("Case"),
        gettext("Outcome"),
        gettext("Industry"),
        gettext("Issued on"),
        gettext("Served on"),
        gettext("Next duty"),
        gettext("Next day"),
        gettext("Handling prosecutor"),
    ]
    if not measures:
        return words
    return [
        *words,
        gettext("Measure no."),
        gettext("Measure"),
        gettext("State of the measure"),
        gettext("Promised"),
        gettext("Claimed done"),
        gettext("Verified"),
        gettext("Looked back at"),
    ]


def cells(suggestion: Suggestion, measure: Measure | None = None) -> list[object]:
    """Returns one line of an export, in the order of the headings."""
    nearest = suggestion.duties[0] if suggestion.duties else None
    values: list[object] = [
        suggestion.letter.document_number if suggestion.letter else None,
        suggestion.title,
        kinds.KINDS[suggestion.kind].label,
        suggestion.issuer_as_stated or suggestion.procuratorate.name,
        rows.unit_name(suggestion),
        states.DOCUMENT[suggestion.document_state].label,
        suggestion.reply_label,
        rows.case_words(suggestion),
        Outcome(suggestion.outcome).label if suggestion.outcome in Outcome.values else suggestion.outcome,
        suggestion.industry,
        rows.issued_words(suggestion),
        suggestion.served_on,
        rows.TERM_LABELS.get(nearest.term, nearest.term) if nearest else None,
        nearest.due_on if nearest else None,
        rows.handler_name(suggestion.handling_prosecutor),
    ]
    if measure is None:
        return values
    days = (measure.promised_on, measure.claimed_on, measure.verified_on, measure.looked_back_on)
    return [*values, measure.position, rows.measure_words(measure), states.MEASURE[measure.state].label, *days]
