"""A form with several faults names all of them at once, each at its field; what was typed stays, and so do the files."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organs import clock
from tests import factories
from tests.desk.portal.portal_pages import browser, in_days, upload
from tests.factories import MeasureDraft, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

THREE = tuple(
    MeasureDraft(text=f"整改第{number}项", criterion=f"完成第{number}项", legal_basis="《奶业条例》")
    for number in (1, 2, 3)
)


def ticket_of(page: str) -> dict[str, str]:
    """Returns what a page writes into its form, so that files wait for the next sending."""
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("form_ticket", "form_token")}


def refused(client, path: str, typed: dict[str, object]):
    """Sends a form, asserts that it is refused and shows again what was typed; returns the form and the page."""
    answer = client.post(path, ticket_of(client.get(path).content.decode()) | typed)
    page = answer.content.decode()
    assert answer.status_code == 422, page[:500]
    for name, text in typed.items():
        if isinstance(text, str) and text and not name.startswith("do"):
            assert text[:40] in page, name
    return answer.context["form"], page


def test_of_a_draft(w):
    draft = factories.drafted(w, measures=THREE)
    client, path = browser(w.handling), reverse("draft", args=[draft.pk])
    page = client.get(path)
    typed = {bound.html_name: bound.value() for bound in page.context["form"] if bound.value() not in (None, "")}
    typed |= {
        "title": "",
        "facts": "实" * 20_001,
        "objection_amount": "999",
        "measures-count": "3",
        "measures-0-text": "一" * 3_001,
        "measures-1-text": " ",
        "measures-2-text": "整改第三项",
        "measures-2-criterion": "达" * 1_001,
        "files": [upload("现场.png"), SimpleUploadedFile("说明.exe", b"MZ" + bytes(200))],
        "do": "save",
    }
    form, page = refused(client, path, typed)
    assert set(form.errors) == {
        "__all__",
        "title",
        "facts",
        "objection_amount",
        "files",
    }
    # The second of the measures in which something was typed is the third of the page.
    assert {place: set(faults) for place, faults in form.row_faults.items()} == {0: {"text"}, 2: {"criterion"}}
    assert 'id="measure-1-text-error"' in page and 'id="measure-3-criterion-error"' in page
    assert "现场.png" in page and "说明.exe" in str(form.errors["files"])
    draft.letter.refresh_from_db()
    assert draft.letter.revision == 1


def test_of_a_modification(w):
    letter = factories.served(w, on=clock.today(), measures=THREE)
    client, path = browser(w.handling), reverse("step", args=[letter.pk, "amendment.propose.modify", 0])
    page = client.get(path)
    typed = {bound.html_name: bound.value() for bound in page.context["form"] if bound.value() not in (None, "")}
    typed |= {"reasons": "", "problems": "问" * 10_001, "measures-count": "2"}
    typed |= {"measures-0-text": "一" * 3_001, "measures-1-text": "新的一项", "measures-1-legal_basis": "法" * 1_001}
    form, page = refused(client, path, typed)
    assert set(form.errors) == {"__all__", "reasons", "problems"}
    assert form.row_faults.keys() == {0, 1}
    assert 'id="measures-0-text-error"' in page and 'id="measures-1-legal_basis-error"' in page


def test_of_a_service_in_writing(w):
    letter = factories.issued(w, on=clock.today())
    client, path = browser(w.handling), reverse("step", args=[letter.pk, "document.serve", 0])
    typed = {
        "mode": "electronic",
        "received_on": in_days(-9),
        "consented_on": in_days(-2),
        "consent_by": "",
        "note": "长" * 10_001,
        "papers": [upload("回证.png")],
    }
    form, page = refused(client, path, typed)
    assert set(form.errors) == {"received_on", "consented_on", "electronic_address", "note"}
    assert "回证.png" in page


def test_of_a_failed_attempt(w):
    letter = factories.issued(w, on=clock.today())
    client, path = browser(w.handling), reverse("step", args=[letter.pk, "document.attempt", 0])
    form, _page = refused(client, path, {"mode": "", "attempted_on": in_days(-9), "note": " ", "next_on": in_days(-1)})
    assert set(form.errors) == {"mode", "attempted_on", "note", "next_on"}


def test_of_a_claim(w):
    letter = factories.served(w, on=clock.today())
    factories.answered(w, letter, on=clock.today())
    client = browser(w.liaison)
    path = reverse("portal-step", args=[letter.pk, "measure.claim", letter.measures.first().pk])
    form, _page = refused(client, path, {"on": in_days(9), "text": " "})
    assert set(form.errors) == {"on", "text", "files"}


def test_of_a_proposal_to_close(w):
    letter = factories.served(w, on=clock.today())
    factories.filed(w, letter, on=clock.today())
    factories.replied(w, letter, on=clock.today())
    factories.judged(w, letter, on=clock.today())
    factories.verified(w, letter, on=clock.today())
    client, path = browser(w.handling), reverse("step", args=[letter.pk, "case.propose_closing", 0])
    typed = {"rectified": "已整改", "industry_governance": "", "long_term_mechanism": "无", "risk": "high"}
    typed |= {"risk_reason": " ", "look_back_on": in_days(5), "look_back_reason": ""}
    form, _page = refused(client, path, typed)
    assert set(form.errors) == {"industry_governance", "risk_reason", "look_back_reason"}


def test_of_a_proclamation(w):
    letter = factories.issued(w, on=clock.today())
    client, path = browser(w.handling), reverse("step", args=[letter.pk, "document.serve.proclamation", 0])
    typed = {"received_on": in_days(-9), "reader": "", "unit_head": "", "place": "长" * 201, "invited-count": "1"}
    form, _page = refused(client, path, typed | {"invited-0-name": "", "invited-0-comment": "旁听"})
    assert {"__all__", "received_on", "reader", "unit_head", "place", "consented_on", "consent_by"} == set(form.errors)


def test_of_a_reply_on_paper(w):
    letter = factories.served(w, on=clock.today(), measures=THREE)
    first, second, third = letter.measures.all()
    client, path = browser(w.handling), reverse("paper-step", args=[letter.pk, "reply.receive", 0])
    typed = {
        "received_on": in_days(-5),
        "posted_on": in_days(-6),
        "signed_by": "",
        f"attitude-{first.pk}": "other_way",
        f"attitude-{second.pk}": "refused",
        f"responsible-{third.pk}": "综合科",
        "files": [upload("回复函.png"), SimpleUploadedFile("说明.exe", b"MZ" + bytes(200))],
    }
    form, page = refused(client, path, typed)
    assert set(form.errors) == {
        "received_on",
        "posted_on",
        "signed_by",
        f"day-{first.pk}",
        f"said-{first.pk}",
        f"said-{second.pk}",
        f"attitude-{third.pk}",
        "files",
    }
    assert "回复函.png" in page


def test_of_the_reply_of_a_unit(w):
    letter = factories.served(w, on=clock.today())
    client, path = browser(w.liaison), reverse("portal-reply", args=[letter.pk])
    typed = {
        "signed_by": "",
        "reference": "号" * 61,
        "text": "字" * 20_001,
        "send": "1",
        "attachments": upload("函.png"),
    }
    form, page = refused(client, path, typed)
    assert set(form.errors) == {"signed_by", "reference", "text", "confirm"}
    assert "函.png" in page


def test_of_one_answer(w):
    letter = factories.served(w, on=clock.today())
    path = reverse("portal-step", args=[letter.pk, "measure.answer", letter.measures.first().pk])
    client = browser(w.liaison)
    form, _page = refused(client, path, {"attitude": "done_since", "more": "字" * 5_001, "milestones": "尽快"})
    assert set(form.errors) == {"done_on", "text", "more", "milestones"}


def test_of_a_look_back(w):
    letter = factories.whole(w)
    client = browser(w.second)
    path = reverse("step", args=[letter.pk, "measure.look_back", 0])
    typed = {"on": later(1).isoformat(), "next_on": later(0).isoformat(), "basis": ""}
    form, _page = refused(client, path, typed)
    measures = [measure.pk for measure in letter.measures.all()]
    asked = {f"{name}-{pk}" for name in ("found", "text") for pk in measures}
    assert set(form.errors) == {"on", "next_on", "basis", *asked}
