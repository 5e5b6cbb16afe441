"""Art. 25: urged, undone and without a justified reason, a suggestion is carried further by the chief's decision, rung by rung."""

from dataclasses import replace
from datetime import timedelta

import pytest

from followups.actions import escalating, urging
from followups.actions.escalating import EscalationDraft
from followups.conditions import closing_conditions, escalation_conditions
from followups.conditions.escalation_conditions import Premature
from followups.rules.escalation_rungs import RUNGS
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import drafting
from suggestions.actions.amending import deciding, proposing
from suggestions.actions.amending.proposing import Cause
from tests import factories
from tests.factories import access, at, later, picture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ON = later(80)
DRAFT = EscalationDraft(
    rung="report_higher",
    addressee="乙市人民检察院",
    undone="两项建议均未落实，也没有书面回复。",
    no_justified_reason="督促后没有说明任何理由。",
    reasons="请上级院协调。",
)


@pytest.fixture
def served(w):
    return factories.served(w)


def urge(w, suggestion, on):
    urging.urge(access=access(w.handling, on), at=at(on), suggestion=suggestion, means="call", text="请书面回复", on=on)


@pytest.fixture
def urged(w, served):
    """A letter whose legal day passed without a reply, urged after it."""
    urge(w, served, later(70))
    return served


def propose(w, suggestion, who=None, on=ON, expected_moves=None, **written):
    return escalating.propose(
        access=access(who or w.handling, on),
        at=at(on),
        suggestion=suggestion,
        draft=replace(DRAFT, **written),
        expected_moves=expected_moves,
    )


def decide(w, escalation, who=None, **facts):
    escalating.decide(access=access(who or w.chief, ON), at=at(ON), escalation=escalation, **facts)


def refuse(w, escalation, who=None, **facts):
    facts = {"reasons": "先由部门负责人约谈", **facts}
    escalating.refuse(access=access(who or w.chief, ON), at=at(ON), escalation=escalation, **facts)


def send(w, escalation, who=None, **facts):
    facts = {"how": "机要交换", "on": ON, **facts}
    escalating.send(access=access(who or w.registrar, ON), at=at(ON), escalation=escalation, **facts)


def answer(w, escalation, who=None, **facts):
    facts = {"result": "上级院已与市局会商", "on": ON, **facts}
    escalating.answer(access=access(who or w.handling, ON), at=at(ON), escalation=escalation, **facts)


def lacking(suggestion, on=ON, written=None):
    suggestion.refresh_from_db()
    return [row.text for row in escalation_conditions.missing(suggestion=suggestion, on=on, written=written)]


def decided(w, suggestion, **written):
    escalation = propose(w, suggestion, **written)
    decide(w, escalation)
    return escalation


@pytest.mark.slow
class TestTheWay:
    def test_it_is_proposed_decided_sent_and_answered_by_different_people(self, w, urged):
        escalation = propose(w, urged)
        assert (escalation.state, escalation.rung_row.called) == ("proposed", "报告")
        decide(w, escalation, reasons="同意")
        send(w, escalation)
        answer(w, escalation)
        assert (escalation.state, escalation.sent_how, escalation.result) == (
            "answered",
            "机要交换",
            "上级院已与市局会商",
        )
        steps = urged.events.filter(track="escalation").values_list("step", "shown_to")
        assert list(steps) == [(step, "office") for step in ("propose", "decide", "send", "answer")]

    def test_the_unit_is_told_only_that_those_above_it_were_informed(self, w, urged):
        for rung in RUNGS:
            send(w, decided(w, urged, rung=rung, necessity="拖延造成损失扩大"))
        told = urged.events.filter(track="escalation", shown_to="both")
        assert [event.details["rung"] for event in told] == ["inform_superior"]
        assert (told.get().step, told.get().words.text) == ("send_openly", DRAFT.undone)
        assert {box.relation for box in told.get().outbox.all()} == {"handling", "unit"}

    def test_it_runs_again_on_another_rung_and_on_the_same_once_it_was_answered(self, w, urged):
        first = propose(w, urged)
        with pytest.raises(Refused) as refused:
            propose(w, urged)
        assert refused.value.field == "rung"
        propose(w, urged, rung="inform_superior", addressee="丙县人民政府")
        decide(w, first)
        send(w, first)
        with pytest.raises(Refused):
            propose(w, urged)
        answer(w, first)
        refuse(w, propose(w, urged))
        assert propose(w, urged).state == "proposed"

    def test_a_rung_that_is_not_there_and_an_addressee_without_a_name_are_refused(self, w, urged):
        for written, field in (({"rung": "press"}, "rung"), ({"addressee": " "}, "addressee")):
            with pytest.raises(Refused) as refused:
                propose(w, urged, **written)
            assert refused.value.field == field
        with pytest.raises(Refused) as refused:
            propose(w, urged, reasons=" ")
        assert refused.value.field == "reason"
        assert not urged.escalations.exists()


@pytest.mark.slow
class TestWhoMay:
    def test_only_the_handling_prosecutor_proposes(self, w, urged):
        for who in (w.second, w.head, w.chief, w.registrar, w.higher, w.liaison, w.outsider):
            with pytest.raises(NotAllowed):
                propose(w, urged, who=who)

    def test_only_a_chief_decides_who_neither_proposed_it_nor_handles_the_case(self, w, urged):
        escalation = propose(w, urged)
        for who in (w.handling, w.head, w.secretary, w.registrar, w.liaison):
            for step_url in (decide, refuse):
                with pytest.raises(NotAllowed):
                    step_url(w, escalation, who=who)
        hand_over = {"access": access(w.head, ON), "at": at(ON), "suggestion": urged, "reason": "重大"}
        drafting.hand_over(**hand_over, to=w.chief)
        escalation.refresh_from_db()
        for step_url in (decide, refuse):
            with pytest.raises(NotAllowed, match="own letter"):
                step_url(w, escalation)
        decide(w, escalation, who=w.deputy)

    def test_the_prosecutor_or_the_office_sends_and_records_what_came_of_it(self, w, urged):
        escalation = decided(w, urged)
        for who in (w.chief, w.second, w.liaison):
            with pytest.raises(NotAllowed):
                send(w, escalation, who=who)
        send(w, escalation, who=w.handling)
        for who in (w.chief, w.head, w.liaison):
            with pytest.raises(NotAllowed):
                answer(w, escalation, who=who)
        answer(w, escalation, who=w.second)

    def test_each_step_is_taken_once_and_in_its_turn(self, w, urged):
        escalation = propose(w, urged)
        for step_url in (send, answer):
            with pytest.raises(Stale):
                step_url(w, escalation)
        decide(w, escalation, expected_moves=0)
        for step_url in (decide, refuse):
            with pytest.raises(Stale):
                step_url(w, escalation, expected_moves=0)
        send(w, escalation, expected_moves=1)
        with pytest.raises(Stale):
            send(w, escalation, expected_moves=1)
        with pytest.raises(Stale):
            propose(w, urged, rung="inform_superior", expected_moves=urged.moves - 1)

    def test_a_refusal_has_reasons_and_what_is_sent_or_answered_a_day_a_way_and_a_result(self, w, urged):
        with pytest.raises(Refused):
            refuse(w, propose(w, urged), reasons="")
        escalation = urged.escalations.get()
        decide(w, escalation)
        for facts, field in (({"how": " "}, "how"), ({"on": later(81)}, "on"), ({"on": later(79)}, "on")):
            with pytest.raises(Refused) as refused:
                send(w, escalation, **facts)
            assert refused.value.field == field
        send(w, escalation)
        for facts, field in (({"result": ""}, "result"), ({"on": later(79)}, "on"), ({"on": later(81)}, "on")):
            with pytest.raises(Refused) as refused:
                answer(w, escalation, **facts)
            assert refused.value.field == field


def call_off(w, escalation, who=None, **facts):
    facts = {"reason": "单位已经整改", **facts}
    escalating.call_off(access=access(who or w.chief, ON), at=at(ON), escalation=escalation, **facts)


@pytest.mark.slow
class TestCallingOff:
    def test_what_was_decided_and_is_no_longer_needed_is_called_off_with_a_reason_and_its_document_stays(
        self, w, urged
    ):
        escalation = decided(w, urged)
        with pytest.raises(Refused):
            call_off(w, escalation, reason=" ")
        call_off(w, escalation, expected_moves=escalation.moves)
        assert (escalation.state, escalation.called_off_reason) == ("called_off", "单位已经整改")
        event = urged.events.get(track="escalation", step="call_off")
        assert {box.relation for box in event.outbox.all()} == {"handling", "registrar"}
        assert urged.documents.filter(kind="escalation_report").count() == 1
        with pytest.raises(Stale):
            send(w, escalation)
        assert propose(w, urged).state == "proposed"

    def test_only_what_was_decided_and_is_not_sent_is_called_off(self, w, urged):
        escalation = propose(w, urged)
        with pytest.raises(Stale):
            call_off(w, escalation)
        decide(w, escalation)
        send(w, escalation)
        with pytest.raises(Stale):
            call_off(w, escalation)

    def test_only_a_chief_calls_it_off_who_does_not_handle_the_case(self, w, urged):
        escalation = decided(w, urged)
        for who in (w.handling, w.head, w.registrar, w.manager, w.higher, w.liaison, w.outsider):
            with pytest.raises(NotAllowed):
                call_off(w, escalation, who=who)
        drafting.hand_over(access=access(w.head, ON), at=at(ON), suggestion=urged, reason="重大", to=w.chief)
        escalation.refresh_from_db()
        with pytest.raises(NotAllowed, match="own letter"):
            call_off(w, escalation)
        call_off(w, escalation, who=w.deputy)

    def test_an_open_escalation_keeps_the_case_open_until_it_is_refused_called_off_or_answered(self, w, urged):
        def named():
            return [each.reason for each in closing_conditions.obstacles(urged) if "escalation" in each.reason]

        refused, off, answered = (
            propose(w, urged, rung=rung, addressee=rung, necessity="拖延造成损失扩大") for rung in list(RUNGS)[:3]
        )
        decide(w, off)
        decide(w, answered)
        send(w, answered)
        assert named() == [
            "An escalation to report_higher is open (Proposed).",
            "An escalation to inform_superior is open (Decided, to be sent).",
            "An escalation to report_party_congress is open (Sent out).",
        ]
        refuse(w, refused)
        call_off(w, off)
        assert len(named()) == 1
        answer(w, answered)
        assert named() == []

    def test_the_proof_of_sending_is_kept_with_the_step_and_not_shown_to_the_unit(self, w, urged):
        send(w, decided(w, urged, rung="inform_superior"), evidence=(picture("机要交换清单.png"),))
        event = urged.events.get(track="escalation", step="send_openly")
        kept = urged.attachments.get(name="机要交换清单.png")
        assert (kept.event, kept.shown_to) == (event, "office")


class TestConditions:
    @pytest.mark.slow
    def test_all_that_is_missing_is_named_at_once(self, w, served):
        written = {"rung": "report_party_congress", "undone": "", "no_justified_reason": " "}
        with pytest.raises(Premature) as refused:
            propose(w, served, on=later(5), **written)
        said = str(refused.value)
        assert len(refused.value.missing) == 5
        for words in ("legal day has passed", "urge it first", "what was not done", "no reason given", "necessity"):
            assert words in said
        assert not served.escalations.exists()

    @pytest.mark.slow
    def test_one_that_is_missing_stands_at_its_field(self, w, urged):
        for rung, field in (("report_higher", "no_justified_reason"), ("inform_government_discipline", "necessity")):
            written = {"rung": rung, "necessity": ""} | ({} if field == "necessity" else {field: " "})
            with pytest.raises(Premature) as refused:
                propose(w, urged, **written)
            assert refused.value.field == field
        propose(w, urged, rung="report_higher", necessity="")

    def test_an_urging_within_the_period_counts_once_the_day_has_passed(self, w, served):
        due_on = escalation_conditions.due_day(served)
        assert len(lacking(served)) == 1 and "urge it first" in lacking(served)[0]
        urge(w, served, due_on)
        assert lacking(served) == []
        assert len(lacking(served, on=due_on)) == 2

    def test_an_office_may_count_only_what_came_after_the_legal_day_and_calls_it_its_habit(self, w, served, settings):
        settings.URGED_AFTER_THE_LEGAL_DAY = True
        due_on = escalation_conditions.due_day(served)
        urge(w, served, due_on)
        assert len(lacking(served)) == 1 and "habit and not asked for by law" in lacking(served)[0]
        urge(w, served, due_on + timedelta(days=1))
        assert lacking(served) == []

    def test_nothing_is_carried_further_before_the_day_that_the_urging_set(self, w, served):
        urging.urge(
            access=access(w.handling, later(70)),
            at=at(later(70)),
            suggestion=served,
            means="call",
            text="请书面回复",
            on=later(70),
            new_day=later(82),
        )
        assert lacking(served) == ["the day that the last urging set has passed"]
        with pytest.raises(Premature, match="last urging set"):
            propose(w, served)
        assert lacking(served, on=later(82)) and lacking(served, on=later(83)) == []

    @pytest.mark.slow
    def test_a_reply_judged_inadequate_opens_it_before_the_day_once_the_unit_was_urged_again(self, w, served):
        urge(w, served, later(4))
        factories.replied(w, served, later(5))
        assert len(lacking(served, on=later(8))) == 2
        factories.judged(w, served, later(7), verdict="inadequate")
        assert len(lacking(served, on=later(8))) == 1
        urge(w, served, later(7))
        assert lacking(served, on=later(8)) == []

    @pytest.mark.slow
    def test_what_was_done_and_replied_to_is_carried_nowhere(self, w, served):
        factories.replied(w, served)
        factories.judged(w, served)
        factories.verified(w, served)
        urge_ = urging.Urging.objects.create
        urge_(suggestion=served, urged_on=later(70), means="call", text="请回复", urged_by=w.handling)
        assert lacking(served) == ["something is not done, or no reply came"]

    @pytest.mark.slow
    def test_a_letter_that_was_withdrawn_is_carried_nowhere_and_nothing_is_sent_about_it(self, w, urged):
        escalation = decided(w, urged)
        amendment = proposing.propose_withdrawal(
            access=access(w.handling, ON), at=at(ON), suggestion=urged, reasons="事实不成立", cause=Cause()
        )
        deciding.decide(access=access(w.chief, ON), at=at(ON), amendment=amendment, digest=amendment.digest)
        assert "the letter is served and in force, and the case open" in lacking(urged)
        with pytest.raises(Refused, match="withdrawn"):
            send(w, escalation)

    @pytest.mark.slow
    def test_the_chief_decides_only_while_the_conditions_still_hold(self, w, urged):
        escalation = propose(w, urged)
        factories.replied(w, urged, later(79))
        factories.judged(w, urged, later(79))
        factories.verified(w, urged, later(80))
        with pytest.raises(Premature):
            decide(w, escalation)
        refuse(w, escalation, reasons="已经整改完毕")
