"""Every day of every form, typed as people and machines type days: nothing falls over, and what was taken can be shown."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction

from organs import clock, days
from suggestions.models import Suggestion
from tests.desk import sample_cases, typed_forms
from tests.desk.typed_forms import Desks

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


DAYS = frozenset({"date"})
TODAY = clock.today()
TYPED = [
    date(1, 1, 1).isoformat(),
    f"0026{TODAY.isoformat()[4:]}",
    days.later(TODAY, days=-1).isoformat(),
    TODAY.isoformat(),
    days.later(TODAY, days=1).isoformat(),
    "2099-12-31",
    date.max.isoformat(),
]
# Cases that show most states, each read by both sides.
READERS = 16
IMPOSSIBLE = {TYPED[0], TYPED[1], TYPED[5], TYPED[6]}


@pytest.fixture
def rows(sample_world: Path, settings) -> list[Suggestion]:
    settings.FILES = sample_world
    return sample_cases.suggestions()


def test_no_day_breaks_a_form_or_what_is_shown_after_it(rows, db, record_property):
    desks, wrong, taken, driven = Desks(), [], Counter(), Counter()
    for found in typed_forms.shown(rows, desks, types=DAYS):
        for each in found.fields(DAYS):
            for day in TYPED:
                outcome = typed_forms.sent(found, {each.name: day}, desks, and_pages=day != TYPED[3])
                words = f"{found.form.method} {found.path} {each.name}={day} for {found.reader.person.username}"
                driven[day] += 1
                taken[day] += outcome.is_taken
                if outcome.status >= 500:
                    wrong.append(f"{words}: {outcome.status}")
                wrong += [f"{words}: then {page}" for page in outcome.broken]
                # the only day of a GET is a filter, which refuses in its own page
                if outcome.is_taken and day in IMPOSSIBLE and found.form.method == "post":
                    wrong.append(f"{words}: taken")
    record_property("summary", f"days driven: {driven.total()}, taken: {dict(taken)}")
    assert not wrong, "\n".join(wrong[:80])
    assert taken[TODAY.isoformat()] > 15


def day_columns() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        if model._meta.app_label in {"suggestions", "followups", "notices", "organs"}:
            for column in model._meta.concrete_fields:
                if type(column) is models.DateField and not column.unique:
                    yield model, column.name


@pytest.mark.parametrize("day", [date.min, date.max], ids=str)
def test_no_day_that_is_stored_breaks_a_page(rows, db, day, record_property):
    """Rows from before a bound stay as they were: whatever day stands there, the pages open."""
    for_everybody, desks, wrong, set_to = list(typed_forms.read_by(rows))[:READERS], Desks(), [], 0
    for person, _suggestion in for_everybody:
        desks.of(person)
    for model, column in day_columns():
        if model._meta.db_table == "organs_post":  # who had no post any more, or none yet, would read nothing
            continue
        try:
            with transaction.atomic():
                found = model._base_manager.exclude(**{column: None})
                set_to += bool(found.update(**{column: day}))
        except DatabaseError:
            continue  # the database refuses it for all of these rows
    for person, suggestion in for_everybody:
        wrong += typed_forms.pages_of(person, suggestion, desks)
    record_property("summary", f"{set_to} columns set to {day}, read by {len(for_everybody)}")
    assert not wrong, "\n".join(wrong[:80])
    assert set_to > 20
