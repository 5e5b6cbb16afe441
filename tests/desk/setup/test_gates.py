"""The order of the gates in Set-up, and where the draft page and the reviewer's page follow it."""

import pytest
from django.urls import reverse

from suggestions.actions import gate_orders
from suggestions.models import GateOrder
from tests import factories
from tests.desk.steps.step_pages import client_of

pytestmark = pytest.mark.django_db


def page(place) -> str:
    return reverse("setup-gates-of", args=[place.pk])


def test_an_administrator_sets_the_order_and_the_trace_says_so(by, w):
    client = by(w.local)
    form = client.get(page(w.county)).context["form"]
    assert form["order"].value() == "head"
    given = {"expected_change": form["expected_change"].value(), "order": "policy"}
    assert client.post(page(w.county), given).status_code == 302
    assert GateOrder.objects.get(procuratorate=w.county).policy_first
    assert client.get(page(w.county)).context["form"]["order"].value() == "policy"
    assert client.post(page(w.county), {**given, "order": "head"}).status_code == 409
    assert client.post(page(w.county), {"order": "chief"}).status_code == 422
    assert by(w.elsewhere).get(page(w.county)).status_code == 404


def test_the_draft_is_submitted_to_the_first_gate_of_its_office_and_the_reviewer_sees_the_ground(w):
    gate_orders.set_order(access=None, at=factories.at(), procuratorate=w.county, policy_first=True)
    draft = factories.drafted(w)
    shown = client_of(w.handling).get(reverse("draft", args=[draft.pk]))
    assert shown.context["first_gate"].key == "policy"
    submitted = factories.submitted(w)
    reviewed = client_of(w.policy).get(reverse("review", args=[submitted.pk])).content.decode()
    assert "Ground of social governance" in reviewed
    factories.sign(
        w, submitted, w.policy, verdicts=dict.fromkeys(("necessity", "legality", "reasoning"), True), opinion="同意"
    )
    checked = client_of(w.head).get(reverse("review", args=[submitted.pk])).content.decode()
    assert "What is asked is clear and specific" in checked
