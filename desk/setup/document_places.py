"""What a template of a kind may name, as rows to copy from: places, the parts of lists, and the parts that stand alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organs.words import Words
from suggestions.documents import template_checks
from suggestions.documents.document_shape import DocumentFact, DocumentKind
from suggestions.printing.patterns import Place
from suggestions.rules import kinds

#: What each part of the items of a list is, by its name in templates.
PARTS: dict[str, Words] = {
    "内容": _("What is asked"),
    "依据": _("Legal basis"),
    "完成标准": _("Acceptance criterion"),
    "环节": _("Gate"),
    "意见": _("Opinion"),
    "姓名": _("Name"),
    "职务": _("Post"),
    "日期": _("Date"),
    "文本摘要": _("Digest"),
    "决议": _("Resolution"),
    "身份": _("Capacity"),
    "建议": _("What is asked"),
    "态度": _("Answer"),
    "说明": _("Explanation"),
    "已完成": _("What is done"),
    "承诺日期": _("Promised for"),
    "证明材料": _("Evidence"),
    "情况": _("State"),
    "结论": _("Verdict"),
    "理由": _("Reasons"),
    "结果": _("Result"),
    "名称": pgettext_lazy("of a place", "Name"),
    "页次": _("Page"),
    "大小": _("Size"),
    "摘要": _("Digest"),
}
STANDING_ALONE: dict[str, Words] = {
    "附件": _("Note of attachments"),
    "落款": _("Signature: name, date and seal"),
    "抄送": _("Copies and printing office, at the foot of the last page"),
}


@dataclass(frozen=True, kw_only=True)
class TemplatePlaceRow:
    """A place as it is written in a template; `part` is the label of a list's part, a list repeats its line."""

    written: str
    label: Words
    part: Words = ""
    is_list: bool = False
    is_required: bool = False


def rows(kind: DocumentKind, *, suggestion_kind: str = "") -> list[TemplatePlaceRow]:
    """Returns every place of the kind, those that the text must name first, each list by its parts.

    What a kind of suggestion calls a content of its letter is what the place is called.
    """
    required = template_checks.required_names(kind)
    found = [
        row
        for fact in kind.facts
        if fact.name not in STANDING_ALONE
        for row in _of_place(replace(fact.place, label=_label(fact, suggestion_kind)), required)
    ]
    return sorted(found, key=lambda row: not row.is_required)


def _label(fact: DocumentFact, suggestion_kind: str) -> Words:
    kind = kinds.KINDS.get(suggestion_kind)
    content = kind.versions[-1].content(fact.content) if kind else None
    return content.label if content else fact.label


def _of_place(place: Place, required: list[str]) -> Iterator[TemplatePlaceRow]:
    names = {f"{place.name}.{part}": PARTS.get(part, part) for part in place.fields} or {place.name: ""}
    for name, part in names.items():
        yield TemplatePlaceRow(
            written=f"{{{name}}}", label=place.label, part=part, is_list=place.is_list, is_required=name in required
        )


def alone(kind: DocumentKind) -> list[TemplatePlaceRow]:
    """Returns the parts that stand alone on a line."""
    return [
        TemplatePlaceRow(
            written=f"{{{part}}}", label=STANDING_ALONE[part], is_required=part == template_checks.SIGNATURE
        )
        for part in template_checks.parts_of(kind)
    ]
