"""ORG18 Art. 29: the chief procurator, and who signs by delegation."""

from organs.roles import CHIEFS, Role


def test_a_deputy_decides_by_delegation():
    """29: The chief procurator decides major matters and may delegate, also the signing."""
    assert set(CHIEFS) == {Role.CHIEF, Role.DEPUTY_CHIEF}
