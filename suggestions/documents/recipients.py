"""Whom the letter of a kind may address, where its rules name one recipient alone; reads, writes nothing."""

from datetime import date

from django.utils.translation import gettext as _

from organs.models import Procuratorate, Unit, UnitKind
from organs.models.procuratorate import Level
from organs.refusals import Refused
from organs.words import Words
from suggestions.rules.case_papers import COURTS
from suggestions.rules.kinds import Kind


def fault(*, kind: Kind, unit: Unit, issuer: Procuratorate) -> Words:
    """Returns why a unit is no recipient of a letter of this kind; "" where it may be one, or is not named yet.

    A suggestion on retrial, trial or enforcement goes to the court of the same level alone (P19 Art. 8; CIV21 Art. 87, 100,
    106; ADM21 Art. 92, 104-105, 109-111).
    """
    if kind.key not in COURTS or unit.is_placeholder:
        return ""
    words: dict[str, Words] = {"kind": kind.label, "unit": unit.name}
    if unit.kind != UnitKind.COURT:
        return _("%(kind)s: such a suggestion goes to a court, and %(unit)s is none.") % words
    if not unit.level:
        return (
            _("%(kind)s: such a suggestion goes to the court of the same level, and that of %(unit)s is not recorded.")
            % words
        )
    if unit.level != issuer.level:
        words["level"] = dict(Level.choices).get(unit.level, unit.level)
        return (
            _(
                "%(kind)s: such a suggestion goes to the court of the same level, and %(unit)s is of the level “%(level)s”."
            )
            % words
        )
    return ""


def require(*, kind: Kind, unit: Unit, issuer: Procuratorate, on: date) -> None:
    """Raises Refused, with the article, for a unit that a letter of this kind may not address."""
    if why := fault(kind=kind, unit=unit, issuer=issuer):
        article = kind.on(on).basis
        raise Refused(f"{why} ({article})", field="unit", article=str(article))
