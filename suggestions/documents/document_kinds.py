"""The kinds of document of drafting, issuing, serving and amending, as a table; those of follow-up are in followups/.

The default templates are templates/documents/KEY.txt. `article` names the ground; where it is empty the document is practice.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organs.words import Words
from suggestions.documents import case_paper_documents, document_facts, recusal_facts
from suggestions.documents.document_shape import CASE, HAND_DAY, DocumentFact, DocumentKind, Source, of_table
from suggestions.models import Event, Proclamation, Suggestion
from suggestions.rules import ending_grounds, kinds, letter_fields
from suggestions.rules.steps import Shown


def signed(source: Source) -> DocumentFact:
    """Returns the fact of the day in the signature; an empty place for the hand when there is none yet."""
    return DocumentFact(name="落款日期", label=_("Date"), source=source, blank=HAND_DAY)


def _proclamations(suggestion: Suggestion):
    return Proclamation.objects.filter(service__suggestion=suggestion).select_related("service")


#: What a letter says of itself by its own version, not by the one in force.
OF_THE_VERSION = frozenset({"被建议单位", "建议书文号", "建议书日期", "建议书名称", "建议名称", "类型"})

#: Letters of these kinds have a skeleton of their own.
LETTER_TEXTS = {
    **{key: "letter_to_court" for key, kind in kinds.KINDS.items() if kind.versions[-1].recipient_last},
    **dict.fromkeys(kinds.of_type(kinds.Type.RETRIAL), "retrial_letter"),
    **dict.fromkeys(kinds.of_type(kinds.Type.PUBLIC_INTEREST), "public_interest_letter"),
}

LETTER = DocumentKind(
    key="letter",
    label=_("Suggestion letter"),
    heading="{建议书名称}",
    article=_("Provisions, Art. 16, 18"),
    records=lambda suggestion: suggestion.versions.filter(pdf__isnull=False),
    shown_to=Shown.BOTH,
    is_sealed=True,
    texts=LETTER_TEXTS,
    facts=(
        *(fact for fact in CASE if fact.name not in OF_THE_VERSION),
        DocumentFact(
            name="建议书名称", label=_("Name of the letter, by the rules"), source="rules.document", is_required=True
        ),
        DocumentFact(name="建议名称", label=_("What is proposed, by the rules"), source="rules.name"),
        DocumentFact(name="类型", label=_("Kind of suggestion"), source="rules.zh"),
        DocumentFact(name="被建议单位", label=_("Recipient unit"), source="recipient_name", is_required=True),
        DocumentFact(name="文号", label=_("Number"), source="document_number", is_required=True),
        DocumentFact(
            name="抬头单位", label=_("Recipient unit"), source=document_facts.recipient_above, is_required=True
        ),
        DocumentFact(
            name="案件或者问题的来源",
            content="source",
            label=_("Source of the case or problem"),
            source=document_facts.content("source"),
            is_required=True,
        ),
        DocumentFact(
            name="查明的事实和证据",
            content="facts",
            label=_("Facts found and evidence"),
            source=document_facts.content("facts"),
            is_required=True,
        ),
        DocumentFact(
            name="违法情形或者应当消除的隐患",
            content="problems",
            label=_("Violations, or hazards to eliminate"),
            source=document_facts.content("problems"),
            is_required=True,
        ),
        DocumentFact(
            name="提出建议的法律依据",
            content="legal_ground",
            label=_("Legal basis on which the suggestion is raised"),
            source=document_facts.legal_ground,
            is_required=True,
        ),
        DocumentFact(
            name="建议",
            content="measures",
            label=_("Measures"),
            source=document_facts.measures_asked,
            is_required=True,
            fields={row.printed: row.key for row in letter_fields.MEASURE_FIELDS if row.printed},
        ),
        DocumentFact(
            name="异议告知",
            content="objection_period",
            label=_("Period for objections"),
            source=document_facts.objection_sentence,
            is_required=True,
        ),
        DocumentFact(
            name="回复要求",
            content="reply_period",
            label=_("Period for the written reply"),
            source=document_facts.reply_sentence,
            is_required=True,
        ),
        DocumentFact(
            name="其他事项", content="other", label=_("Other matters"), source=document_facts.content("other")
        ),
        *(DocumentFact(name=row.printed, label=row.label, source=row.key) for row in letter_fields.PRINTED_AS_TYPED),
        DocumentFact(
            name="联系人", label=_("Contact"), source=lambda version: document_facts.contact(version.suggestion)
        ),
        DocumentFact(
            name="致送语",
            label=_("Words before a court's name"),
            source=lambda version: "此致" if version.rules.recipient_last else "",
        ),
        DocumentFact(name="致送单位", label=_("Court"), source=document_facts.recipient_below, is_required=True),
        DocumentFact(name="附件", label=_("Attachments"), source=document_facts.attached_to_letter, is_list=True),
        DocumentFact(name="抄送", label=_("Copies"), source=document_facts.copied, is_list=True),
        DocumentFact(name="变更说明", label=_("Modification"), source=document_facts.version_note),
        DocumentFact(name="落款日期", label=_("Date"), source="issued_on", is_required=True),
    ),
)

BUNDLE = DocumentKind(
    key="bundle",
    label=_("Contents of the case bundle"),
    heading="{建议名称}案卷目录",
    records=lambda suggestion: [suggestion],
    is_signed=False,
    facts=(
        *CASE,
        DocumentFact(name="档号", label=_("Number in the archive"), source=lambda suggestion: ""),
        DocumentFact(name="保管期限", label=_("Kept for"), source=lambda suggestion: ""),
        DocumentFact(
            name="目录",
            label=_("Documents"),
            source=lambda suggestion: (),
            fields=dict.fromkeys(("名称", "责任者", "文号", "日期", "页次", "备注"), ""),
        ),
        DocumentFact(
            name="附卷材料",
            label=_("Attachments"),
            source=lambda suggestion: (),
            fields=dict.fromkeys(("名称", "责任者", "日期", "大小", "摘要"), ""),
        ),
    ),
)


def _ended_under(event: Event) -> str:
    """Returns the item of the article on which a case ended; of earlier decisions the article alone."""
    row = ending_grounds.GROUNDS.get(str(event.details.get("ending_ground", "")))
    if row is None:
        return ending_grounds.NOT_KEPT
    return row.cited if event.track == "examination" else row.cited_alone


def _decision(key: str, *, step: str, label: Words, heading: str, article: Words, shown_to: Shown) -> DocumentKind:
    """Returns a decision of the examination whether to sue, printed from the event of its step; a case ends without one, too."""
    taken = Q(track="examination", step=step)
    if step == "end":
        taken |= Q(track="document", step="drop", details__has_key="ending_ground")
        taken |= Q(track="case", step="close_pil", details__has_key="ending_ground")
    return DocumentKind(
        key=key,
        label=label,
        heading=heading,
        article=article,
        records=lambda suggestion: suggestion.events.filter(taken),
        shown_to=shown_to,
        is_sealed=True,
        facts=(
            *CASE,
            DocumentFact(name="理由", label=_("Reasons"), source="words.text", is_required=True),
            DocumentFact(
                name="中止日期",
                label=_("Suspended on"),
                source=lambda event: document_facts.last_day(event, track="examination", step="suspend"),
            ),
            DocumentFact(
                name="撤回日期",
                label=_("Withdrawn on"),
                source=lambda event: document_facts.last_day(event, track="document", step="withdraw"),
            ),
            DocumentFact(name="终结依据", label=_("Ground"), source=_ended_under),
            signed("taken_on"),
        ),
    )


KINDS = of_table(
    LETTER,
    *case_paper_documents.DOCUMENTS.values(),
    case_paper_documents.RETURN,
    _decision(
        "suspension_decision",
        step="suspend",
        label=_("Decision to suspend the examination"),
        heading="中止审查决定书",
        article=_("PIL Case Rules, Art. 78"),
        shown_to=Shown.OFFICE,
    ),
    _decision(
        "resumption_decision",
        step="resume",
        label=_("Decision to resume the examination"),
        heading="恢复审查决定书",
        article=_("PIL Case Rules, Art. 78"),
        shown_to=Shown.OFFICE,
    ),
    _decision(
        "case_ending_decision",
        step="end",
        label=_("Decision that the case ends"),
        heading="终结案件决定书",
        article=_("PIL Case Rules, Art. 74, 80"),
        shown_to=Shown.BOTH,
    ),
    DocumentKind(
        key="opinion_letter",
        label=_("Opinion-seeking letter"),
        heading="征求意见函",
        article=_("Provisions, Art. 17(2), 3(4)"),
        records=lambda suggestion: suggestion.opinions.filter(asked_of__in=["recipient", "procuratorate"]),
        shown_to=Shown.INTERNAL,
        is_sealed=True,
        facts=(
            *CASE,
            DocumentFact(name="拟建议单位", label=_("Recipient unit"), source="letter.recipient_name"),
            DocumentFact(name="征求对象", label=_("Asked of"), source="addressee"),
            DocumentFact(
                name="征求依据",
                label=_("Ground"),
                source=lambda opinion: "第三条第四款" if opinion.asked_of == "procuratorate" else "第十七条第二款",
            ),
            DocumentFact(name="征求意见事项", label=_("What is asked"), source="questions"),
            DocumentFact(name="答复日期", label=_("Answer asked for by"), source="answer_by"),
            DocumentFact(
                name="联系人", label=_("Contact"), source=lambda opinion: document_facts.contact(opinion.suggestion)
            ),
            signed("asked_on"),
        ),
    ),
    DocumentKind(
        key="approval_sheet",
        label=_("Approval sheet"),
        heading="{建议名称}审批表",
        article=_("Provisions, Art. 15, 17"),
        records=lambda suggestion: suggestion.versions.filter(approvals__isnull=False).distinct(),
        shown_to=Shown.INTERNAL,
        is_signed=False,
        facts=(
            *CASE,
            DocumentFact(name="稿次", label=_("Version"), source="version"),
            DocumentFact(name="本稿被建议单位", label=_("Recipient unit"), source="recipient_name"),
            DocumentFact(name="本稿文号", label=_("Number"), source="document_number"),
            DocumentFact(
                name="调查核实决定", label=_("Decision to investigate"), source=document_facts.decided_investigation
            ),
            DocumentFact(name="调查终结报告", label=_("Conclusion report"), source=document_facts.concluding_report),
            DocumentFact(
                name="审批",
                label=_("Approvals"),
                source=document_facts.approvals,
                fields={
                    "环节": "gate",
                    "意见": "opinion",
                    "姓名": "name",
                    "职务": "post",
                    "日期": "at",
                    "文本摘要": "digest",
                    "决议": "resolution",
                },
            ),
        ),
    ),
    DocumentKind(
        key="investigation_report",
        label=_("Report that concludes the investigation"),
        heading="调查终结报告",
        article=_("Provisions, Art. 15(2)"),
        records=document_facts.reported_versions,
        shown_to=Shown.INTERNAL,
        facts=(
            *(fact for fact in CASE if fact.name != "被建议单位"),
            DocumentFact(name="被建议单位", label=_("Recipient unit"), source="recipient_name"),
            DocumentFact(
                name="案件来源",
                label=_("Source of the case or problem"),
                source=lambda version: version.contents.get("source", ""),
            ),
            DocumentFact(
                name="调查核实决定", label=_("Decision to investigate"), source=document_facts.decided_investigation
            ),
            DocumentFact(
                name="调查核实",
                label=_("Acts of investigation"),
                source=document_facts.investigation_acts,
                fields={"日期": "on", "措施": "means", "对象": "of_whom", "人员": "by"},
            ),
            DocumentFact(
                name="事实和证据",
                label=_("Facts found and evidence"),
                source=lambda version: version.contents.get("facts", ""),
            ),
            DocumentFact(name="调查结论", label=_("Conclusion report"), source="conclusion_report"),
            signed(document_facts.reported_on),
        ),
    ),
    DocumentKind(
        key="resolution",
        label=_("Notice of what the committee decided"),
        heading="检察委员会决定事项通知书",
        article=_("Work Rules of the Procuratorial Committees (2020), Art. 28"),
        records=lambda suggestion: suggestion.resolutions.all(),
        shown_to=Shown.INTERNAL,
        author="检察委员会",
        facts=(
            *(fact for fact in CASE if fact.name != "承办部门"),
            DocumentFact(name="承办部门", label=_("Department"), source=document_facts.told_of_resolution),
            DocumentFact(
                name="检察委员会",
                label=_("Committee"),
                source=lambda resolution: f"{resolution.suggestion.issued_by.name}检察委员会",
            ),
            DocumentFact(name="文号", label=_("Number"), source="number"),
            DocumentFact(name="审议事项", label=_("What was put to it"), source=document_facts.matter),
            DocumentFact(name="决议内容", label=_("Result"), source="result"),
            DocumentFact(name="会议纪要", label=_("Minutes"), source=document_facts.minutes),
            DocumentFact(name="会议记录", label=_("Minutes"), source=document_facts.minutes),
            DocumentFact(name="会议日期", label=_("Date"), source="decided_on"),
            signed("decided_on"),
        ),
    ),
    DocumentKind(
        key="service_return",
        label=_("Service return"),
        heading="送达回证",
        article=_("Civil Procedure Law, Art. 87-91; PIL Case Rules, Art. 76"),
        records=lambda suggestion: suggestion.services.filter(succeeded=True),
        shown_to=Shown.BOTH,
        is_signed=False,
        facts=(
            *CASE,
            DocumentFact(name="送达文书", label=_("Document served"), source=document_facts.served_documents),
            DocumentFact(name="份数", label=_("Copies served"), source=lambda service: "1份"),
            DocumentFact(name="送达地址", label=_("Address"), source=document_facts.served_at),
            DocumentFact(name="送达方式", label=_("Mode of service"), source="get_mode_display"),
            DocumentFact(name="签收人", label=_("Received by"), source=document_facts.signed_for),
            DocumentFact(name="收到日期", label=_("Received on"), source="received_on", blank=HAND_DAY),
            DocumentFact(name="收到时刻", label=_("Hour"), source=lambda service: "", blank="　　时　　分"),
            DocumentFact(name="代收情况", label=_("Substitute recipient and reason"), source=lambda service: ""),
            DocumentFact(name="拒收情况", label=_("Refusal and witness"), source=document_facts.refusal),
            DocumentFact(name="送达人", label=_("Served by"), source="server.name"),
            DocumentFact(name="备注", label=_("Remarks"), source=document_facts.service_remarks),
        ),
    ),
    DocumentKind(
        key="electronic_consent",
        label=_("Confirmation of electronic service"),
        heading="电子送达确认书",
        article=_("Civil Procedure Law, Art. 90"),
        records=lambda suggestion: [suggestion] if suggestion.document_state in {"approved", "issued"} else [],
        is_signed=False,
        facts=(
            *CASE,
            DocumentFact(name="送达地址", label=_("Address"), source="unit.address"),
            DocumentFact(
                name="电子送达地址",
                label=_("Address for electronic service"),
                source="unit.electronic_service_address",
                blank="　",
            ),
            DocumentFact(name="确认日期", label=_("Date"), source=lambda suggestion: "", blank=HAND_DAY),
        ),
    ),
    DocumentKind(
        key="proclamation_record",
        label=_("Record of a proclamation"),
        heading="{建议名称}宣告笔录",
        article=_("Provisions, Art. 18(2)"),
        records=_proclamations,
        shown_to=Shown.BOTH,
        is_signed=False,
        facts=(
            *(DocumentFact(name=row.name, label=row.label, source=f"service.{row.source}") for row in CASE),
            DocumentFact(name="宣告日期", label=_("Date"), source="service.received_on"),
            DocumentFact(name="起止时间", label=_("Time"), source="started_at"),
            DocumentFact(name="宣告地点", label=_("Place"), source="service.place"),
            DocumentFact(name="主持人", label=_("Host"), source="host"),
            DocumentFact(name="宣告检察官", label=_("Reader"), source="reader"),
            DocumentFact(name="记录人", label=_("Recorder"), source="service.server.name"),
            DocumentFact(name="单位负责人", label=_("Head of the unit"), source=document_facts.head_of_unit),
            DocumentFact(name="同意宣告情况", label=_("Consent to proclamation"), source=document_facts.consent),
            DocumentFact(
                name="受邀人员",
                label=_("Invited persons"),
                source="invited",
                fields={"姓名": "name", "身份": "get_capacity_display"},
            ),
            DocumentFact(name="出示的证据", label=_("Evidence"), source="evidence_shown"),
            DocumentFact(name="释法说理", label=_("Reasoning"), source="reasoning"),
            DocumentFact(name="单位意见", label=_("Statement of the recipient unit"), source="statement"),
            DocumentFact(
                name="受邀人员意见", label=_("Remarks of the invited persons"), source=document_facts.comments
            ),
        ),
    ),
    DocumentKind(
        key="record_filing",
        label=_("Record-filing form"),
        heading="{建议名称}备案表",
        article=_("Provisions, Art. 21"),
        records=lambda suggestion: suggestion.filings.filter(filed_on__isnull=False),
        is_sealed=True,
        facts=(
            *CASE,
            DocumentFact(name="上级检察院", label=_("Next-higher procuratorate"), source="higher.name"),
            DocumentFact(
                name="接收部门",
                label=_("Receiving departments"),
                source="rules.filing.received_by",
            ),
            DocumentFact(name="主要内容", label=_("Main contents"), source=document_facts.measures_of),
            DocumentFact(
                name="决定人",
                label=_("Decided by"),
                source=lambda filing: document_facts.decider(filing.suggestion.letter),
            ),
            DocumentFact(name="备案依据", label=_("Ground"), source="rules.filing.ground"),
            DocumentFact(name="备案期限", label=_("Due on"), source=document_facts.filing_due),
            DocumentFact(
                name="随附材料",
                label=_("Enclosures"),
                source="suggestion.rules.filed",
                is_list=True,
            ),
            DocumentFact(name="填报人", label=_("Prepared by"), source=document_facts.taken("filing.file")),
            signed("filed_on"),
        ),
    ),
    DocumentKind(
        key="objection_decision",
        label=_("Decision on an objection"),
        heading="{建议名称}异议复核意见书",
        article=_("Provisions, Art. 23"),
        records=lambda suggestion: suggestion.objections.filter(decided_on__isnull=False),
        shown_to=Shown.BOTH,
        is_sealed=True,
        facts=(
            *CASE,
            DocumentFact(name="异议日期", label=_("Objection raised on"), source="raised_on"),
            DocumentFact(
                name="逾期说明",
                label=_("Note on a late objection"),
                source=document_facts.lateness,
            ),
            DocumentFact(
                name="复核依据",
                label=_("Article under which the objection is reviewed"),
                source="letter.rules.objection.answered_under",
            ),
            DocumentFact(name="异议理由", label=_("Grounds of the objection"), source="grounds"),
            DocumentFact(name="复核意见", label=_("Finding"), source="reasons"),
            DocumentFact(name="决定人", label=_("Decided by"), source=document_facts.objection_decider),
            DocumentFact(
                name="决定方式",
                label=_("Decision or consent"),
                source=lambda row: "同意" if row.state == "rejected" else "决定",
            ),
            DocumentFact(name="复核结果", label=_("Outcome"), source=document_facts.outcome),
            signed("decided_on"),
        ),
    ),
    DocumentKind(
        key="instruction_notice",
        label=_("Instruction to change or withdraw"),
        heading="指令{指令内容}{建议名称}通知书",
        article=_("Provisions, Art. 22(2)"),
        records=lambda suggestion: suggestion.instructions.all(),
        shown_to=Shown.BOTH,
        author="指令机关",
        issuer="office",
        is_sealed=True,
        facts=(
            DocumentFact(name="指令机关", label=_("Instructed by"), source="office.name"),
            DocumentFact(name="指令内容", label=_("What is instructed: 变更 or 撤回"), source="zh", is_required=True),
            DocumentFact(name="理由", label=_("Reasons"), source="reason"),
            *CASE,
            signed("given_on"),
        ),
    ),
    *(
        DocumentKind(
            key=key,
            label=label,
            heading=heading,
            article=_("Provisions, Art. 22"),
            records=lambda suggestion, what=what: suggestion.amendments.filter(state="decided", what=what),
            shown_to=Shown.BOTH,
            is_sealed=True,
            facts=(
                DocumentFact(
                    name="指令机关",
                    label=_("Instructed by"),
                    source=lambda row: row.instruction.office.name if row.instruction else "",
                ),
                DocumentFact(name="理由", label=_("Reasons"), source="reasons"),
                *(fact for fact in CASE if fact.name not in {"建议书名称", "建议名称"}),
                DocumentFact(
                    name="建议书名称",
                    label=_("Name of the letter, by the rules"),
                    source="former_rules.document",
                ),
                DocumentFact(
                    name="建议名称",
                    label=_("What is proposed, by the rules"),
                    source="former_rules.name",
                ),
                DocumentFact(
                    name="变更后名称",
                    label=_("Name of the modified letter, by the rules"),
                    source="letter.rules.document",
                ),
                DocumentFact(name="变更内容", label=_("Changes"), source=document_facts.changes, is_list=True),
                DocumentFact(
                    name="新的回复日期", label=_("New due day of the reply"), source=document_facts.due_by_notice
                ),
                DocumentFact(name="变更依据", label=_("Ground"), source=document_facts.amended_under),
                signed("decided_at"),
            ),
        )
        for key, what, label, heading in (
            ("modification_notice", "modify", _("Notice of modification"), "变更{建议名称}通知书"),
            ("withdrawal_notice", "withdraw", _("Notice of withdrawal"), "撤回{建议名称}通知书"),
        )
    ),
    DocumentKind(
        key="recusal_decision",
        label=_("Decision on a recusal"),
        heading="回避决定书",
        article=_("PIL Case Rules, Art. 19-23; Civil Supervision Rules, Art. 12-17"),
        records=lambda suggestion: suggestion.recusals.filter(decided_on__isnull=False),
        shown_to=Shown.INTERNAL,
        is_sealed=True,
        facts=(
            *CASE,
            DocumentFact(name="申请情况", label=_("Who asked, of whom, on which ground"), source=recusal_facts.asked),
            DocumentFact(name="决定依据", label=_("Ground"), source=recusal_facts.article),
            DocumentFact(name="决定人", label=_("Decided by"), source=recusal_facts.decider),
            DocumentFact(name="决定结果", label=_("Decision"), source=recusal_facts.result),
            DocumentFact(name="复议告知", label=_("What the applicant may ask for"), source=recusal_facts.remedy),
            signed("decided_on"),
        ),
    ),
    DocumentKind(
        key="review_opinion",
        label=_("Opinion of the legal-policy review"),
        heading="法律政策研究审核意见",
        article=_("Provisions, Art. 17"),
        records=document_facts.review_opinions,
        shown_to=Shown.INTERNAL,
        facts=(
            DocumentFact(name="检察院", label=_("Issuing procuratorate"), source="letter.suggestion.issued_by.name"),
            DocumentFact(name="标题", label=_("Title"), source="letter.suggestion.title"),
            DocumentFact(name="案件名称", label=_("Case name"), source="letter.suggestion.case_name"),
            DocumentFact(name="承办部门", label=_("Department"), source="letter.suggestion.department.name"),
            DocumentFact(
                name="建议书名称", label=_("Name of the letter, by the rules"), source="letter.rules.document"
            ),
            DocumentFact(name="类型", label=_("Kind of suggestion"), source="letter.rules.zh"),
            DocumentFact(name="被建议单位", label=_("Recipient unit"), source="letter.recipient_name"),
            DocumentFact(
                name="情形", label=_("Ground of social governance"), source="letter.get_governance_ground_display"
            ),
            DocumentFact(name="文本摘要", label=_("Digest of the text that was read"), source="digest"),
            DocumentFact(
                name="审核",
                label=_("What was reviewed"),
                source=document_facts.reviewed,
                fields={"内容": "what", "结论": "finding"},
            ),
            DocumentFact(name="审核意见", label=_("Opinion"), source=document_facts.review_opinion),
            DocumentFact(name="审核人", label=_("Reviewed by"), source="signed_name"),
            DocumentFact(name="审核人职务", label=_("Post"), source="by_post"),
            signed("at"),
        ),
    ),
    DocumentKind(
        key="no_suggestion_report",
        label=_("Report on the decision not to suggest"),
        heading="关于决定不提出检察建议的报告",
        article=_("Provisions, Art. 15(3)"),
        records=lambda suggestion: [suggestion] if suggestion.document_state == "dropped" else [],
        shown_to=Shown.INTERNAL,
        facts=(
            *CASE,
            DocumentFact(
                name="调查核实决定",
                label=_("Decision to investigate"),
                source=document_facts.of_letter(document_facts.decided_investigation),
            ),
            DocumentFact(
                name="案件来源", label=_("Source of the case or problem"), source=document_facts.written("source")
            ),
            DocumentFact(
                name="事实和证据", label=_("Facts found and evidence"), source=document_facts.written("facts")
            ),
            DocumentFact(
                name="调查核实",
                label=_("Acts of investigation"),
                source=document_facts.of_letter(document_facts.investigation_acts),
                fields={"日期": "on", "措施": "means", "对象": "of_whom", "人员": "by"},
            ),
            DocumentFact(name="调查结论", label=_("Conclusion"), source="letter.conclusion_report"),
            DocumentFact(name="理由", label=_("Reasons"), source=document_facts.reasons_not_to_suggest),
            DocumentFact(name="决定人", label=_("Decided by"), source=document_facts.who_decided_not_to_suggest),
            signed(document_facts.decided_not_to_suggest_on),
        ),
    ),
    DocumentKind(
        key="clerical_correction",
        label=_("Clerical correction"),
        heading="{建议书名称}补正决定书",
        article=_("Civil Rules, Art. 129; Administrative Rules, Art. 131"),
        records=lambda suggestion: suggestion.corrections.filter(state="made"),
        shown_to=Shown.BOTH,
        is_sealed=True,
        facts=(
            *CASE,
            DocumentFact(name="笔误位置", label=_("Where in the letter"), source="place"),
            DocumentFact(name="误写内容", label=_("Wrong"), source="wrong"),
            DocumentFact(name="补正内容", label=_("Right"), source="right"),
            DocumentFact(name="补正依据", label=_("Ground"), source=document_facts.corrected_under),
            DocumentFact(name="补正理由", label=_("Reasons"), source="reason"),
            signed("decided_at"),
        ),
    ),
)
