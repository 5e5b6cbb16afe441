"""The letter as it would be printed from what is typed, saved or not; composing and printing are in suggestions/."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.safestring import SafeString

from desk.answers import pdf_answer
from desk.comparison.contents import Content
from organs import clock
from organs.models import Unit
from suggestions.actions.drafting import Body
from suggestions.documents import composing, content, governing
from suggestions.models import LetterVersion, Suggestion
from suggestions.printing import sheets, typesetting
from suggestions.rules import letter_fields
from suggestions.rules.acts import Act


@dataclass(frozen=True, kw_only=True)
class PreviewSheet:
    """The body of the letter as HTML, or in words why it cannot be shown."""

    body: SafeString | str = ""
    refusal: str = ""


def sheet(letter: sheets.Sheet) -> PreviewSheet:
    """Returns the letter for the page."""
    try:
        return PreviewSheet(body=typesetting.preview(letter))
    except ValueError as error:  # a character that no letter may hold: the message names it and its place
        return PreviewSheet(refusal=str(error))


def typed_letter(*, suggestion: Suggestion, unit: Unit | None, body: Body) -> sheets.Sheet:
    """Returns the letter of what stands in the form; nothing is saved."""
    printed = {row.key: row.printed for row in letter_fields.MEASURE_FIELDS if row.printed}
    return composing.letter(
        _version(suggestion=suggestion, unit=unit, body=body),
        measures=[
            {printed[key]: text for key, text in draft.columns().items()}
            for draft in body.measures
            if draft.text.strip()
        ],
        copies=list(Unit.objects.filter(pk__in=[pk for pk, _ground in body.copies]).values_list("name", flat=True)),
    )


def _version(*, suggestion: Suggestion, unit: Unit | None, body: Body) -> LetterVersion:
    """Returns a version of the letter that is kept nowhere."""
    saved = suggestion.letter
    return LetterVersion(
        suggestion=suggestion,
        version=saved.version,
        kind_version=governing.version(suggestion, act=Act.APPROVAL, on=clock.today()).key,
        recipient_name=unit.name if unit else saved.recipient_name,
        template=saved.template,
        **body.columns(),
    )


def typed_content(
    *, suggestion: Suggestion, title: str, unit: Unit | None, route: str, addressed_as: str, body: Body
) -> Content:
    """Returns what is typed in the shape of saved content, for the difference by word."""
    return content.as_typed(
        _version(suggestion=suggestion, unit=unit, body=body),
        saved=content.of_letter(suggestion.current_letter),
        beside={
            "title": title,
            "route": route,
            "addressed_as": addressed_as,
            "measures": [{"measure": draft.id, **draft.columns(), "fate": ""} for draft in body.measures],
            "copies": [f"{pk} {ground}" for pk, ground in body.copies],
        },
    )


def pdf(letter: sheets.Sheet) -> HttpResponse:
    """Prints a draft and shows it in the browser; it is kept nowhere. Raises ValueError in the printer's words."""
    return pdf_answer(typesetting.print_preview(letter).pdf, name="preview.pdf")
