"""Who may address whom (P19 Art. 3): where a recipient stands beside an office, and by which ways a letter goes there.

Levels and areas are compared; an area is a code of administrative division, of which the first digits are the larger area.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from organs.words import Words
from suggestions.rules.kinds import Route

#: From the highest level to the lowest, as procuratorates and units name theirs.
LEVELS = ("supreme", "provincial", "prefecture", "basic")

#: What the court of a level is called, where a level is named of a court.
COURT_LEVELS: Mapping[str, Words] = {
    "supreme": _("Supreme People's Court"),
    "provincial": _("high people's court"),
    "prefecture": _("intermediate people's court"),
    "basic": _("basic people's court"),
}


class AddressedAs(StrEnum):
    """What the recipient is to the case (P19 Art. 3(1))."""

    INVOLVED = "involved"
    COMPETENT = "competent"
    OTHER = "other"


ADDRESSED_AS_LABELS: dict[str, Words] = {
    AddressedAs.INVOLVED: _("The unit involved in our own case"),
    AddressedAs.COMPETENT: _("A competent organ"),
    AddressedAs.OTHER: _("Another unit concerned, which is no competent organ"),
}
ADDRESSED_AS_CHOICES: list[tuple[str, Words]] = [(str(key), label) for key, label in ADDRESSED_AS_LABELS.items()]


class RecipientPlace(StrEnum):
    """Where a recipient stands beside an office; UNKNOWN where its level or area is not recorded."""

    HERE = "here"
    ABOVE = "above"
    BELOW = "below"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """The level and area of an office or a unit; a unit that is no organ (`is_organ`) needs no level."""

    level: str
    region: str
    is_organ: bool = True


@dataclass(frozen=True, kw_only=True)
class Way:
    """By which routes a letter reaches a place, under which article; `remedy` says what to do where it may not go directly."""

    routes: frozenset[str]
    article: Words = ""
    remedy: Words = ""


def _routes(*routes: Route) -> frozenset[str]:
    return frozenset(map(str, routes))


WAYS: Mapping[RecipientPlace, Way] = {
    RecipientPlace.HERE: Way(routes=_routes(Route.DIRECT, Route.INSTRUCTED)),
    RecipientPlace.UNKNOWN: Way(routes=_routes(*Route)),
    RecipientPlace.ABOVE: Way(
        routes=_routes(Route.REPORTED, Route.FORWARDED),
        article=_("Provisions, Art. 3(2)"),
        remedy=_(
            "%(unit)s is above the level of %(office)s. Report level by level: the procuratorate of its level decides and"
            " issues the letter, or reviews and forwards it. Only the unit involved in our own case is addressed directly."
        ),
    ),
    RecipientPlace.BELOW: Way(
        routes=frozenset(),
        article=_("Provisions, Art. 3(3)"),
        remedy=_(
            "%(unit)s is below the level of %(office)s. Instruct the corresponding lower procuratorate to suggest. Only the"
            " unit involved in our own case is addressed directly."
        ),
    ),
    RecipientPlace.ELSEWHERE: Way(
        routes=_routes(Route.CONSULTED),
        article=_("Provisions, Art. 3(4)"),
        remedy=_(
            "%(unit)s is in another place than %(office)s. Seek the opinion of the procuratorate there, and take that route."
            " Only the unit involved in our own case is addressed directly."
        ),
    ),
}


def place(*, office: Seat, unit: Seat) -> RecipientPlace:
    """Returns where a unit stands beside an office."""
    is_apart = bool(office.region and unit.region) and not _are_together(office.region, unit.region)
    if unit.level in LEVELS and office.level in LEVELS:
        step = LEVELS.index(unit.level) - LEVELS.index(office.level)
        if step < 0:
            return RecipientPlace.ABOVE
        if step > 0:
            return RecipientPlace.ELSEWHERE if is_apart else RecipientPlace.BELOW
    if is_apart:
        return RecipientPlace.ELSEWHERE
    if not unit.region or not office.region or (unit.is_organ and not unit.level):
        return RecipientPlace.UNKNOWN
    return RecipientPlace.HERE


def _are_together(one: str, other: str) -> bool:
    """Tells whether two areas are the same, or one lies in the other; zeros at the end say nothing."""
    one, other = _area(one), _area(other)
    return one.startswith(other) or other.startswith(one)


def _area(code: str) -> str:
    """Returns the digits of a code that name an area: two for a province, four for a prefecture, six for a county."""
    code = code.strip()
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def routes(place: RecipientPlace, *, addressed_as: str, is_organ: bool) -> frozenset[str]:
    """Returns the routes that are open to a place.

    The unit of the own case is addressed directly, whatever its level; that Art. 3(4) leaves it so in another place is our
    reading. So is a unit above that is no organ: Art. 3(2) speaks of competent organs alone.
    """
    found = WAYS[place].routes
    is_direct = addressed_as == AddressedAs.INVOLVED
    if place == RecipientPlace.ABOVE and addressed_as == AddressedAs.OTHER:
        is_direct = not is_organ
    return found | {str(Route.DIRECT)} if is_direct else found
