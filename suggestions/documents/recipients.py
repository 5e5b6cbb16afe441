"""Whom the letter of a kind may address, where its rules name one recipient alone; reads, writes nothing."""

from datetime import date

from django.utils.translation import gettext as _

from organs.models import Procuratorate, Unit, UnitKind
from organs.refusals import Refused
from organs.words import Words
from suggestions.documents import routing
from suggestions.rules.case_papers import COURTS
from suggestions.rules.kinds import Kind, Route
from suggestions.rules.routes import COURT_LEVELS, RecipientPlace


def fault(*, kind: Kind, unit: Unit, issuer: Procuratorate, route: str) -> Words:
    """Returns why a unit is no recipient of a letter of this kind; "" where it may be one, or is not named yet.

    A suggestion on retrial, trial or enforcement goes to the court of the same level alone (P19 Art. 8; CIV21 Art. 87, 100,
    106; ADM21 Art. 92, 104-105, 109-111): the one that corresponds to the office. That of another area is addressed by the
    route on which the opinion of the procuratorate there is sought (P19 Art. 3(4)); areas are compared where both are known.
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
        words |= {
            "level": COURT_LEVELS.get(unit.level, unit.level),
            "ours": COURT_LEVELS.get(issuer.level, issuer.level),
        }
        return (
            _(
                "%(kind)s: such a suggestion goes to the court of the same level (%(ours)s), and %(unit)s is of another"
                " level (%(level)s)."
            )
            % words
        )
    if route != Route.CONSULTED and routing.place(unit=unit, office=issuer) == RecipientPlace.ELSEWHERE:
        words["office"] = issuer.name
        return (
            _(
                "%(kind)s: such a suggestion goes to the court that corresponds to %(office)s, and %(unit)s is in another"
                " place. Where the decision is that court's, seek the opinion of the procuratorate there, and take that"
                " route (Provisions, Art. 3(4))."
            )
            % words
        )
    return ""


def require(*, kind: Kind, unit: Unit, issuer: Procuratorate, route: str, on: date) -> None:
    """Raises Refused, with the article, for a unit that a letter of this kind may not address."""
    if why := fault(kind=kind, unit=unit, issuer=issuer, route=route):
        article = kind.on(on).basis
        raise Refused(f"{why} ({article})", field="unit", article=str(article))
