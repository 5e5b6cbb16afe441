"""Sheets that no record fills: every fact says its own name, so that templates and stationery can be looked at; reads only."""

from dataclasses import replace

from organs.models import Procuratorate
from suggestions.documents import composing
from suggestions.documents.document_kinds import LETTER
from suggestions.documents.document_shape import DocumentFact, DocumentKind
from suggestions.models import DocumentTemplate, Stationery
from suggestions.printing import sheets
from suggestions.printing.filling import Value
from suggestions.rules import letter_fields

#: Stands top left on a specimen, as the marks of letters do.
MARK = "样张"
#: What the specimen of a letter says, so short that head, signature and printing office stand on one page.
LETTER_FACTS: dict[str, Value] = {
    sheets.NUMBER: "×检建〔2026〕1号",
    sheets.SIGNED_ON: "2026年1月5日",
    sheets.NOTE: "",
    sheets.ATTACHMENTS: (),
    "建议书名称": "检察建议书",
    "建议名称": "检察建议",
    "抬头单位": "×××",
    "案件或者问题的来源": "这是一份样张，用来查看红头、署名、日期、院印和印发机关的位置，不是检察建议书。",
    "查明的事实和证据": "",
    "违法情形或者应当消除的隐患": "",
    "提出建议的法律依据": "",
    "建议": ({"内容": "本页文字没有任何效力。", "依据": "", "完成标准": ""},),
    "异议告知": "",
    "回复要求": "",
    "其他事项": "",
    "联系人": "",
    "致送语": "",
    "致送单位": "",
    sheets.COPIES: ("×××",),
}


def placeholder_sheet(template: DocumentTemplate, *, kind: DocumentKind, procuratorate: Procuratorate) -> sheets.Sheet:
    """Returns a sheet in which every fact says its own name, on the stationery of a procuratorate, without its seal."""
    facts = {fact.name: _own_name(fact) for fact in kind.facts} | {"检察院": procuratorate.name}
    stationery = composing.stationery_of(procuratorate)
    return sheets.Sheet(
        heading=template.heading,
        text=template.text,
        places=kind.places,
        facts=facts,
        frame=composing.frame_of(kind, author=str(facts[kind.author]), stationery=stationery),
    )


def letter(stationery: Stationery) -> sheets.Sheet:
    """Returns a letter on this stationery with its seal, marked as a specimen."""
    procuratorate = stationery.procuratorate
    template = composing.in_force(kind=LETTER, procuratorate=procuratorate)
    sheet = placeholder_sheet(template, kind=LETTER, procuratorate=procuratorate)
    frame = composing.frame_of(LETTER, author=procuratorate.name, stationery=stationery, marks=(MARK,), is_sealed=True)
    silent = {row.printed: "" for row in letter_fields.PRINTED_AS_TYPED}
    return replace(sheet, facts={**sheet.facts, **silent, **LETTER_FACTS}, frame=frame)


def _own_name(fact: DocumentFact) -> Value:
    if fact.fields:
        return [{name: f"「{fact.name}：{name}{number}」" for name in fact.fields} for number in "甲乙"]
    return [f"「{fact.name}甲」", f"「{fact.name}乙」"] if fact.is_list else f"「{fact.name}」"
