"""A host that is bound to a side shows that side and what both need; each address has its side by its policy."""

import pytest
from django.test import Client
from django.urls import get_resolver
from pytest_django.fixtures import Settings

from desk import checks
from procuracy import sides
from procuracy.sides import HostSide
from tests.desk import addresses

OFFICE, PORTAL, BOTH = "office.example", "portal.example", "both.example"
SIDE_OF = dict(sides.addresses(get_resolver("desk.urls").url_patterns))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hosts(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = [OFFICE, PORTAL, BOTH]
    settings.OFFICE_HOSTS, settings.PORTAL_HOSTS = [OFFICE], [PORTAL]


@pytest.mark.parametrize(
    ("path", "side"),
    [
        ("/desk/", HostSide.OFFICE),
        ("/setup/", HostSide.OFFICE),
        ("/background/", HostSide.OFFICE),
        ("/suggestions/1/draft/", HostSide.OFFICE),
        ("/portal/", HostSide.PORTAL),
        ("/portal/enter/", HostSide.PORTAL),
        ("/portal/letters/1/reply/", HostSide.PORTAL),
        ("/sign-in/", None),
        ("/files/1/", None),
        ("/calendar/", None),
    ],
)
def test_an_address_is_on_the_host_of_its_side_only(client: Client, path: str, side: HostSide | None) -> None:
    for host, bound in (
        (OFFICE, HostSide.OFFICE),
        (PORTAL, HostSide.PORTAL),
        (f"{OFFICE}:8443", HostSide.OFFICE),
        (BOTH, None),
    ):
        answer = client.get(path, headers={"host": host})
        is_there = side is None or bound is None or side is bound
        assert (answer.status_code != 404) is is_there, (host, answer.status_code)


def test_what_is_posted_to_the_other_side_changes_nothing(client: Client) -> None:
    assert client.post("/portal/notices/read/", headers={"host": OFFICE}).status_code == 404


def test_every_policy_has_its_side() -> None:
    policies = {checks.policy_of(view) for _name, view in checks.addresses(get_resolver("desk.urls").url_patterns)}
    assert policies - {""} <= sides.OF_POLICIES.keys() | sides.SHARED


def test_each_name_that_stands_apart_is_an_address_that_both_sides_could_open() -> None:
    named = dict(checks.addresses(get_resolver("desk.urls").url_patterns))
    assert all(checks.policy_of(named[name]) in sides.SHARED for name in sides.OF_NAMES)


def test_no_side_lacks_what_its_people_may_open() -> None:
    named = dict(checks.addresses(get_resolver("desk.urls").url_patterns))
    for name, address in addresses.ADDRESSES.items():
        side = sides.of_address(named[name], name)
        if address.who is addresses.unit:
            assert side is HostSide.PORTAL, name
        elif address.who is not addresses.anybody:
            assert side is HostSide.OFFICE, name
        else:
            assert side is None, name


def test_both_sides_have_addresses_and_share_some() -> None:
    assert set(SIDE_OF.values()) == {HostSide.OFFICE, HostSide.PORTAL, None}
