"""The desk, the page of a suggestion and its files, for those who may and those who may not."""

import pytest
from django.urls import reverse

from notices.actions import delivering
from suggestions.models import Outbox
from tests import factories

pytestmark = pytest.mark.django_db


def page(client, person, suggestion, name="suggestion"):
    client.force_login(person)
    return client.get(reverse(name, args=[suggestion.pk]))


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["drafted", "submitted", "approved", "issued", "served", "whole"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_shows_every_stage_to_the_handling_prosecutor(client, w, stage, language):
    suggestion = getattr(factories, stage)(w)
    response = page(client, w.handling, suggestion)
    client.cookies["django_language"] = language
    response = client.get(reverse("suggestion", args=[suggestion.pk]))
    assert response.status_code == 200
    assert suggestion.title in response.content.decode()


@pytest.mark.slow
def test_a_draft_is_not_there_for_colleagues_other_offices_and_the_unit(client, w):
    suggestion = factories.drafted(w)
    for person in (w.registrar, w.analyst, w.outsider, w.supervisor, w.other_head, w.liaison):
        assert page(client, person, suggestion).status_code == 404
    for person in (w.handling, w.assistant, w.second, w.head, w.manager):
        assert page(client, person, suggestion).status_code == 200


@pytest.mark.slow
def test_an_issued_letter_is_read_by_the_own_office_and_those_above_but_not_beside(client, w):
    suggestion = factories.issued(w)
    for person in (w.analyst, w.supervisor, w.higher, w.registrar):
        assert page(client, person, suggestion).status_code == 200
    for person in (w.outsider, w.liaison, w.other_liaison):
        assert page(client, person, suggestion).status_code == 404


@pytest.mark.slow
def test_internal_opinions_are_not_shown_to_colleagues(client, w):
    suggestion = factories.at_policy(w)
    verdicts = {"necessity": True, "legality": True, "reasoning": True}
    factories.sign(w, suggestion, w.policy, verdicts=verdicts, opinion="内部意见甲")
    factories.sign(w, suggestion, w.chief)
    factories.issuing.issue(access=factories.access(w.registrar), at=factories.at(), suggestion=suggestion)
    assert "内部意见甲" in page(client, w.handling, suggestion).content.decode()
    assert "内部意见甲" not in page(client, w.analyst, suggestion).content.decode()


@pytest.mark.slow
def test_the_desk_shows_what_waits_for_each_post_in_turn(client, w):
    suggestion = factories.submitted(w)
    client.force_login(w.head)
    assert suggestion.title in client.get(reverse("desk")).content.decode()
    client.force_login(w.chief)
    assert suggestion.title not in client.get(reverse("desk")).content.decode()


@pytest.mark.slow
def test_whoever_has_the_turn_finds_it_in_the_inbox_and_reading_the_page_marks_it(client, w):
    suggestion = factories.submitted(w)
    delivering.deliver(at=factories.at())
    assert w.head.notices.unread().filter(event__step="submit").count() == 1
    assert w.handling.notices.unread().filter(event__step="submit").count() == 0
    page(client, w.head, suggestion)
    assert w.head.notices.unread().count() == 0


def test_notices_are_delivered_once_however_often_the_task_runs(w):
    factories.submitted(w)
    made = Outbox.objects.filter(sent_at=None).count()
    assert delivering.deliver(at=factories.at()) == made > 0
    assert delivering.deliver(at=factories.at()) == 0
    assert w.head.notices.filter(event__step="submit").count() == 1


@pytest.mark.slow
def test_the_printed_letter_is_a_download_for_those_who_see_it_and_not_there_for_others(client, w):
    suggestion = factories.served(w)
    document = suggestion.documents.get(kind="letter")
    client.force_login(w.liaison)
    response = client.get(reverse("document", args=[document.pk]))
    assert response.status_code == 200
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"
    assert response["X-Content-Type-Options"] == "nosniff"
    for person in (w.other_liaison, w.outsider):
        client.force_login(person)
        assert client.get(reverse("document", args=[document.pk])).status_code == 404


@pytest.mark.slow
def test_a_page_of_the_desk_does_not_ask_again_for_every_case(client, w, django_assert_max_num_queries):
    factories.submitted(w)
    client.force_login(w.head)
    client.get(reverse("desk"))
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("desk"))
    before = len(few.captured_queries)
    for _number in range(4):
        factories.submitted(w)
    with django_assert_max_num_queries(before + 4 * 3):
        client.get(reverse("desk"))
