"""What comes back to the office: a returned draft and a failed delivery stand with their reason until they are dealt with."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from desk.case import case_presenter, inbox, my_tasks
from notices.actions import delivering
from organs import clock
from organs.refusals import Refused
from suggestions.actions import review, serving
from suggestions.documents import content
from suggestions.models import Suggestion
from tests import factories
from tests.desk.steps.step_pages import client_of, get, post
from tests.factories import access, at

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WHY = "事实部分缺少证据来源"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def given(suggestion: Suggestion) -> dict[str, str]:
    suggestion.refresh_from_db()
    return {
        "digest": content.digest(suggestion.letter),
        "moves": str(suggestion.moves),
        "decision": "return",
        "reason": WHY,
    }


def tasks(person, suggestion) -> dict[str, my_tasks.MyTask]:
    found = my_tasks.lines(access(person, clock.today()))
    return {str(line.wait.what): line for line in found if line.suggestion.pk == suggestion.pk}


@pytest.fixture
def returned(w) -> Suggestion:
    suggestion = factories.at_policy(w)
    answer = client_of(w.policy).post(reverse("review", args=[suggestion.pk]), given(suggestion), follow=True)
    assert answer.status_code == 200 and answer.redirect_chain[-1][0] == reverse("desk")
    return suggestion


def test_whoever_returns_a_draft_lands_on_a_page_that_exists_and_the_reason_stands_on_draft_and_desk(w, returned):
    page = client_of(w.handling).get(reverse("draft", args=[returned.pk])).content.decode()
    assert WHY in page and w.policy.name in page
    task = tasks(w.handling, returned)["Deal with the return of the draft"]
    assert WHY in str(task.wait.note)
    assert WHY in client_of(w.handling).get(reverse("desk")).content.decode()


def test_the_reason_stays_in_the_inbox_until_the_author_says_how_it_was_dealt_with(w, returned):
    now = clock.now()
    delivering.deliver(at=now)
    who = access(w.handling, clock.today())
    delivering.mark_read(access=who, at=now)
    entries = [inbox.entry_of(each, today=clock.today(), is_unit=False) for each in inbox.unread(who)]
    assert [WHY in each.text for each in entries] == [True]
    answer = post(w.handling, returned, "document.settle_return", {"how": "已补充证据来源"})
    assert answer.status_code == 302
    assert "Deal with the return of the draft" not in tasks(w.handling, returned)
    assert "h-returned" not in client_of(w.handling).get(reverse("draft", args=[returned.pk])).content.decode()
    delivering.mark_read(access=who, at=now)
    assert not inbox.unread(who).exists()
    event = returned.events.order_by("-seq").first()
    assert (event.step, event.words.text, event.shown_to) == ("settle_return", "已补充证据来源", "internal")


def test_only_the_cases_own_people_say_so_and_only_once(w, returned):
    assert get(w.second, returned, "document.settle_return").status_code == 200
    assert get(w.head, returned, "document.settle_return").status_code == 403
    post(w.handling, returned, "document.settle_return", {"how": "已改"})
    moot = get(w.handling, returned, "document.settle_return")
    said = moot.context["refusal"]
    assert moot.status_code == 403 and w.handling.name in said and "Return dealt with" in said and "“Draft”" in said
    with pytest.raises(Refused):
        review.settle_return(access=access(w.handling), at=at(), suggestion=returned, how="再次")


def test_a_failed_delivery_is_a_task_with_its_day_its_reason_the_means_left_and_the_right_address(w):
    today = clock.today()
    suggestion = factories.issued(w, on=today - timedelta(days=3))
    answer = post(
        w.handling,
        suggestion,
        "document.attempt",
        {
            "mode": "post",
            "attempted_on": (today - timedelta(days=1)).isoformat(),
            "note": "查无此单位",
            "next_on": (today + timedelta(days=1)).isoformat(),
            "corrected_address": "丙县解放路9号",
        },
    )
    assert answer.status_code == 302
    task = tasks(w.handling, suggestion)["Serve the letter again: the last attempt failed"]
    assert task.wait.due_on == today + timedelta(days=1) and "查无此单位" in str(task.wait.note)
    pairs = {
        str(pair.label): str(pair.value)
        for pair in get(w.handling, suggestion, "document.serve").context["form"].pairs()
    }
    assert pairs["Corrected address"] == "丙县解放路9号"
    assert "by post" not in pairs["Means still open"] and "handed over" in pairs["Means still open"]
    past = {
        "mode": "post",
        "attempted_on": today.isoformat(),
        "note": "无人",
        "next_on": (today - timedelta(days=1)).isoformat(),
    }
    assert "next_on" in post(w.handling, suggestion, "document.attempt", past).context["form"].errors
    factories.serving.serve(
        access=access(w.handling, today),
        at=at(today),
        suggestion=suggestion,
        service=serving.ServiceDraft(mode="direct", received_on=today, signed_by="收发室", signed_as="mail"),
    )
    suggestion.refresh_from_db()
    assert serving.failed(suggestion) is None and not [
        each for each in tasks(w.handling, suggestion) if "Serve" in each
    ]


def test_all_that_is_missing_of_a_service_is_said_at_once_and_at_its_place(w):
    suggestion = factories.issued(w, on=clock.today())
    today = clock.today().isoformat()
    left = post(w.handling, suggestion, "document.serve", {"mode": "left", "received_on": today})
    assert {"refusal", "witness"} <= set(left.context["form"].errors)
    invited = {"invited-count": "2", "invited-0-name": "代表甲", "invited-0-capacity": "congress_deputy"}
    wrong = invited | {"invited-1-name": "委员乙", "invited-1-capacity": "", "received_on": today, "do": "record"}
    form = post(w.handling, suggestion, "document.serve.proclamation", wrong).context["form"]
    assert dict(form.wrong_rows).keys() == {2} and "Invited person 2:" in str(form.non_field_errors())
    assert {"unit_head", "consented_on"} <= set(form.errors)


def test_of_a_withdrawn_letter_no_reply_is_awaited_any_more(w):
    suggestion = factories.served(w)
    assert str(case_presenter.reply_badge(suggestion).text) == "Awaited"
    suggestion.document_state = "withdrawn"
    assert str(case_presenter.reply_badge(suggestion).text) == "Not asked for any more"
    suggestion.reply_state = "received"
    assert str(case_presenter.reply_badge(suggestion).text) == "Received"
