"""P19 Art. 22: a letter that turns out improper is changed or withdrawn."""

from suggestions.rules.lifecycle import TABLE
from suggestions.rules.tracks import TABLE as TRACKS
from tests.law.rules import also, partly


@also(
    "tests/suggestions/actions/test_amending.py::"
    "test_an_upheld_objection_is_followed_by_what_was_decided_and_only_once",
    "tests/suggestions/actions/test_clocks.py::test_withdrawal_stops_all_that_the_letter_asked",
)
def test_the_chief_procurator_changes_or_withdraws_with_reasons_and_the_unit_is_told():
    """22(1): Where the own chief procurator finds a letter improper, its change (变更) or withdrawal (撤回) is decided
    and the unit is told at once, with reasons."""
    for name in ("document.modify", "document.withdraw"):
        step = TABLE[name]
        assert (step.who, step.needs_reason, "unit" in step.notify) == ({"chief", "secretary"}, True, True)
        assert step.sources == {"issued", "served"}


@also(
    "tests/suggestions/actions/test_amending.py::"
    "test_an_instruction_from_above_is_followed_before_the_letter_is_filed_again",
    "tests/followups/actions/test_closing.py::test_an_instruction_from_above_keeps_the_case_open",
)
@partly("Only the next-higher one instructs, and only by way of the filing; it sends the unit no notice of its own.")
def test_the_procuratorate_above_instructs_with_reasons():
    """22(2): A higher procuratorate that finds a letter improper instructs the lower one to change or withdraw it, and
    the unit is told with reasons."""
    step = TRACKS["filing.instruct"]
    assert (step.who, step.needs_reason, step.target) == ({"higher"}, True, "returned")
