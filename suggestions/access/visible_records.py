"""The events, documents and files of a suggestion that a reader is shown; how far each person sees is in `relations`.

Outside the office the case begins when the recipient is told of its letter: of a version that was modified before that,
and of what modified it, nothing ever reached anybody (design 5.2).
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from suggestions.models import Attachment, Document, Event, Suggestion
from suggestions.rules import steps
from suggestions.rules.part_names import PartName
from suggestions.rules.relations import Visibility

TELLING = ("announce", "serve")
LETTER_DOCUMENTS = frozenset({"letter"})


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """When the recipient was first told of the letter, by the number of the event, and which version it was then."""

    seq: int
    version: int


def disclosure_of(suggestion: Suggestion) -> Disclosure | None:
    """Returns when the recipient was told; None while it is not."""
    steps = suggestion.events.filter(track="document")
    first = steps.filter(step__in=TELLING).order_by("seq").values_list("seq", flat=True).first()
    if first is None:
        return None
    modified = steps.filter(step="modify", seq__lt=first).order_by("seq").last()
    return Disclosure(seq=first, version=int(modified.details["version"]) if modified else 1)


def events(suggestion: Suggestion, *, visibility: Visibility) -> QuerySet[Event]:
    """Returns the events that the reader is shown."""
    found = suggestion.events.filter(shown_to__in=steps.shown_at(visibility))
    if visibility >= Visibility.OFFICE:
        return found
    since = disclosure_of(suggestion)
    return found.filter(seq__gte=since.seq) if since else found.none()


def documents(suggestion: Suggestion, *, visibility: Visibility) -> QuerySet[Document]:
    """Returns the formal documents that the reader is shown; a copied unit reads the letter only."""
    if visibility == Visibility.LETTER:
        found = suggestion.documents.filter(kind__in=LETTER_DOCUMENTS)
    else:
        found = suggestion.documents.filter(shown_to__in=steps.shown_at(visibility))
    return found if visibility >= Visibility.OFFICE else found.exclude(about__in=_never_disclosed(suggestion))


def attachments(suggestion: Suggestion, *, visibility: Visibility) -> QuerySet[Attachment]:
    """Returns the attached files that the reader is shown."""
    found = suggestion.attachments.filter(shown_to__in=steps.shown_at(visibility))
    return found if visibility >= Visibility.OFFICE else found.exclude(about__in=_never_disclosed(suggestion))


def is_shown(row: Attachment | Document, *, suggestion: Suggestion, visibility: Visibility) -> bool:
    """Tells whether a file is shown to a reader who sees so much."""
    found = documents if isinstance(row, Document) else attachments
    return found(suggestion, visibility=visibility).filter(pk=row.pk).exists()


def _never_disclosed(suggestion: Suggestion) -> list[str]:
    """Returns what files are about that were superseded before the recipient was told: versions, and what modified them."""
    since = disclosure_of(suggestion)
    version = since.version if since else suggestion.letter.version
    amendments = suggestion.amendments.filter(letter__version__lte=version).values_list("pk", flat=True)
    followed = suggestion.instructions.filter(amendments__in=amendments).values_list("pk", flat=True)
    return [
        *(str(PartName("letter", number)) for number in range(1, version)),
        *(str(PartName("amendment", pk)) for pk in amendments),
        *(str(PartName("instruction", pk)) for pk in followed),
    ]
