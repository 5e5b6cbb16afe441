"""Opinions, corrections and escalations through their pages: offered, hindered or refused in words, performed, and shown to whom they concern."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

import desk.steps.forms  # noqa: F401  registers the steps
from desk.case import waiting
from followups.actions import urging
from organs import clock
from suggestions.actions import consulting, copying, correcting
from suggestions.models import Suggestion
from tests import factories
from tests.desk.steps.step_pages import client_of, get, offered, post
from tests.factories import access, at

pytestmark = pytest.mark.django_db


def page(person, suggestion, name="suggestion"):
    return client_of(person).get(reverse(name, args=[suggestion.pk]))


def waits(suggestion):
    """Returns what waits, for whom, in English."""
    found = waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get()
    with translation.override("en"):
        return [(wait.relation, str(wait.what)) for wait in waiting.waits(found)]


def overdue(w):
    """A letter served so long ago that its day has passed, urged today."""
    suggestion = factories.served(w, on=clock.today() - timedelta(days=100))
    on = clock.today()
    urging.urge(access=access(w.handling, on), at=at(on, 9), suggestion=suggestion, means="call", text="请回复", on=on)
    return suggestion


ASKED = {"asked_of": "procuratorate", "questions": "事实认定是否准确"}
SLIP = {"place": "事实部分", "wrong": "普通塑料桶", "right": "普通塑料桶具", "reason": "打印时漏字"}
WRITTEN = {
    "rung": "inform_superior",
    "addressee": "丙县人民政府",
    "undone": "两项建议没有落实",
    "no_justified_reason": "没有说明理由",
    "reasons": "由县政府督促更有效",
}


class TestOpinions:
    @pytest.mark.slow
    def test_one_is_asked_recorded_and_shown_with_what_follows_from_a_disagreement(self, w):
        suggestion = factories.drafted(w)
        today = clock.today().isoformat()
        assert (
            post(w.handling, suggestion, "opinion.ask", {**ASKED, "office": w.sibling.pk, "on": today}).status_code
            == 302
        )
        opinion = suggestion.opinions.get()
        assert ("handling", "Record the opinion of 丁县人民检察院") in waits(suggestion)
        form = get(w.assistant, suggestion, "opinion.record", opinion).content.decode()
        assert "事实认定是否准确" in form
        assert "common superior" in form
        given = {"has_agreed": "no", "answer": "已在办理同类案件", "on": today, "by_name": "办公室"}
        bare = post(w.assistant, suggestion, "opinion.record", given, opinion)
        assert (bare.status_code, set(bare.context["form"].errors)) == (422, {"files"})
        given |= {"files": SimpleUploadedFile("复函.png", factories.PNG, "image/png")}
        assert post(w.assistant, suggestion, "opinion.record", given, opinion).status_code == 302
        shown = page(w.handling, suggestion).content.decode()
        assert "已在办理同类案件" in shown
        assert "丁县人民检察院 does not agree" in shown
        assert "丁县人民检察院 does not agree" in get(w.handling, suggestion, "document.submit").content.decode()

    def test_nobody_who_does_not_see_the_draft_finds_it_and_who_only_reads_is_told_so(self, w):
        suggestion = factories.drafted(w)
        for person in (w.liaison, w.outsider, w.registrar):
            assert get(person, suggestion, "opinion.ask").status_code == 404
        assert get(w.head, suggestion, "opinion.ask").status_code == 403

    @pytest.mark.slow
    def test_what_is_missing_stands_at_its_field_and_a_second_question_waits_for_the_first(self, w):
        suggestion = factories.drafted(w)
        given = {**ASKED, "office": w.sibling.pk, "on": clock.today().isoformat()}
        answer = post(w.handling, suggestion, "opinion.ask", {**given, "office": ""})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"office"})
        post(w.handling, suggestion, "opinion.ask", given)
        assert post(w.handling, suggestion, "opinion.ask", given).status_code == 422

    @pytest.mark.slow
    def test_opinions_are_the_cases_own(self, w):
        suggestion = factories.issued(w)
        opinion = suggestion.opinions.create(
            letter=suggestion.letter,
            asked_of="recipient",
            addressee=w.unit.name,
            questions="内部问题",
            asked_on=factories.DAY,
            asked_by=w.handling,
        )
        assert "内部问题" in page(w.handling, suggestion).content.decode()
        assert "内部问题" not in page(w.analyst, suggestion).content.decode()
        assert not [href for href in offered(w.handling, suggestion) if "opinion.ask" in href]
        assert [href for href in offered(w.handling, suggestion) if f"opinion.record/{opinion.pk}" in href]


@pytest.mark.slow
class TestCorrections:
    def test_one_is_proposed_waits_for_the_chief_is_made_and_read_by_the_unit(self, w):
        suggestion = factories.served(w)
        assert "八家门店以普通塑料桶盛装" in get(w.handling, suggestion, "correction.propose").content.decode()
        assert post(w.handling, suggestion, "correction.propose", SLIP).status_code == 302
        correction = suggestion.corrections.get()
        assert ("chief", "Decide the clerical correction") in waits(suggestion)
        assert "八家门店以普通塑料桶盛装" in get(w.chief, suggestion, "correction.make", correction).content.decode()
        assert "普通塑料桶具" not in page(w.liaison, suggestion, "portal-letter").content.decode()
        assert post(w.chief, suggestion, "correction.make", {}, correction).status_code == 302
        assert post(w.chief, suggestion, "correction.make", {"moves": 0}, correction).status_code == 409
        shown = page(w.liaison, suggestion, "portal-letter").content.decode()
        assert '<ins lang="zh-Hans">普通塑料桶具</ins>' in shown
        assert "Slip of the pen corrected" in shown
        assert '<ins lang="zh-Hans">普通塑料桶具</ins>' in page(w.analyst, suggestion).content.decode()

    def test_a_copied_unit_reads_how_the_letter_was_corrected_too(self, w):
        suggestion = factories.served(w)
        facts = {"at": at(), "suggestion": suggestion}
        copy = copying.plan(access=access(w.chief), unit=w.copied_unit, ground="departments", **facts)
        copying.send(access=access(w.registrar), at=at(), copy=copy, on=factories.DAY)
        correction = correcting.propose(access=access(w.handling), **facts, **SLIP)
        assert "普通塑料桶具" not in page(w.copied_liaison, suggestion, "portal-letter").content.decode()
        correcting.make(access=access(w.chief), at=at(), correction=correction)
        assert "普通塑料桶具" in page(w.copied_liaison, suggestion, "portal-letter").content.decode()

    def test_a_refusal_is_for_the_office_alone(self, w):
        suggestion = factories.served(w)
        post(w.handling, suggestion, "correction.propose", SLIP)
        correction = suggestion.corrections.get()
        given = {"reasons": "属于实质内容"}
        assert post(w.chief, suggestion, "correction.refuse", given, correction).status_code == 302
        assert "属于实质内容" in page(w.handling, suggestion).content.decode()
        assert "普通塑料桶具" not in page(w.analyst, suggestion).content.decode()

    def test_a_chief_who_handles_the_case_is_told_that_another_decides(self, w):
        suggestion = factories.served(w)
        post(w.handling, suggestion, "correction.propose", SLIP)
        Suggestion.objects.filter(pk=suggestion.pk).update(handling_prosecutor=w.chief)
        offers = [offer for href, offer in offered(w.chief, suggestion).items() if "correction.make" in href]
        assert "own letter" in str(offers[0].hindrance)
        assert get(w.chief, suggestion, "correction.make", suggestion.corrections.get()).status_code == 403

    def test_it_is_not_there_for_outsiders_and_not_for_those_who_only_read(self, w):
        suggestion = factories.served(w)
        for person in (w.liaison, w.outsider):
            assert get(person, suggestion, "correction.propose").status_code == 404
        assert get(w.analyst, suggestion, "correction.propose").status_code == 403
        answer = post(w.handling, suggestion, "correction.propose", {**SLIP, "wrong": "九家门店"})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"wrong"})


@pytest.mark.slow
class TestEscalations:
    def test_one_is_proposed_decided_sent_and_answered_through_its_pages(self, w):
        suggestion = overdue(w)
        form = get(w.handling, suggestion, "escalation.propose").content.decode()
        assert "乙市人民检察院" in form
        assert suggestion.measures.first().text.text in form
        assert post(w.handling, suggestion, "escalation.propose", WRITTEN).status_code == 302
        escalation = suggestion.escalations.get()
        assert ("chief", "Decide the escalation") in waits(suggestion)
        assert "没有说明理由" in get(w.chief, suggestion, "escalation.decide", escalation).content.decode()
        assert post(w.chief, suggestion, "escalation.decide", {}, escalation).status_code == 302
        assert ("handling", "Send what was decided") in waits(suggestion)
        given = {"how": "机要交换", "on": clock.today().isoformat()}
        assert post(w.registrar, suggestion, "escalation.send", given, escalation).status_code == 302
        assert post(w.registrar, suggestion, "escalation.send", {**given, "moves": 1}, escalation).status_code == 409
        given = {"result": "县政府已责成限期整改", "on": clock.today().isoformat()}
        assert post(w.handling, suggestion, "escalation.answer", given, escalation).status_code == 302
        assert "县政府已责成限期整改" in page(w.analyst, suggestion).content.decode()

    def test_the_chief_reads_the_report_as_it_will_be_printed_before_deciding(self, w):
        suggestion = overdue(w)
        post(w.handling, suggestion, "escalation.propose", WRITTEN)
        escalation = suggestion.escalations.get()
        for step in ("escalation.decide", "escalation.refuse"):
            shown = get(w.chief, suggestion, step, escalation).content.decode()
            assert "情况的通报函" in shown and suggestion.unit.name in shown
            assert "本院已于下列日期进行督促" in shown
            assert not suggestion.documents.filter(kind="escalation_notice").exists()
        post(w.chief, suggestion, "escalation.decide", {}, escalation)
        assert suggestion.documents.get(kind="escalation_notice").about == f"escalation:{escalation.pk}"

    def test_a_character_that_cannot_be_printed_is_named_before_the_report_is_proposed(self, w):
        suggestion = overdue(w)
        answer = post(w.handling, suggestion, "escalation.propose", {**WRITTEN, "reasons": "紧急\ue123说明"})
        assert answer.status_code == 422 and "U+E123" in answer.content.decode()
        assert not suggestion.escalations.exists()

    def test_it_is_called_off_before_it_is_sent_and_the_page_says_why(self, w):
        suggestion = overdue(w)
        post(w.handling, suggestion, "escalation.propose", WRITTEN)
        escalation = suggestion.escalations.get()
        post(w.chief, suggestion, "escalation.decide", {}, escalation)
        for person in (w.handling, w.registrar):
            assert get(person, suggestion, "escalation.call_off", escalation).status_code == 403
        given = {"reason": "该局已重新书面回复"}
        assert post(w.chief, suggestion, "escalation.call_off", {"reason": ""}, escalation).status_code == 422
        assert post(w.chief, suggestion, "escalation.call_off", given, escalation).status_code == 302
        assert "该局已重新书面回复" in page(w.handling, suggestion).content.decode()
        assert ("handling", "Send what was decided") not in waits(suggestion)

    def test_the_sending_is_recorded_with_its_proof_and_then_waits_for_what_comes_of_it(self, w):
        suggestion = overdue(w)
        post(w.handling, suggestion, "escalation.propose", WRITTEN)
        escalation = suggestion.escalations.get()
        post(w.chief, suggestion, "escalation.decide", {}, escalation)
        proof = SimpleUploadedFile("交换清单.png", factories.PNG, content_type="image/png")
        given = {"how": "机要交换", "on": clock.today().isoformat(), "files": proof}
        assert post(w.registrar, suggestion, "escalation.send", given, escalation).status_code == 302
        assert "交换清单.png" in page(w.handling, suggestion).content.decode()
        assert ("handling", "Record what came of the escalation") in waits(suggestion)

    def test_the_unit_reads_that_its_superior_was_informed_and_nothing_more(self, w):
        suggestion = overdue(w)
        for rung in ("inform_superior", "report_higher"):
            post(w.handling, suggestion, "escalation.propose", {**WRITTEN, "rung": rung, "addressee": f"某{rung}"})
            escalation = suggestion.escalations.get(rung=rung)
            post(w.chief, suggestion, "escalation.decide", {}, escalation)
            given = {"how": "机要交换", "on": clock.today().isoformat()}
            post(w.registrar, suggestion, "escalation.send", given, escalation)
        shown = page(w.liaison, suggestion, "portal-letter").content.decode()
        assert "某inform_superior" in shown
        assert "两项建议没有落实" in shown
        for unread in ("某report_higher", "没有说明理由", "由县政府督促更有效"):
            assert unread not in shown

    def test_until_then_all_that_is_missing_is_said_where_the_button_would_be(self, w):
        suggestion = factories.served(w, on=clock.today())
        offers = [offer for href, offer in offered(w.handling, suggestion).items() if "escalation.propose" in href]
        assert "legal day has passed" in str(offers[0].hindrance)
        assert "urge it first" in str(offers[0].hindrance)
        answer = get(w.handling, suggestion, "escalation.propose")
        assert answer.status_code == 403
        assert "urge it first" in answer.content.decode()

    def test_a_rung_that_must_be_necessary_asks_why_at_its_field_and_keeps_what_was_typed(self, w):
        suggestion = overdue(w)
        given = {**WRITTEN, "rung": "report_party_congress"}
        answer = post(w.handling, suggestion, "escalation.propose", given)
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"necessity"})
        assert "由县政府督促更有效" in answer.content.decode()

    def test_it_is_refused_with_reasons_and_not_there_for_outsiders(self, w):
        suggestion = overdue(w)
        post(w.handling, suggestion, "escalation.propose", WRITTEN)
        escalation = suggestion.escalations.get()
        for person in (w.liaison, w.outsider):
            assert get(person, suggestion, "escalation.decide", escalation).status_code == 404
        assert get(w.head, suggestion, "escalation.decide", escalation).status_code == 403
        given = {"reasons": "先约谈"}
        assert post(w.chief, suggestion, "escalation.refuse", given, escalation).status_code == 302
        assert "先约谈" in page(w.handling, suggestion).content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_timeline_says_who_was_asked_and_on_what(w, language):
    suggestion = factories.drafted(w)
    facts = {"access": access(w.handling), "at": at(), "suggestion": suggestion}
    consulting.ask(**facts, asked_of="recipient", questions="能否落实", on=factories.DAY)
    client = client_of(w.handling)
    client.cookies["django_language"] = language
    shown = client.get(reverse("suggestion", args=[suggestion.pk])).content.decode()
    between = {"zh-hans": "；", "en": "; "}[language]
    assert f"{w.unit.name}{between}能否落实" in shown
