"""The steps of follow-up through their pages: offered, hindered or refused in words, filled in, performed; nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import desk.steps.forms  # noqa: F401  registers the steps
from followups.actions import judging, looking_back
from followups.conditions import look_back_day
from organs import clock
from suggestions.actions import objecting
from suggestions.actions.amending import proposing
from tests import factories
from tests.desk.steps.step_pages import client_of, get, offered, post, step_url

pytestmark = pytest.mark.django_db


def each(suggestion, **given) -> dict[str, str]:
    """Returns the same fields for every measure."""
    return {f"{name}-{row.pk}": value for row in suggestion.measures.all() for name, value in given.items()}


def replied(w):
    suggestion = factories.served(w)
    factories.replied(w, suggestion)
    return suggestion


def judgement(suggestion, verdict="adopted", **given):
    return {"verdict": "adequate", "reasons": "逐项属实", **each(suggestion, verdict=verdict, reason=""), **given}


@pytest.mark.slow
class TestTheReply:
    def test_it_is_judged_by_two_people_through_their_pages(self, w):
        suggestion = replied(w)
        page = get(w.handling, suggestion, "reply.propose_judgement").content.decode()
        assert suggestion.measures.first().text.text in page
        assert "已部署。" in page
        assert post(w.handling, suggestion, "reply.propose_judgement", judgement(suggestion)).status_code == 302
        shown = get(w.head, suggestion, "reply.judge").content.decode()
        assert "逐项属实" in shown
        assert post(w.head, suggestion, "reply.judge", {}).status_code == 302
        suggestion.refresh_from_db()
        assert (suggestion.reply_state, suggestion.outcome) == ("adequate", "adopted")

    def test_a_missing_reason_stands_at_its_field_and_the_rest_is_kept(self, w):
        suggestion = replied(w)
        answer = post(w.handling, suggestion, "reply.propose_judgement", judgement(suggestion, verdict="not_adopted"))
        form = answer.context["form"]
        assert answer.status_code == 422
        assert set(form.errors) == {f"reason-{row.pk}" for row in suggestion.measures.all()}
        assert "逐项属实" in answer.content.decode()
        assert not suggestion.assessments.exists()

    def test_a_judgement_that_was_sent_back_is_improved_not_written_again(self, w):
        suggestion = replied(w)
        post(w.handling, suggestion, "reply.propose_judgement", judgement(suggestion))
        assert post(w.head, suggestion, "reply.return_judgement", {"reason": "请核对第二项"}).status_code == 302
        page = get(w.handling, suggestion, "reply.propose_judgement").content.decode()
        assert "请核对第二项" in page
        assert "逐项属实" in page

    def test_the_proposal_is_shown_to_nobody_who_may_not_decide_on_it(self, w):
        suggestion = replied(w)
        post(w.handling, suggestion, "reply.propose_judgement", judgement(suggestion))
        for person in (w.supervisor, w.analyst, w.chief):
            for answer in (get(person, suggestion, "reply.judge"), post(person, suggestion, "reply.judge", {})):
                assert answer.status_code == 403
                assert "逐项属实" not in answer.content.decode()
        for person in (w.liaison, w.outsider):
            assert get(person, suggestion, "reply.judge").status_code == 404
        assert judging.open_proposal(suggestion)

    def test_a_form_of_before_is_refused_keeps_what_was_typed_and_may_be_sent_again(self, w):
        suggestion = replied(w)
        stale = {**judgement(suggestion, reasons="我写的理由"), "moves": suggestion.moves - 1}
        client = client_of(w.handling)
        answer = client.post(step_url(suggestion, "reply.propose_judgement"), stale)
        assert answer.status_code == 409
        assert "我写的理由" in answer.content.decode()
        again = {**stale, "moves": answer.context["form"].data["moves"]}
        assert client.post(step_url(suggestion, "reply.propose_judgement"), again).status_code == 302

    def test_it_is_urged_and_only_then_said_not_to_have_come(self, w):
        suggestion = factories.served(w)
        offer = offered(w.handling, suggestion)[step_url(suggestion, "reply.record_absence")]
        assert offer.hindrance
        given = {"means": "call", "on": clock.today().isoformat(), "text": "请尽快回复"}
        assert post(w.second, suggestion, "reply.urge", given).status_code == 302
        offer = offered(w.handling, suggestion)[step_url(suggestion, "reply.record_absence")]
        assert not offer.hindrance
        assert post(w.handling, suggestion, "reply.record_absence", {"reason": "未回复"}).status_code == 302
        suggestion.refresh_from_db()
        assert suggestion.reply_state == "none"

    def test_a_visit_is_recorded_with_its_files(self, w):
        suggestion = factories.served(w)
        given = {"means": "visit", "on": "2026-03-05", "findings": "现场已停售", "files": _upload()}
        assert post(w.second, suggestion, "reply.visit", given).status_code == 302
        visit = suggestion.visits.get()
        assert suggestion.attachments.filter(about=f"visit:{visit.pk}").count() == 1


def _upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("现场照片.png", factories.PNG, content_type="image/png")


FACTS = {
    "rectified": "已整改",
    "industry_governance": "已开展",
    "long_term_mechanism": "已建立",
    "reasons": "",
    "risk": "high",
    "risk_reason": "同类问题曾经出现",
    "look_back_reason": "与年度检查一并进行",
}


@pytest.mark.slow
class TestClosing:
    def test_what_is_missing_stands_where_the_button_would_be(self, w):
        suggestion = replied(w)
        answer = get(w.handling, suggestion, "case.propose_closing")
        offer = offered(w.handling, suggestion)[step_url(suggestion, "case.propose_closing")]
        assert str(offer.hindrance).count("<br>") == 4
        assert answer.status_code == 403
        assert str(offer.hindrance) in answer.content.decode()

    def test_it_is_proposed_with_three_facts_and_decided_with_another_day(self, w):
        suggestion = replied(w)
        factories.filed(w, suggestion)
        factories.judged(w, suggestion)
        factories.verified(w, suggestion)
        day = clock.today().replace(year=clock.today().year + 1).isoformat()
        lacking = post(w.handling, suggestion, "case.propose_closing", {**FACTS, "rectified": "", "look_back_on": day})
        assert set(lacking.context["form"].errors) == {"rectified"}
        unreasoned = {**FACTS, "look_back_on": day, "look_back_reason": ""}
        lacking = post(w.handling, suggestion, "case.propose_closing", unreasoned)
        assert set(lacking.context["form"].errors) == {"look_back_reason"}
        given = {**FACTS, "look_back_on": day}
        assert post(w.handling, suggestion, "case.propose_closing", given).status_code == 302
        assert "已开展" in get(w.head, suggestion, "case.close").content.decode()
        assert step_url(suggestion, "case.close") not in offered(w.handling, suggestion)
        assert post(w.head, suggestion, "case.decline_closing", {"reason": "补充长效机制"}).status_code == 302
        post(w.handling, suggestion, "case.propose_closing", given)
        assert post(w.head, suggestion, "case.close", {"look_back_on": day}).status_code == 302
        suggestion.refresh_from_db()
        assert (suggestion.case_state, suggestion.look_back_on.isoformat()) == ("closed", day)

    def test_the_form_offers_a_day_for_each_risk_and_says_from_what_it_follows(self, w):
        suggestion = replied(w)
        factories.filed(w, suggestion)
        factories.judged(w, suggestion)
        factories.verified(w, suggestion)
        shown = get(w.handling, suggestion, "case.propose_closing").content.decode()
        for proposal in look_back_day.proposed(suggestion, on=clock.today()).values():
            assert f"Look back on {proposal.on.isoformat()}" in shown
            assert proposal.words in shown
        given = {**FACTS, "look_back_on": "", "look_back_reason": ""}
        assert post(w.handling, suggestion, "case.propose_closing", given).status_code == 302
        suggestion.refresh_from_db()
        assert suggestion.look_back_on == look_back_day.proposed(suggestion, on=clock.today())["high"].on
        shown = get(w.head, suggestion, "case.close").content.decode()
        assert "同类问题曾经出现" in shown
        assert "as it came with the software" in shown


@pytest.mark.slow
class TestLookingBack:
    def test_one_form_on_the_suggestion_speaks_of_every_measure(self, w):
        suggestion = factories.whole(w)
        offers = [href for href in offered(w.second, suggestion) if "look_back" in href]
        assert offers == [step_url(suggestion, "measure.look_back")]
        assert offered(w.handling, suggestion)[offers[0]].hindrance
        today = clock.today().isoformat()
        given = {"on": today, "basis": "回访", "next_on": "", **each(suggestion, found="rebounded", text="反弹")}
        assert post(w.second, suggestion, "measure.look_back", given).status_code == 302
        suggestion.refresh_from_db()
        assert (suggestion.case_state, suggestion.round) == ("open", 2)
        assert [href for href in offered(w.handling, suggestion) if "new_round" in href] == [
            step_url(suggestion, "measure.new_round")
        ]
        again = {"reason": "再次整改", "reply_days": "15"}
        assert post(w.handling, suggestion, "measure.new_round", again).status_code == 302
        assert set(suggestion.measures.values_list("state", flat=True)) == {"asked"}

    def test_every_measure_wants_a_finding_in_words(self, w):
        suggestion = factories.whole(w)
        given = {"on": clock.today().isoformat(), "basis": "回访", **each(suggestion, found="holding", text="")}
        answer = post(w.second, suggestion, "measure.look_back", given)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {f"text-{row.pk}" for row in suggestion.measures.all()}
        assert looking_back.looked_at_in(suggestion)
        assert not suggestion.look_backs.exists()


@pytest.mark.slow
class TestObjection:
    def test_it_is_taken_up_advised_and_decided_through_its_pages(self, w):
        suggestion = factories.served(w)
        objection = objecting.object_to(
            access=factories.access(w.liaison), at=factories.at(), suggestion=suggestion, grounds="第二项不属本局职责"
        )
        assert post(w.handling, suggestion, "objection.take_up", {}, objection).status_code == 302
        assert post(w.handling, suggestion, "objection.advise", {"advice": "建议变更"}, objection).status_code == 302
        page = get(w.chief, suggestion, "objection.uphold", objection).content.decode()
        assert "第二项不属本局职责" in page
        assert "建议变更" in page
        given = {"result": "upheld_modify", "reasons": "确有不当"}
        assert post(w.handling, suggestion, "objection.uphold", given, objection).status_code == 403
        assert post(w.chief, suggestion, "objection.uphold", given, objection).status_code == 302
        objection.refresh_from_db()
        assert objection.state == "upheld_modify"

    def test_a_resolution_without_its_day_is_not_taken(self, w):
        suggestion = factories.served(w)
        objection = objecting.object_to(
            access=factories.access(w.liaison), at=factories.at(), suggestion=suggestion, grounds="不当"
        )
        post(w.handling, suggestion, "objection.take_up", {}, objection)
        given = {"result": "rejected", "reasons": "理由不成立", "resolution_number": "检委会〔2026〕1号"}
        answer = post(w.secretary, suggestion, "objection.uphold", given, objection)
        assert set(answer.context["form"].errors) == {"resolution_decided_on"}


def rows(*measures: dict[str, str]) -> dict[str, str]:
    """Returns measures as the editor's rows."""
    given = {"measures-count": str(len(measures))}
    for number, row in enumerate(measures):
        given |= {f"measures-{number}-{name}": value for name, value in row.items()}
    return given


def row_of(measure, **changed) -> dict[str, str]:
    text = measure.text
    own = {"id": str(measure.pk), "text": text.text, "criterion": text.criterion, "legal_basis": text.legal_basis}
    return own | changed


PARTS = {"cause": "own", "reasons": "引用条款有误", **factories.body().contents}
MODIFY = "amendment.propose.modify"


@pytest.mark.slow
class TestAmendment:
    def test_the_editor_says_what_becomes_of_each_measure_and_loses_nothing(self, w):
        suggestion = factories.served(w)
        first, second = suggestion.measures.all()
        new = {"id": "", "text": "建立台账", "criterion": "", "legal_basis": ""}
        given = {**PARTS, **rows(row_of(first, text="改写后的建议"), row_of(second), new), "do": "measures:remove:1"}
        answer = post(w.handling, suggestion, MODIFY, given)
        form = answer.context["form"]
        assert (answer.status_code, form.errors) == (200, {})
        assert [shown.fate for shown in form.shown()] == ["reworded", "new"]
        assert [row["id"] for row in form.dropped()] == [str(second.pk)]
        assert "引用条款有误" in answer.content.decode()
        restored = post(
            w.handling,
            suggestion,
            MODIFY,
            {**PARTS, **rows(*form.rows), "do": f"restore:{second.pk}"},
        ).context["form"]
        assert [shown.fate for shown in restored.shown()] == ["reworded", "new", "kept"]
        assert restored.dropped() == []
        assert not suggestion.amendments.exists()

    def test_the_difference_by_word_is_shown_before_it_is_proposed(self, w):
        suggestion = factories.served(w)
        first, second = suggestion.measures.all()
        given = {**PARTS, **rows(row_of(first, text="依法查处全部违规销售的商户"), row_of(second)), "do": "compare"}
        answer = post(w.handling, suggestion, MODIFY, given)
        assert "<ins>全部</ins>" in answer.content.decode()
        dropped = {**PARTS, **rows({"id": "", "text": "建立台账", "criterion": "", "legal_basis": ""}), "do": "compare"}
        changes = post(w.handling, suggestion, MODIFY, dropped).context["form"].changes()
        assert [{run.kind for run in change.runs} for change in changes] == [{"inserted"}, {"deleted"}, {"deleted"}]
        assert suggestion.versions.count() == 1

    def test_it_is_proposed_shown_to_the_decider_and_signed_over_that_text(self, w):
        suggestion = factories.served(w)
        factories.replied(w, suggestion)
        factories.judged(w, suggestion)
        first, second = suggestion.measures.all()
        given = {**PARTS, **rows(row_of(first, text="依法查处全部违规销售的商户"), row_of(second)), "do": "propose"}
        assert post(w.handling, suggestion, MODIFY, given).status_code == 302
        amendment = suggestion.amendments.get()
        page = get(w.chief, suggestion, "amendment.decide", amendment)
        assert "<ins>全部</ins>" in page.content.decode()
        assert get(w.supervisor, suggestion, "amendment.decide", amendment).status_code == 403
        lacking = post(w.chief, suggestion, "amendment.decide", {"digest": amendment.digest}, amendment)
        assert set(lacking.context["form"].errors) == {"new_due_on"}
        due = clock.today().replace(year=clock.today().year + 1).isoformat()
        other = post(w.chief, suggestion, "amendment.decide", {"digest": "0" * 64, "new_due_on": due}, amendment)
        assert other.status_code == 409
        decided = {"digest": amendment.digest, "new_due_on": due}
        assert post(w.chief, suggestion, "amendment.decide", decided, amendment).status_code == 302
        suggestion.refresh_from_db()
        assert (suggestion.letter.version, suggestion.reply_state) == (2, "awaited")

    def test_a_withdrawal_follows_the_upheld_objection_that_asks_for_it(self, w):
        suggestion = factories.served(w)
        access, at = factories.access, factories.at()
        objection = objecting.object_to(access=access(w.liaison), at=at, suggestion=suggestion, grounds="不当")
        objecting.take_up(access=access(w.handling), at=at, objection=objection)
        objecting.decide(
            access=access(w.chief), at=at, objection=objection, result="upheld_withdraw", reasons="事实不成立"
        )
        form = get(w.handling, suggestion, "amendment.propose.withdraw").context["form"]
        assert [key for key, _words in form.fields["cause"].choices] == [f"objection-{objection.pk}", "own"]
        modify = get(w.handling, suggestion, MODIFY).context["form"]
        assert [key for key, _words in modify.fields["cause"].choices] == ["own"]
        given = {"cause": f"objection-{objection.pk}", "reasons": "异议成立"}
        assert post(w.handling, suggestion, "amendment.propose.withdraw", given).status_code == 302
        amendment = suggestion.amendments.get()
        assert amendment.objection_id == objection.pk
        assert post(w.chief, suggestion, "amendment.refuse", {"reasons": "再议"}, amendment).status_code == 302
        assert proposing.causes(suggestion)

    def test_an_incomplete_modification_names_what_is_missing_and_keeps_what_was_typed(self, w):
        suggestion = factories.served(w)
        first, second = suggestion.measures.all()
        given = {**PARTS, **rows(row_of(first, criterion=""), row_of(second)), "do": "propose"}
        answer = post(w.handling, suggestion, MODIFY, given)
        assert answer.status_code == 422
        assert len(answer.context["form"].non_field_errors()) == 1
        assert suggestion.versions.count() == 1


class TestExamination:
    @pytest.mark.slow
    def test_it_is_begun_suspended_resumed_and_led_to_suit_by_the_right_people(self, w):
        suggestion = factories.served(w, "public_interest")
        assert post(w.handling, suggestion, "examination.begin", {}).status_code == 302
        report = {"text": "未整改", "proposal": "sue", "on": clock.today().isoformat()}
        assert post(w.handling, suggestion, "paper.make.conclusion_report", report).status_code == 302
        for step, state in (("suspend", "suspended"), ("resume", "running"), ("sue", "sued")):
            given = {"reason": "理由", "claims": "责令依法履行职责"}
            assert post(w.handling, suggestion, f"examination.{step}", given).status_code == 403
            assert post(w.chief, suggestion, f"examination.{step}", given).status_code == 302
            suggestion.refresh_from_db()
            assert suggestion.examination_state == state

    def test_another_kind_has_no_examination(self, w):
        suggestion = factories.served(w)
        assert not [href for href in offered(w.handling, suggestion) if "examination" in href]
