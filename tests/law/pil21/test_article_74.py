"""PIL21 Art. 74: when a case ends without a suit."""

from suggestions.rules import ending_grounds
from suggestions.rules.lifecycle import TABLE
from tests.law.rules import also, noted


@also(
    "tests/suggestions/actions/test_not_suggested.py::"
    "test_a_public_interest_case_that_was_opened_ends_by_decision_on_a_ground",
    "tests/suggestions/actions/test_examining.py::"
    "test_a_ground_that_says_the_duty_is_performed_is_asked_back_while_art_82_stands_noted",
    "tests/suggestions/actions/test_examining.py::"
    "test_after_the_case_ended_nothing_is_asked_of_the_unit_and_closing_comes_next",
)
@also(
    "tests/followups/actions/test_closing.py::"
    "test_a_public_interest_letter_that_was_withdrawn_ends_by_a_decision_on_a_ground_that_the_organ_receives",
)
@also("tests/suggestions/actions/test_examining.py::test_the_chief_procurator_ends_it_or_sues_and_its_clock_stops")
@noted(
    "The ground is kept with the step and printed in the decision; decisions from before that name the article alone."
)
def test_the_chief_procurator_ends_the_examination_with_a_reason():
    """74: A case ends where the organ did not act unlawfully or fail to act, the interest is effectively protected, the organ
    performs its duty by law, or on another ground (after a letter by Art. 80)."""
    step = TABLE["examination.end"]
    assert (step.who, step.needs_reason, step.sources) == ({"chief"}, True, {"running", "suspended"})
    assert [row.item for row in ending_grounds.ROWS] == ["（一）", "（二）", "（三）", "（四）"]
