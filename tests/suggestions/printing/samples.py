"""One of each formal document, made of the Mulei case; every text field is filled, so that a test can look for it."""

from dataclasses import replace
from datetime import date

from suggestions.printing import documents

ORGAN = "木垒哈萨克自治县人民检察院"
UNIT = "木垒哈萨克自治县市场监督管理局"
NUMBER = "木检行公建〔2019〕3号"


def letter(**changes: object) -> documents.Letter:
    sample = documents.Letter(
        organ=ORGAN,
        number=NUMBER,
        recipient=UNIT,
        parts=(
            documents.Part(
                label="案件来源", text="本院根据群众反映，发现部分门店出售的生鲜乳变质，于2019年11月1日决定立案。"
            ),
            documents.Part(
                label="查明的事实",
                text="现查明：县城8家生鲜乳门店普遍以普通塑料桶反复盛装鲜乳。\n以上事实，有现场勘验笔录、照片等证据证实。",
            ),
            documents.Part(
                label="存在的问题",
                text="本院认为，你局负有食品销售环节的监督管理职责，销售环节监管缺位，社会公共利益受到侵害。",
            ),
        ),
        measures_lead="为督促你局依法履职，根据《人民检察院检察建议工作规定》第十条，提出如下检察建议：",
        measures=(
            documents.Asked(
                text="依法履行监管职责，查处违规销售生鲜乳的商户；", legal_basis="《中华人民共和国食品安全法》第六条"
            ),
            documents.Asked(text="加强食品安全教育，提高商户的食品安全意识。"),
        ),
        objection_sentence="如有异议，请自收到之日起十日内书面提出。",
        reply_sentence="请自收到本检察建议书之日起两个月内依法履行职责，并将办理情况书面回复本院。",
        other="本院将跟进监督。",
        contact="处理检察官甲，公益诉讼检察部门",
        attachments=("现场勘验笔录", "照片8张"),
        copies=("木垒哈萨克自治县人民政府", "昌吉回族自治州市场监督管理局"),
        signed_on=date(2019, 11, 11),
    )
    return replace(sample, **changes)


def letter_of(*, pages: int) -> documents.Letter:
    """Return a letter of 1 or of more pages, of prose with digits and brackets as real ones have."""
    sentence = (
        "经查，2019年10月至11月间，该局对县城8家门店（含流动摊点3处）未按《食品安全法》第一百一十条的规定开展检查，"
    )
    paragraphs = [sentence * 4 + "上述问题应当整改。"] * (2 * pages - 2) or ["上述情况属实。"]
    facts = documents.Part(label="查明的事实", text="\n".join(paragraphs))
    short = letter(parts=(facts,), attachments=(), copies=(), other="", objection_sentence="")
    return replace(short, measures=short.measures[1:]) if pages == 1 else short


EVERY_DOCUMENT: tuple[documents.Document, ...] = (
    letter(),
    letter(
        recipient_last=True,
        recipient="木垒哈萨克自治县人民法院",
        objection_sentence="",
        version=2,
        modification="替代同文号原件",
    ),
    documents.ServiceReturn(
        organ=ORGAN,
        document="检察建议书",
        number=NUMBER,
        recipient=UNIT,
        address="木垒县人民南路1号",
        mode="直接送达",
        served_by="处理检察官甲、检察官助理乙",
        received_by="收件人丙",
        received_on=date(2019, 11, 11),
        substitute="无代收",
        refusal="无拒收",
        remarks="当场签收",
        portal_address="https://example.invalid/portal/enter/3fK9-Q2wz-77Lm-0aXc/",
        portal_note="该地址只能使用一次，自送达之日起三十日内有效。",
    ),
    documents.ProclamationRecord(
        organ=ORGAN,
        number=NUMBER,
        recipient=UNIT,
        occurred_on=date(2019, 11, 11),
        hours="10时00分至10时40分",
        place="本院公开听证室",
        host="部门负责人丁",
        reader="处理检察官甲",
        recorder="检察官助理乙",
        head="局长戊",
        consent="该局于2019年11月8日书面同意现场宣告",
        invited=(
            documents.Invited(name="监督员己", capacity="人民监督员"),
            documents.Invited(name="代表庚", capacity="县人大代表"),
        ),
        evidence="现场照片8张、询问笔录3份。",
        reasoning="说明了监管职责的法律依据。",
        statement="本局接受建议，立即整改。",
        remarks="人民监督员建议加强宣传。",
    ),
    documents.ChangeNotice(
        organ=ORGAN,
        number="木检建变〔2019〕1号",
        recipient=UNIT,
        letter_number=NUMBER,
        letter_signed_on=date(2019, 11, 11),
        reasons="经复核，原建议第二项的表述不够具体。",
        changes=("第二项改为：制定生鲜乳盛装器具管理办法。",),
        instructed_by="昌吉回族自治州人民检察院",
        reply_due_on=date(2020, 1, 20),
        signed_on=date(2019, 11, 20),
    ),
    documents.ChangeNotice(
        organ=ORGAN,
        number="木检建撤〔2019〕1号",
        recipient=UNIT,
        letter_number=NUMBER,
        letter_signed_on=date(2019, 11, 11),
        reasons="事实发生变化。",
        signed_on=date(2019, 11, 20),
        is_withdrawal=True,
    ),
    documents.ObjectionDecision(
        organ=ORGAN,
        number="木检建复〔2019〕1号",
        recipient=UNIT,
        letter_number=NUMBER,
        raised_on=date(2019, 11, 15),
        grounds="本局认为流动摊点不在监管范围内。",
        finding="依照食品安全法，销售环节由市场监督管理部门监管。",
        outcome="请继续按检察建议书办理。",
        decider="检察长",
        signed_on=date(2019, 11, 18),
        is_late=True,
    ),
    documents.UrgingLetter(
        organ=ORGAN,
        number="木检督〔2020〕1号",
        recipient=UNIT,
        letter_number=NUMBER,
        served_on=date(2019, 11, 11),
        due_on=date(2020, 1, 13),
        late=("书面回复", "第二项建议的落实"),
        new_due_on=date(2020, 2, 1),
        contact="处理检察官甲",
        signed_on=date(2020, 1, 15),
    ),
    documents.ReplyLetter(
        unit=UNIT,
        organ=ORGAN,
        letter_number=NUMBER,
        received_on=date(2019, 11, 11),
        number="木市监函〔2019〕12号",
        general="本局高度重视，成立了专项小组。",
        answers=(
            documents.Answered(
                text="查处违规商户",
                attitude="接受",
                explanation="已部署专项检查。",
                done="停业整顿8家。",
                evidence=("检查记录.pdf", "照片.jpg"),
            ),
            documents.Answered(text="加强教育", attitude="以其他方式落实", promised_on=date(2019, 12, 20)),
        ),
        head="局长戊",
        contact="办公室辛",
        attachments=("检查记录",),
        signed_on=date(2019, 11, 21),
    ),
    documents.ClosingDecision(
        organ=ORGAN,
        letter_number=NUMBER,
        recipient=UNIT,
        outcome="全部采纳",
        measures=(documents.Judged(text="查处违规商户", result="已核实", finding="现场检查8家均已停售。"),),
        rectified="是，8家已整改。",
        industry_governance="是，开展了行业检查。",
        long_term_mechanism="是，建立了巡查制度。",
        reasons="各项建议均已落实。",
        served_on=date(2019, 11, 11),
        replied_on=date(2019, 11, 21),
        look_back_on=date(2020, 11, 30),
        proposer="处理检察官甲",
        decider="部门负责人丁",
        signed_on=date(2019, 12, 2),
    ),
    documents.RecordFiling(
        organ=ORGAN,
        higher_organ="昌吉回族自治州人民检察院",
        departments=("公益诉讼检察部门", "法律政策研究部门"),
        letter_number=NUMBER,
        kind="公益诉讼检察建议",
        recipient=UNIT,
        issued_on=date(2019, 11, 11),
        summary="督促整治散装生鲜乳销售安全。",
        case_name="散装生鲜乳监管案",
        served_on=date(2019, 11, 11),
        due_on=date(2019, 11, 18),
        ground="《人民检察院公益诉讼办案规则》第七十五条",
        decider="检察长",
        enclosures=("检察建议书", "调查终结报告"),
        prepared_by="处理检察官甲",
        signed_on=date(2019, 11, 13),
    ),
    documents.VisitRecord(
        organ=ORGAN,
        letter_number=NUMBER,
        recipient=UNIT,
        occurred_on=date(2019, 11, 28),
        means="实地走访",
        findings="8家门店均已停止销售。",
        place="县城农贸市场",
        people="处理检察官甲、执法人员壬",
        measures=(documents.Judged(text="查处违规商户", result="已落实"),),
        next_step="适时开展“回头看”。",
        recorder="检察官助理乙",
    ),
    documents.LookBackRecord(
        organ=ORGAN,
        letter_number=NUMBER,
        recipient=UNIT,
        occurred_on=date(2021, 8, 19),
        means="现场抽查",
        measures=(documents.Judged(text="查处违规商户", result="反弹", finding="部分门店恢复使用塑料桶。"),),
        is_rebound=True,
        place="县城各门店",
        sample="群众投诉2件，抽查5家",
        people="处理检察官甲",
        findings="存在纸面整改。",
        next_step="重新启动监督程序。",
        recorder="检察官助理乙",
    ),
    documents.Resolution(
        organ=ORGAN,
        number="木检委〔2019〕5号",
        matter="再审检察建议事项。",
        recipient="木垒哈萨克自治县人民法院",
        result="同意提出检察建议。",
        opinion="事实清楚，理由充分。",
        chair="检察长",
        present="委员七人",
        votes="同意7票，反对0票",
        minutes="检委会会议记录2019年第5号",
        signed_on=date(2019, 11, 8),
    ),
)
