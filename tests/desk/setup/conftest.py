"""The people of Set-up tests: an administrator at the top, one in the prefecture, and one of another county."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from organs.models import Person
from organs.roles import Role
from suggestions.actions import calendars
from tests import factories

BACKEND = "organs.sign_in.PersonBackend"


@pytest.fixture(scope="module")
def world_of_module(module_transaction: Path) -> SimpleNamespace:
    w = factories.world(with_calendar=False)
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.prefecture)
    w.elsewhere = factories.person("elsewhere", "管理员丙", Role.ADMINISTRATOR, procuratorate=w.sibling)
    return w


@pytest.fixture
def calendar(w: SimpleNamespace) -> None:
    """The official calendar, for cases that run through clocks; without it, Set-up has one thing less that is finished."""
    calendars.seed(at=factories.at())


@pytest.fixture
def by() -> Callable[[Person], Client]:
    """Returns a browser in which the person is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client

    return signed_in
