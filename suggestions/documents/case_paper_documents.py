"""The kinds of document that the papers of a case are printed as; a later find is only kept."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from suggestions.documents import document_facts
from suggestions.documents.document_shape import CASE, HAND_DAY, DocumentFact, DocumentKind, of_table
from suggestions.models import CasePaper
from suggestions.rules.case_papers import CASE_PAPERS, PARTIES_IN_CHINESE, PIL
from suggestions.rules.unperformed import UNPERFORMED

PROPOSALS = {"end": "终结案件", "sue": "提起公益诉讼"}


def _document(key: str, heading: str, *facts: DocumentFact, is_sealed: bool = True) -> DocumentKind:
    """Returns the kind of document of a kind of paper: its text, its day, and what is its own."""
    row = CASE_PAPERS[key]
    return DocumentKind(
        key=key,
        label=row.label,
        heading=heading,
        article=row.article,
        records=lambda suggestion: suggestion.papers.filter(kind=key),
        shown_to=row.shown_to,
        is_sealed=is_sealed,
        facts=(
            *CASE,
            DocumentFact(name="收件单位", label=_("Recipient unit"), source="suggestion.letter.recipient_name"),
            DocumentFact(name="正文", label=_("Text"), source="text"),
            *facts,
            DocumentFact(name="落款日期", label=_("Date"), source="made_on"),
        ),
    )


def _party(paper: CasePaper) -> str:
    return f"{PARTIES_IN_CHINESE.get(paper.litigant, '')}{paper.litigant_number or ''}"


def _unperformed(paper: CasePaper) -> list[str]:
    noted = document_facts.noted_unperformed(paper.suggestion)
    return [UNPERFORMED[key].zh for key in noted.keys] if noted else []


def _served(paper: CasePaper) -> str:
    """Returns the title of the paper as its return names it: the decision that a case ends is printed from its step."""
    return DOCUMENTS[paper.kind].heading if paper.kind in DOCUMENTS else "终结案件决定书"


def _goes_to(paper: CasePaper) -> str:
    """Returns who receives the paper: the organ, or of a party its role and number; the rest is written by hand."""
    return f"{_party(paper)}（姓名或者名称见卷）" if paper.litigant else paper.suggestion.current_letter.recipient_name


def _address(paper: CasePaper) -> str:
    return "" if paper.litigant else paper.suggestion.unit.address


#: The return that goes with a paper which is served, for whoever receives it to sign: nothing of that is known yet.
RETURN = DocumentKind(
    key="paper_return",
    label=_("Service return of a paper"),
    heading="送达回证",
    article=_("Civil Procedure Law, Art. 87-91; PIL Case Rules, Art. 76"),
    records=lambda suggestion: suggestion.papers.filter(
        kind__in=[row.key for row in CASE_PAPERS.values() if row.has_return]
    ),
    is_signed=False,
    facts=(
        *CASE,
        DocumentFact(name="送达文书", label=_("Document served"), source=_served),
        DocumentFact(name="文书日期", label=_("Date"), source="made_on"),
        DocumentFact(name="份数", label=_("Copies served"), source=lambda paper: "1份"),
        DocumentFact(name="受送达人", label=_("Recipient of the paper"), source=_goes_to),
        DocumentFact(name="送达地址", label=_("Address"), source=_address),
        DocumentFact(
            name="签收人身份",
            label=_("Signed as"),
            source=lambda paper: "" if paper.row.is_to_party else document_facts.SIGNER_BOXES,
        ),
        DocumentFact(name="收到日期", label=_("Received on"), source=lambda paper: "", blank=HAND_DAY),
    ),
)

#: On which articles the parties are told, by what is supervised: of the civil rules, and of the administrative ones.
TOLD_UNDER = {
    "retrial": ("《人民检察院民事诉讼监督规则》第八十七条", "《人民检察院行政诉讼监督规则》第九十二条"),
    "trial": ("《人民检察院民事诉讼监督规则》第一百零二条", "《人民检察院行政诉讼监督规则》第一百零六条"),
    "enforcement": ("《人民检察院民事诉讼监督规则》第一百零八条", "《人民检察院行政诉讼监督规则》第一百一十三条"),
}


def _told_under(paper: CasePaper) -> str:
    found = [articles for part, articles in TOLD_UNDER.items() if part in paper.suggestion.kind.split("_")]
    civil, administrative = found[0] if found else ("", "")
    return document_facts.supervised_under(paper.suggestion, civil=civil, administrative=administrative)


def _asked_under(paper: CasePaper) -> str:
    """Returns the ground of a question to a court; the number of the article of the joint provisions was not read [K]."""
    return document_facts.supervised_under(
        paper.suggestion,
        civil="《最高人民法院、最高人民检察院关于民事执行活动法律监督若干问题的规定》第十条",
        administrative="《人民检察院行政诉讼监督规则》第一百一十二条",
    )


def _monitored_under(paper: CasePaper) -> str:
    return document_facts.supervised_under(
        paper.suggestion,
        civil="《人民检察院民事诉讼监督规则》第一百一十二条",
        administrative="《人民检察院行政诉讼监督规则》第一百一十八条",
    )


def _entrusted_under(paper: CasePaper) -> str:
    """Returns the article on which another procuratorate is entrusted: of public interest, or of the rules of its procedure."""
    if paper.suggestion.kind in PIL:
        return "《人民检察院公益诉讼办案规则》第四十三条"
    return document_facts.supervised_under(
        paper.suggestion,
        civil="《人民检察院民事诉讼监督规则》第七十条",
        administrative="《人民检察院行政诉讼监督规则》第六十六条",
    )


def _entrusted_for(paper: CasePaper) -> str:
    """Returns within which days it is to be done: of courts' cases they run from the receipt of the letter."""
    return "三十日内" if paper.suggestion.kind in PIL else "收到本函之日起十五日内"


def _ground(source: Callable[[CasePaper], str]) -> DocumentFact:
    return DocumentFact(name="通知依据", label=_("Ground"), source=source)


_COURT = DocumentFact(name="受理法院", label=_("Court"), source="addressee")

DOCUMENTS = of_table(
    _document("opening_decision", "立案决定书"),
    _document(
        "consultation_record",
        "磋商记录",
        DocumentFact(name="记录人", label=_("Recorder"), source=document_facts.taken("paper.make")),
        is_sealed=False,
    ),
    # Title and wording are ours: of these rules only the duty and its days were read.
    _document(
        "entrusted_investigation",
        "委托调查函",
        DocumentFact(name="受托检察院", label=_("The procuratorate that is entrusted"), source="addressee"),
        DocumentFact(name="委托依据", label=_("Ground"), source=_entrusted_under),
        DocumentFact(name="办理期限", label=_("To be done within"), source=_entrusted_for),
        DocumentFact(name="联系人", label=_("Contact"), source=lambda paper: document_facts.contact(paper.suggestion)),
    ),
    _document(
        "conclusion_report",
        "审查终结报告",
        DocumentFact(name="处理意见", label=_("Proposal"), source=lambda paper: PROPOSALS.get(paper.proposal, "")),
        DocumentFact(name="未履职情形", label=_("What counts as not performed"), source=_unperformed, is_list=True),
        DocumentFact(name="报告人", label=_("Prepared by"), source=document_facts.taken("paper.make")),
        is_sealed=False,
    ),
    _document(
        "review_report",
        "审查终结报告",
        DocumentFact(name="报告人", label=_("Prepared by"), source=document_facts.taken("paper.make")),
        is_sealed=False,
    ),
    _document(
        "result_review",
        "处理结果审查登记表",
        DocumentFact(name="填表人", label=_("Prepared by"), source=document_facts.taken("paper.make")),
        is_sealed=False,
    ),
    _document(
        "statement_of_claim",
        "公益诉讼起诉书",
        DocumentFact(name="受理法院", label=_("Court"), source="addressee", blank="＿＿＿＿人民法院"),
    ),
    _document("suit_withdrawal", "撤回起诉决定书", _COURT),
    _document("claims_change", "变更诉讼请求决定书", _COURT),
    _document(
        "party_notice", "通知书", DocumentFact(name="当事人", label=_("Party"), source=_party), _ground(_told_under)
    ),
    _document("enforcement_question", "说明案件执行情况通知书", _ground(_asked_under)),
    _document(
        "monitoring_notice",
        "案件流程监控通知书",
        _ground(_monitored_under),
        DocumentFact(name="发出人", label=_("Sent by"), source=document_facts.taken("paper.monitor")),
        is_sealed=False,
    ),
)
