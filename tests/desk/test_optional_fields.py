"""No field that is called optional is asked for when the form is sent without it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.forms import BaseForm, BoundField
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from desk.sent_once import FIELD
from organs.roles import Role
from tests.desk import sample_cases
from tests.desk.addresses import ADDRESSES
from tests.desk.sample_cases import Choice
from tests.desk.test_every_form_once import HASTES, MOST_OF_A_KIND, Haste, filled, kind_of, posted

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def files_of_the_sample_world(sample_world: Path, quick_and_separate: None, settings: Settings) -> None:
    settings.FILES = sample_world


def optional(form: BaseForm) -> set[str]:
    """Returns the fields that the page of a form calls optional, by the names under which they are sent."""
    return {
        bound.html_name
        for bound in form.visible_fields()
        if not bound.field.required and not getattr(bound.field, "is_expected", False) and not is_tick(bound)
    }


def is_tick(bound: BoundField) -> bool:
    return getattr(bound.field.widget, "input_type", "") == "checkbox"


def asked_for_all_the_same(client: Client, page: str, haste: Haste) -> Iterator[tuple[str, str]]:
    """Sends each form of a page without what it calls optional, and takes all back; yields what is then asked for."""
    with transaction.atomic():
        shown = (client.get(page).context or {}).get("form")
        transaction.set_rollback(True)
    if shown is None:
        return
    without = optional(shown)
    for form in posted(client, page):
        path = form.action or page
        if FIELD not in form.fields or not path.startswith("/"):
            continue
        values = {name: value for name, value in filled(form, haste).items() if name not in without}
        with transaction.atomic():
            answer = client.post(path, values)
            transaction.set_rollback(True)
        refused = (answer.context or {}).get("form") if answer.status_code == 422 else None
        if refused is not None:
            names = {bound.html_name for bound in refused.visible_fields() if bound.errors}
            yield from ((kind_of(path), name) for name in names & optional(refused))


def test_nothing_optional_is_asked_for(record_property):
    rows, seen = sample_cases.suggestions(), Counter()
    found: set[tuple[str, str]] = set()
    for role in Role.values:
        choice = Choice(role, rows)
        for reader in choice.readers:
            client = Client()
            client.force_login(reader.person, backend="organs.sign_in.PersonBackend")
            for name, address in ADDRESSES.items():
                if not address.who(reader.access):
                    continue
                for label, arguments in address.objects(reader, choice):
                    kind = (name, label.split(" ")[0])
                    seen[kind] += 1
                    if seen[kind] <= MOST_OF_A_KIND:
                        for haste in HASTES[:2]:
                            found |= set(asked_for_all_the_same(client, reverse(name, args=arguments), haste))
    record_property("summary", f"kinds of pages whose forms were sent without what is optional: {len(seen)}")
    assert not found, "\n".join(" ".join(each) for each in sorted(found))
