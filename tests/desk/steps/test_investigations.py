"""The investigation through its pages: ask, decide, enter, strike out, and print the report."""

import pytest
from django.urls import reverse

import desk.steps.forms  # noqa: F401  registers the steps
from organs import clock
from tests import factories
from tests.desk.steps.step_pages import client_of, get, offered, post, step_url

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = clock.today().isoformat()
ACT = {"means": "copy", "on": TODAY, "institution": "县自然资源局", "questioned": "", "questioned_number": ""}


def page(person, suggestion):
    return client_of(person).get(reverse("suggestion", args=[suggestion.pk]))


def test_it_is_asked_on_the_draft_and_stands_on_the_chief_s_desk_until_decided(w):
    suggestion = factories.opened(w, investigation_decided_on=None, investigation_decided_by="")
    draft_page = reverse("draft", args=[suggestion.pk])
    assert client_of(w.handling).get(draft_page).content.decode().count(step_url(suggestion, "investigation.ask")) == 2
    given = {"reason": "检查发现隐患", "on": TODAY}
    assert post(w.handling, suggestion, "investigation.ask", given).status_code == 302
    investigation = suggestion.investigations.get()
    desk = client_of(w.chief).get(reverse("home"), follow=True).content.decode()
    assert f"/suggestions/{suggestion.pk}/#investigation" in desk
    assert "检查发现隐患" in get(w.chief, suggestion, "investigation.decide", investigation).content.decode()
    assert step_url(suggestion, "investigation.ask") not in offered(w.handling, suggestion)
    decision = {"result": "ordered", "reason": "应当调查核实", "on": TODAY}
    assert post(w.chief, suggestion, "investigation.decide", decision, investigation).status_code == 302
    assert page(w.chief, suggestion).status_code == 404
    draft = client_of(w.handling).get(draft_page)
    assert not {name for name in draft.context["form"].fields if name.startswith("investigation")}
    assert f"{TODAY} {w.chief.name}" in draft.content.decode()
    assert w.chief.name in page(w.handling, suggestion).content.decode()


def test_the_form_names_what_is_forbidden_and_asks_for_no_name(w):
    suggestion = factories.drafted(w, "public_interest")
    shown = get(w.handling, suggestion, "inquiry.enter")
    text = shown.content.decode()
    assert "sealing, seizing or freezing property" in text and "restricting anybody" in text
    assert "name stands there alone" in text and "an institution, never a person" in text
    alone = post(w.handling, suggestion, "inquiry.enter", {**ACT, "first": w.handling.pk, "second": ""})
    assert "Art. 36" in alone.content.decode()
    both = {**ACT, "first": w.handling.pk, "second": w.assistant.pk}
    assert post(w.handling, suggestion, "inquiry.enter", both).status_code == 302
    act = suggestion.investigation_acts.get()
    assert "县自然资源局" in page(w.handling, suggestion).content.decode()
    strike = step_url(suggestion, "inquiry.strike", act)
    assert strike in page(w.handling, suggestion).content.decode()
    assert post(w.handling, suggestion, "inquiry.strike", {"reason": "重复登记"}, act).status_code == 302
    act.refresh_from_db()
    assert act.state == "struck" and strike not in page(w.handling, suggestion).content.decode()


def test_the_report_is_printed_for_those_inside_alone(w):
    suggestion = factories.drafted(w)
    address = reverse("investigation-report", args=[suggestion.pk])
    answer = client_of(w.handling).get(address)
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert client_of(w.policy).get(address).status_code == 404
    assert client_of(w.liaison).get(address).status_code in {302, 403, 404}
