"""Writes one of each kind of document from the sample world: `sample_documents DIR`, with pictures on request."""

import hashlib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from followups.documents import rendering
from followups.documents.document_kinds import KINDS
from organs.origins import Origin
from suggestions.documents.document_shape import DocumentKind
from suggestions.models import Document, Suggestion
from suggestions.printing import pictures


class Command(BaseCommand):
    """Each file bears the key of its kind; a kind that the sample world does not have is an error that names it."""

    help = "Writes one of each kind of document from the sample world"

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--pictures", action="store_true", dest="with_pictures", help="also a picture of each first page (PNG)"
        )

    def handle(self, *, folder: Path, with_pictures: bool, **_options: object) -> None:
        samples = Suggestion.objects.of_origin(Origin.SAMPLE).select_related("issued_by", "unit", "letter")
        if not samples.exists():
            raise CommandError("There is no sample world here: manage.py load_sample_world loads it.")
        folder.mkdir(parents=True, exist_ok=True)
        written = [key for key, kind in KINDS.items() if self._write(samples, kind, folder, with_picture=with_pictures)]
        self.stdout.write(f"{len(written)} of {len(KINDS)} kinds of document in {folder}")
        if lacking := [key for key in KINDS if key not in written]:
            raise CommandError("The sample world has no " + ", ".join(lacking))

    def _write(self, samples, kind: DocumentKind, folder: Path, *, with_picture: bool) -> bool:
        suggestion = _one_with(samples, kind)
        if suggestion is None:
            return False
        pdf = rendering.of(suggestion, kind=kind).pdf
        (folder / f"{kind.key}.pdf").write_bytes(pdf)
        if with_picture:
            picture = pictures.page(pdf, sha256=hashlib.sha256(pdf).hexdigest(), number=1)
            (folder / f"{kind.key}.png").write_bytes(picture)
        return True


def _one_with(samples, kind: DocumentKind) -> Suggestion | None:
    """Returns a sample suggestion that has the document, the one with the most on file first."""
    kept = Document.objects.filter(kind=kind.key, suggestion__in=samples).order_by("-pages", "id").first()
    if kept:
        return samples.get(pk=kept.suggestion_id)
    for suggestion in samples.filter(case_state="closed").order_by("-seq"):
        if kind.key in rendering.available(suggestion):
            return suggestion
    return next((each for each in samples.order_by("-seq") if kind.key in rendering.available(each)), None)
