"""CIV21 Art. 129: slips of the pen."""

from suggestions.rules.tracks import TABLE
from tests.law.rules import also


@also(
    "tests/suggestions/actions/test_correcting.py::test_a_correction_stands_beside_a_letter_that_stays_as_it_is",
    "tests/suggestions/actions/test_correcting.py::"
    "test_what_the_letter_does_not_say_or_what_changes_nothing_is_refused_at_its_field",
)
def test_a_slip_of_the_pen_is_corrected_by_a_decision_of_its_own():
    """129: A slip of the pen in an issued letter is put right by a correction (补正决定书); substance is changed as
    P19 Art. 22 says."""
    assert (TABLE["correction.propose"].who, TABLE["correction.make"].who) == ({"handling"}, {"chief"})
    assert "unit" in TABLE["correction.make"].notify
