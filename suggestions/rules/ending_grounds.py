"""On which ground a public-interest case ends, as a table (PIL21 Art. 74, first paragraph; after a letter by Art. 80)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.words import Words


@dataclass(frozen=True, kw_only=True)
class EndingGround:
    """One item of the article; `item` is its number there, as the decision names it.

    `says_all_is_done` says that the ground holds only where every measure is done, `says_duty_is_performed` that it does
    not where something is noted as not performed (PIL21 Art. 82).
    """

    key: str
    label: Words
    item: str
    says_all_is_done: bool = False
    says_duty_is_performed: bool = False

    @property
    def cited(self) -> str:
        return f"{self.cited_alone}、第八十条"

    @property
    def cited_alone(self) -> str:
        """The ground of a case that ends without a letter, or after its letter was withdrawn: no follow-up came before it."""
        return f"《人民检察院公益诉讼办案规则》第七十四条第一款第{self.item}项"


ROWS: tuple[EndingGround, ...] = (
    EndingGround(
        key="no_fault",
        label=_("The organ did not act unlawfully, and did not fail to act"),
        item="（一）",
        says_duty_is_performed=True,
    ),
    EndingGround(
        key="protected",
        label=_("The state or public interest is effectively protected"),
        item="（二）",
        says_duty_is_performed=True,
    ),
    EndingGround(
        key="performed",
        label=_("The organ took all measures and performs its duty by law"),
        item="（三）",
        says_all_is_done=True,
        says_duty_is_performed=True,
    ),
    EndingGround(key="other", label=_("Another ground on which the case is to end"), item="（四）"),
)
GROUNDS: Mapping[str, EndingGround] = {row.key: row for row in ROWS}
#: What decisions cite that were taken before the ground was kept as one of the list.
NOT_KEPT = "《人民检察院公益诉讼办案规则》第七十四条"
