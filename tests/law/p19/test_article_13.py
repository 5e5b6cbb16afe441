"""P19 Art. 13: the chief procurator decides that there is an investigation."""

from suggestions.documents import completeness
from tests import factories
from tests.law.rules import partly


@partly("Day and name of the decision are typed by the prosecutor: it is no act of the chief procurator here.")
def test_a_draft_without_the_decision_to_investigate_is_not_complete(w):
    """13: The prosecutor reports a ground to the chief procurator, who decides to investigate and verify (调查核实)."""
    suggestion = factories.drafted(w)
    suggestion.investigation_decided_by = ""
    lacking = completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
    assert [check.anchor for check in lacking] == ["investigation_decided_on"]
