"""P19 Art. 13: the chief procurator decides that there is an investigation."""

from suggestions.documents import completeness
from suggestions.rules.tracks import TABLE
from tests import factories
from tests.law.rules import also, noted


@also(
    "tests/suggestions/actions/test_investigating.py::test_the_prosecutor_asks_and_the_chief_decides_with_day_and_reason",
    "tests/suggestions/actions/test_clues.py::test_an_assessed_clue_leads_to_a_draft_that_carries_its_source",
    "tests/suggestions/actions/test_investigating.py::test_a_day_that_was_typed_is_no_decision_and_keeps_the_draft_from_review",
    "tests/suggestions/actions/test_investigating.py::test_acts_that_no_decision_covers_keep_a_draft_from_review",
)
@noted(
    "A decision from before the case came into the software is taken here once more, with its own day; what is compiled "
    "from public reports is never submitted and asks for none."
)
def test_a_draft_without_the_decision_to_investigate_is_not_complete(w):
    """13: The prosecutor reports a ground to the chief procurator, who decides to investigate and verify (调查核实)."""
    suggestion = factories.drafted(w)
    suggestion.investigations.update(state="refused")
    lacking = completeness.missing(suggestion=suggestion, letter=suggestion.letter, on=factories.DAY)
    assert [check.anchor for check in lacking] == ["investigation"]
    assert TABLE["investigation.ask"].who == {"handling"} and TABLE["investigation.decide"].who == {"chief"}
