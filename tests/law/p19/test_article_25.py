"""P19 Art. 25: what follows when an urged unit does nothing."""

from followups.rules.escalation_rungs import IF_NECESSARY, ROWS
from followups.rules.tracks import TABLE
from suggestions.rules.lifecycle import TABLE as LIFECYCLE
from tests.law.rules import also, noted

ESCALATING = "tests/followups/actions/test_escalating.py::TestConditions::"


@also(
    f"{ESCALATING}test_all_that_is_missing_is_named_at_once",
    f"{ESCALATING}test_the_chief_decides_only_while_the_conditions_still_hold",
    f"{ESCALATING}test_an_urging_within_the_period_counts_once_the_day_has_passed",
    f"{ESCALATING}test_nothing_is_carried_further_before_the_day_that_the_urging_set",
)
@noted(
    "An urging within the period counts (在规定期限内经督促), one after it as well; before a day that the urging itself set, "
    "nothing is carried further."
)
def test_only_the_chief_procurator_decides_to_carry_it_further():
    """25 (conditions): The unit was urged, gives no justified reason and does not put things right, or not enough; the
    chief procurator decides."""
    assert (TABLE["escalation.propose"].who, TABLE["escalation.decide"].who) == ({"handling"}, {"chief"})


@also(
    "tests/followups/actions/test_escalating.py::TestTheWay::"
    "test_the_unit_is_told_only_that_those_above_it_were_informed"
)
def test_it_is_carried_to_the_addressees_of_the_article_and_to_some_only_if_necessary():
    """25 (addressees): It is reported to the higher procuratorate and made known to the unit's superior, regulator or
    association; if necessary reported to Party committee and congress, made known to government and discipline."""
    assert [(row.called, row.key) for row in ROWS] == [
        ("报告", "report_higher"),
        ("通报", "inform_superior"),
        ("报告", "report_party_congress"),
        ("通报", "inform_government_discipline"),
    ]
    assert {"report_party_congress", "inform_government_discipline"} == IF_NECESSARY


@also("tests/suggestions/actions/test_examining.py::test_the_chief_procurator_ends_it_or_sues_and_its_clock_stops")
def test_public_interest_litigation_is_brought_by_the_chief_procurators_decision():
    """25 (suit): Where the conditions of public-interest litigation are met, it is brought by law."""
    step = LIFECYCLE["examination.sue"]
    assert (step.who, step.kinds, step.target) == ({"chief"}, {"public_interest"}, "sued")
