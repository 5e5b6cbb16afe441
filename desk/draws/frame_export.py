"""The rows of a draw as cells of a CSV file: what is needed to draw again, then what a reader recognises a case by."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from desk.draws.presenter import why
from followups.models import Draw


def header() -> list[str]:
    return [
        _("Suggestion"),
        _("Stratum"),
        _("Standing"),
        _("Rank"),
        "SHA-256",
        _("Seed"),
        _("Why left out"),
        _("Number"),
        _("Procuratorate"),
        _("Unit"),
        _("Title"),
    ]


def rows(draw: Draw) -> Iterator[list[object]]:
    """Yields every case of the draw, by stratum and rank; the seed stands in each row, so that a row can be checked alone."""
    cases = draw.cases.select_related("suggestion__unit", "suggestion__procuratorate", "suggestion__letter")
    for case in cases.iterator(chunk_size=500):
        suggestion = case.suggestion
        yield [
            case.suggestion_id,
            case.stratum,
            case.standing,
            case.rank,
            case.sha256,
            draw.seed,
            why(case.exclusion, case.because),
            suggestion.letter.document_number if suggestion.letter else "",
            suggestion.procuratorate.name,
            suggestion.unit.name,
            suggestion.title,
        ]
