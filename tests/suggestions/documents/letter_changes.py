"""One change for every part of the signed text of a letter, by what it changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

from django.db import models, transaction

from suggestions.actions import drafting
from suggestions.models import Copy, JointSigning, LetterVersion, MeasureText, Suggestion
from suggestions.rules import letter_fields
from tests import factories


def letter_of(w: SimpleNamespace) -> LetterVersion:
    """Returns the letter as it is stored now."""
    return LetterVersion.objects.get(suggestion=w.suggestion)


def rows(model: type[models.Model], w: SimpleNamespace) -> models.QuerySet:
    lookups = {Suggestion: {"pk": w.suggestion.pk}, MeasureText: {"letter__suggestion": w.suggestion, "position": 1}}
    return model.objects.filter(**lookups.get(model, {"suggestion": w.suggestion}))


def other_value(column: models.Field, value: object) -> object:
    """Returns another value that the column can hold."""
    if column.choices:
        return next(key for key, _label in column.choices if key != value)
    if isinstance(column, models.BooleanField):
        return not value
    if isinstance(column, models.DateField):
        return date(2026, 3, 1) if value != date(2026, 3, 1) else date(2026, 3, 2)
    if isinstance(column, models.IntegerField):
        return (value or 0) + 1
    return {"days": "working_days", "months": "days"}.get(value) or f"{value}另。"


def typed_change(name: str) -> Callable[[SimpleNamespace], None]:
    """Returns what changes a column of the letter that a person types."""

    def change(w: SimpleNamespace) -> None:
        column = LetterVersion._meta.get_field(name)
        rows(LetterVersion, w).update(**{name: other_value(column, getattr(letter_of(w), name))})

    return change


def typed_change_of_measure(name: str) -> Callable[[SimpleNamespace], None]:
    def change(w: SimpleNamespace) -> None:
        rows(MeasureText, w).update(**{name: "另一文字"})

    return change


def write(w: SimpleNamespace, key: str) -> None:
    letter = letter_of(w)
    letter.contents = letter.contents | {key: letter.contents[key] + "另。"}
    letter.save()


def enclose(w: SimpleNamespace) -> None:
    drafting.attach_to_letter(
        access=factories.access(w.handling), at=factories.at(), suggestion=w.suggestion, uploads=[factories.picture()]
    )


SIGNED = [name for row in letter_fields.TYPED if row.is_signed for name in row.columns_of_model]
NOT_SIGNED = [name for row in letter_fields.TYPED if not row.is_signed for name in row.columns_of_model]

CHANGES: dict[str, Callable[[SimpleNamespace], object]] = {
    "title": lambda w: rows(Suggestion, w).update(title="另一标题"),
    "kind": lambda w: rows(Suggestion, w).update(kind="other"),
    "rules": lambda w: rows(LetterVersion, w).update(kind_version="public_interest/2019-02-26"),
    "route": lambda w: rows(Suggestion, w).update(route="reported"),
    "what the recipient is": lambda w: rows(Suggestion, w).update(addressed_as="involved"),
    "issuer": lambda w: rows(Suggestion, w).update(issued_by=w.prefecture),
    "joint issuer": lambda w: JointSigning.objects.create(suggestion=w.suggestion, office=w.sibling, position=1),
    "unit": lambda w: rows(Suggestion, w).update(unit=w.other_unit),
    "name of the recipient": lambda w: rows(LetterVersion, w).update(recipient_name="丙县教育局"),
    "template": lambda w: rows(LetterVersion, w).update(template=None),
    "order of the measures": lambda w: rows(MeasureText, w).update(position=9),
    "one measure less": lambda w: w.suggestion.measures.update(text=None) and rows(MeasureText, w).delete(),
    "copy": lambda w: Copy.objects.create(suggestion=w.suggestion, unit=w.copied_unit, ground="departments"),
    "enclosure": enclose,
    **{name: typed_change(name) for name in SIGNED},
    **{f"{name} of a measure": typed_change_of_measure(name) for name in letter_fields.TYPED_OF_MEASURE},
    **{f"text of {key}": lambda w, key=key: write(w, key) for key in ("source", "facts", "problems", "other")},
}
# A signature covers these; they can hardly be seen apart: a draft keeps its kind, and the name of the unit stands in its place.
NOT_SHOWN = {"kind", "unit"}


@contextmanager
def undone() -> Iterator[None]:
    """Undoes what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
