"""Which day is proposed for looking back at a case that is about to be closed, and from what it follows, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followups.models import LookBackPeriod
from followups.rules.look_back_terms import DEFAULTS, RISK_LABELS, Place, Risk
from organs.models import Procuratorate
from suggestions.models import Suggestion
from suggestions.rules import kinds
from suggestions.rules.counting import months_later


@dataclass(frozen=True, kw_only=True)
class Period:
    """The months that hold in one place, and the name of who set them; "" when they came with the software."""

    months: int
    set_by: str = ""

    @property
    def whence(self) -> str:
        """Returns in words where the months come from."""
        return _("set by %(name)s") % {"name": self.set_by} if self.set_by else _("as it came with the software")


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A day that is proposed, with all that it follows from."""

    type: str
    risk: str
    period: Period
    closing_on: date

    @property
    def on(self) -> date:
        return months_later(self.closing_on, self.period.months)

    @property
    def words(self) -> str:
        """Returns the derivation in words: type, risk, months, whose months, the day."""
        months = ngettext("%(count)d month", "%(count)d months", self.period.months) % {"count": self.period.months}
        return _("%(type)s, %(risk)s: %(months)s (%(whence)s) after %(start)s = %(day)s") % {
            "type": kinds.TYPE_LABELS[self.type],
            "risk": RISK_LABELS[self.risk],
            "months": months,
            "whence": self.period.whence,
            "start": self.closing_on.isoformat(),
            "day": self.on.isoformat(),
        }

    def to_json(self) -> dict[str, str | int]:
        """Returns what is kept with the proposal to close; `kept` reads it back."""
        return {
            "type": self.type,
            "risk": self.risk,
            "months": self.period.months,
            "set_by": self.period.set_by,
            "closing_on": self.closing_on.isoformat(),
        }


def kept(suggestion: Suggestion) -> Proposed | None:
    """Returns the proposal that was made with the last proposal to close; None for a case proposed without one."""
    stored = suggestion.closing_findings.get("look_back")
    if not stored:
        return None
    period = Period(months=stored["months"], set_by=stored["set_by"])
    day = date.fromisoformat(stored["closing_on"])
    return Proposed(type=stored["type"], risk=stored["risk"], period=period, closing_on=day)


def holding_for(procuratorate: Procuratorate) -> dict[Place, Period]:
    """Returns the whole table of a procuratorate: its own months, else those of the nearest above, else the defaults."""
    table = {place: Period(months=months) for place, months in DEFAULTS.items()}
    for row in LookBackPeriod.objects.holding_for(procuratorate):
        table[row.type, row.risk] = Period(months=row.months, set_by=row.procuratorate.name)
    return table


def proposed(suggestion: Suggestion, *, on: date) -> dict[str, Proposed]:
    """Returns the proposal for each risk, were the case closed on that day."""
    type_ = str(suggestion.family.type)
    table = holding_for(suggestion.procuratorate)
    return {
        risk.value: Proposed(type=type_, risk=risk.value, period=table[type_, risk.value], closing_on=on)
        for risk in Risk
    }
