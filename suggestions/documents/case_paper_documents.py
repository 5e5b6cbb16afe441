"""The kinds of document that the papers of a case are printed as; a later find and what was entrusted elsewhere are only kept."""

from django.utils.translation import gettext_lazy as _

from suggestions.documents import document_facts
from suggestions.documents.document_shape import CASE, DocumentFact, DocumentKind, of_table
from suggestions.models import CasePaper
from suggestions.rules.case_papers import CASE_PAPERS, PARTIES_IN_CHINESE
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


DOCUMENTS = of_table(
    _document("opening_decision", "立案决定书"),
    _document(
        "consultation_record",
        "磋商记录",
        DocumentFact(name="记录人", label=_("Recorder"), source=document_facts.taken("paper.make")),
        is_sealed=False,
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
    _document("statement_of_claim", "公益诉讼起诉书"),
    _document("party_notice", "通知书", DocumentFact(name="当事人", label=_("Party"), source=_party)),
    _document("enforcement_question", "说明案件执行情况通知书"),
    _document(
        "monitoring_notice",
        "案件流程监控通知书",
        DocumentFact(name="发出人", label=_("Sent by"), source=document_facts.taken("paper.monitor")),
        is_sealed=False,
    ),
)
