"""By which way the letter of a case may go (P19 Art. 3), and what must be there before it is issued; writes nothing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from organs.models import Procuratorate, Unit, UnitKind
from organs.refusals import Refused
from organs.words import Words, listed
from suggestions.models import AskedOf, LetterVersion, Opinion, Suggestion
from suggestions.rules import routes
from suggestions.rules.kinds import Route
from suggestions.rules.routes import RecipientPlace, Seat
from suggestions.rules.states import DOCUMENT

BEFORE_ISSUE = DOCUMENT.of("before issue")
#: Units of these kinds are organs: each has a level.
ORGANS = frozenset({UnitKind.GOVERNMENT_DEPARTMENT, UnitKind.COURT, UnitKind.POLICE, UnitKind.PRISON})


@dataclass(frozen=True, kw_only=True)
class RouteFault:
    """Why a letter may not go its way, in words that say what to do, with the article."""

    words: str
    article: Words


def place(*, unit: Unit, office: Procuratorate) -> RecipientPlace:
    """Returns where a unit stands beside the office that drafts."""
    if unit.is_placeholder:
        return RecipientPlace.UNKNOWN
    return routes.place(
        office=Seat(level=office.level, region=office.region_code),
        unit=Seat(level=unit.level, region=unit.region_code, is_organ=unit.kind in ORGANS),
    )


def open_routes(*, unit: Unit, office: Procuratorate, addressed_as: str) -> frozenset[str]:
    """Returns the routes by which an office may have a letter reach a unit."""
    return routes.routes(place(unit=unit, office=office), addressed_as=addressed_as, is_organ=unit.kind in ORGANS)


def fault(suggestion: Suggestion) -> RouteFault | None:
    """Returns why the letter may not go the way that its draft names; None where it may."""
    unit, office = suggestion.unit, suggestion.procuratorate
    if suggestion.route in open_routes(unit=unit, office=office, addressed_as=suggestion.addressed_as):
        return None
    if suggestion.route == Route.REPORTED and suggestion.drafted_by_id != suggestion.procuratorate_id:
        # It came from below: whoever took it up reports on, or is of the recipient's level and issues.
        return None
    way = routes.WAYS[place(unit=unit, office=office)]
    if not way.remedy:
        words = _("%(unit)s is of the level and area of %(office)s: the letter goes there directly.")
        return RouteFault(words=words % {"unit": unit.name, "office": office.name}, article=_("Provisions, Art. 3(1)"))
    return RouteFault(words=str(way.remedy) % {"unit": unit.name, "office": office.name}, article=way.article)


def is_to_be_reported(suggestion: Suggestion) -> bool:
    """Tells whether the office above decides first: where the recipient is above, or its level unknown and nobody took it up yet."""
    if suggestion.route != Route.REPORTED:
        return False
    where = place(unit=suggestion.unit, office=suggestion.procuratorate)
    is_own_draft = suggestion.drafted_by_id == suggestion.procuratorate_id
    return where == RecipientPlace.ABOVE or (where == RecipientPlace.UNKNOWN and is_own_draft)


def cannot_be_compared(suggestion: Suggestion) -> bool:
    """Tells whether the recipient is an organ of which level or area is not recorded, so that nothing speaks of Art. 3."""
    unit, office = suggestion.unit, suggestion.procuratorate
    return unit.kind in ORGANS and place(unit=unit, office=office) == RecipientPlace.UNKNOWN


def require(suggestion: Suggestion, letter: LetterVersion) -> None:
    """Raises Refused, with the article and what to do, for a letter that may not be issued on its way (yet)."""
    if letter.version > 1:
        return
    if found := fault(suggestion):
        words = _("%(text)s (%(article)s)") % {"text": found.words, "article": found.article}
        raise Refused(words, article=str(found.article))
    if words := awaited(suggestion):
        raise Refused(words, article=_("Provisions, Art. 3"))


def awaited(suggestion: Suggestion) -> str:
    """Returns, in words, what Art. 3 still asks of another procuratorate before the letter goes out; "" when nothing."""
    asked = list(suggestion.opinions.order_by("id"))
    if words := _disagreement(asked):
        return words
    if suggestion.document_state not in BEFORE_ISSUE:
        return ""
    if suggestion.route == Route.CONSULTED:
        return _consultation(asked)
    if suggestion.route == Route.FORWARDED:
        return _forwarding(asked)
    if suggestion.route == Route.REPORTED and is_to_be_reported(suggestion):
        return _("The procuratorate of the recipient's level decides and issues this letter (Provisions, Art. 3(2)).")
    return ""


def _of(asked: list[Opinion], asked_of: AskedOf) -> list[Opinion]:
    """Returns the last opinion of each addressee of this kind."""
    return list({row.addressee: row for row in asked if row.asked_of == asked_of}.values())


def _disagreement(asked: list[Opinion]) -> str:
    """Returns what follows where the procuratorate of another place does not agree: the common superior decides."""
    against = [row for row in _of(asked, AskedOf.PROCURATORATE) if row.disagrees_elsewhere]
    if not against:
        return ""
    decided = [
        row for row in _of(asked, AskedOf.SUPERIOR) if row.pk > max(each.pk for each in against) and row.answered_on
    ]
    if not decided:
        return _(
            "%(organ)s does not agree. Whoever insists on the letter reports it to the common superior procuratorate,"
            " which decides (Provisions, Art. 3(4))."
        ) % {"organ": listed([row.addressee for row in against])}
    if not decided[-1].has_agreed:
        return _("%(organ)s, the common superior procuratorate, decided that the letter is not issued (Art. 3(4)).") % {
            "organ": decided[-1].addressee
        }
    return ""


def _consultation(asked: list[Opinion]) -> str:
    consulted = _of(asked, AskedOf.PROCURATORATE)
    if not consulted:
        return _(
            "The recipient is in another place: the opinion of the procuratorate there must be sought before issue"
            " (Provisions, Art. 3(4)). None was asked for here yet."
        )
    if all(row.state == "asked" for row in consulted):
        return _(
            "The procuratorate of the recipient's place was asked and has not answered yet (Provisions, Art. 3(4))."
        )
    return ""


def _forwarding(asked: list[Opinion]) -> str:
    reviewed = _of(asked, AskedOf.HIGHER)
    if not reviewed:
        return _(
            "The procuratorate of the recipient's level reviews and forwards this letter (Provisions, Art. 3(2)). Its"
            " review was not asked for here yet."
        )
    if not reviewed[-1].answered_on:
        return _("%(organ)s was asked to review and forward the letter and has not answered yet (Art. 3(2)).") % {
            "organ": reviewed[-1].addressee
        }
    if not reviewed[-1].has_agreed:
        return _("%(organ)s does not forward the letter as it stands (Provisions, Art. 3(2)).") % {
            "organ": reviewed[-1].addressee
        }
    return ""
