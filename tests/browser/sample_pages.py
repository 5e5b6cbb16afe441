"""Every page of the sample world as markup, with its style sheets inside it: a browser shows it without a server."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from organs.models import Person
from organs.roles import OFFICE_ROLES, Role
from tests.desk import addresses, sample_cases
from tests.desk.addresses import ADDRESSES
from tests.desk.sample_cases import Choice

LANGUAGES = ("zh-hans", "en")
# Their pages differ by state or by role; of every other address one page is like the next.
BY_STATE = {"suggestion", "portal-letter"}
BY_ROLE = {"desk", "setup"}
STEPS = {"step", "paper-step", "portal-step"}
STYLE = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)">')


@dataclass(frozen=True)
class Shown:
    """One page: its address, who reads it, in which language, and its markup."""

    name: str
    path: str
    reader: str
    language: str
    html: str

    def __str__(self) -> str:
        return f"{self.path} ({self.reader or 'nobody'}, {self.language})"


def reading(person: Person) -> Client:
    """Returns a client that is signed in as this person."""
    client = Client()
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client


def shown(client: Client, name: str, path: str, reader: str) -> Iterator[Shown]:
    """Yields the page in both languages; nothing where the address leads on, or gives a file or a part of a page."""
    for language in LANGUAGES:
        client.cookies["django_language"] = language
        response = client.get(path)
        if is_page(response):
            yield Shown(name, path, reader, language, STYLE.sub(_style, response.content.decode()))


def is_page(response: HttpResponseBase) -> bool:
    return not response.streaming and response.content.lstrip()[:9].lower() == b"<!doctype"


@functools.cache
def _sheet(name: str) -> str:
    return f"<style>{(Path(settings.BASE_DIR) / 'static' / name).read_text()}</style>"


def _style(link: re.Match[str]) -> str:
    return _sheet(link[1])


def of_every_address() -> Iterator[Shown]:
    """Yields one page of each address: cases and letters in each kind of state, steps by form, desks by role."""
    client = Client()
    for name, arguments, _leads_to in addresses.open_without_signing_in():
        yield from shown(client, name, reverse(name, args=arguments), "")
    yield from shown(client, "not found", "/nowhere/", "")
    rows = sample_cases.suggestions()
    seen: set[tuple[str, str]] = set()
    for role in Role.values:
        choice = Choice(role, rows)
        clients = {reader.person.pk: reading(reader.person) for reader in choice.readers}
        for name, address in ADDRESSES.items():
            # An address whose only page was seen is not asked for its objects again.
            if (name, "") in seen:
                continue
            for reader in choice.readers:
                if not address.who(reader.access):
                    continue
                for label, arguments in address.objects(reader, choice):
                    key = (name, kind(name, label, role))
                    if key in seen:
                        continue
                    seen.add(key)
                    path = reverse(name, args=arguments)
                    yield from shown(clients[reader.person.pk], name, path, reader.person.username)


def kind(name: str, label: str, role: str) -> str:
    """Returns what makes a page unlike others at the same address."""
    if name in BY_STATE:
        return label
    if name in STEPS:
        return label.split()[0]
    return role if name in BY_ROLE else ""


def of_every_desk() -> Iterator[Shown]:
    """Yields the desk of one person of each role that has one."""
    for role in sorted(OFFICE_ROLES):
        for person in sample_cases.people_of(role)[:1]:
            yield from shown(reading(person), "desk", reverse("desk"), person.username)


def of_every_case(name: str, role: str) -> Iterator[Shown]:
    """Yields the page of every case, or letter, that a person of the role has a part in, each by who stands nearest."""
    seen: set[int] = set()
    choice = Choice(role, sample_cases.suggestions())
    people = {reader.access.person_id: reader.person for reader in choice.readers}
    for case in choice.cases:
        if case.suggestion.pk not in seen and case.held:
            seen.add(case.suggestion.pk)
            person = people[case.access.person_id]
            yield from shown(reading(person), name, reverse(name, args=[case.suggestion.pk]), person.username)
