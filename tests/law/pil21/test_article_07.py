"""PIL21 Art. 7–8: department head and chief procurator."""

from suggestions.rules.kinds import KINDS
from suggestions.rules.lifecycle import TABLE


def test_the_department_head_examines_before_the_chief_procurator_decides():
    """7: The head of the department examines what goes to the chief procurator."""
    assert [gate.relation for gate in KINDS["public_interest"].versions[-1].gates] == ["head", "chief"]


def test_who_does_not_agree_returns_the_draft_with_reasons():
    """8: Who decides may return or refuse, with reasons."""
    step = TABLE["document.return"]
    assert (step.target, step.needs_reason) == ("draft", True)
