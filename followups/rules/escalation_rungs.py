"""The rungs of P19 Art. 25 as a table: to whom an undone suggestion may be carried, what that is called, and when."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organs.words import Words

REPORT, INFORM = "报告", "通报"


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One row: `called` is the law's verb, `words` how letters say it, `condition` what it needs beside the common ones.

    `tells_unit` marks what the unit is told of: that those above it know, so that it can act [D]. What goes up within the
    procuratorates, to the Party committee and congress, or to the discipline organ is the office's own.
    """

    key: str
    label: Words
    words: str
    called: str
    condition: Words
    is_if_necessary: bool = False
    tells_unit: bool = False


_IF_NECESSARY = _("Only if necessary: say why the rungs below do not suffice.")

ROWS: tuple[Rung, ...] = (
    Rung(
        key="report_higher",
        label=_("Report to the higher procuratorate"),
        words="向上级人民检察院报告",
        called=REPORT,
        condition=_("No more than what every rung needs."),
    ),
    Rung(
        key="inform_superior",
        label=_("Inform the unit's superior organ, industry regulator or self-regulatory body"),
        words="向被建议单位的上级机关、行政主管部门或者行业自律组织等通报",
        called=INFORM,
        condition=_("No more than what every rung needs; the unit is told."),
        tells_unit=True,
    ),
    Rung(
        key="report_party_congress",
        label=_("Report to the Party committee and the People's Congress of the same level"),
        words="向同级党委、人大报告",
        called=REPORT,
        condition=_IF_NECESSARY,
        is_if_necessary=True,
    ),
    Rung(
        key="inform_government_discipline",
        label=_("Inform the government and the discipline and supervision organ of the same level"),
        words="向同级政府、纪检监察机关通报",
        called=INFORM,
        condition=_IF_NECESSARY,
        is_if_necessary=True,
    ),
)

RUNGS: dict[str, Rung] = {row.key: row for row in ROWS}
CHOICES = [(row.key, row.label) for row in ROWS]
IF_NECESSARY = frozenset(row.key for row in ROWS if row.is_if_necessary)
