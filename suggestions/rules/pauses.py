"""Stretches of days that a term does not run: why, from when to when; a pure shape, decided and recorded elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from suggestions.rules import plain_values
from suggestions.rules.plain_values import Json


class ImpossiblePause(ValueError):
    """A pause ends before it begins."""


class PauseCause(StrEnum):
    """Why a term stood still: the examination was suspended (PIL21 78), or an appraisal was awaited (PIL21 47)."""

    SUSPENSION = "suspension"
    APPRAISAL = "appraisal"


@dataclass(frozen=True, slots=True)
class Pause:
    """From the day on which a term stopped to the day on which it ran again; the days between are given back."""

    cause: PauseCause
    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise ImpossiblePause(
                _("A pause cannot end on %(end)s, before it began on %(begin)s.")
                % {"end": self.to_on.isoformat(), "begin": self.from_on.isoformat()}
            )

    @property
    def days(self) -> int:
        """Count the days that are given back: one that ends on the day on which it began gives none."""
        return (self.to_on - self.from_on).days

    def overlaps(self, other: "Pause") -> bool:
        """Tell whether a day would be given back twice."""
        return self.from_on < other.to_on and other.from_on < self.to_on

    def to_json(self) -> dict[str, Json]:
        """Give the pause as plain values."""
        return {"cause": self.cause.value, "from_on": self.from_on.isoformat(), "to_on": self.to_on.isoformat()}

    @classmethod
    def from_json(cls, stored: object) -> "Pause":
        """Read what `to_json` wrote. Raises KeyError, TypeError or ValueError."""
        if not isinstance(stored, Mapping):
            raise TypeError(f"a pause was expected, not {stored!r}")
        return cls(
            cause=PauseCause(plain_values.string(stored["cause"])),
            from_on=plain_values.day(stored["from_on"]),
            to_on=plain_values.day(stored["to_on"]),
        )


def days_of(pauses: Sequence[Pause]) -> timedelta:
    """Give how long all pauses were together."""
    return timedelta(days=sum(pause.days for pause in pauses))
