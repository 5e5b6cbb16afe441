"""Every text field of every form, and every page that shows texts, with what people paste: nothing falls over, nothing is lost."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.db import DatabaseError, models, transaction

from desk.fields import TextField
from organs import typed_text
from suggestions.models import LetterVersion, Suggestion
from tests.desk import sample_cases, typed_forms
from tests.desk.test_text_fields import form_classes
from tests.desk.typed_forms import TEXTS, Desks, Shown
from tests.security import page_forms
from tests.security.awkward_texts import AWKWARD

NAMES = list(AWKWARD)
# Times that each form is sent; its fields and the next form go on where the one before stopped, so that all strings are used.
TIMES = 4
BEGIN, END = "始", "终"
# Cases that show most states, each read by both sides.
READERS = 16


def typed(name: str) -> str:
    """Returns an awkward string between two signs by which what became of it is found again; blanks stay blank."""
    return f"{BEGIN}{AWKWARD[name]}{END}" if AWKWARD[name].strip() else AWKWARD[name]


def bare(text: str) -> str:
    """Returns what a text says, without spaces and line ends, which a field may set otherwise."""
    return re.sub(r"\s", "", typed_text.clean(text))


@pytest.mark.parametrize("name", NAMES)
def test_each_field_takes_a_text_whole_or_refuses_it_in_words(name):
    for form in form_classes():
        for label, field in form.base_fields.items():
            if isinstance(field, TextField):
                try:
                    kept = field.clean(typed(name))
                except forms.ValidationError as refused:
                    assert all(refused.messages), f"{form.__qualname__}.{label}"
                else:
                    if isinstance(kept, str):  # a field of pairs gives pairs
                        assert bare(kept) == bare(typed(name)), f"{form.__qualname__}.{label}"
                        assert kept == typed_text.clean(kept)


@pytest.fixture
def rows(sample_world: Path, settings) -> list[Suggestion]:
    settings.FILES = sample_world
    return sample_cases.suggestions()


def lost(found: Shown, values: dict[str, str], body: str) -> Iterator[str]:
    """Yields each field that does not show again what was typed, in the form that came back refused."""
    again = [form for form in page_forms.read(body.encode())[1] if set(values) <= set(form.fields)]
    if not again:
        yield "the form did not come back"
        return
    for name, text in values.items():
        if bare("".join(again[0].fields[name].values)) != bare(text):
            yield f"{name} shows {''.join(again[0].fields[name].values)[:40]!r}"


@pytest.mark.slow
@pytest.mark.django_db
def test_no_text_breaks_a_form_or_what_is_shown_after_it_and_none_is_lost(rows, record_property):
    desks, wrong, driven, taken, turn = Desks(), [], Counter(), 0, 0
    for found in typed_forms.shown(rows, desks, types=TEXTS):
        names = [each.name for each in found.fields(TEXTS)]
        for time in range(TIMES):
            used = {name: NAMES[(turn + place) % len(NAMES)] for place, name in enumerate(names)}
            turn += len(names)
            values = {name: typed(awkward) for name, awkward in used.items()}
            outcome = typed_forms.sent(found, values, desks, and_pages=time == 0)
            words = f"{found.form.method} {found.path} for {found.reader.person.username}, {used}"
            driven.update(used.values())
            taken += outcome.is_taken
            wrong += [f"{words}: then {page}" for page in outcome.broken]
            wrong += [f"{words}: kept {text[:40]!r}" for text in outcome.stored if BEGIN in text and END not in text]
            if outcome.status >= 500:
                wrong.append(f"{words}: {outcome.status}")
            elif not outcome.is_taken and outcome.status != 400:
                wrong += [f"{words}: {each}" for each in lost(found, values, outcome.body)]
    record_property("summary", f"texts driven: {driven.total()} in {len(driven)} kinds; sendings taken: {taken}")
    assert not wrong, "\n".join(wrong[:80])
    assert set(driven) == set(AWKWARD)


def text_columns() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Yields the columns in which people's words stand: no keys, states, digests and addresses of files."""
    for model in apps.get_models():
        if model._meta.app_label in {"suggestions", "followups", "notices", "organs"}:
            for column in model._meta.concrete_fields:
                is_text = isinstance(column, models.TextField) or (
                    isinstance(column, models.CharField) and (column.max_length or 0) >= 60
                )
                if is_text and not (column.choices or column.unique or column.primary_key or column.is_relation):
                    yield model, column


# Words of the machine in columns as long as words of people; the patterns of documents are judged as such when they are set.
OF_THE_MACHINE = re.compile(
    r"template|sha256|digest|about|canonical|hash|media_type|region_code|password|language|received|event|_version"
)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_text_that_is_stored_breaks_a_page(rows, record_property):
    """Rows from before texts were cleaned stay as they were, and the pages open."""
    first = ("soft break", "line separator", "cell mark", "right to left override", "not a character", "emoji")
    order = [*first, *(name for name in AWKWARD if name not in first and len(AWKWARD[name]) < 200)]
    stored = "".join(AWKWARD[name].replace("\x00", "") for name in order)
    desks, readers, wrong, set_to = Desks(), list(typed_forms.read_by(rows))[:READERS], [], 0
    for person, _suggestion in readers:
        desks.of(person)
    for model, column in text_columns():
        if OF_THE_MACHINE.search(f"{model._meta.model_name} {column.name}"):
            continue
        try:
            with transaction.atomic():
                text = stored[: column.max_length] if column.max_length else stored
                set_to += bool(model._base_manager.exclude(**{column.name: ""}).update(**{column.name: text}))
        except DatabaseError:
            continue  # the database refuses it for all of these rows
    for letter in LetterVersion.objects.all():
        LetterVersion.objects.filter(pk=letter.pk).update(contents=dict.fromkeys(letter.contents, stored))
    for person, suggestion in readers:
        wrong += typed_forms.pages_of(person, suggestion, desks)
    record_property("summary", f"{set_to} columns set, read by {len(readers)}")
    assert not wrong, "\n".join(wrong[:80])
    assert set_to > 60
