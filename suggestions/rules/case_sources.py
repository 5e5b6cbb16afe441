"""How a case came to notice, as a table (P19 Art. 16(2)(1) asks a letter for its source)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.words import Words


@dataclass(frozen=True, kw_only=True)
class CaseSource:
    """One source. `told_by` are words by which a public report tells it, where a report is read by rule."""

    key: str
    label: Words
    told_by: tuple[str, ...] = ()


#: As pages list them. A report is read from the last to the first: "媒体报道后群众举报" is told by the media.
ROWS: tuple[CaseSource, ...] = (
    CaseSource(
        key="own_case",
        label=_("Found in handling a case or in own duties"),
        told_by=("办理", "办案", "履职", "履行", "案件时发现", "工作中发现"),
    ),
    CaseSource(
        key="case_class",
        label=_("The same violation in a class of cases (Civil Rules, Art. 117; Administrative Rules, Art. 119)"),
        told_by=("类案",),
    ),
    CaseSource(
        key="demand",
        label=_("Demand or report of the public"),
        told_by=("群众", "志愿者", "举报", "控告", "申诉", "申请监督", "投诉", "代表反映", "反馈"),
    ),
    CaseSource(key="model", label=_("Model of digital procuratorial work"), told_by=("大数据", "法律监督模型")),
    CaseSource(
        key="transfer",
        label=_("Transferred or assigned"),
        told_by=("移送", "转交", "交办", "通报", "指定管辖", "代表建议", "提案", "军地检察协作"),
    ),
    CaseSource(key="media", label=_("Reports in the media"), told_by=("媒体", "新闻报道", "网络舆情")),
    CaseSource(key="other", label=_("Another source")),
)
CASE_SOURCES: Mapping[str, CaseSource] = {row.key: row for row in ROWS}


def options() -> list[tuple[str, Words]]:
    """Returns the sources as the choices of a field: their keys and labels."""
    return [(row.key, row.label) for row in ROWS]


def told_by(words: str) -> str:
    """Returns the key of the source that a public report tells in these words; "" when no row knows them."""
    return next((row.key for row in reversed(ROWS) if any(each in words for each in row.told_by)), "")
