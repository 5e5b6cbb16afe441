"""After how many months it is looked back."""

from followups.rules.look_back_terms import DEFAULTS, Risk
from suggestions.rules.kinds import Type
from tests.law.rules import practice


@practice
def test_public_interest_and_high_risk_are_looked_at_first():
    """months until a look-back: They follow from type and risk; every procuratorate may set its own."""
    assert DEFAULTS[Type.PUBLIC_INTEREST, Risk.HIGH] == min(DEFAULTS.values())
    assert all(DEFAULTS[type_, Risk.HIGH] < DEFAULTS[type_, Risk.LOW] for type_ in Type)
