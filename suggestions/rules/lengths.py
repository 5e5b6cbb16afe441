"""How long a term is: so many days, months or working days; not how they are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suggestions.rules import plain_values
from suggestions.rules.plain_values import Json

LONGEST = 999


class ImpossibleLength(ValueError):
    """A term is shorter than one or longer than 999 of its units, or two of different units are added."""


class LengthUnit(StrEnum):
    """What a term is measured in (CC 200). Working days are a measure of the office; no article of 2.1 uses them."""

    DAYS = "days"
    MONTHS = "months"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Length:
    """So many days, months or working days."""

    amount: int
    unit: LengthUnit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LONGEST:
            raise ImpossibleLength(
                _("A period is from 1 to %(most)d long, not %(amount)d.") % {"most": LONGEST, "amount": self.amount}
            )

    def plus(self, other: "Length") -> "Length":
        """Give both lengths as one. Raises ImpossibleLength when they are measured in different units."""
        if other.unit is not self.unit:
            raise ImpossibleLength(
                _("%(longer)s cannot be added to a period of %(length)s.")
                % {"longer": other.text(), "length": self.text()}
            )
        return Length(self.amount + other.amount, self.unit)

    def text(self) -> str:
        """Write the length in words: `2 months`."""
        words = {
            LengthUnit.DAYS: ngettext("%(amount)d day", "%(amount)d days", self.amount),
            LengthUnit.MONTHS: ngettext("%(amount)d month", "%(amount)d months", self.amount),
            LengthUnit.WORKING_DAYS: ngettext("%(amount)d working day", "%(amount)d working days", self.amount),
        }
        return words[self.unit] % {"amount": self.amount}

    def to_json(self) -> dict[str, Json]:
        """Give the length as plain values."""
        return {"amount": self.amount, "unit": self.unit.value}

    @classmethod
    def from_json(cls, stored: object) -> "Length":
        """Read what `to_json` wrote. Raises KeyError, TypeError or ValueError."""
        if not isinstance(stored, Mapping):
            raise TypeError(f"a length was expected, not {stored!r}")
        return cls(plain_values.integer(stored["amount"]), LengthUnit(plain_values.string(stored["unit"])))


def whole(length: Length, prolonged: Sequence[Length]) -> Length:
    """Give a length with all that prolongs it. Raises ImpossibleLength when one has another unit."""
    return reduce(Length.plus, prolonged, length)
