"""Every text field of every form, and every page that shows texts, with what people paste: nothing falls over, nothing is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.db import DatabaseError, models, transaction

from desk.fields import TextField
from organs import typed_text
from suggestions.models import LetterVersion, Suggestion
from tests.desk import awkward_sendings, sample_cases, typed_forms
from tests.desk.test_text_fields import form_classes
from tests.desk.typed_forms import Desks
from tests.security.awkward_texts import AWKWARD

pytestmark = pytest.mark.slow

# Cases that show most states, each read by both sides.
READERS = 16
# How often each form is sent here.
TIMES = 2


@pytest.mark.parametrize("name", list(AWKWARD))
def test_each_field_takes_a_text_whole_or_refuses_it_in_words(name):
    for form in form_classes():
        for label, field in form.base_fields.items():
            if isinstance(field, TextField):
                try:
                    kept = field.clean(awkward_sendings.typed(name))
                except forms.ValidationError as refused:
                    assert all(refused.messages), f"{form.__qualname__}.{label}"
                else:
                    if isinstance(kept, str):  # a field of pairs gives pairs
                        assert awkward_sendings.bare(kept) == awkward_sendings.bare(awkward_sendings.typed(name)), (
                            f"{form.__qualname__}.{label}"
                        )
                        assert kept == typed_text.clean(kept)


@pytest.fixture
def rows(sample_world: Path, settings) -> list[Suggestion]:
    settings.FILES = sample_world
    return sample_cases.suggestions()


@pytest.mark.slow
@pytest.mark.django_db
def test_no_text_breaks_a_form_or_what_is_shown_after_it_and_none_is_lost(rows, record_property):
    """Each form twice, so that all strings are used; that each field meets each of them is `make awkward`."""
    run = awkward_sendings.drive(rows, times=TIMES)
    record_property("summary", run.words)
    assert not run.wrong, "\n".join(run.wrong[:80])
    assert set(run.driven) == set(AWKWARD)


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
