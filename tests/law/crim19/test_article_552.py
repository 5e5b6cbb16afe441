"""CRIM19 Art. 552: general violations in criminal proceedings."""

from suggestions.rules.kinds import KINDS


def test_the_chief_procurator_decides_on_general_violations():
    """552: On general violations in criminal proceedings the chief procurator decides."""
    gate = KINDS["violation_criminal"].versions[-1].gates[-1]
    assert (gate.relation, gate.decides, gate.by_resolution) == ("chief", True, False)
