"""Investigation and verification (调查核实) as tables: the means of P19 Art. 14, who was questioned, and where two of staff are asked.

A person is a role and a number: who it is stands in the paper file alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.words import Words
from suggestions.rules.case_papers import PARTIES, PARTIES_IN_CHINESE
from suggestions.rules.recusals import OF_ADMINISTRATIVE_LITIGATION
from suggestions.rules.term_rows import CIVIL, PUBLIC_INTEREST


@dataclass(frozen=True, kw_only=True)
class Means:
    """One item of Art. 14, with its words in documents. `asks_person`: of a role and a number; `asks_institution`: where, or of whom."""

    key: str
    label: Words
    zh: str
    asks_person: bool = False
    asks_institution: bool = False


ROWS: tuple[Means, ...] = (
    Means(
        key="copy",
        label=_("Query, obtain or copy evidence"),
        zh="查询、调取、复制相关证据材料",
        asks_institution=True,
    ),
    Means(
        key="question",
        label=_("Ask a party or somebody who knows of the matter"),
        zh="向当事人、有关知情人员或者其他相关人员了解情况",
        asks_person=True,
    ),
    Means(key="hear_unit", label=_("Hear the recipient unit"), zh="听取被建议单位意见"),
    Means(
        key="consult",
        label=_("Consult experts, departments or associations"),
        zh="咨询专业人员、相关部门或者行业协会等对专门问题的意见",
        asks_institution=True,
    ),
    Means(
        key="appraise",
        label=_("Commission an appraisal, assessment or audit"),
        zh="委托鉴定、评估、审计",
        asks_institution=True,
    ),
    Means(key="inspect", label=_("Visit and inspect on site"), zh="现场走访、查验", asks_institution=True),
    Means(key="other", label=_("Another means that the facts ask for"), zh="查明事实所需要采取的其他措施"),
)
MEANS: Mapping[str, Means] = {row.key: row for row in ROWS}

#: What Art. 14 forbids, as the form says it.
FORBIDDEN = _(
    "Forbidden in every investigation: restricting anybody's liberty, and sealing, seizing or freezing property"
    " (Provisions, Art. 14)."
)

#: What a person who was asked is to the case; the name stands in the paper file alone.
QUESTIONED: dict[str, Words] = {
    **PARTIES,
    "informed": _("Somebody who knows of the matter"),
    "of_unit": _("Somebody of the recipient unit"),
    "concerned": _("Another person concerned"),
}
QUESTIONED_IN_CHINESE: Mapping[str, str] = {
    **PARTIES_IN_CHINESE,
    "informed": "知情人员",
    "of_unit": "被建议单位人员",
    "concerned": "其他相关人员",
}
MOST_QUESTIONED = 999

#: Under which article two of staff take part; the Provisions are silent, so that elsewhere one may do.
TWO_OF_STAFF: Mapping[str, Words] = {
    **dict.fromkeys(PUBLIC_INTEREST, _("PIL Case Rules, Art. 36")),
    **dict.fromkeys(CIVIL, _("Civil Supervision Rules, Art. 69")),
    **dict.fromkeys(OF_ADMINISTRATIVE_LITIGATION, _("Administrative Supervision Rules, Art. 65")),
}
