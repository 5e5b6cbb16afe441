"""After how many months a closed case is looked back at: by type and by the risk that was judged at closing. Practice, not law.

No article sets these months; every procuratorate may set its own in Set-up, and they hold for those below it as well.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from organs.words import Words
from suggestions.rules.kinds import Type

type Place = tuple[str, str]

MOST_MONTHS = 60


class Risk(StrEnum):
    """How likely it is that what was put right comes back, judged at closing with a reason."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


RISK_LABELS: dict[str, Words] = {
    Risk.HIGH: _("High risk"),
    Risk.MEDIUM: _("Medium risk"),
    Risk.LOW: _("Low risk"),
}

# Type of Art. 5 → months for high, medium and low risk. What harms the public goes fastest back to what it was.
_MONTHS: dict[Type, tuple[int, int, int]] = {
    Type.RETRIAL: (6, 12, 24),
    Type.RECTIFY_VIOLATION: (6, 12, 18),
    Type.PUBLIC_INTEREST: (3, 6, 12),
    Type.SOCIAL_GOVERNANCE: (6, 12, 18),
    Type.OTHER: (6, 12, 24),
}

DEFAULTS: dict[Place, int] = {
    (type_.value, risk.value): months for type_, row in _MONTHS.items() for risk, months in zip(Risk, row, strict=True)
}
