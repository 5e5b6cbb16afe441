"""What is typed into a form is kept for its author alone, touches nothing of the case, and goes when the form is taken."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from organs import clock
from pending.actions import keeping, sweeping
from pending.models import KeptText
from pending.rules import browser_keys
from suggestions.models import Event, Revision
from tests import factories
from tests.desk.office.test_drafts_views import client_of, new, typed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEPT = reverse("kept-text")


@pytest.fixture
def drafted(w):
    return factories.drafted(w)


def page_of(suggestion) -> str:
    return reverse("draft", args=[suggestion.pk])


def ticket_on(client, path: str) -> str:
    return re.search(r'name="form_ticket" value="([^"]+)"', client.get(path).content.decode())[1]


def keep(client, ticket: str, **fields: str):
    sent = json.dumps({name: [value] for name, value in fields.items()})
    return client.post(KEPT, {"ticket": ticket, "do": "keep", "fields": sent})


def begun(client, ticket: str) -> dict:
    return client.post(KEPT, {"ticket": ticket, "do": "begin"}).json()


def test_what_was_typed_is_given_back_to_its_author(w, drafted):
    client = client_of(w.handling)
    ticket = ticket_on(client, page_of(drafted))
    assert begun(client, ticket)["kept"] == []
    said = keep(client, ticket, facts="经查，").json()
    assert re.fullmatch(r"\d\d:\d\d", said["words"])
    (kept,) = begun(client_of(w.handling), ticket_on(client, page_of(drafted)))["kept"]
    assert kept["fields"] == {"facts": ["经查，"]} and kept["words"] == said["words"]


def test_a_text_on_offer_stays_while_another_is_kept_and_each_is_discarded_alone(w, drafted):
    client = client_of(w.handling)
    ticket = ticket_on(client, page_of(drafted))

    def sent(do: str, slot: int | str, text: str = ""):
        fields = json.dumps({"facts": [text]})
        return client.post(KEPT, {"ticket": ticket, "do": do, "slot": slot, "fields": fields}).status_code

    assert (sent("keep", 0, "昨天"), sent("keep", 1, "今"), sent("keep", 1, "今天")) == (200, 200, 200)
    assert [(each["slot"], each["fields"]["facts"]) for each in begun(client, ticket)["kept"]] == [
        (1, ["今天"]),
        (0, ["昨天"]),
    ]
    assert sent("discard", 1) == 200
    assert [each["fields"]["facts"] for each in begun(client, ticket)["kept"]] == [["昨天"]]
    for wrong in ("100", "-1", "x", ""):
        assert sent("keep", wrong) == sent("discard", wrong) == 400, wrong


def test_nothing_of_the_case_is_touched(w, drafted):
    client, before = client_of(w.handling), (Revision.objects.count(), Event.objects.count(), drafted.letter.revision)
    keep(client, ticket_on(client, page_of(drafted)), title="另一标题")
    drafted.refresh_from_db()
    drafted.letter.refresh_from_db()
    assert drafted.title != "另一标题" and KeptText.objects.count() == 1
    assert (Revision.objects.count(), Event.objects.count(), drafted.letter.revision) == before


def test_nobody_else_is_given_it_and_another_persons_ticket_is_none(w, drafted):
    mine = client_of(w.handling)
    ticket = ticket_on(mine, page_of(drafted))
    keep(mine, ticket, facts="只有我看得到")
    colleague = client_of(w.assistant)
    assert begun(colleague, ticket_on(colleague, page_of(drafted)))["kept"] == []
    for do in ("begin", "keep", "discard"):
        answer = colleague.post(KEPT, {"ticket": ticket, "do": do, "fields": "{}"})
        assert answer.status_code == 409 and "只有我看得到" not in answer.content.decode()
    assert KeptText.objects.get().person == w.handling


def test_whoever_may_not_open_the_form_any_more_gets_no_ticket_to_it(w, drafted):
    assert client_of(w.liaison).get(page_of(drafted)).status_code == 404
    assert "form_ticket" not in client_of(w.head).get(page_of(drafted)).content.decode()


def test_signed_out_it_asks_to_sign_in(client):
    assert client.post(KEPT, {"do": "begin"}).status_code == 302


def test_without_the_token_of_the_site_nothing_is_kept(w, drafted):
    client = client_of(w.handling)
    ticket = ticket_on(client, page_of(drafted))
    client.handler.enforce_csrf_checks = True
    assert keep(client, ticket, facts="x").status_code == 403
    assert not KeptText.objects.exists()


@pytest.mark.parametrize("fields", ["", "[", "3", '{"facts": "x"}', '{"facts": [1]}', "[" * 5000])
def test_what_no_page_sends_is_refused(w, drafted, fields):
    client = client_of(w.handling)
    sent = {"ticket": ticket_on(client, page_of(drafted)), "do": "keep", "fields": fields}
    assert client.post(KEPT, sent).status_code == 400


def test_a_form_that_is_taken_forgets_what_was_kept_and_one_that_is_refused_does_not(w, drafted):
    client = client_of(w.handling)
    page = client.get(page_of(drafted)).content.decode()
    carried = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("form_ticket", "form_token")}
    keep(client, carried["form_ticket"], facts="经查，")
    client.post(KEPT, {"ticket": carried["form_ticket"], "do": "keep", "slot": 7, "fields": "{}"})
    assert client.post(page_of(drafted), typed(drafted, title="") | carried).status_code == 422
    assert KeptText.objects.exists()
    assert client.post(page_of(drafted), typed(drafted) | carried).status_code == 302
    assert not KeptText.objects.exists()


def test_rows_that_the_page_does_not_have_yet_are_shown_as_they_were_typed(w, drafted):
    sent = typed(drafted, do="take_up") | {"measures-count": "3", "measures-2-text": "第三项，尚未保存"}
    answer = client_of(w.handling).post(page_of(drafted), sent)
    assert answer.status_code == 200 and "第三项，尚未保存" in answer.content.decode()
    assert drafted.letter.measure_texts.count() != 3


def test_forms_of_both_sides_keep_what_is_typed_and_none_with_a_password_does(w):
    served = factories.served(w)
    measure = served.measures.first()
    pages = {
        w.liaison: [
            reverse("portal-letter", args=[served.pk]),
            reverse("portal-reply", args=[served.pk]),
            reverse("portal-step", args=[served.pk, "measure.answer", measure.pk]),
            reverse("portal-step", args=[served.pk, "objection.raise", 0]),
        ],
        w.handling: [reverse("draft-new"), reverse("paper-step", args=[served.pk, "measure.answer", measure.pk])],
    }
    for person, paths in pages.items():
        for path in paths:
            assert ticket_on(client_of(person), path), path
    assert "form_ticket" not in client_of(w.handling).get(reverse("password")).content.decode()


def test_the_key_is_of_one_person_in_one_browser_until_sign_out(w, drafted):
    client, ticket = client_of(w.handling), ""
    ticket = ticket_on(client, page_of(drafted))
    first, again = begun(client, ticket), begun(client, ticket)
    name = browser_keys.cookie_name(person_id=w.handling.pk)
    cookie = client.cookies[name]
    assert first["key"] == again["key"] and len(first["key"]) == 44
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["max-age"] == 24 * 3600
    assert begun(client_of(w.handling), ticket)["key"] != first["key"]
    other = client_of(w.assistant)
    other.cookies[browser_keys.cookie_name(person_id=w.assistant.pk)] = cookie.value
    theirs = begun(other, ticket_on(other, page_of(drafted)))
    assert theirs["key"] != first["key"] and theirs["owner"] != first["owner"]
    assert f'data-owner="{first["owner"]}"' in client.get(reverse("desk")).content.decode()
    # Who else signs out at the same browser takes nothing from whoever typed here before.
    other.cookies[name] = cookie.value
    other.post(reverse("sign-out"))
    assert other.cookies[name].value == cookie.value
    client.post(reverse("sign-out"))
    assert client.cookies[name].value == ""
    assert browser_keys.key(person_id=1, value="a") != browser_keys.owner(person_id=1, value="a")


def test_what_nobody_comes_back_to_is_swept(w, settings):
    settings.KEPT_TEXT_DAYS = 3
    row = keeping.keep(access=factories.access(w.handling), at=clock.now(), address="/x/", fields={"facts": ["x"]})
    assert sweeping.sweep(at=row.kept_at + timedelta(days=2, hours=23)) == 0
    assert sweeping.sweep(at=row.kept_at + timedelta(days=3, hours=1)) == 1


def test_the_oldest_text_goes_when_somebody_keeps_very_many(w, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_TEXTS", 2)
    for number in range(3):
        at = clock.now() + timedelta(minutes=number)
        keeping.keep(access=factories.access(w.handling), at=at, address=f"/{number}/", fields={})
    assert sorted(KeptText.objects.values_list("address", flat=True)) == ["/1/", "/2/"]


def test_a_page_that_is_out_of_date_leads_back_to_its_form(w):
    client = client_of(w.handling)
    client.handler.enforce_csrf_checks = True
    answer = client.post(reverse("draft-new"), new(w))
    assert answer.status_code == 403
    assert f'href="{reverse("draft-new")}"' in answer.content.decode()
