"""Support for a unit through its forms: recorded by the office, seen on both sides, confirmed by the unit."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def client_of(person) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client


def test_support_is_recorded_seen_on_both_sides_and_confirmed_by_the_unit(w):
    suggestion = factories.served(w)
    record = reverse("step", args=[suggestion.pk, "support.record", 0])
    given = {
        "kind": "rule",
        "text": "协助修改餐饮备案制度",
        "on": "2026-03-10",
        "outcome": "",
        "changed_rule": "备案办法",
    }
    assert client_of(w.liaison).get(record).status_code == 404
    assert client_of(w.registrar).post(record, given).status_code == 403
    assert client_of(w.handling).post(record, {**given, "text": ""}).status_code == 422
    client_of(w.handling).post(record, given)
    support = suggestion.supports.get()
    letter, confirm = (
        reverse("portal-letter", args=[suggestion.pk]),
        reverse("portal-step", args=[suggestion.pk, "support.confirm", support.pk]),
    )
    page = client_of(w.liaison).get(letter).content.decode()
    assert "协助修改餐饮备案制度" in page and "备案办法" in page and confirm in page
    client_of(w.liaison).post(confirm, {"says": "制度已经印发"})
    support.refresh_from_db()
    assert (support.state, support.unit_says) == ("confirmed", "制度已经印发")
    for person, address in ((w.handling, reverse("suggestion", args=[suggestion.pk])), (w.liaison, letter)):
        assert "制度已经印发" in client_of(person).get(address).content.decode()
