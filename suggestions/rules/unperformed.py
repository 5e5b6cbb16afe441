"""What counts as duty not performed after a public-interest letter, as a table (PIL21 Art. 82)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.words import Words


@dataclass(frozen=True, kw_only=True)
class Unperformed:
    """One item of the article; `zh` is what documents say."""

    key: str
    label: Words
    zh: str


ROWS: tuple[Unperformed, ...] = (
    Unperformed(
        key="no_reply",
        label=_("No reply in time, and no effective measure"),
        zh="逾期不回复检察建议，也没有采取有效整改措施",
    ),
    Unperformed(
        key="plan_only",
        label=_("A plan was made, and not carried out in substance"),
        zh="已经制定整改措施，但没有实质性执行",
    ),
    Unperformed(
        key="partial",
        label=_("Replied in time, with no measure or only some"),
        zh="虽按期回复，但未采取整改措施或者仅采取部分整改措施",
    ),
    Unperformed(
        key="prosecuted",
        label=_("The offender is prosecuted, and the organ must still act"),
        zh="违法行为人已经被追究刑事责任或者案件已经移送刑事司法机关，但行政机关仍应当继续依法履行职责",
    ),
    Unperformed(
        key="obstacle_gone",
        label=_("An obstacle has gone, and the work was not resumed"),
        zh="因客观障碍导致整改方案难以按期执行，但客观障碍消除后未及时恢复整改",
    ),
    Unperformed(
        key="unlawful",
        label=_("The measures break the law"),
        zh="整改措施违反法律法规规定",
    ),
    Unperformed(key="other", label=_("Another way of not performing the duty"), zh="其他没有依法履行职责的情形"),
)
UNPERFORMED: Mapping[str, Unperformed] = {row.key: row for row in ROWS}


def options() -> list[tuple[str, Words]]:
    """Returns the items as the choices of a field: their keys and labels."""
    return [(row.key, row.label) for row in ROWS]
