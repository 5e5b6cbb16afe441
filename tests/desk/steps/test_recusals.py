"""Recusals through their pages: what is asked, who decides, and that the case leaves the desk of who is recused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import desk.steps.forms  # noqa: F401  registers the steps
from organs import clock
from tests import factories
from tests.desk.steps.step_pages import client_of, get, offered, post, step_url

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = clock.today().isoformat()
OWN = {"asked_by": "self", "ground": "relation", "manner": "oral", "on": TODAY}


def page(person, suggestion):
    return client_of(person).get(reverse("suggestion", args=[suggestion.pk]))


def test_somebody_withdraws_the_chief_decides_on_the_draft_and_the_case_is_gone_for_that_person(w):
    suggestion = factories.drafted(w, "public_interest")
    fields = get(w.handling, suggestion, "recusal.ask").context["form"].fields
    assert "litigant" not in fields and not [name for name in fields if "reason" in name or "text" in name]
    assert page(w.chief, suggestion).status_code == 404
    assert post(w.handling, suggestion, "recusal.ask", OWN).status_code == 302
    recusal = suggestion.recusals.get()
    assert recusal.person == w.handling and "Another relation" in page(w.handling, suggestion).content.decode()
    desk = client_of(w.chief).get(reverse("home"), follow=True).content.decode()
    assert f"/suggestions/{suggestion.pk}/#recusals" in desk
    given = {"result": "recused", "on": TODAY}
    assert post(w.chief, suggestion, "recusal.decide", given, recusal).status_code == 302
    assert page(w.handling, suggestion).status_code == 404 and page(w.chief, suggestion).status_code == 404
    assert step_url(suggestion, "case.hand_over") in offered(w.head, suggestion)
    to = get(w.head, suggestion, "case.hand_over").context["form"].fields["to"].queryset
    assert w.handling not in to and w.second in to


def test_a_party_is_a_role_and_a_number_and_the_own_recusal_is_said_to_be_for_others(w):
    suggestion = factories.submitted(w, "retrial_civil")
    given = {"asked_by": "party", "person": w.chief.pk, "ground": "relative", "manner": "written", "on": TODAY}
    lacking = post(w.manager, suggestion, "recusal.ask", given)
    assert set(lacking.context["form"].errors) == {"litigant"}
    given |= {"litigant": "applicant", "litigant_number": "1"}
    assert post(w.manager, suggestion, "recusal.ask", given).status_code == 302
    recusal = suggestion.recusals.get()
    hindered = offered(w.deputy, suggestion)[step_url(suggestion, "recusal.decide", recusal)]
    assert "the committee decides" in str(hindered.hindrance)
    resolved = {"resolution_number": "1号", "resolution_decided_on": TODAY, "resolution_result": "不回避"}
    decided = {"result": "stays", "on": TODAY, "told_on": TODAY, **resolved}
    answer = post(w.secretary, suggestion, "recusal.decide", decided, recusal)
    assert set(answer.context["form"].errors) == {"resolution_minutes"}, "a retrial rests on the minutes"
    minutes = SimpleUploadedFile("会议纪要.png", factories.PNG)
    answer = post(w.secretary, suggestion, "recusal.decide", {**decided, "resolution_minutes": minutes}, recusal)
    assert answer.status_code == 302
    recusal.refresh_from_db()
    assert (recusal.state, recusal.told_on.isoformat()) == ("rejected", TODAY)
    again = step_url(suggestion, "recusal.ask_again", recusal)
    assert again in offered(w.manager, suggestion)
