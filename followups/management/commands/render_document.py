"""Writes any document of any suggestion to a file: `render_document SUGGESTION KIND OUT.pdf`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from followups.documents import rendering
from followups.documents.document_kinds import KINDS
from organs.refusals import Refused


class Command(BaseCommand):
    """SUGGESTION is a key or a letter's number. A kept document is written as it was printed, never printed anew."""

    help = "Writes a document of a suggestion; KIND is one of: " + ", ".join(KINDS)

    def add_arguments(self, parser) -> None:
        parser.add_argument("suggestion", help="key of the suggestion, or the number of its letter")
        parser.add_argument("kind", choices=list(KINDS), metavar="KIND")
        parser.add_argument("out", type=Path, metavar="OUT.pdf")
        parser.add_argument(
            "--again", action="store_true", help="also print it again from its kept facts and compare the bytes"
        )

    def handle(self, *, suggestion: str, kind: str, out: Path, again: bool, **_options: object) -> None:
        try:
            found = rendering.of(rendering.find(suggestion), kind=KINDS[kind])
            out.write_bytes(found.pdf)
            self.stdout.write(f"{out}: {self._origin(found)}")
            if again and found.kept and not rendering.print_again(found.kept):
                raise CommandError(
                    "Printed again from its kept facts, it has other bytes: other faces, or another press."
                )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}") from error
        if again and found.kept:
            self.stdout.write("Printed again from its kept facts: the same bytes.")

    def _origin(self, found: rendering.Paperwork) -> str:
        if found.kept:
            return f"kept since {found.kept.rendered_at:%Y-%m-%d}, SHA-256 {found.kept.blob_id}"
        return "printed now from its record, kept nowhere"
