"""Refused access leaves a line in the log that says who asked for which page, and nothing that was sent."""

import pytest
from django.urls import reverse
from structlog.testing import capture_logs

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit_client(client, w):
    client.force_login(w.liaison)
    return client


def refusals(logged: list[dict[str, object]]) -> list[dict[str, object]]:
    return [line for line in logged if line["event"] == "access refused"]


def test_a_page_of_the_other_side_and_a_foreign_case_are_logged_alike(unit_client, w):
    with capture_logs() as logged:
        assert unit_client.get(reverse("setup-people") + "?q=typed").status_code == 404
        assert unit_client.post(reverse("suggestion", args=[10**9]), {"text": "typed"}).status_code in {404, 405}
    first = {"person": w.liaison.pk, "page": "setup-people", "method": "GET", "status": 404, "log_level": "warning"}
    assert refusals(logged)[0] == first | {"event": "access refused"}
    assert "typed" not in str(refusals(logged))


def test_an_address_that_leads_nowhere_and_a_page_that_opens_are_no_refusals(unit_client):
    with capture_logs() as logged:
        unit_client.get("/no-such-page/")
        unit_client.get(reverse("account"))
    assert refusals(logged) == []
