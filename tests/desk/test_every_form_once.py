"""Every form of every page in the sample world is filled in and sent twice, as a double click does: it does its thing once."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse
from pytest_django.fixtures import Settings

from desk.sent_once import FIELD
from organs import clock
from organs.roles import Role
from tests import factories
from tests.desk import sample_cases
from tests.desk.addresses import ADDRESSES
from tests.desk.sample_cases import Choice
from tests.security import page_forms
from tests.security.page_forms import Form

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# Without a token: they make nothing, or (a visit, from the page without network) have a key of their own.
WITHOUT = {"set_language", "sign-out", "confirm", "visit-form"}
# Makes nothing that lasts: a one-time link, or a printed slip with one, voids the one before.
VOIDS_THE_FORMER = {"service-slip", "setup-person-link", "portal-person-link"}
# A few that create, of both sides and of Set-up: if none of them was taken, the walk says nothing.
AMONG = {"draft-new", "own-reminder-set", "setup-unit-new", "step", "portal-step", "draft"}
# So many objects of an address that begin alike are looked at, whoever sees them.
MOST_OF_A_KIND = 2


@pytest.fixture(autouse=True)
def files_of_the_sample_world(sample_world: Path, quick_and_separate: None, settings: Settings) -> None:
    settings.FILES = sample_world


def counts() -> dict[str, int]:
    """Returns how many rows each table has."""
    tables = [name for name in connection.introspection.table_names() if name != "django_session"]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables))
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class Haste:
    """How much somebody fills in: every text or the first alone; where a day is asked for, today, another or none."""

    is_sparing: bool
    in_days: int | None
    takes: int = 0  # which of the choices: the first, or -1 for the last


#: Tried one after the other until the form is taken.
HASTES = (
    Haste(is_sparing=False, in_days=0),
    Haste(is_sparing=True, in_days=1),
    Haste(is_sparing=True, in_days=None),
    Haste(is_sparing=False, in_days=0, takes=-1),
)


def filled(form: Form, haste: Haste) -> dict[str, object]:
    """Returns what a person in a hurry would send: text in the fields, the first of every choice, the first button."""
    values: dict[str, object] = dict(form.filled())
    for each in form.fields.values():
        if each.type == "file":
            values[each.name] = SimpleUploadedFile("1.png", factories.PNG, content_type="image/png")
        elif "".join(each.values):
            continue
        elif each.type == "date" and haste.in_days is not None:
            values[each.name] = (clock.today() + timedelta(days=haste.in_days)).isoformat()
        elif each.type in {"text", "textarea"} and haste.is_sparing and "丙县水利局已办结" in values.values():
            continue
        elif each.type in {"text", "textarea"}:
            values[each.name] = "丙县水利局已办结"
        elif each.type == "number":
            values[each.name] = "3"
        elif each.type in {"radio", "select"}:
            choices = [choice for choice in each.choices if choice]
            values[each.name] = choices[haste.takes] if choices else ""
        elif each.type == "checkbox" and each.name.startswith("is_"):
            values[each.name] = each.choices[:1]
    if form.buttons and all(name == "do" for name, _value in form.buttons):
        likely = [value for _name, value in form.buttons if value in {"save", "open", "submit"}]
        values["do"] = likely[:1] or [form.buttons[0][1]]
    return values


def test_every_form_that_is_sent_twice_does_its_thing_once(sample_world, record_property):
    rows, seen = sample_cases.suggestions(), set()
    looked, done, doubled, lacking = Counter(), Counter(), [], set()
    for role in Role.values:
        choice = Choice(role, rows)
        for reader in choice.readers:
            client = Client(raise_request_exception=False)
            client.force_login(reader.person, backend="organs.sign_in.PersonBackend")
            for name, address in ADDRESSES.items():
                if not address.who(reader.access):
                    continue
                for label, arguments in address.objects(reader, choice):
                    looked[name, label.split(" ")[0]] += 1
                    if looked[name, label.split(" ")[0]] > MOST_OF_A_KIND:
                        continue
                    page = reverse(name, args=arguments)
                    for number, form in enumerate(posted(client, page)):
                        path = form.action or page
                        if not path.startswith("/"):
                            continue
                        kind = kind_of(path)
                        if FIELD not in form.fields:
                            lacking.add(kind)
                        elif (kind, number, tuple(sorted(form.fields))) not in seen and kind not in VOIDS_THE_FORMER:
                            seen.add((kind, number, tuple(sorted(form.fields))))
                            for haste in HASTES:
                                outcome = sent_twice(client, path, filled(form, haste))
                                if outcome != "refused":
                                    break
                            done[kind, outcome] += 1
                            if outcome == "twice":
                                doubled.append(f"{path} [{label}] by {reader.person.username}")
    once = {kind for kind, outcome in done if outcome == "once"}
    record_property("summary", f"forms sent twice: {done.total()}; taken: {sorted(once)}")
    assert doubled == []
    assert {kind.split()[0] for kind in lacking} <= WITHOUT
    assert {kind.split()[0] for kind in once} >= AMONG


def kind_of(path: str) -> str:
    match = resolve(path.split("?")[0].split("#")[0])
    return " ".join([match.url_name, *[str(match.kwargs[name]) for name in ("step", "kind") if name in match.kwargs]])


def posted(client: Client, page: str) -> list[Form]:
    """Returns the forms of a page that are posted; none where it does not open."""
    with transaction.atomic():
        answer = client.get(page)
        body = b"" if answer.streaming or answer.status_code != 200 else answer.content
        transaction.set_rollback(True)
    if "html" not in answer.headers.get("Content-Type", ""):
        return []
    return [form for form in page_forms.read(body)[1] if form.method == "post"]


def sent_twice(client: Client, path: str, values: dict[str, object]) -> str:
    """Sends a form twice and takes all of it back; says whether it was refused, did its thing once, or twice."""
    with transaction.atomic():
        first = client.post(path, values)
        after_one = counts()
        for value in values.values():
            if isinstance(value, SimpleUploadedFile):
                value.seek(0)
        second = client.post(path, values)
        after_two = counts()
        transaction.set_rollback(True)
    if first.status_code != 302:
        return "refused" if first.status_code >= 400 else "shown"
    return "once" if after_two == after_one and second.headers.get("Location") == first.url else "twice"
