"""The invented suggestions that have not left the office: drafts, at each gate, approved, dropped, merged; the others are in stories.py."""

from sample import acts_letter as letter
from sample import acts_tracks as tracks
from sample import plots
from sample.places import CHANGFENG, CHANGJI, MULEI, QITAI, RECLAMATION
from sample.stage import act, sample

#: With the decision to investigate and the register of what was done to find out (P19 Art. 13-14).
_INVESTIGATED = plots.in_review("grain-store", 2)

BEFORE_ISSUE = (
    # A draft that lacks several contents: submitting it says which, and which article asks for them.
    sample(
        "funeral-price",
        MULEI,
        act(20, letter.open_draft, is_decided=False, has_clue=True),
        act(4, letter.write, without=("problems", "measures", "objection", "report")),
        act(4, tracks.ask_investigation, grounds="走访中发现殡葬服务收费未公示，涉及面较广。"),
        act(3, tracks.decide_investigation, is_ordered=False, reasons="线索材料尚不足以说明存在隐患，补充后再报。"),
        act(1, tracks.ask_investigation, grounds="补充了三处服务场所的收费公示情况，拟开展调查核实。"),
    ),
    sample("net-cafes", MULEI, *plots.in_review("net-cafes", 5), act(3, letter.recall)),
    sample(
        "school-road",
        QITAI,
        *plots.in_review("school-road", 6),
        act(4, letter.give_back, reason="第二项建议的法律依据不够具体，请补充到条；减速设施的验收标准请写明。"),
        act(
            3,
            tracks.write_paper,
            kind="opening_decision",
            text="校门前道路没有减速设施，学生出行安全存在隐患，主管部门可能没有依法全面履行职责。",
        ),
    ),
    sample(
        "grain-store",
        MULEI,
        act(28, letter.open_draft, is_decided=False),
        act(26, tracks.ask_investigation, grounds="办案中发现储备粮出入库管理存在漏洞，拟开展调查核实。"),
        act(25, tracks.decide_investigation, is_ordered=True, reasons="管理漏洞可能造成国有财产损失，同意调查核实。"),
        act(22, tracks.investigate, means="copy", institution="县粮食储备主管部门"),
        act(20, tracks.investigate, means="question", questioned="of_unit", number=1),
        act(20, tracks.investigate, means="question", questioned="informed", number=1),
        act(19, tracks.strike_act, reason="该人员未到场，系误登。"),
        act(15, tracks.investigate, means="inspect", institution="公司直属粮库"),
        act(12, tracks.investigate, means="hear_unit"),
        *_INVESTIGATED[1:],
        act(
            1, tracks.ask_opinion, questions="拟建议的岗位分离和全面盘点，贵公司现有人员和条件能否落实。", answer_in=10
        ),
    ),
    # The recipient is in another county: the procuratorate there was asked, and does not agree (Art. 3(4)).
    sample(
        "hay-trucks",
        MULEI,
        *plots.drafted(9),
        act(
            7,
            tracks.ask_opinion,
            procuratorate=QITAI,
            questions="拟向你县交通运输局制发社会治理检察建议，征求对事实认定和建议内容的意见。",
            answer_in=5,
        ),
        act(
            2,
            tracks.answer_opinion,
            answer="该局已将饲草运输车辆列入本年度治超计划，我院正在跟进监督，认为目前不宜再行制发检察建议。",
            has_agreed=False,
            by="qt-chief",
        ),
        act(1, tracks.ask_recusal, part="assistant"),
    ),
    # To the prefecture: reviewed and to be forwarded; reported, so that the office there decides; the unit of the own case.
    sample(
        "well-permits",
        MULEI,
        *plots.approved("well-permits", 6),
        act(4, tracks.ask_opinion, above=CHANGJI, questions="建议书文本报请审核并转送州生态环境局。"),
        act(2, tracks.answer_opinion, answer="经审核同意，由我院转送。", has_agreed=True, by="cj-chief"),
    ),
    sample(
        "rescue-drills",
        MULEI,
        *plots.approved("rescue-drills", 4),
        act(3, letter.report_up, report="被建议单位为州级主管机关，建议书文本经检察长审批，报请决定。"),
    ),
    sample("claims-desk", MULEI, *plots.in_review("claims-desk", 3, passed=1)),
    sample(
        "seized-property",
        MULEI,
        *plots.in_review("seized-property", 4, passed=1),
        act(2, letter.refer, reason="涉及公安机关内部管理制度，影响面较大，提请检察委员会讨论决定。"),
    ),
    sample("campus-safety", RECLAMATION, *plots.in_review("campus-safety", 3, passed=1)),
    sample("old-bridge", MULEI, *plots.in_review("old-bridge", 2)),
    sample("pesticide-bottles", MULEI, *plots.in_review("pesticide-bottles", 2, passed=1)),
    sample(
        "sham-loan",
        CHANGJI,
        *plots.in_review("sham-loan", 3, passed=1),
        act(
            3,
            tracks.ask_recusal,
            part="handling",
            asked_by="party",
            ground="interest",
            litigant="other_party",
            litigant_number=1,
        ),
        act(2, tracks.decide_recusal, is_recused=False),
        act(1, tracks.ask_recusal_again),
        desk="courts",
    ),
    sample(
        "manholes",
        CHANGFENG,
        *plots.approved("manholes", 7),
        act(4, letter.reopen_text),
        act(3, letter.write, other="整改期间请做好临时围护和警示。"),
    ),
    sample(
        "tutoring-fees",
        MULEI,
        *plots.beside_the_draft(
            plots.approved("tutoring-fees", 4), act(10, letter.join, offices=(QITAI, CHANGFENG, RECLAMATION))
        ),
        act(3, letter.sign_jointly, office=QITAI, by="qt-chief"),
        act(2, letter.refuse_jointly, office=CHANGFENG, by="cf-chief", reason="所涉机构不在我院辖区，请核对后再会签。"),
        act(3, tracks.ask_opinion, questions="两项建议是否属于贵局职责范围，完成时限是否可行。", answer_in=5),
        act(
            1,
            tracks.record_opinion,
            answer="两项建议均属我局职责，拟会同市场监管部门落实，没有不同意见。",
            has_agreed=True,
            by_name="木垒哈萨克自治县教育局办公室",
        ),
    ),
    sample(
        "prison-medicine",
        RECLAMATION,
        *plots.in_review("prison-medicine", 14),
        act(
            9, letter.drop, reason="监管场所在调查期间已自行纠正，不存在需要提出检察建议的情形，决定不提出，材料归档。"
        ),
    ),
)

# Found after the case of the school roads was opened, and before its letter: one case with it (PIL21 Art. 69).
MERGED = (
    sample(
        "school-crossings",
        QITAI,
        *plots.drafted(3),
        act(
            2,
            letter.merge,
            into="school-road",
            reason="系同一行政机关同一性质的不依法履职情形，另案检察建议尚未制发，应当一并处理。",
        ),
    ),
)
