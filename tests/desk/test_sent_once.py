"""One submit, one thing: a form that is sent twice does its thing once, and the second answer is that of the first."""

import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desk.sent_once import FIELD
from notices.models import OwnReminder
from organs import clock
from organs.models import Person, Unit
from organs.roles import Role
from pending.actions import sweeping
from pending.models import SentForm
from suggestions.models import Suggestion
from tests import factories
from tests.desk.office.test_drafts_views import client_of, new, typed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Forms without a token: whoever sends them is not signed in yet, or nothing is made by them; a page that carries another form.
WITHOUT = {
    "sign_in.html": 2,
    "accounts/second_step.html": 1,
    "accounts/confirm.html": 2,
    "accounts/join.html": 1,
    "accounts/step_up.html": 1,
    "components/header.html": 2,
}


def token() -> str:
    return str(uuid.uuid4())


def token_on(page: str) -> str:
    return re.search(rf'name="{FIELD}" value="([0-9a-f-]{{36}})"', page)[1]


def test_every_form_that_is_posted_carries_a_token():
    """Read from the templates: a form that is new and has none is named here."""
    lacking = {}
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        lacks = source.count('method="post"') - source.count("{% form_token %}")
        if lacks:
            lacking[path.relative_to(settings.BASE_DIR / "templates").as_posix()] = lacks
    assert lacking == WITHOUT


def test_each_page_has_a_token_of_its_own(w):
    client = client_of(w.handling)
    first, second = (token_on(client.get(reverse("draft-new")).content.decode()) for _time in range(2))
    assert first != second


def test_a_draft_that_is_sent_twice_is_opened_once(w):
    client = client_of(w.handling)
    sent = new(w) | {FIELD: token_on(client.get(reverse("draft-new")).content.decode())}
    first, second = (client.post(reverse("draft-new"), sent) for _time in range(2))
    assert Suggestion.objects.count() == 1
    assert first.url == second.url == reverse("draft", args=[Suggestion.objects.get().pk])
    assert "taken once" in client.get(second.url).content.decode()


def test_without_a_token_two_sendings_are_two(w):
    """What the token is for: nothing else stops the second draft."""
    for _time in range(2):
        client_of(w.handling).post(reverse("draft-new"), new(w))
    assert Suggestion.objects.count() == 2


def test_a_reminder_and_a_unit_are_made_once(w):
    suggestion = factories.drafted(w)
    sent = {"on": (clock.today() + timedelta(days=9)).isoformat(), "note": "复查", FIELD: token()}
    answers = {client_of(w.handling).post(reverse("own-reminder-set", args=[suggestion.pk]), sent).url for _t in "12"}
    assert OwnReminder.objects.count() == 1 and len(answers) == 1
    administrator = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.prefecture)
    before = Unit.objects.count()
    sent = {"name": "丙县水利局", "kind": "government_department", FIELD: token()}
    answers = {client_of(administrator).post(reverse("setup-unit-new"), sent).url for _time in range(2)}
    assert Unit.objects.count() == before + 1 and len(answers) == 1


def test_a_page_that_shows_a_link_once_is_not_made_twice(w):
    sent = {
        "username": "newcomer",
        "name": "新人",
        "email": "",
        "role": "prosecutor",
        "from_on": clock.today().isoformat(),
        FIELD: token(),
    }
    administrator = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.prefecture)
    path = f"{reverse('setup-person-new')}?procuratorate={w.county.pk}"
    first, second = (client_of(administrator).post(path, sent) for _time in range(2))
    person = Person.objects.get(username="newcomer")
    assert (first.status_code, second.status_code) == (200, 302), first.content.decode()
    assert second.url == reverse("setup-person", args=[person.pk])


def test_what_was_refused_may_be_sent_again_under_its_token(w):
    sent = new(w, title="") | {FIELD: token()}
    client = client_of(w.handling)
    assert client.post(reverse("draft-new"), sent).status_code == 422
    assert not SentForm.objects.exists()
    assert client.post(reverse("draft-new"), sent | {"title": "关于整改的检察建议"}).status_code == 302


def test_what_only_was_looked_at_takes_no_token(w):
    suggestion = factories.drafted(w)
    sent = typed(suggestion, do="preview") | {FIELD: token()}
    assert client_of(w.handling).post(reverse("draft", args=[suggestion.pk]), sent).status_code == 200
    assert not SentForm.objects.exists()


def test_a_token_is_of_one_person(w):
    suggestion = factories.drafted(w)
    sent = {"on": (clock.today() + timedelta(days=9)).isoformat(), FIELD: token()}
    for person in (w.handling, w.head):
        client_of(person).post(reverse("own-reminder-set", args=[suggestion.pk]), sent)
    assert set(OwnReminder.objects.values_list("person", flat=True)) == {w.handling.pk, w.head.pk}


def test_what_was_changed_and_sent_again_is_asked_about_and_stays(w):
    client, first = client_of(w.handling), new(w) | {FIELD: token()}
    opened = client.post(reverse("draft-new"), first).url
    answer = client.post(reverse("draft-new"), first | {"title": "另一份检察建议"})
    page = answer.content.decode()
    assert answer.status_code == 409 and Suggestion.objects.count() == 1
    assert "另一份检察建议" in page and f'href="{opened}"' in page
    again = first | {"title": "另一份检察建议", FIELD: token_on(page)}
    assert client.post(reverse("draft-new"), again).status_code == 302
    assert set(Suggestion.objects.values_list("title", flat=True)) == {first["title"], "另一份检察建议"}


def test_a_letter_that_was_changed_is_left_to_its_own_revision(w):
    suggestion = factories.drafted(w)
    sent = typed(suggestion) | {FIELD: token()}
    client, path = client_of(w.handling), reverse("draft", args=[suggestion.pk])
    assert client.post(path, sent).status_code == 302
    answer = client.post(path, sent | {"facts": "另一段事实。"})
    assert answer.status_code == 409 and "另一段事实。" in answer.content.decode()
    assert "already" not in answer.content.decode().split("<h1")[1][:80]


def test_files_are_part_of_what_was_sent(w):
    suggestion = factories.drafted(w)
    client, path, given = client_of(w.handling), reverse("draft", args=[suggestion.pk]), token()

    def send(content: bytes):
        return client.post(path, typed(suggestion) | {FIELD: given, "files": SimpleUploadedFile("1.png", content)})

    assert send(factories.PNG).status_code == 302
    assert send(factories.PNG).status_code == 302
    assert suggestion.attachments.count() == 1


def test_what_the_form_did_and_its_token_stand_or_fall_together(w, monkeypatch):
    def breaks(**_facts):
        raise RuntimeError

    monkeypatch.setattr("pending.actions.sending.settle", breaks)
    client = client_of(w.handling)
    client.raise_request_exception = False
    assert client.post(reverse("draft-new"), new(w) | {FIELD: token()}).status_code == 500
    assert not Suggestion.objects.exists() and not SentForm.objects.exists()


@pytest.mark.parametrize("odd", ["", "1", "x" * 400, "00000000-0000-0000-0000-00000000000g"])
def test_a_token_that_no_page_wrote_is_none(w, odd):
    assert client_of(w.handling).post(reverse("draft-new"), new(w) | {FIELD: odd}).status_code == 302
    assert not SentForm.objects.exists()


def test_tokens_are_swept_after_two_days(w):
    client_of(w.handling).post(reverse("draft-new"), new(w) | {FIELD: token()})
    sent_at = SentForm.objects.get().sent_at
    assert sweeping.sweep(at=sent_at + timedelta(hours=47)) == 0
    assert sweeping.sweep(at=sent_at + timedelta(hours=49)) == 1
