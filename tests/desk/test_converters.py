"""Every number in an address is a key or a year: what no row can have is 404, however long it is."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from tests import factories

pytestmark = pytest.mark.django_db
LONG = [str(2**63), "9" * 4300, "9" * 5000, "²", "１", "-1", "1.5", "1_0"]


def patterns(entries):
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        elif isinstance(entry, URLPattern):
            yield entry


def test_no_address_takes_a_number_without_bounds():
    of_numbers = [
        pattern.name
        for pattern in patterns(get_resolver("procuracy.urls").url_patterns)
        for converter in pattern.pattern.converters.values()
        if isinstance(converter, IntConverter)
    ]
    assert of_numbers == []


@pytest.mark.parametrize("number", LONG)
@pytest.mark.parametrize("path", ["suggestions/{}/", "documents/1/pages/{}.png", "suggestions/1/do/reply.urge/{}/"])
def test_a_number_that_no_row_has_is_404(client, w, path, number):
    client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
    assert client.get("/" + path.format(number)).status_code == 404


@pytest.mark.parametrize("year", ["0000", "10000", "99999999999999999999"])
def test_a_year_that_is_none_is_404(client, w, year):
    client.force_login(
        factories.person("admin_of_years", "管理员", "administrator", procuratorate=w.county),
        backend="organs.sign_in.PersonBackend",
    )
    assert client.get(f"/setup/calendar/{year}/").status_code == 404
