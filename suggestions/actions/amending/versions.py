"""Makes the next version of an issued letter: its text, its measures with their fates, its enclosures (P19 Art. 22)."""

from datetime import date, datetime

from organs import clock
from organs.access import Access
from suggestions.actions import templates
from suggestions.actions.drafting import Body
from suggestions.documents import completeness, content, governing
from suggestions.models import (
    Attachment,
    LetterVersion,
    Measure,
    MeasureText,
    Revision,
    Suggestion,
)
from suggestions.rules import letter_fields
from suggestions.rules.acts import Act
from suggestions.rules.letter_fields import OnModification


def make(*, suggestion: Suggestion, body: Body, access: Access, at: datetime) -> LetterVersion:
    """Makes the next version of the letter with its revision; raises Incomplete when a content of its kind is missing."""
    former = suggestion.current_letter
    number = suggestion.versions.order_by("-version").values_list("version", flat=True)[0] + 1
    letter = LetterVersion.objects.create(
        suggestion=suggestion,
        version=number,
        kind_version=governing.version(suggestion, act=Act.AMENDMENT, on=clock.civil_day(at)).key,
        recipient_name=former.recipient_name,
        template=templates.for_letter(suggestion=suggestion, at=at),
        revision=1,
        **{**body.columns(), **_copied_on(former)},
    )
    _measure_texts(suggestion=suggestion, former=former, letter=letter, body=body)
    _carry_enclosures(former=former, letter=letter)
    _require_contents(suggestion, letter, on=clock.civil_day(at))
    letter.digest = content.digest(letter)
    letter.save(update_fields=["digest"])
    Revision.objects.create(
        letter=letter,
        number=1,
        saved_by_id=access.person_id,
        saved_at=at,
        digest=letter.digest,
        content=content.of_letter(letter),
    )
    return letter


def _copied_on(former: LetterVersion) -> dict[str, object]:
    """Returns the columns that stay as they were, whatever the modification says."""
    rows = [row for row in letter_fields.TYPED if row.on_modification == OnModification.COPIED]
    return {name: getattr(former, name) for row in rows for name in row.columns_of_model}


def _measure_texts(*, suggestion: Suggestion, former: LetterVersion, letter: LetterVersion, body: Body) -> None:
    old = {text.measure_id: text for text in former.measure_texts.exclude(fate="dropped")}
    for position, draft in enumerate(body.measures, start=1):
        before = old.pop(draft.id, None) if draft.id else None
        typed = draft.columns()
        if before is None:
            measure, fate = Measure.objects.create(suggestion=suggestion, position=position, state="proposed"), "new"
        else:
            measure = before.measure
            fate = "kept" if typed == _typed(before) else "reworded"
        _text(measure=measure, letter=letter, position=position, typed=typed, fate=fate)
    for position, gone in enumerate(old.values(), start=len(body.measures) + 1):
        _text(measure=gone.measure, letter=letter, position=position, typed=_typed(gone), fate="dropped")


def _typed(text: MeasureText) -> dict[str, str]:
    return {name: getattr(text, name) for name in letter_fields.TYPED_OF_MEASURE}


def _text(*, measure: Measure, letter: LetterVersion, position: int, typed: dict[str, str], fate: str) -> None:
    MeasureText.objects.create(measure=measure, letter=letter, position=position, fate=fate, **typed)


def _carry_enclosures(*, former: LetterVersion, letter: LetterVersion) -> None:
    """Encloses with the new version what was enclosed with the former: their hashes are part of what is signed."""
    Attachment.objects.bulk_create(
        Attachment(
            suggestion=letter.suggestion,
            blob_id=each.blob_id,
            name=each.name,
            title=each.printed_title,
            about=letter.part_name,
            added_by_id=each.added_by_id,
            added_at=each.added_at,
            shown_to=each.shown_to,
        )
        for each in former.enclosures
    )


def _require_contents(suggestion: Suggestion, letter: LetterVersion, *, on: date) -> None:
    """Raises Incomplete when the new version lacks a content that its kind asks for."""
    lacking = completeness.missing(suggestion=suggestion, letter=letter, on=on)
    if lacking:
        raise completeness.Incomplete(lacking)
