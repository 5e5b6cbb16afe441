"""The kinds of document of follow-up, as a table, and all kinds in the order in which a case file holds them."""

from django.utils.translation import gettext_lazy as _

from followups.conditions import closing_conditions
from followups.documents import document_facts, visit_facts
from followups.rules.escalation_rungs import INFORM, REPORT, ROWS
from suggestions.documents import document_kinds as former
from suggestions.documents.document_facts import contact, person_who
from suggestions.documents.document_kinds import signed
from suggestions.documents.document_shape import CASE, DocumentFact, DocumentKind, of_table
from suggestions.rules.steps import Shown

REPLY = DocumentKind(
    key="reply",
    label=_("The unit's reply"),
    heading="关于{建议书文号}{建议书名称}的回复函",
    article=_("Provisions, Art. 19; Organic Law, Art. 21"),
    records=lambda suggestion: suggestion.replies.filter(from_paper=False),
    shown_to=Shown.BOTH,
    author="被建议单位",
    facts=(
        *CASE,
        DocumentFact(name="文号", label=_("Reference"), source="reference"),
        DocumentFact(name="总体情况", label=_("General remarks"), source="text"),
        DocumentFact(
            name="答复",
            label=_("Measures"),
            source=document_facts.answers,
            fields={
                "建议": "text",
                "态度": "attitude",
                "说明": "explanation",
                "已完成": "done",
                "进展": "progress",
                "完成日期": "done_on",
                "承诺日期": "promised_on",
                "阶段安排": "milestones",
                "责任部门": "responsible",
                "其他措施": "more",
                "证明材料": "evidence",
            },
        ),
        DocumentFact(name="签发人", label=_("Head of the unit"), source=document_facts.signer),
        DocumentFact(name="附件", label=_("Attachments"), source=document_facts.attached, is_list=True),
        signed("received_on"),
    ),
)

_OWN = of_table(
    REPLY,
    DocumentKind(
        key="urging_letter",
        label=_("Urging letter"),
        heading="督促函",
        article=_("Provisions, Art. 24, 25"),
        records=lambda suggestion: suggestion.urgings.filter(means="letter"),
        shown_to=Shown.BOTH,
        is_sealed=True,
        facts=(
            *CASE,
            DocumentFact(name="回复期限", label=_("Due on"), source=document_facts.reply_due),
            DocumentFact(name="未完成事项", label=_("What is late"), source=document_facts.late, is_list=True),
            DocumentFact(name="督促内容", label=_("Words of the urging"), source=document_facts.urged),
            DocumentFact(name="逾期日数", label=_("Days late"), source=document_facts.days_late),
            DocumentFact(name="新期限", label=_("New day"), source="new_day"),
            DocumentFact(name="联系人", label=_("Contact"), source=lambda row: contact(row.suggestion)),
            signed("urged_on"),
        ),
    ),
    DocumentKind(
        key="visit_pack",
        label=_("Pack for a planned visit"),
        heading="{建议名称}回访核查提纲",
        article=_("Provisions, Art. 24"),
        records=lambda suggestion: suggestion.visits.exclude(planned_on=None),
        is_signed=False,
        facts=(
            *CASE,
            DocumentFact(name="计划日期", label=_("Planned for"), source="planned_on"),
            DocumentFact(
                name="曾定日期", label=_("Formerly planned for"), source=visit_facts.former_days, is_list=True
            ),
            DocumentFact(name="方式", label=_("Means"), source="get_means_display"),
            DocumentFact(name="地点", label=_("Place"), source="place"),
            DocumentFact(name="本院人员", label=_("People of the procuratorate"), source=visit_facts.planned_people),
            DocumentFact(name="单位人员", label=_("People expected of the unit"), source="expected"),
            DocumentFact(
                name="核查",
                label=_("What is checked"),
                source=visit_facts.prepared,
                fields={
                    "序号": "number",
                    "内容": "text",
                    "完成标准": "criterion",
                    "状态": "state",
                    "答复": "answer",
                    "责任部门": "responsible",
                    "阶段安排": "milestones",
                    "其他措施": "more",
                    "完成情况": "done",
                    "进展": "progress",
                    "承诺": "promises",
                    "证据": "evidence",
                    "以往核查": "before",
                    "横线": "lines",
                },
            ),
        ),
    ),
    DocumentKind(
        key="visit_record",
        label=_("Record of a visit or talk"),
        heading="{建议名称}回访记录",
        article=_("Provisions, Art. 24"),
        records=lambda suggestion: suggestion.visits.filter(state="held"),
        is_signed=False,
        facts=(
            *CASE,
            DocumentFact(name="日期", label=_("Date"), source="visited_on"),
            DocumentFact(name="计划日期", label=_("Planned for"), source="planned_on"),
            DocumentFact(name="方式", label=_("Means"), source="get_means_display"),
            DocumentFact(name="地点", label=_("Place"), source="place"),
            DocumentFact(name="在场人员", label=_("People present"), source=visit_facts.present),
            DocumentFact(name="本院人员", label=_("People of the procuratorate"), source=visit_facts.planned_people),
            DocumentFact(name="单位人员", label=_("People of the unit"), source="present"),
            DocumentFact(name="了解到的情况", label=_("Findings"), source="findings"),
            DocumentFact(
                name="核查",
                label=_("What was checked"),
                source=visit_facts.results,
                fields={
                    "序号": "number",
                    "内容": "text",
                    "完成标准": "criterion",
                    "结果": "found",
                    "情况": "said",
                    "处理": "follow",
                    "照片": "photos",
                },
            ),
            DocumentFact(
                name="建议",
                label=_("Measures"),
                source=document_facts.states,
                fields={"内容": "text", "完成标准": "criterion", "情况": "state"},
            ),
            DocumentFact(name="下一步工作", label=_("Next step"), source="next_step"),
            DocumentFact(name="照片和材料", label=_("Photos and notes"), source=visit_facts.papers_kept, is_list=True),
            DocumentFact(
                name="签名",
                label=_("Signatures"),
                source="signatures",
                fields={"一方": lambda row: visit_facts.SIDES[row.side], "签名人": visit_facts.signed},
            ),
            DocumentFact(name="未签名原因", label=_("Why the unit did not sign"), source="unsigned_because"),
            DocumentFact(name="记录人", label=_("Recorder"), source=person_who("recorded_by", step="visit.record")),
        ),
    ),
    DocumentKind(
        key="effect_assessment",
        label=_("Assessment of the effect"),
        heading="{建议名称}效果评估表",
        records=lambda suggestion: suggestion.assessments.filter(countersigned_at__isnull=False),
        is_signed=False,
        facts=(
            *CASE,
            DocumentFact(name="评估结论", label=_("Verdict"), source=document_facts.verdict),
            DocumentFact(name="采纳情况", label=_("Outcome"), source=lambda row: document_facts.OUTCOMES[row.outcome]),
            DocumentFact(name="理由", label=_("Reasons"), source="reasons"),
            DocumentFact(
                name="建议",
                label=_("Measures"),
                source=document_facts.assessed,
                fields={"内容": "text", "结论": "verdict", "理由": "reason", "情况": "state"},
            ),
            DocumentFact(
                name="评估人", label=_("Proposed by"), source=person_who("proposed_by", step="reply.propose_judgement")
            ),
            DocumentFact(name="评估日期", label=_("Proposed on"), source="proposed_at"),
            DocumentFact(
                name="审核人", label=_("Countersigned by"), source=person_who("countersigned_by", step="reply.judge")
            ),
            DocumentFact(name="审核日期", label=_("Countersigned on"), source="countersigned_at"),
        ),
    ),
    *(
        DocumentKind(
            key=key,
            label=label,
            heading=heading,
            article=_("Provisions, Art. 25"),
            records=lambda suggestion, called=called: suggestion.escalations.filter(
                rung__in=[row.key for row in ROWS if row.called == called], decided_at__isnull=False
            ).exclude(state="refused"),
            is_sealed=True,
            facts=(
                *CASE,
                DocumentFact(name="致送机关", label=_("Addressee"), source="addressee"),
                DocumentFact(name="回复期限", label=_("Due on"), source=document_facts.reply_due),
                DocumentFact(name="未落实情况", label=_("What was not done"), source="undone"),
                DocumentFact(
                    name="无正当理由的认定", label=_("Why no reason justifies it"), source="no_justified_reason"
                ),
                DocumentFact(name="报告理由", label=_("Reasons"), source="reasons"),
                DocumentFact(name="必要性", label=_("Why it is necessary"), source="necessity"),
                DocumentFact(
                    name="督促日期",
                    label=_("Urged on"),
                    source=lambda row: [each.urged_on for each in row.suggestion.urgings.all()],
                    is_list=True,
                ),
                DocumentFact(
                    name="建议",
                    label=_("Measures"),
                    source=document_facts.states,
                    fields={"内容": "text", "情况": "state"},
                ),
                DocumentFact(name="联系人", label=_("Contact"), source=lambda row: contact(row.suggestion)),
                signed("decided_at"),
            ),
        )
        for key, label, heading, called in (
            (
                "escalation_report",
                _("Report on a suggestion not followed"),
                "关于{被建议单位}落实{建议书文号}{建议书名称}情况的报告",
                REPORT,
            ),
            (
                "escalation_notice",
                _("Notice on a suggestion not followed"),
                "关于{被建议单位}落实{建议书文号}{建议书名称}情况的通报函",
                INFORM,
            ),
        )
    ),
    DocumentKind(
        key="closing_decision",
        label=_("Closing decision"),
        heading="{建议名称}结案决定书",
        records=lambda suggestion: (
            [suggestion] if suggestion.closed_on and not closing_conditions.ends_by_decision(suggestion) else []
        ),
        is_sealed=True,
        facts=(
            *CASE,
            DocumentFact(
                name="采纳情况", label=_("Outcome"), source=lambda case: document_facts.OUTCOMES[case.outcome]
            ),
            DocumentFact(name="整改情况", label=_("Rectified"), source=document_facts.closing("rectified")),
            DocumentFact(
                name="行业治理情况",
                label=_("Industry governance"),
                source=document_facts.closing("industry_governance"),
            ),
            DocumentFact(
                name="长效机制", label=_("Long-term mechanism"), source=document_facts.closing("long_term_mechanism")
            ),
            DocumentFact(name="结案理由", label=_("Reasons"), source=document_facts.closing("reasons")),
            DocumentFact(name="起诉日期", label=_("Suit brought on"), source=document_facts.sued_on),
            DocumentFact(name="诉讼结果", label=_("How the suit ended"), source=document_facts.suit_result),
            DocumentFact(
                name="建议",
                label=_("Measures"),
                source=document_facts.states,
                fields={"内容": "text", "结果": "state"},
            ),
            DocumentFact(name="反弹风险", label=_("Risk that it comes back"), source=document_facts.risk),
            DocumentFact(
                name="风险理由", label=_("On what the risk rests"), source=document_facts.closing("risk_reason")
            ),
            DocumentFact(name="回头看日期", label=_("Look-back on"), source="look_back_on"),
            DocumentFact(name="提出人", label=_("Proposed by"), source=document_facts.closing("proposer")),
            DocumentFact(name="决定人", label=_("Decided by"), source=document_facts.closed_by),
            signed("closed_on"),
        ),
    ),
    DocumentKind(
        key="look_back_record",
        label=_("Look-back record"),
        heading="{建议名称}“回头看”记录",
        records=lambda suggestion: suggestion.look_backs.all(),
        is_signed=False,
        facts=(
            *CASE,
            DocumentFact(name="日期", label=_("Date"), source="looked_on"),
            DocumentFact(name="抽取", label=_("Draw"), source=document_facts.drawn, blank="无"),
            DocumentFact(name="依据", label=_("Basis"), source="basis"),
            DocumentFact(name="是否反弹", label=_("Rebounded"), source=document_facts.has_rebounded),
            DocumentFact(
                name="建议",
                label=_("Measures"),
                source=document_facts.findings,
                fields={
                    "内容": "measure.text.text",
                    "完成标准": "measure.text.criterion",
                    "结论": document_facts.found,
                    "情况": "text",
                    "指标": document_facts.indicator,
                },
            ),
            DocumentFact(name="下次回头看", label=_("Next look-back on"), source="next_on", blank="无"),
            DocumentFact(name="记录人", label=_("Recorder"), source=person_who("looked_by", step="measure.look_back")),
        ),
    ),
)

KINDS: dict[str, DocumentKind] = {**former.KINDS, **_OWN, former.BUNDLE.key: former.BUNDLE}
