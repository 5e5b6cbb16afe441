"""P19 Art. 22: a letter that turns out improper is changed or withdrawn."""

from suggestions.rules.lifecycle import TABLE
from suggestions.rules.tracks import TABLE as TRACKS
from tests.law.rules import also, noted

AMENDING = "tests/suggestions/actions/test_amending.py::"
FILING = "tests/desk/steps/test_filing.py::TestFiling::"


@also(
    "tests/suggestions/actions/test_modified_service.py::"
    "test_it_is_served_once_with_a_return_that_names_letter_and_notice",
    "tests/suggestions/actions/test_withdrawal_service.py::test_it_is_served_once_with_a_return_that_names_the_notice",
    "tests/suggestions/actions/test_withdrawal_service.py::"
    "test_it_waits_with_the_prosecutor_until_it_is_served_and_stands_on_both_sides",
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
    f"{AMENDING}test_an_instruction_needs_no_filing_has_its_own_notice_and_is_not_refused_below",
    f"{AMENDING}test_an_instruction_from_above_is_followed_before_the_letter_is_filed_again",
    f"{FILING}test_refiling_is_offered_only_after_the_instruction_was_carried_out",
    f"{FILING}test_an_instruction_without_a_filing_is_seen_by_the_unit",
    "tests/followups/actions/test_closing.py::test_an_instruction_from_above_keeps_the_case_open",
)
@noted(
    "The next-higher one instructs; one farther up does so through it. The lower one then decides, and cannot refuse."
)
def test_the_procuratorate_above_instructs_with_reasons():
    """22(2): A higher procuratorate that finds a letter improper instructs the lower one to change or withdraw it, and
    the unit is told with reasons."""
    step = TRACKS["instruction.give"]
    assert (step.who, step.needs_reason, step.target, step.sources) == ({"higher"}, True, "given", frozenset())
    assert "unit" in step.notify and TRACKS["filing.instruct"].target == "returned"
