"""Acts of follow-up: judging, verifying, urging, escalation, closing, look-backs, the examination whether to sue."""

from datetime import timedelta
from decimal import Decimal

from followups.actions import (
    closing,
    escalating,
    granting,
    judging,
    looking_back,
    measuring,
    replying,
    supporting,
    urging,
    verifying,
)
from followups.actions.closing import ClosingFindings
from followups.actions.escalating import EscalationDraft
from followups.actions.judging import MeasureJudgement
from followups.actions.looking_back import FindingDraft
from followups.actions.measuring import IndicatorDraft
from followups.actions.supporting import SupportDraft
from followups.models import Escalation
from followups.rules.look_back_terms import Risk
from sample import evidence
from sample.acts_tracks import serve_paper, write_paper
from sample.acts_unit import later_date
from sample.stage import Story
from suggestions.actions import examining
from suggestions.rules.states import MEASURE

FACTS = ClosingFindings(
    rectified="建议所指问题已逐项整改，经核实属实。",
    industry_governance="主管部门在本行业开展了同类问题排查。",
    long_term_mechanism="已建立定期检查和信息通报制度。",
    reasons="回复已评定，备案已完成，没有未决异议；各项建议的办理结果见所附情况。",
    risk=Risk.MEDIUM,
    risk_reason="同类问题在其他地方出现过反复，主管部门已有定期检查。",
    look_back_reason="与本院年度回访安排一并进行。",
)


def judge(story: Story, *, verdict: str, verdicts: tuple[str, ...], reasons: str, countersigned: bool = True) -> None:
    """Puts a judgement to the head, who countersigns it unless it still waits."""
    measures = [each for each in story.measures() if each.state in MEASURE.of("live")]
    assessment = judging.propose(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        verdict=verdict,
        judgements=[
            MeasureJudgement(measure=measure, verdict=each, reason="" if each == "adopted" else reasons)
            for measure, each in zip(measures, verdicts, strict=True)
        ],
        reasons=reasons,
        despite=reasons,
    )
    if countersigned:
        judging.countersign(access=story.who("head"), at=story.at, assessment=assessment)


def verify(
    story: Story, *, finding: str, numbers: tuple[int, ...] = (), method: str = "on_site", by: str = "handling"
) -> None:
    """Verifies claimed measures; all of them when no number is given."""
    for measure in story.measures("claimed", "already_done"):
        if numbers and measure.position not in numbers:
            continue
        verifying.verify(
            access=story.who(by),
            at=story.at,
            measure=measure,
            method=method,
            on=story.day,
            finding=finding,
            evidence=(evidence.photo(f"核实照片{measure.position} {story.letter.key}"),),
        )


def send_claim_back(story: Story, *, number: int, reason: str) -> None:
    verifying.send_back(access=story.who("handling"), at=story.at, measure=story.measure(number), reason=reason)


def measure_outcome(
    story: Story,
    *,
    number: int,
    name: str,
    unit: str,
    before: int,
    aim: int,
    readings: tuple[tuple[int, int], ...],
    source: str,
) -> None:
    """Sets the outcome indicator of a measure and records its readings, each so many days ago with its figure."""
    measure, access = story.measure(number), story.who("handling")
    draft = IndicatorDraft(
        name=name,
        unit=unit,
        baseline=Decimal(before),
        baseline_on=story.by(-40),
        target=Decimal(aim),
        source=source,
    )
    measuring.set_indicator(access=access, at=story.at, measure=measure, draft=draft)
    for days_ago, figure in readings:
        measuring.read(
            access=access, at=story.at, measure=measure, on=story.by(-days_ago), value=Decimal(figure), source=source
        )


def settle_refusal(story: Story, *, number: int, result: str, reason: str) -> None:
    verifying.settle_refusal(
        access=story.who("head"), at=story.at, measure=story.measure(number), result=result, reason=reason
    )


def urge(story: Story, *, text: str, means: str = "call", in_days: int = 15) -> None:
    """Urges the unit; `in_days` 0 sets no day."""
    urging.urge(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        means=means,
        text=text,
        new_day=story.by(in_days) if in_days else None,
    )


def record_absence(story: Story, *, reason: str) -> None:
    replying.record_absence(access=story.who("handling"), at=story.at, suggestion=story.suggestion, reason=reason)


def _escalation(story: Story) -> Escalation:
    return story.suggestion.escalations.select_related("suggestion").last()


def propose_escalation(story: Story, **written: str) -> None:
    """Puts a report or information to the chief procurator, in the words of an EscalationDraft."""
    escalating.propose(
        access=story.who("handling"), at=story.at, suggestion=story.suggestion, draft=EscalationDraft(**written)
    )


def decide_escalation(story: Story, *, reasons: str = "同意。") -> None:
    escalating.decide(access=story.who("chief"), at=story.at, escalation=_escalation(story), reasons=reasons)


def refuse_escalation(story: Story, *, reasons: str) -> None:
    escalating.refuse(access=story.who("chief"), at=story.at, escalation=_escalation(story), reasons=reasons)


def call_off_escalation(story: Story, *, reason: str) -> None:
    escalating.call_off(access=story.who("chief"), at=story.at, escalation=_escalation(story), reason=reason)


def send_escalation(story: Story, *, how: str) -> None:
    escalating.send(
        access=story.who("office"),
        at=story.at,
        escalation=_escalation(story),
        how=how,
        on=story.day,
        evidence=(evidence.scan(f"送出凭证 {story.letter.key}"),),
    )


def answer_escalation(story: Story, *, result: str) -> None:
    escalating.answer(
        access=story.who("handling"),
        at=story.at,
        escalation=_escalation(story),
        result=result,
        on=story.day,
        evidence=(evidence.scan(f"复函 {story.letter.key}"),),
    )


def propose_closing(story: Story, *, look_back_in: int = 365) -> None:
    closing.propose(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        findings=FACTS,
        look_back_on=story.by(look_back_in),
    )


def close(story: Story, *, look_back_days_ago: int | None = None, look_back_in: int = 365) -> None:
    """Proposes and closes, with a look-back day counted from the present, or from today for one that is due."""
    look_back_on = story.by(look_back_in)
    if look_back_days_ago is not None:
        look_back_on = story.world.today - timedelta(days=look_back_days_ago)
    closing.propose(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        findings=FACTS,
        look_back_on=look_back_on,
    )
    decider = "chief" if story.suggestion.kind == "public_interest" else "head"
    closing.close(access=story.who(decider), at=story.at, suggestion=story.suggestion)


def look_back(
    story: Story, *, found: tuple[tuple[str, str], ...], basis: str, next_in: int | None = None, by: str = "assistant"
) -> None:
    """Looks back at every measure that was verified; a rebound reopens the case."""
    measures = story.measures(*looking_back.LOOKED_AT)
    looking_back.record(
        access=story.who(by),
        at=story.at,
        suggestion=story.suggestion,
        on=story.day,
        basis=basis,
        findings=[
            FindingDraft(measure=measure, found=each, text=text)
            for measure, (each, text) in zip(measures, found, strict=True)
        ],
        next_on=story.by(next_in) if next_in else None,
        evidence=(evidence.photo(f"回头看照片 {story.letter.key}"),),
    )


def ask_again(story: Story, *, reason: str, reply_days: int = 30) -> None:
    looking_back.ask_again(
        access=story.who("handling"), at=story.at, suggestion=story.suggestion, reason=reason, reply_days=reply_days
    )


def begin_examination(story: Story) -> None:
    examining.begin(access=story.who("handling"), at=story.at, suggestion=story.suggestion)


def suspend_examination(story: Story, *, reason: str) -> None:
    examining.suspend(access=story.who("chief"), at=story.at, suggestion=story.suggestion, reason=reason)


def resume_examination(story: Story, *, reason: str) -> None:
    examining.resume(access=story.who("chief"), at=story.at, suggestion=story.suggestion, reason=reason)


def extend_examination(story: Story, *, reason: str) -> None:
    examining.extend(access=story.who("chief"), at=story.at, suggestion=story.suggestion, reason=reason)


def exclude_appraisal(story: Story, *, from_days_ago: int, reason: str) -> None:
    examining.exclude_appraisal(
        access=story.who("head"),
        at=story.at,
        suggestion=story.suggestion,
        from_on=story.world.today - timedelta(days=from_days_ago),
        to_on=story.day,
        reason=reason,
    )


def end_examination(story: Story, *, reason: str) -> None:
    findings = "经跟进调查，检察建议所列事项均已整改，并经实地核实，公益得到有效保护。"
    write_paper(story, kind="conclusion_report", text=findings, proposal="end")
    examining.end(
        access=story.who("chief"), at=story.at, suggestion=story.suggestion, ground="protected", reason=reason
    )


def end_examination_where_there_is_one(story: Story) -> None:
    """Lets the chief procurator end what a case of public interest is not closed without; the prosecutor began it if need be."""
    if not examining.is_unfinished(story.suggestion):
        return
    if story.suggestion.examination_state == "not_begun":
        begin_examination(story)
        story.suggestion.refresh_from_db()
    end_examination(story, reason="经跟进调查，行政机关已依法全面履职，公益得到有效保护，决定终结案件。")
    serve_paper(story, kind="ending_decision")


def sue(story: Story, *, reason: str) -> None:
    examining.note_unperformed(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        grounds=("partial",),
        note="虽按期回复，但未实质整改。",
    )
    findings = "经跟进调查，行政机关逾期仍未依法全面履职，公共利益仍处于受侵害状态。"
    write_paper(story, kind="conclusion_report", text=findings, proposal="sue")
    examining.sue(
        access=story.who("chief"),
        at=story.at,
        suggestion=story.suggestion,
        reason=reason,
        claims="责令被告在判决生效后限期依法全面履行监督管理职责。",
    )


def end_suit(story: Story, *, result: str, reason: str) -> None:
    examining.end_suit(
        access=story.who("handling"),
        at=story.at,
        suggestion=story.suggestion,
        on=story.day,
        result=result,
        reason=reason,
    )


def advise_later(story: Story, *, advice: str, is_supported: bool = True, days_earlier: int = 0) -> None:
    """Gives the handling prosecutor's view: for the day asked for, for one before it, or for none."""
    asked = later_date(story)
    on = asked.wanted_on - timedelta(days=days_earlier) if is_supported else None
    granting.advise(access=story.who("handling"), at=story.at, later_date=asked, advice=advice, on=on)


def agree_later(story: Story, *, days_earlier: int = 0, reasons: str = "") -> None:
    """Agrees to the day asked for, or to one so many days before it."""
    asked = later_date(story)
    on = asked.wanted_on - timedelta(days=days_earlier)
    granting.agree(access=story.who("head"), at=story.at, later_date=asked, on=on, reasons=reasons)


def refuse_later(story: Story, *, reasons: str) -> None:
    granting.refuse(access=story.who("head"), at=story.at, later_date=later_date(story), reasons=reasons)


def record_support(story: Story, *, kind: str, text: str, outcome: str = "", changed_rule: str = "") -> None:
    draft = SupportDraft(kind=kind, on=story.day, text=text, outcome=outcome, changed_rule=changed_rule)
    supporting.record(access=story.who("handling"), at=story.at, suggestion=story.suggestion, draft=draft)
