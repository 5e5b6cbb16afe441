"""A case is closed by the head on the prosecutor's proposal, when nothing is missing; and the guard names all that is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.case import waiting
from followups.actions import closing, judging, replying, urging, verifying
from followups.actions.closing import ClosingFindings
from followups.actions.judging import MeasureJudgement
from followups.actions.replying import ReplyDraft
from followups.conditions import closing_conditions, look_back_day
from followups.conditions.closing_conditions import CannotClose
from followups.documents.document_kinds import KINDS
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import case_papers, drafting, filing, instructing, objecting
from suggestions.models import Suggestion
from suggestions.rules.counting import months_later
from tests import factories
from tests.desk.steps import step_pages
from tests.factories import access, at, later
from tests.followups import visits
from tests.suggestions.actions import test_amending

FINDINGS = ClosingFindings(
    rectified="已整改",
    industry_governance="已开展",
    long_term_mechanism="已建立",
    risk="medium",
    risk_reason="同类问题曾经出现",
    look_back_reason="与年度检查一并进行",
)
NOTHING = ClosingFindings(rectified="", industry_governance="", long_term_mechanism="")
YEAR = timedelta(days=365)


def propose(w, suggestion, who=None, findings=FINDINGS, on=None, **given):
    on = on or later(30)
    given = {"look_back_on": on + YEAR, **given}
    closing.propose(access=access(who or w.handling, on), at=at(on), suggestion=suggestion, findings=findings, **given)


def close(w, suggestion, who=None, on=None, **given):
    on = on or later(30)
    closing.close(access=access(who or w.head, on), at=at(on), suggestion=suggestion, **given)


@pytest.fixture
def ready(w):
    """Returns a case in which nothing is missing."""
    suggestion = factories.served(w)
    factories.filed(w, suggestion)
    factories.replied(w, suggestion)
    factories.judged(w, suggestion)
    factories.verified(w, suggestion)
    return suggestion


def reasons(suggestion, **given):
    return [obstacle.reason for obstacle in closing_conditions.obstacles(suggestion, **given)]


def test_the_guard_names_everything_that_is_missing_with_its_help(w):
    suggestion = factories.served(w)
    factories.answered(w, suggestion)
    objecting.object_to(access=access(w.liaison), at=at(), suggestion=suggestion, grounds="事实有误")
    with pytest.raises(CannotClose) as refused:
        propose(w, suggestion, look_back_on=later(30))
    named = refused.value.obstacles
    assert [each.reason for each in named] == [
        "An objection is open.",
        "The letter is not filed on record.",
        "The latest reply is neither judged nor recorded as absent.",
        "Measure 1 is not judged (Accepted).",
        "Measure 2 is not judged (Accepted).",
        "No day for looking back is set.",
    ]
    assert all(each.help for each in named)
    suggestion.refresh_from_db()
    assert not suggestion.closing_proposed


@pytest.mark.slow
def test_what_is_mended_is_no_longer_named_until_nothing_is(w):
    suggestion = factories.served(w)
    counts = [len(reasons(suggestion))]
    for step in (factories.filed, factories.replied, factories.judged, factories.verified):
        step(w, suggestion)
        suggestion.refresh_from_db()
        counts.append(len(reasons(suggestion)))
    assert counts == [4, 3, 3, 2, 0]


@pytest.mark.slow
def test_the_head_closes_what_the_prosecutor_proposed_and_may_set_another_day(w, ready):
    propose(w, ready)
    with pytest.raises(Refused) as refused:
        close(w, ready, look_back_on=later(200))
    assert refused.value.field == "look_back_reason"
    close(w, ready, look_back_on=later(200), look_back_reason="提前至开学前")
    ready.refresh_from_db()
    assert ready.closing_findings["look_back_reason"] == "提前至开学前"
    assert (ready.case_state, ready.closed_on, ready.look_back_on) == ("closed", later(30), later(200))
    clock = ready.clocks.running().get()
    assert (clock.term, clock.due_on) == ("look_back", later(200))
    assert ready.documents.get(kind="closing_decision").shown_to == "office"


@pytest.mark.slow
def test_a_visit_that_is_planned_for_later_stays_due_when_the_case_is_closed(w, ready):
    visits.planned(w, ready, on=later(60))
    propose(w, ready)
    close(w, ready)
    assert set(ready.clocks.running().values_list("term", "due_on")) == {
        ("look_back", ready.look_back_on),
        ("visit", later(60)),
    }


@pytest.mark.slow
def test_nobody_closes_without_a_proposal_or_by_another_post(w, ready):
    with pytest.raises(Stale, match="proposal"):
        close(w, ready)
    with pytest.raises(NotAllowed):
        propose(w, ready, who=w.second)
    propose(w, ready)
    for who in (w.handling, w.second, w.chief, w.other_head, w.liaison):
        with pytest.raises(NotAllowed):
            close(w, ready, who=who)
    close(w, ready)


@pytest.mark.slow
def test_who_proposed_does_not_decide_even_after_handing_the_case_over(w, ready):
    hand_over = {"access": access(w.chief, later(29)), "at": at(later(29)), "suggestion": ready, "reason": "调整"}
    drafting.hand_over(**hand_over, to=w.head)
    propose(w, ready, who=w.head)
    with pytest.raises(NotAllowed, match="proposed"):
        close(w, ready)
    drafting.hand_over(**hand_over, to=w.second)
    with pytest.raises(NotAllowed, match="proposed"):
        close(w, ready)
    assert ready.case_state == "open"


@pytest.mark.slow
def test_what_turns_up_after_the_proposal_keeps_the_case_from_closing(w, ready):
    propose(w, ready)
    objecting.object_to(access=access(w.liaison, later(30)), at=at(later(30)), suggestion=ready, grounds="事实有误")
    with pytest.raises(CannotClose, match="objection is open"):
        close(w, ready)


@pytest.mark.slow
def test_a_declined_proposal_is_sent_back_with_reasons_and_proposed_anew(w, ready):
    propose(w, ready)
    with pytest.raises(Refused):
        closing.decline(access=access(w.head, later(30)), at=at(later(30)), suggestion=ready, reason="")
    closing.decline(access=access(w.head, later(30)), at=at(later(30)), suggestion=ready, reason="请补充长效机制")
    with pytest.raises(Stale):
        close(w, ready)
    propose(w, ready)
    close(w, ready)
    assert ready.case_state == "closed"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rectified", "industry_governance", "long_term_mechanism"])
def test_each_of_the_three_facts_is_judged_in_words(w, ready, name):
    with pytest.raises(Refused) as refused:
        propose(w, ready, findings=replace(FINDINGS, **{name: "  "}))
    assert refused.value.field == name


@pytest.mark.slow
@pytest.mark.parametrize(("risk", "months"), [("high", 6), ("medium", 12), ("low", 18)])
def test_the_day_of_the_look_back_is_proposed_by_risk_and_type(w, ready, risk, months):
    propose(w, ready, findings=replace(FINDINGS, risk=risk, look_back_reason=""), look_back_on=None)
    ready.refresh_from_db()
    assert ready.look_back_on == months_later(later(30), months)
    kept = look_back_day.kept(ready)
    assert (kept.on, kept.type, kept.risk) == (ready.look_back_on, "social_governance", risk)
    assert f"{months} months (as it came with the software) after {later(30).isoformat()}" in kept.words


@pytest.mark.slow
def test_another_day_than_the_proposed_one_needs_a_reason_and_the_same_day_none(w, ready):
    findings = replace(FINDINGS, look_back_reason=" ")
    with pytest.raises(Refused) as refused:
        propose(w, ready, findings=findings, look_back_on=later(200))
    assert refused.value.field == "look_back_reason"
    propose(w, ready, findings=findings, look_back_on=months_later(later(30), 12))
    propose(w, ready, look_back_on=later(200))
    ready.refresh_from_db()
    assert ready.look_back_on == later(200)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lacking", "field"), [({"risk": ""}, "risk"), ({"risk": "none"}, "risk"), ({"risk_reason": " "}, "risk_reason")]
)
def test_the_risk_is_judged_with_a_reason(w, ready, lacking, field):
    with pytest.raises(Refused) as refused:
        propose(w, ready, findings=replace(FINDINGS, **lacking))
    assert refused.value.field == field


@pytest.mark.slow
def test_the_look_back_lies_after_today(w, ready):
    with pytest.raises(CannotClose, match="looking back"):
        propose(w, ready, look_back_on=later(30))


@pytest.mark.slow
def test_an_upheld_objection_that_no_amendment_followed_keeps_the_case_open(w, ready):
    on = later(25)
    objection = objecting.object_to(access=access(w.liaison, on), at=at(on), suggestion=ready, grounds="第二项不当")
    objecting.take_up(access=access(w.handling, on), at=at(on), objection=objection)
    objecting.decide(
        access=access(w.chief, on), at=at(on), objection=objection, result="upheld_modify", reasons="确有不当"
    )
    assert reasons(ready) == [f"The objection of {on.isoformat()} was upheld, and the letter stands unchanged."]


@pytest.mark.slow
def test_an_instruction_from_above_keeps_the_case_open(w, ready):
    instructing.give(
        access=access(w.higher, later(25)),
        at=at(later(25)),
        suggestion=ready,
        what="modify",
        reason="引用条款有误",
    )
    assert reasons(ready) == ["An instruction of the higher procuratorate is not carried out."]


@pytest.mark.slow
def test_a_refusal_is_judged_when_the_reply_was_judged_as_not_adopting_it(w):
    suggestion = factories.served(w)
    factories.filed(w, suggestion)
    factories.replied(w, suggestion, attitude="refused")
    factories.judged(w, suggestion, verdict="refused")
    suggestion.refresh_from_db()
    assert reasons(suggestion) == []
    assert suggestion.outcome == "not"


@pytest.mark.slow
def test_a_refusal_that_was_judged_otherwise_is_settled_first(w):
    suggestion = factories.served(w)
    factories.filed(w, suggestion)
    factories.replied(w, suggestion, attitude="refused")
    assessment = judging.propose(
        access=access(w.handling, later(7)),
        at=at(later(7)),
        suggestion=suggestion,
        verdict="inadequate",
        judgements=[
            MeasureJudgement(measure=measure, verdict="not_applicable", reason="已不适用")
            for measure in suggestion.measures.all()
        ],
        reasons="部分不适用",
    )
    judging.countersign(access=access(w.head, later(7)), at=at(later(7)), assessment=assessment)
    assert [reason[:9] for reason in reasons(suggestion)] == ["Measure 1", "Measure 2"]
    for measure in suggestion.measures.all():
        verifying.settle_refusal(
            access=access(w.head, later(8)), at=at(later(8)), measure=measure, result="not_applicable", reason="不适用"
        )
    assert reasons(suggestion) == []


@pytest.mark.slow
def test_a_case_without_a_reply_closes_once_its_absence_is_recorded(w):
    suggestion = factories.served(w)
    factories.filed(w, suggestion)
    on = later(80)
    urging.urge(access=access(w.handling, on), at=at(on), suggestion=suggestion, means="call", text="请尽快回复")
    replying.record_absence(access=access(w.handling, on), at=at(on), suggestion=suggestion, reason="未回复")
    propose(w, suggestion, on=on)
    close(w, suggestion, on=on)
    assert suggestion.case_state == "closed"


@pytest.mark.slow
def test_a_closed_case_is_reopened_on_a_new_fact_for_another_round(w):
    suggestion = factories.whole(w)
    given = {"at": at(later(60)), "suggestion": suggestion}
    with pytest.raises(NotAllowed):
        closing.reopen(access=access(w.registrar, later(60)), **given, reason="新线索")
    with pytest.raises(Refused):
        closing.reopen(access=access(w.handling, later(60)), **given, reason=" ")
    closing.reopen(access=access(w.handling, later(60)), **given, reason="新线索")
    suggestion.refresh_from_db()
    assert (suggestion.case_state, suggestion.round, suggestion.closed_on) == ("open", 2, None)
    assert not suggestion.clocks.running().exists()
    with pytest.raises(Stale):
        closing.reopen(access=access(w.handling, later(60)), **given, reason="再来")


@pytest.mark.slow
def test_a_reply_after_closing_is_received_without_reopening_the_case(w):
    suggestion = factories.served(w)
    factories.filed(w, suggestion)
    factories.replied(w, suggestion, attitude="refused")
    factories.judged(w, suggestion, verdict="refused")
    propose(w, suggestion)
    close(w, suggestion)
    replying.reply(
        access=access(w.liaison, later(40)),
        at=at(later(40)),
        suggestion=suggestion,
        draft=ReplyDraft(signed_by="单位负责人甲"),
    )
    suggestion.refresh_from_db()
    assert (suggestion.case_state, suggestion.reply_state) == ("closed", "received")


WHY = "据以提出建议的事实不成立，撤回后不再提出。"


def withdrawn(w):
    """Returns a public-interest case whose letter was withdrawn, and that it ends is proposed."""
    suggestion = factories.served(w, "public_interest")
    factories.filed(w, suggestion)
    test_amending.propose_withdrawal(w, suggestion, on=later(8))
    test_amending.decide(w, suggestion.amendments.get(), on=later(9))
    for due in suggestion.filings.filter(state="due"):
        filing.file(access=access(w.manager, later(10)), at=at(later(10)), filing=due, on=later(10))
    suggestion.refresh_from_db()
    propose(w, suggestion, findings=replace(NOTHING, reasons=WHY), look_back_on=None)
    suggestion.refresh_from_db()
    return suggestion


def test_the_page_asks_the_chief_procurator_on_which_ground_the_case_of_a_withdrawn_letter_ends(w):
    suggestion = withdrawn(w)
    page = step_pages.get(w.chief, suggestion, "case.close_pil")
    assert page.status_code == 200 and "ground" in page.context["form"].fields
    assert step_pages.post(w.chief, suggestion, "case.close_pil", {}).status_code == 422
    assert step_pages.post(w.chief, suggestion, "case.close_pil", {"ground": "other"}).status_code == 302
    suggestion.refresh_from_db()
    assert (suggestion.case_state, suggestion.papers.get(kind="ending_decision").text) == ("closed", WHY)


def test_a_public_interest_letter_that_was_withdrawn_ends_by_a_decision_on_a_ground_that_the_organ_receives(w):
    """PIL21 Art. 74(1): the chief procurator decides, and no closing decision of the other kinds is printed."""
    suggestion, why = withdrawn(w), WHY
    with pytest.raises(NotAllowed):
        close(w, suggestion, ground="no_fault")
    with pytest.raises(Refused) as refused:
        close(w, suggestion, who=w.chief)
    assert (refused.value.field, str(refused.value.article)) == ("ground", "PIL Case Rules, Art. 74(1)")
    close(w, suggestion, who=w.chief, ground="no_fault")
    suggestion.refresh_from_db()
    assert (suggestion.case_state, suggestion.closed_on) == ("closed", later(30))
    assert not suggestion.documents.filter(kind="closing_decision").exists()
    assert list(KINDS["closing_decision"].records(suggestion)) == []
    text = test_amending.text_of(suggestion.documents.get(kind="case_ending_decision")).replace(" ", "")
    assert "终结案件决定书" in text and "第七十四条第一款第（一）项" in text and "第八十条" not in text
    assert why in text and "撤回" in text
    paper = suggestion.papers.get(kind="ending_decision")
    assert paper.is_awaiting and paper.text == why
    on_desk = Suggestion.objects.filter(waiting.acting_on(access(w.handling)), pk=suggestion.pk)
    assert "paper.serve" in [each.step for each in waiting.waits(waiting.load(on_desk).get())]
    case_papers.serve(
        access=access(w.handling, later(31)),
        at=at(later(31)),
        paper=paper,
        channel="direct",
        on=later(31),
        received_by="收发室",
        received_as="mail",
    )
    paper.refresh_from_db()
    assert paper.state == "served" and not on_desk.exists()
