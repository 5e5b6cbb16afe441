"""Whom the letter of a kind may address, where its rules name one recipient alone; reads, writes nothing."""

from datetime import date

from django.utils.translation import gettext as _

from organs.models import Procuratorate, Unit, UnitKind
from organs.models.procuratorate import Level
from organs.refusals import Refused
from organs.words import Words
from suggestions.rules.kinds import Kind, Type


def fault(*, kind: Kind, unit: Unit, issuer: Procuratorate) -> Words:
    """Returns why a unit is no recipient of a letter of this kind; "" where it may be one, or is not named yet.

    A retrial suggestion goes to the court of the same level alone (P19 Art. 8; CIV21 Art. 87; ADM21 Art. 92).
    """
    if kind.type != Type.RETRIAL or unit.is_placeholder:
        return ""
    if unit.kind != UnitKind.COURT:
        return _("A retrial suggestion goes to a court: %(unit)s is none.") % {"unit": unit.name}
    if not unit.level:
        return _("A retrial suggestion goes to the court of the same level: the level of %(unit)s is not recorded.") % {
            "unit": unit.name
        }
    if unit.level != issuer.level:
        return _("A retrial suggestion goes to the court of the same level: %(unit)s is of the level “%(level)s”.") % {
            "unit": unit.name,
            "level": dict(Level.choices).get(unit.level, unit.level),
        }
    return ""


def require(*, kind: Kind, unit: Unit, issuer: Procuratorate, on: date) -> None:
    """Raises Refused, with the article, for a unit that a letter of this kind may not address."""
    if why := fault(kind=kind, unit=unit, issuer=issuer):
        article = kind.on(on).basis
        raise Refused(f"{why} ({article})", field="unit", article=str(article))
