"""Any document of any suggestion, as bytes: the kept one as it was printed, else one made of its record now."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from followups.documents import bundle
from followups.documents.document_kinds import KINDS
from organs import numerals
from organs.refusals import Refused
from suggestions.actions import documents
from suggestions.documents import composing
from suggestions.documents.document_kinds import BUNDLE
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import Document, LetterVersion, Suggestion
from suggestions.rules import number_patterns
from suggestions.rules.relations import Visibility


@dataclass(frozen=True)
class Paperwork:
    """A document's bytes, and the row in which it is kept; None when it was made now."""

    pdf: bytes
    kept: Document | None


def find(reference: str) -> Suggestion:
    """Returns the suggestion of a key or of a letter's printed number. Raises Refused when there is none."""
    letters = LetterVersion.objects.filter(document_number__in={reference, number_patterns.normalised(reference)})
    rows = Suggestion.objects.filter(versions__in=letters).distinct()
    key = numerals.key_of(reference)
    if not rows and key is not None:
        rows = Suggestion.objects.filter(pk=key)
    found = rows.select_related("issued_by", "unit", "letter", "handling_prosecutor", "department").first()
    if found is None:
        raise Refused(_("There is no suggestion %(reference)s.") % {"reference": reference})
    return found


def of(suggestion: Suggestion, *, kind: DocumentKind) -> Paperwork:
    """Returns the last document of a kind. Raises Refused, naming the kinds that the suggestion has, when it has none."""
    if kind is BUNDLE:
        return Paperwork(bundle.of(suggestion, visibility=Visibility.INTERNAL), None)
    kept = suggestion.documents.filter(kind=kind.key).select_related("template", "blob").last()
    if kept:
        return Paperwork(documents.read(kept), kept)
    record = _last(kind.records(suggestion))
    if record is None:
        raise Refused(
            _("This suggestion has no record for “%(kind)s”. It has: %(others)s.")
            % {"kind": kind.key, "others": ", ".join(available(suggestion))}
        )
    return Paperwork(documents.print_sheet(composing.sheet(kind, record)).pdf, None)


def available(suggestion: Suggestion) -> list[str]:
    """Returns the keys of the kinds of which the suggestion has a document, or a record for one."""
    kept = set(suggestion.documents.values_list("kind", flat=True))
    return [key for key, kind in KINDS.items() if key in kept or _last(kind.records(suggestion)) is not None]


def print_again(kept: Document) -> bool:
    """Tells whether a kept document, printed again from its facts, has the same bytes."""
    return documents.print_again(kept, kind=KINDS[kept.kind]).sha256 == kept.blob_id


def _last(records: object) -> models.Model | None:
    return records.last() if isinstance(records, models.QuerySet) else next(reversed(list(records)), None)
