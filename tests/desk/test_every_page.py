"""Every address is opened in the sample world: by every role, with every object in every state that the role may see."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve, reverse
from pytest_django.fixtures import Settings

from organs import clock, people
from organs.models import Person
from organs.roles import Role
from suggestions.models import Suggestion
from tests.desk import addresses, sample_cases
from tests.desk.addresses import ADDRESSES, ONLY_POST, OPENED_ELSEWHERE, WITHOUT_SIGNING_IN
from tests.desk.sample_cases import Choice, Reader

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

LANGUAGES = ("zh-hans", "en")
NO = {403, 404}


class Walk:
    """What was opened, in which language, and what did not open."""

    def __init__(self) -> None:
        self.opened: Counter[str] = Counter()
        self.failed: list[str] = []
        self.languages: dict[str, set[str]] = defaultdict(set)
        self.roles: dict[str, set[str]] = defaultdict(set)
        self.forms: set[tuple[str, str]] = set()
        self.seen: set[tuple[str, str, str]] = set()

    @property
    def tried(self) -> int:
        return self.opened.total() + len(self.failed)

    def languages_of_next(self, name: str) -> tuple[str, ...]:
        """Returns both languages where an address was not read in both yet, else one and the other by turns."""
        if len(self.languages[name]) < len(LANGUAGES):
            return LANGUAGES
        return (LANGUAGES[self.opened[name] % len(LANGUAGES)],)


@pytest.fixture(scope="module")
def walk() -> Walk:
    return Walk()


@pytest.fixture(scope="module")
def rows(sample_world: Path) -> list[Suggestion]:
    return sample_cases.suggestions()


@pytest.fixture(autouse=True)
def files_of_the_sample_world(sample_world: Path, quick_and_separate: None, settings: Settings) -> None:
    settings.FILES = sample_world


@pytest.fixture
def client_of(sample_world: Path, db: None) -> Callable[[Person], Client]:
    known: dict[int, Client] = {}

    def found(person: Person) -> Client:
        if person.pk not in known:
            known[person.pk] = Client(raise_request_exception=False)
            known[person.pk].force_login(person, backend="organs.sign_in.PersonBackend")
        return known[person.pk]

    return found


def asked(client: Client, path: str, language: str) -> HttpResponseBase:
    """Asks for a page, reads all of it, and takes back what the reading left in the database."""
    client.cookies["django_language"] = language
    with transaction.atomic():
        response = client.get(path)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def what_is_wrong(response: HttpResponseBase, leads_to: tuple[str, ...]) -> str:
    if response.status_code == 200:
        return ""
    if response.status_code == 302:
        name = resolve(response.url.split("?")[0].split("#")[0]).url_name
        return "" if name in leads_to else f"leads to {name}"
    error = getattr(response, "exc_info", None)
    return f"answers {response.status_code} {error[1]!r}" if error else f"answers {response.status_code}"


def new_objects(walk: Walk, name: str, reader: Reader, choice: Choice) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yields the objects whose like the role has not opened yet."""
    for label, arguments in ADDRESSES[name].objects(reader, choice):
        if (reader.role, name, label) not in walk.seen:
            walk.seen.add((reader.role, name, label))
            yield label, arguments


def test_every_address_has_its_line():
    named = addresses.names()
    lines = set(ADDRESSES) | WITHOUT_SIGNING_IN | set(ONLY_POST) | set(OPENED_ELSEWHERE)
    missing = sorted(set(named) - lines)
    assert not missing, f"tests/desk/addresses.py does not say who opens {missing}, and with which objects"
    assert lines == set(named)
    assert len(named) == len(set(named))


@pytest.mark.parametrize("role", Role.values)
def test_a_role_opens_every_address_with_every_object_that_it_may_see(role, walk, rows, client_of, sample_world):
    choice = Choice(role, rows)
    assert choice.readers, "nobody has this role in the sample world"
    failed = []
    for name, address in ADDRESSES.items():
        for reader in choice.readers:
            if not address.who(reader.access):
                continue
            for label, arguments in new_objects(walk, name, reader, choice):
                path = reverse(name, args=arguments)
                walk.roles[name].add(role)
                wrong = ""
                for language in walk.languages_of_next(name):
                    walk.languages[name].add(language)
                    wrong = wrong or what_is_wrong(asked(client_of(reader.person), path, language), address.leads_to)
                if wrong:
                    failed.append(f"{name} {path} [{label}] {wrong} for {reader.person.username}")
                else:
                    walk.opened[name] += 1
                    if "step" in resolve(path).kwargs:
                        walk.forms.add((name, resolve(path).kwargs["step"]))
    walk.failed += failed
    assert not failed, f"{len(failed)} do not open:\n" + "\n".join(failed)


@pytest.mark.parametrize("role", Role.values)
def test_what_a_role_may_not_open_is_not_there(role, client_of, sample_world):
    reader = sample_cases.people_of(role)[0]
    access = people.access_of(person=reader, on=clock.today())
    for name, address in ADDRESSES.items():
        if address.objects is addresses.once and not address.who(access):
            response = asked(client_of(reader), reverse(name), "en")
            assert response.status_code in NO, f"{name} opens for {reader.username}"


def test_what_needs_no_signing_in_opens_without(walk, sample_world):
    client = Client(raise_request_exception=False)
    for name, arguments, leads_to in addresses.open_without_signing_in():
        for language in LANGUAGES:
            client.cookies["django_language"] = language
            assert what_is_wrong(client.get(reverse(name, args=arguments)), leads_to) == "", name
            walk.languages[name].add(language)
            walk.opened[name] += 1
            walk.roles[name].add("nobody")


def test_what_only_changes_something_refuses_a_get(client_of, sample_world):
    chosen = [sample_cases.people_of(role)[0] for role in (Role.PROSECUTOR, Role.LIAISON)]
    for name, arguments in ONLY_POST.items():
        answers = {asked(client_of(person), reverse(name, args=arguments), "en").status_code for person in chosen}
        assert 405 in answers, name
        assert answers <= {405, 404}, name


def test_no_address_and_no_form_of_a_step_is_opened_by_nobody_and_each_in_both_languages(walk, record_property):
    """Runs after the walk, in whose process it is; alone it has nothing to say."""
    if not walk.opened:
        pytest.skip("no walk was made")
    states = len({label for _role, _name, label in walk.seen})
    words = f"{walk.opened.total()} of {walk.tried} (address × role × state) opened: "
    words += f"{len(walk.roles)} addresses, {len(Role.values)} roles, {states} kinds of objects and states"
    record_property("summary", words)
    assert sorted(set(addresses.names()) - set(ONLY_POST) - set(OPENED_ELSEWHERE) - set(walk.roles)) == []
    assert sorted(addresses.forms() - walk.forms) == sorted(addresses.NOT_IN_THE_SAMPLE)
    assert [name for name, spoken in walk.languages.items() if spoken != set(LANGUAGES)] == []
