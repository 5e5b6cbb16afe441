"""Opinions are asked for before issue, of the recipient or of the procuratorate of its place; they stop no gate; what Art. 3 asks for is awaited at issue."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

import desk.steps.forms  # noqa: F401  registers the steps
from desk.case import waiting
from notices.queries import addressees
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import consulting, drafting
from suggestions.documents import content, routing
from suggestions.models import Suggestion
from tests import factories
from tests.desk.steps.step_pages import client_of, get, post
from tests.factories import access, at, later, picture

pytestmark = pytest.mark.django_db

ON = later(1)
NAMED = "丁县人民检察院"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def draft(w):
    return factories.drafted(w)


def ask(w, suggestion, who=None, **facts):
    facts = {"asked_of": "recipient", "questions": "两项建议能否按期落实", "on": ON, **facts}
    return consulting.ask(access=access(who or w.handling, ON), at=at(ON), suggestion=suggestion, **facts)


def record(w, opinion, who=None, **facts):
    paper = (picture("复函.png"),) if opinion.asked_of != "recipient" else ()
    facts = {"answer": "没有不同意见", "has_agreed": True, "on": ON, "evidence": paper, **facts}
    consulting.record(access=access(who or w.assistant, ON), at=at(ON), opinion=opinion, **facts)


def awaited(w, suggestion):
    suggestion.refresh_from_db()
    return routing.awaited(suggestion)


def waits_of(suggestion):
    return waiting.waits(waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get())


def test_the_recipient_is_asked_over_the_text_as_it_stands_and_its_answer_recorded(w, draft):
    opinion = ask(w, draft, answer_by=later(9))
    assert (opinion.state, opinion.addressee, opinion.letter) == ("asked", w.unit.name, draft.letter)
    asked = draft.events.get(track="opinion", step="ask")
    assert (asked.shown_to, asked.digest, asked.words.text) == (
        "internal",
        content.digest(draft.letter),
        "两项建议能否按期落实",
    )
    record(w, opinion, by_name="办公室", evidence=(picture("复函.png"),))
    assert (opinion.state, opinion.has_agreed, opinion.answered_by_name) == ("answered", True, "办公室")
    details = draft.events.get(track="opinion", step="record").details
    assert details.pop("received") == draft.attachments.get().received
    assert details == {"addressee": w.unit.name, "agreed": 1}
    assert draft.attachments.get(about=f"opinion:{opinion.pk}").shown_to == "internal"
    assert not draft.clocks.running().exclude(term="investigation").exists()


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["drafted", "submitted", "approved"])
def test_it_is_asked_until_the_letter_is_issued(w, stage):
    assert ask(w, getattr(factories, stage)(w)).state == "asked"


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["issued", "served"])
def test_it_is_not_asked_afterwards(w, stage):
    with pytest.raises(Refused, match="before the letter is issued"):
        ask(w, getattr(factories, stage)(w))


@pytest.mark.slow
def test_only_the_case_group_asks_and_records(w, draft):
    for who in (w.head, w.chief, w.manager, w.outsider, w.liaison):
        with pytest.raises(NotAllowed):
            ask(w, draft, who=who)
    opinion = ask(w, draft, who=w.second)
    for who in (w.head, w.chief, w.liaison):
        with pytest.raises(NotAllowed):
            record(w, opinion, who=who)
    record(w, opinion, who=w.second)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"asked_of": "public"}, "asked_of"),
        ({"questions": " "}, "questions"),
        ({"on": ON + timedelta(days=1)}, "on"),
        ({"answer_by": ON}, "answer_by"),
        ({"asked_of": "procuratorate"}, "office"),
        ({"asked_of": "procuratorate", "addressee": "瞎写检察院"}, "office"),
    ],
)
def test_what_is_missing_is_named_at_its_field_and_nothing_is_written(w, draft, facts, field):
    with pytest.raises(Refused) as refused:
        ask(w, draft, **facts)
    assert refused.value.field == field
    assert not draft.opinions.exists()


@pytest.mark.slow
def test_who_has_not_answered_is_not_asked_again(w, draft):
    opinion = ask(w, draft)
    with pytest.raises(Refused) as refused:
        ask(w, draft)
    assert refused.value.field == "addressee"
    record(w, opinion)
    ask(w, draft, questions="修改后的第二项是否可行")
    assert draft.opinions.count() == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"has_agreed": None}, "has_agreed"),
        ({"answer": ""}, "answer"),
        ({"on": ON - timedelta(days=1)}, "on"),
        ({"on": ON + timedelta(days=1)}, "on"),
    ],
)
def test_an_answer_says_whether_it_agrees_and_came_after_the_question(w, draft, facts, field):
    opinion = ask(w, draft)
    with pytest.raises(Refused) as refused:
        record(w, opinion, **facts)
    assert (refused.value.field, draft.opinions.get().state) == (field, "asked")


@pytest.mark.slow
def test_of_two_who_record_the_same_opinion_only_one_does(w, draft):
    opinion = ask(w, draft)
    record(w, opinion, expected_moves=0)
    with pytest.raises(Stale):
        record(w, opinion, expected_moves=0)
    drafting.submit(access=access(w.handling, ON), at=at(ON), suggestion=draft)
    with pytest.raises(Stale):
        ask(w, draft, asked_of="procuratorate", office=w.sibling, expected_moves=0)


@pytest.mark.slow
def test_a_letter_to_another_place_says_what_is_still_asked_for(w):
    draft = factories.opened(w, route="consulted")
    assert "None was asked" in awaited(w, draft)
    opinion = ask(w, draft, asked_of="procuratorate", office=w.sibling)
    assert "not answered yet" in awaited(w, draft)
    record(w, opinion)
    assert awaited(w, draft) == ""
    assert routing.awaited(factories.drafted(w)) == ""


@pytest.mark.slow
def test_a_procuratorate_that_disagrees_leads_to_the_common_superior_whose_decision_is_awaited(w):
    suggestion = factories.drafted(w)
    record(w, ask(w, suggestion), has_agreed=False)
    assert awaited(w, suggestion) == ""
    record(w, ask(w, suggestion, asked_of="procuratorate", office=w.sibling), has_agreed=False)
    words = awaited(w, suggestion)
    assert NAMED in words
    assert "common superior" in words
    drafting.submit(access=access(w.handling, ON), at=at(ON), suggestion=suggestion)
    assert suggestion.document_state == "in_review"
    record(w, ask(w, suggestion, asked_of="procuratorate", office=w.sibling, questions="修改后"), has_agreed=True)
    assert awaited(w, suggestion) == ""
    record(w, ask(w, suggestion, asked_of="procuratorate", office=w.sibling, questions="再次征求"), has_agreed=False)
    record(w, ask(w, suggestion, asked_of="superior", office=w.prefecture), has_agreed=False)
    assert "not issued" in awaited(w, suggestion)
    record(w, ask(w, suggestion, asked_of="superior", office=w.prefecture), has_agreed=True)
    assert awaited(w, suggestion) == ""


@pytest.mark.slow
def test_a_report_to_a_procuratorate_above_is_no_letter_that_seeks_an_opinion(w, draft):
    for asked_of in ("superior", "higher"):
        ask(w, draft, asked_of=asked_of, office=w.prefecture)
        assert not draft.documents.filter(kind="opinion_letter").exists()
        record(w, draft.opinions.last())


@pytest.mark.slow
def test_only_a_registered_procuratorate_that_art_3_means_is_asked_and_none_answers_without_its_paper(w, draft):
    for asked_of, office in (("procuratorate", w.county), ("higher", w.sibling), ("superior", w.sibling)):
        with pytest.raises(Refused) as refused:
            ask(w, draft, asked_of=asked_of, office=office)
        assert refused.value.field == "office"
    opinion = ask(w, draft, asked_of="procuratorate", office=w.sibling)
    assert (opinion.office, opinion.addressee) == (w.sibling, NAMED)
    with pytest.raises(Refused, match="scanned") as refused:
        record(w, opinion, evidence=())
    assert (refused.value.field, draft.opinions.get().state) == ("files", "asked")
    record(w, opinion)
    assert draft.attachments.get(about=f"opinion:{opinion.pk}").shown_to == "internal"


@pytest.mark.slow
def test_an_office_that_is_in_the_software_reads_the_text_and_answers_itself(w, draft):
    chief = factories.person("sibling-chief", "外院检察长甲", Role.CHIEF, procuratorate=w.sibling)
    assert not Suggestion.objects.visible_to(access(chief, ON)).filter(pk=draft.pk).exists()
    opinion = ask(w, draft, asked_of="procuratorate", office=w.sibling)
    assert chief.pk in addressees.of(relation="asked_office", suggestion=draft, on=ON)
    assert "Give the opinion of 丁县人民检察院" in [str(each.what) for each in waits_of(draft)]
    assert Suggestion.objects.visible_to(access(chief, ON)).filter(pk=draft.pk).exists()
    assert not Suggestion.objects.visible_to(access(w.outsider, ON)).filter(pk=draft.pk).exists()
    with pytest.raises(Refused, match="answers itself"):
        record(w, opinion)
    for who in (w.handling, w.chief, w.outsider):
        with pytest.raises(NotAllowed):
            consulting.answer(access=access(who, ON), at=at(ON), opinion=opinion, answer="同意", has_agreed=True)
    with pytest.raises(Refused) as refused:
        consulting.answer(access=access(chief, ON), at=at(ON), opinion=opinion, answer=" ", has_agreed=False)
    assert refused.value.field == "answer"
    consulting.answer(access=access(chief, ON), at=at(ON), opinion=opinion, answer="不宜制发", has_agreed=False)
    opinion.refresh_from_db()
    assert (opinion.state, opinion.has_agreed, opinion.answered_by_name, opinion.answered_on) == (
        "answered",
        False,
        "外院检察长甲",
        ON,
    )
    assert draft.events.get(track="opinion", step="answer").digest == content.digest(draft.letter)
    assert "common superior" in awaited(w, draft)


@pytest.mark.slow
def test_it_answers_on_a_page_of_its_own(w, draft):
    chief = factories.person("sibling-chief", "外院检察长甲", Role.CHIEF, procuratorate=w.sibling)
    opinion = ask(w, draft, asked_of="procuratorate", office=w.sibling)
    assert get(w.handling, draft, "opinion.record", opinion).status_code == 403
    assert "两项建议能否按期落实" in get(chief, draft, "opinion.answer", opinion).content.decode()
    assert post(chief, draft, "opinion.answer", {"has_agreed": "yes", "answer": "同意"}, opinion).status_code == 302
    opinion.refresh_from_db()
    assert opinion.has_agreed is True
    assert client_of(chief).get(reverse("suggestion", args=[draft.pk])).status_code == 200
