"""The same people in every test, and suggestions brought to any stage by the real actions; nothing is written around them."""

import io
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from followups.actions import answering, closing, judging, replying, verifying
from followups.actions.answering import AnswerDraft
from followups.actions.closing import ClosingFindings
from followups.actions.judging import MeasureJudgement
from followups.actions.replying import ReplyDraft
from organs import people
from organs.access import Access
from organs.actions import people as people_actions
from organs.actions import posts, procuratorates, units
from organs.models import BusinessLine, Line, Person, Unit
from organs.roles import Role
from suggestions.actions import (
    calendars,
    case_papers,
    drafting,
    examining,
    files,
    filing,
    investigating,
    issuing,
    review,
    series,
    serving,
)
from suggestions.actions.drafting import Body, DraftHead, MeasureDraft
from suggestions.actions.review import ResolutionDraft
from suggestions.actions.serving import ServiceDraft
from suggestions.documents import content
from suggestions.models import CasePaper, Suggestion
from suggestions.rules import legal_bases, number_patterns
from suggestions.rules.case_papers import COURTS
from suggestions.rules.kinds import KINDS
from tests.row_snapshots import built_once

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 3, 2)
PASSWORD = "a-password-for-tests"

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def at(on: date = DAY, hour: int = 10) -> datetime:
    """Returns a moment of a day, in the office's time."""
    return datetime(on.year, on.month, on.day, hour, tzinfo=SHANGHAI)


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def picture(name: str = "现场照片.png") -> files.Upload:
    """Returns a small real picture as a form gives it."""
    return files.Upload(name, io.BytesIO(PNG))


def access(person: Person, on: date = DAY) -> Access:
    return people.access_of(person=Person.objects.get(pk=person.pk), on=on)


def person(
    username: str, name: str, role: str, *, from_on: date = date(2018, 1, 1), origin: str = "live", **place
) -> Person:
    """Admits a person and gives one post."""
    admitted = people_actions.admit(
        access=None,
        at=at(),
        username=username,
        name=name,
        password=PASSWORD,
        origin=origin,
    )
    posts.appoint(at=at(), person=admitted, role=role, from_on=from_on, **place)
    return admitted


def world(*, origin: str = "live", with_calendar: bool = True) -> SimpleNamespace:
    """Returns a small tree of procuratorates, units, and a person at every post; `outsider` is always one who may not."""
    return built_once(_world, origin=origin, with_calendar=with_calendar)


def _world(*, origin: str, with_calendar: bool) -> SimpleNamespace:
    line = Line.objects.get_or_create(code="territorial", defaults={"zh": "地方", "en": "Territorial"})[0]
    business = BusinessLine.objects.get_or_create(
        code="public_interest", defaults={"zh": "公益诉讼检察", "en": "Public interest"}
    )[0]
    if with_calendar:
        calendars.seed(at=at())

    def organ(code: str, name: str, level: str, parent=None):
        return procuratorates.found(
            access=None,
            at=at(),
            code=code,
            name=name,
            short_name=name[:2] + "检",
            level=level,
            line=line,
            origin=origin,
            parent=parent,
            region_code=code,
        )

    supreme = organ("00", "最高人民检察院", "supreme")
    province = organ("65", "甲省人民检察院", "provincial", supreme)
    prefecture = organ("6523", "乙市人民检察院", "prefecture", province)
    county = organ("652328", "丙县人民检察院", "basic", prefecture)
    sibling = organ("652325", "丁县人民检察院", "basic", prefecture)
    department = procuratorates.open_department(
        access=None, at=at(), procuratorate=county, name="第四检察部", lines=[business]
    )
    other_department = procuratorates.open_department(
        access=None, at=at(), procuratorate=county, name="第一检察部", lines=[]
    )

    def unit(name: str):
        return units.register(
            access=None, at=at(), name=name, kind="government_department", origin=origin, address="丙县人民路1号"
        )

    w = SimpleNamespace(
        origin=origin,
        supreme=supreme,
        province=province,
        prefecture=prefecture,
        county=county,
        sibling=sibling,
        department=department,
        other_department=other_department,
        unit=unit("丙县市场监督管理局"),
        other_unit=unit("丙县教育局"),
        copied_unit=unit("丙县人民政府"),
    )
    here = {"procuratorate": county, "origin": origin}
    w.handling = person("handling", "承办检察官甲", Role.PROSECUTOR, department=department, **here)
    w.second = person("second", "检察官乙", Role.PROSECUTOR, department=department, **here)
    w.assistant = person("assistant", "检察官助理甲", Role.ASSISTANT, department=department, **here)
    w.head = person("head", "部门负责人甲", Role.DEPARTMENT_HEAD, department=department, **here)
    w.other_head = person("other_head", "部门负责人乙", Role.DEPARTMENT_HEAD, department=other_department, **here)
    w.policy = person("policy", "法律政策研究审核人甲", Role.POLICY_REVIEWER, **here)
    w.chief = person("chief", "检察长甲", Role.CHIEF, **here)
    w.deputy = person("deputy", "副检察长甲", Role.DEPUTY_CHIEF, **here)
    w.secretary = person("secretary", "检委会秘书甲", Role.COMMITTEE_SECRETARY, **here)
    w.registrar = person("registrar", "办公室甲", Role.REGISTRAR, **here)
    w.manager = person("manager", "案件管理甲", Role.CASE_MANAGER, **here)
    w.analyst = person("analyst", "分析员甲", Role.ANALYST, **here)
    w.administrator = person("administrator", "管理员甲", Role.ADMINISTRATOR, procuratorate=supreme, origin=origin)
    w.security = person("security", "安全管理员甲", Role.SECURITY_ADMINISTRATOR, procuratorate=supreme, origin=origin)
    w.auditor = person("auditor", "审计管理员甲", Role.AUDIT_ADMINISTRATOR, procuratorate=supreme, origin=origin)
    w.higher = person("higher", "上级院审核人甲", Role.POLICY_REVIEWER, procuratorate=prefecture, origin=origin)
    w.supervisor = person("supervisor", "省院案管甲", Role.CASE_MANAGER, procuratorate=province, origin=origin)
    w.outsider = person("outsider", "外院检察官甲", Role.PROSECUTOR, procuratorate=sibling, origin=origin)
    w.liaison = person("liaison", "联络员甲", Role.LIAISON, unit=w.unit, origin=origin)
    w.unit_head = person("unit_head", "单位负责人甲", Role.UNIT_HEAD, unit=w.unit, origin=origin)
    w.other_liaison = person("other_liaison", "联络员乙", Role.LIAISON, unit=w.other_unit, origin=origin)
    w.copied_liaison = person("copied_liaison", "联络员丙", Role.LIAISON, unit=w.copied_unit, origin=origin)
    for kind in KINDS:
        series.define(
            access=None,
            at=at(),
            procuratorate=county,
            kind=kind,
            mode="own",
            pattern=pattern_of(kind),
            origin=origin,
        )
    return w


def pattern_of(kind: str) -> str:
    """Returns the pattern of a kind in the county of these tests, which chose a code where no source shows one."""
    chosen = {
        "violation_criminal": "检刑违建",
        "violation_administrative_organ": "检行违建",
        "violation_other": "检纠违建",
        "public_interest": "检行公建",
        "other": "检建他",
    }
    return number_patterns.pattern_of("丙县" + (KINDS[kind].number_code or chosen[kind]))


def court(w: SimpleNamespace) -> Unit:
    """Returns the court of the county's level, which the liaison and the head of the unit serve as well."""
    name = "丙县人民法院"
    known = Unit.objects.filter(name=name, origin=w.origin).first()
    if known:
        return known
    made = units.register(access=None, at=at(), name=name, kind="court", level="basic", origin=w.origin)
    for each, role in ((w.liaison, Role.LIAISON), (w.unit_head, Role.UNIT_HEAD)):
        posts.appoint(at=at(), person=each, role=role, unit=made, from_on=date(2020, 1, 1))
    return made


def unit_of(w: SimpleNamespace, kind: str) -> Unit:
    """Returns a unit that a letter of this kind may address."""
    return court(w) if kind in COURTS else w.unit


def head(w: SimpleNamespace, **overrides) -> DraftHead:
    facts = {
        "title": "督促整治散装生鲜乳销售安全的检察建议",
        "unit": w.unit,
        "case_name": "散装生鲜乳案",
        "investigation_decided_on": later(-20),
        "investigation_decided_by": "检察长甲",
        "problem_category": getattr(w, "problem_category", None),
    }
    return DraftHead(**{**facts, **overrides})


def body(kind: str = "social_governance", **overrides) -> Body:
    facts = {
        "contents": {
            "source": "本院在履行职责中发现。",
            "facts": "经调查核实，八家门店以普通塑料桶盛装鲜乳。",
            "problems": "销售环节监管缺位，存在食品安全隐患。",
            "other": "",
        },
        "measures": (
            MeasureDraft(text="依法查处违规销售的商户", criterion="八家门店停止销售", legal_basis="《奶业条例》"),
            MeasureDraft(text="加强食品安全教育", criterion="培训覆盖八家门店", legal_basis="《奶业条例》"),
        ),
        "objection_amount": 10 if KINDS[kind].versions[-1].has_objection_period else None,
        "reply_amount": {"retrial": 3, "rectify_violation": 2}.get(KINDS[kind].type, 2),
        "conclusion_report": "经调查，建议制发检察建议。",
    }
    if kind in {"violation_civil_enforcement", "violation_administrative_enforcement"}:
        facts["reply_amount"] = 3
    if kind in {"violation_civil_trial", "violation_administrative_trial"}:
        facts["reply_amount"] = 1
    if kind == "public_interest":
        facts["contents"] |= {legal_bases.KEY: "根据《中华人民共和国行政诉讼法》第二十五条第四款的规定"}
    if kind == "social_governance":
        facts["governance_ground"] = "1"
    facts |= overrides
    parts = {name: facts.pop(name) for name in ("contents", "measures", "copies") if name in facts}
    return Body(values=facts, **parts)


def opened(w: SimpleNamespace, kind: str = "social_governance", on: date = DAY, **overrides) -> Suggestion:
    """Returns a new draft without text, on the chief's decision to investigate, with the assistant and a second prosecutor."""
    suggestion = drafting.open_suggestion(
        access=access(w.handling, on),
        at=at(on),
        procuratorate=w.county,
        kind=kind,
        head=head(w, **{"unit": unit_of(w, kind), **overrides}),
        department=w.department,
        members=(w.assistant, w.second),
    )
    if suggestion.investigation_decided_on:
        investigated(w, suggestion, suggestion.investigation_decided_on, on)
    return suggestion


def investigated(
    w: SimpleNamespace,
    suggestion: Suggestion,
    decided_on: date,
    on: date = DAY,
    *,
    asks: Person | None = None,
    decides: Person | None = None,
) -> None:
    """Lets the prosecutor ask for the decision to investigate, and the chief take it with its day (P19 Art. 13)."""
    investigation = investigating.ask(
        access=access(asks or w.handling, on), at=at(on), suggestion=suggestion, grounds="检查发现隐患。", on=decided_on
    )
    investigating.decide(
        access=access(decides or w.chief, on),
        at=at(on),
        investigation=investigation,
        is_ordered=True,
        reasons="同意调查核实。",
        on=decided_on,
    )
    suggestion.refresh_from_db()


def drafted(
    w: SimpleNamespace, kind: str = "social_governance", on: date = DAY, *, addressed_as: str = "", **overrides
) -> Suggestion:
    """Returns a complete draft, with the report of its review where that is a paper of the case."""
    suggestion = opened(w, kind, on)
    drafting.save(
        access=access(w.handling, on),
        at=at(on),
        suggestion=suggestion,
        head=head(w, unit=suggestion.unit, addressed_as=addressed_as),
        body=body(kind, **overrides),
    )
    if suggestion.rules.report_paper:
        reviewed(w, suggestion, on)
    return suggestion


def reviewed(w: SimpleNamespace, suggestion: Suggestion, on: date = DAY) -> CasePaper:
    """Writes the report that ends the review of a retrial case."""
    return case_papers.make(
        access=access(w.handling, on),
        at=at(on),
        suggestion=suggestion,
        kind="review_report",
        draft=case_papers.Draft(text="原审认定事实的主要证据不足，建议提出再审检察建议。"),
        on=on,
    )


def submitted(w: SimpleNamespace, kind: str = "social_governance", on: date = DAY, **overrides) -> Suggestion:
    suggestion = drafted(w, kind, on, **overrides)
    drafting.submit(access=access(w.handling, on), at=at(on), suggestion=suggestion)
    return suggestion


def at_policy(w: SimpleNamespace, kind: str = "social_governance", on: date = DAY, **overrides) -> Suggestion:
    """Returns a draft that the department head passed, and that waits for the legal-policy review."""
    suggestion = submitted(w, kind, on, **overrides)
    sign(w, suggestion, w.head, on)
    suggestion.refresh_from_db()
    return suggestion


def sign(w: SimpleNamespace, suggestion: Suggestion, who: Person, on: date = DAY, **facts) -> None:
    """Signs at the present gate over the present text."""
    suggestion.refresh_from_db()
    gate = suggestion.rules.gate(suggestion.gate) if suggestion.gate else None
    if gate and gate.checklist:
        facts["verdicts"] = dict.fromkeys(gate.checklist, True) | facts.get("verdicts", {})
    review.sign(
        access=access(who, on),
        at=at(on),
        suggestion=suggestion,
        digest=content.digest(suggestion.letter),
        **facts,
    )


def approved(w: SimpleNamespace, kind: str = "social_governance", on: date = DAY, **overrides) -> Suggestion:
    """Returns an approved draft: every gate of its kind has signed."""
    suggestion = submitted(w, kind, on, **overrides)
    sign_all(w, suggestion, on)
    return suggestion


def sign_all(w: SimpleNamespace, suggestion: Suggestion, on: date = DAY) -> None:
    """Lets every gate of the letter's kind sign what was submitted."""
    for gate in suggestion.rules.gates:
        if gate.key == "policy":
            verdicts = {"necessity": True, "legality": True, "reasoning": True}
            sign(w, suggestion, w.policy, on, verdicts=verdicts, opinion="同意。")
        elif gate.key == "head":
            sign(w, suggestion, w.head, on)
        elif gate.by_resolution:
            sign(w, suggestion, w.secretary, on, resolution=resolution(on))
        else:
            sign(w, suggestion, w.chief, on)


def resolution(on: date = DAY) -> ResolutionDraft:
    return ResolutionDraft(
        decided_on=on, number="检委会〔2026〕1号", result="同意提出再审检察建议", minutes=picture("会议纪要.png")
    )


def issued(w: SimpleNamespace, kind: str = "social_governance", on: date = DAY, **overrides) -> Suggestion:
    suggestion = approved(w, kind, on, **overrides)
    issuing.issue(access=access(w.registrar, on), at=at(on), suggestion=suggestion)
    return suggestion


def served(w: SimpleNamespace, kind: str = "social_governance", on: date = DAY, **overrides) -> Suggestion:
    suggestion = issued(w, kind, on, **overrides)
    serving.serve(
        access=access(w.handling, on),
        at=at(on, 11),
        suggestion=suggestion,
        service=ServiceDraft(mode="direct", received_on=on, signed_by="收发室", signed_as="mail"),
    )
    return suggestion


def filed(w: SimpleNamespace, suggestion: Suggestion, on: date = DAY) -> None:
    filing.file(access=access(w.manager, on), at=at(on, 12), filing=suggestion.filings.get(), on=on)


def answered(w: SimpleNamespace, suggestion: Suggestion, on: date | None = None, attitude: str = "accepted") -> None:
    """Lets the unit answer every open measure the same way."""
    on = on or later(5)
    for measure in suggestion.measures.filter(state="asked"):
        promised = on + timedelta(days=30) if attitude in {"accepted", "other_way"} else None
        answering.send(
            access=access(w.liaison, on),
            at=at(on),
            measure=measure,
            draft=AnswerDraft(attitude=attitude, promised_on=promised, text="已部署。"),
        )


def replied(w: SimpleNamespace, suggestion: Suggestion, on: date | None = None, attitude: str = "accepted") -> None:
    on = on or later(5)
    answered(w, suggestion, on, attitude)
    replying.reply(
        access=access(w.liaison, on),
        at=at(on, 15),
        suggestion=suggestion,
        draft=ReplyDraft(signed_by="单位负责人甲", signed_by_title="局长"),
    )


def judged(w: SimpleNamespace, suggestion: Suggestion, on: date | None = None, verdict: str = "adequate") -> None:
    on = on or later(7)
    verdicts = "adopted" if verdict.startswith("adequate") else "not_adopted"
    assessment = judging.propose(
        access=access(w.handling, on),
        at=at(on),
        suggestion=suggestion,
        verdict=verdict,
        judgements=[
            MeasureJudgement(measure=measure, verdict=verdicts, reason="见回复函。")
            for measure in suggestion.measures.all()
        ],
        reasons="回复逐项说明了整改情况。",
        despite="依据现有材料，仍按此评定。",
    )
    judging.countersign(access=access(w.head, on), at=at(on, 11), assessment=assessment)


def verified(w: SimpleNamespace, suggestion: Suggestion, on: date | None = None) -> None:
    """Lets the unit claim every promised measure and the handling prosecutor verify it."""
    on = on or later(20)
    for measure in suggestion.measures.filter(state__in=["accepted", "other_way"]):
        answering.claim(
            access=access(w.liaison, on),
            at=at(on),
            measure=measure,
            on=on,
            text="已完成。",
            evidence=(picture(),),
        )
    for measure in suggestion.measures.filter(state__in=["claimed", "already_done"]):
        verifying.verify(
            access=access(w.handling, on),
            at=at(on, 16),
            measure=measure,
            method="on_site",
            on=on,
            finding="现场核实，均已停售。",
            evidence=(picture(),),
        )


def reported(w: SimpleNamespace, suggestion: Suggestion, on: date, proposal: str = "end") -> CasePaper:
    """Writes the report on which the chief procurator decides whether to sue."""
    return case_papers.make(
        access=access(w.handling, on),
        at=at(on, 8),
        suggestion=suggestion,
        kind="conclusion_report",
        draft=case_papers.Draft(text="实地查看，植被正在恢复。", proposal=proposal),
        on=on,
    )


def told(w: SimpleNamespace, suggestion: Suggestion, on: date) -> CasePaper:
    """Writes the notice to the applicant of a court's case and hands it over."""
    paper = case_papers.make(
        access=access(w.handling, on),
        at=at(on, 8),
        suggestion=suggestion,
        kind="party_notice",
        draft=case_papers.Draft(litigant="applicant", litigant_number=1),
        on=on,
    )
    case_papers.hand_over(access=access(w.handling, on), at=at(on, 9), paper=paper, channel="post", on=on)
    return paper


def closed(
    w: SimpleNamespace,
    suggestion: Suggestion,
    on: date | None = None,
    look_back_on: date | None = None,
    risk: str = "medium",
) -> None:
    """Proposes and decides closing, with a look-back day; where whether to sue is examined, that is ended first."""
    on = on or later(30)
    if suggestion.kind in COURTS and not suggestion.papers.filter(kind="party_notice").exists():
        told(w, suggestion, on=on)
    if examining.is_unfinished(suggestion):
        suggestion.refresh_from_db()
        if suggestion.examination_state == "not_begun":
            examining.begin(access=access(w.handling, on), at=at(on, 8), suggestion=suggestion)
        reported(w, suggestion, on=on)
        examining.end(
            access=access(w.chief, on),
            at=at(on, 9),
            suggestion=suggestion,
            ground="protected",
            reason="公益得到有效保护",
        )
        ending = suggestion.papers.get(kind="ending_decision", state="made")
        case_papers.serve(
            access=access(w.handling, on),
            at=at(on, 9),
            paper=ending,
            channel="direct",
            on=on,
            received_by="收发室",
            received_as="mail",
        )
    closing.propose(
        access=access(w.handling, on),
        at=at(on),
        suggestion=suggestion,
        findings=ClosingFindings(
            rectified="已整改",
            industry_governance="已开展",
            long_term_mechanism="已建立",
            risk=risk,
            risk_reason="同类问题曾经出现",
            look_back_reason="与年度检查一并进行",
        ),
        look_back_on=look_back_on or on + timedelta(days=365),
    )
    decider = w.chief if suggestion.kind == "public_interest" else w.head
    closing.close(access=access(decider, on), at=at(on, 11), suggestion=suggestion)


def whole(w: SimpleNamespace, kind: str = "social_governance") -> Suggestion:
    """Returns a closed suggestion: served, filed, replied, judged, verified."""
    suggestion = served(w, kind)
    filed(w, suggestion)
    replied(w, suggestion)
    judged(w, suggestion)
    verified(w, suggestion)
    closed(w, suggestion)
    suggestion.refresh_from_db()
    return suggestion
