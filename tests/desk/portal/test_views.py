"""The recipients' portal as its people use it: inbox, letter, saved answers, reply; and what others do not see of it."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followups.actions import answering
from followups.actions.answering import AnswerDraft
from followups.models import Answer
from notices.actions import delivering
from organs import clock
from suggestions.actions import copying
from suggestions.models import AccessLog, Suggestion
from tests import factories
from tests.desk.portal.portal_pages import browser, in_days, page_of, step_url_of, upload
from tests.factories import access, at, world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def w(module_transaction: None) -> SimpleNamespace:
    return world()


@pytest.fixture(scope="module")
def served_today(w: SimpleNamespace) -> int:
    """A letter that was served today, so that the pages, which ask the clock, find every period running."""
    return factories.served(w, on=clock.today()).pk


@pytest.fixture
def letter(served_today: int) -> Suggestion:
    return Suggestion.objects.get(pk=served_today)


def answers_to(letter: Suggestion, attitude: str = "accepted", **change: str) -> dict[str, str]:
    """Returns what a browser posts when every measure is answered the same way."""
    data = {}
    for measure in letter.measures.all():
        data |= {
            f"m{measure.pk}-mark": answering.mark_of(answering.prepared(measure)),
            f"m{measure.pk}-attitude": attitude,
            f"m{measure.pk}-promised_accepted": in_days(30),
            f"m{measure.pk}-text_accepted": "责令停售。",
            f"m{measure.pk}-text_refused": "无管辖权。",
        }
    return data | change


def save(client: Client, letter: Suggestion, **change: str):
    return client.post(reverse("portal-answers", args=[letter.pk]), answers_to(letter, **change))


def test_the_inbox_says_what_waits_and_by_when(w, letter):
    delivering.deliver(at=clock.now())
    page = browser(w.liaison).get(reverse("portal")).content.decode()
    assert letter.title in page
    assert "Act on 2 measures and reply in writing" in page
    assert "Nothing new" not in page


@pytest.mark.slow
def test_the_inbox_asks_the_database_no_more_often_for_more_letters(w, letter, django_assert_max_num_queries):
    client = browser(w.liaison)
    client.get(reverse("portal"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("portal"))
    for _number in range(3):
        factories.served(w, on=clock.today())
    with django_assert_max_num_queries(len(one)):
        page = client.get(reverse("portal")).content.decode()
    assert page.count(letter.title) == 4


def test_an_empty_inbox_says_what_to_do_next(w):
    page = browser(w.other_liaison).get(reverse("portal")).content.decode()
    assert "No letter has been served on your unit" in page


@pytest.mark.slow
@pytest.mark.parametrize("name", ["portal", "portal-letter", "portal-reply"])
def test_the_prosecutors_side_does_not_find_the_portal(w, letter, name):
    address = reverse(name, args=[] if name == "portal" else [letter.pk])
    assert browser(w.handling).get(address).status_code == 404


@pytest.mark.slow
def test_another_unit_and_unknown_ids_find_nothing(w, letter):
    client = browser(w.other_liaison)
    for address in (page_of(letter), reverse("portal-reply", args=[letter.pk]), step_url_of(letter, "objection.raise")):
        assert client.get(address).status_code == 404
    assert browser(w.liaison).get(reverse("portal-letter", args=[999999])).status_code == 404
    assert browser(w.liaison).get(step_url_of(letter, "measure.answer", 999999)).status_code == 404
    assert browser(w.liaison).get(step_url_of(letter, "case.close")).status_code == 404


@pytest.mark.slow
def test_an_issued_letter_is_not_there_before_service(w):
    letter = factories.issued(w, on=clock.today())
    assert browser(w.liaison).get(page_of(letter)).status_code == 404


@pytest.mark.slow
def test_the_letter_shows_what_is_asked_by_when_and_why(w, letter):
    page = browser(w.liaison).get(page_of(letter)).content.decode()
    due = letter.clocks.get(term="reply").due_on
    for words in (
        "Act on 2 measures and reply in writing",
        due.isoformat(),
        "Why this day",
        "the period set by law",
        "八家门店停止销售",
        "检察建议书",
        "You may object",
        "承办检察官甲",
    ):
        assert words in page


@pytest.mark.slow
def test_the_first_opening_is_an_event_and_every_reading_is_logged(w, letter):
    client = browser(w.liaison)
    client.get(page_of(letter))
    client.get(page_of(letter))
    assert letter.events.filter(step="first_opening").count() == 1
    assert AccessLog.objects.filter(suggestion=letter, what="letter").count() == 2


@pytest.mark.slow
def test_the_unit_sees_no_inner_event_of_the_office(w, letter):
    hidden = letter.events.exclude(shown_to="both")
    assert hidden.exists()
    factories.replied(w, letter, on=clock.today())
    factories.filed(w, letter, on=clock.today())
    page = browser(w.liaison).get(page_of(letter)).content.decode()
    for words in ("Passed, signed", "Submitted for review", "record-filing", "Ours only", "同意。"):
        assert words not in page


@pytest.mark.slow
def test_saved_answers_stay_with_the_unit_until_they_are_sent(w, letter):
    client = browser(w.liaison)
    response = save(client, letter)
    assert response.status_code == 302
    assert Answer.objects.filter(sent_at__isnull=True).count() == 2
    assert "责令停售。" in client.get(page_of(letter)).content.decode()
    assert not letter.events.filter(step="answer").exists()
    assert not letter.measures.exclude(state="asked").exists()
    office = browser(w.handling).get(reverse("suggestion", args=[letter.pk]))
    assert office.status_code == 200
    assert "责令停售。" not in office.content.decode()
    for measure in letter.measures.all():
        paper = browser(w.handling).get(reverse("paper-step", args=[letter.pk, "measure.answer", measure.pk]))
        assert "责令停售。" not in paper.content.decode()


@pytest.mark.slow
def test_only_the_fields_of_the_chosen_way_are_judged(w, letter):
    first, second = letter.measures.all()
    response = save(
        browser(w.liaison),
        letter,
        **{f"m{first.pk}-attitude": "refused", f"m{first.pk}-promised_accepted": "soon"},
        **{f"m{second.pk}-promised_accepted": "soon"},
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert page.count("soon") == 2
    assert Answer.objects.get(measure=first).text == "无管辖权。"
    assert not Answer.objects.filter(measure=second).exists()


@pytest.mark.slow
def test_a_colleagues_later_answer_is_not_overwritten_and_nothing_typed_is_lost(w, letter):
    first = letter.measures.first()
    typed = answers_to(letter, **{f"m{first.pk}-text_accepted": "我写的办法。"})
    answering.save_draft(
        access=access(w.unit_head),
        at=clock.now(),
        measure=first,
        draft=AnswerDraft(attitude="refused", text="同事写的理由。"),
    )
    client, address = browser(w.liaison), reverse("portal-answers", args=[letter.pk])
    response = client.post(address, typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "我写的办法。" in page
    assert "同事写的理由。" in page
    assert Answer.objects.get(measure=first).text == "同事写的理由。"
    form = next(form for form in response.context["answers"].forms if form.measure == first)
    again = client.post(address, typed | {f"m{first.pk}-mark": form["mark"].value()})
    assert again.status_code == 302
    assert Answer.objects.get(measure=first).text == "我写的办法。"


@pytest.mark.slow
def test_what_was_typed_for_a_measure_that_is_answered_meanwhile_is_kept(w, letter):
    typed = answers_to(letter)
    factories.answered(w, letter, on=clock.today(), attitude="refused")
    response = browser(w.liaison).post(reverse("portal-answers", args=[letter.pk]), typed)
    assert response.status_code == 409
    assert "责令停售。" in response.content.decode()
    assert "answered already" in response.content.decode()


@pytest.mark.slow
def test_the_reply_names_each_measure_that_is_not_answered_and_keeps_what_was_typed(w, letter):
    client, address = browser(w.liaison), reverse("portal-reply", args=[letter.pk])
    page = client.get(address).content.decode()
    assert page.count("Choose how you answer this measure.") == 2
    response = client.post(address, {"send": "1", "signed_by": "局长甲", "text": "已部署整改。", "confirm": "on"})
    assert response.status_code == 422
    assert "局长甲" in response.content.decode()
    assert "已部署整改。" in response.content.decode()
    assert not letter.replies.exists()


@pytest.mark.slow
def test_the_reply_is_previewed_confirmed_sent_and_printed(w, letter):
    client, address = browser(w.liaison), reverse("portal-reply", args=[letter.pk])
    save(client, letter)
    typed = {"signed_by": "局长甲", "signed_by_title": "局长", "text": "已部署整改。"}
    shown = client.post(address, typed | {"preview": "1"})
    assert shown.status_code == 200
    assert "单位负责人：局长 局长甲" in shown.content.decode()
    printed = client.post(address, typed | {"print": "1"})
    assert printed.content.startswith(b"%PDF")
    unconfirmed = client.post(address, typed | {"send": "1"})
    assert unconfirmed.status_code == 422
    assert "Confirm it before it is sent." in unconfirmed.content.decode()
    measure = letter.measures.first()
    sent = client.post(
        address,
        typed | {"send": "1", "confirm": "on", "attachments": upload("盖章件.png"), f"evidence_{measure.pk}": upload()},
    )
    assert sent.status_code == 302
    reply = letter.replies.get()
    assert reply.document.pages >= 1
    assert not letter.measures.filter(state="asked").exists()
    assert letter.attachments.get(about=f"measure:{measure.pk}").name == "photo.png"
    page = client.get(page_of(letter)).content.decode()
    assert "盖章件.png" in page
    assert "Finish 2 promised measures" in page
    again = client.get(address)
    assert again.status_code == 200 and again.context["form"].fields["replaces_because"]


@pytest.mark.slow
def test_a_reply_that_a_colleague_sent_meanwhile_is_stale(w, letter):
    client, address = browser(w.liaison), reverse("portal-reply", args=[letter.pk])
    save(client, letter)
    letter.refresh_from_db()
    expected_moves = letter.moves
    factories.replied(w, letter, on=clock.today())
    response = client.post(address, {"send": "1", "confirm": "on", "signed_by": "局长乙", "moves": expected_moves})
    assert response.status_code == 409
    assert "局长乙" in response.content.decode()
    assert letter.replies.count() == 1


@pytest.mark.slow
def test_a_copied_unit_reads_the_letter_and_nothing_that_follows(w, letter):
    copy = copying.plan(
        access=access(w.chief), at=clock.now(), suggestion=letter, unit=w.copied_unit, ground="social_impact"
    )
    client = browser(w.copied_liaison)
    assert client.get(page_of(letter)).status_code == 404
    copying.send(access=access(w.registrar), at=clock.now(), copy=copy, on=clock.today())
    factories.replied(w, letter, on=clock.today())
    page = client.get(page_of(letter)).content.decode()
    assert "检察建议书" in page
    for words in ("What happened", "已部署。", "Periods", "You may object"):
        assert words not in page
    measure = letter.measures.first()
    assert client.get(reverse("portal-reply", args=[letter.pk])).status_code == 404
    assert client.post(reverse("portal-answers", args=[letter.pk])).status_code == 404
    assert client.post(step_url_of(letter, "measure.revise", measure.pk)).status_code == 404
    done = client.post(step_url_of(letter, "copies.acknowledge", copy.pk), {"moves": 1})
    assert done.status_code == 302
    copy.refresh_from_db()
    assert copy.state == "acknowledged"
    assert letter.title in client.get(reverse("portal")).content.decode()


@pytest.mark.slow
def test_the_verdict_is_told_with_its_reasons(w, letter):
    factories.replied(w, letter, on=clock.today())
    factories.judged(w, letter, on=clock.today(), verdict="inadequate")
    page = browser(w.liaison).get(page_of(letter)).content.decode()
    assert "How your reply was judged" in page
    assert "回复逐项说明了整改情况。" in page


@pytest.mark.slow
def test_every_stage_of_a_letter_has_a_page(w):
    letter = factories.whole(w)
    client = browser(w.liaison)
    page = client.get(page_of(letter)).content.decode()
    assert "The case is closed" in page
    assert letter.title in client.get(reverse("portal")).content.decode()


@pytest.mark.slow
def test_reading_the_notices_clears_them(w, letter):
    delivering.deliver(at=at(clock.today()))
    client = browser(w.liaison)
    client.post(reverse("portal-notices-read"))
    assert "Nothing new" in client.get(reverse("portal")).content.decode()
