"""P19 Art. 24: urging and supporting the unit."""

from followups.rules.tracks import TABLE
from tests.law.rules import also, noted

FOLLOWUPS = "tests/followups/actions/"


@also(
    f"{FOLLOWUPS}test_replying.py::test_an_urging_letter_is_printed_for_the_unit_and_moves_no_legal_day",
    f"{FOLLOWUPS}test_visiting.py::TestRecording::"
    "test_findings_land_on_the_measures_and_the_record_is_printed_and_kept",
    "tests/desk/steps/test_supporting.py::test_support_is_recorded_seen_on_both_sides_and_confirmed_by_the_unit",
)
@noted("“The original prosecutor” is read as the case group.")
def test_the_cases_own_people_urge_and_visit_and_every_visit_leaves_a_record():
    """24: The prosecutor who handled the case urges and supports the unit, by inquiry, visit, consultation or joint
    meeting, and keeps a written record or work record."""
    assert TABLE["reply.urge"].who == TABLE["visit.record"].who == {"handling", "team"}
    assert TABLE["reply.urge"].needs_reason
    assert TABLE["support.confirm"].by_unit and TABLE["support.record"].who == {"handling", "team", "head"}
    assert TABLE["visit.record"].target == "held"
