"""What counts as adopted."""

import pytest

from followups.actions.judging import outcome_of
from tests.law.rules import also, practice


@also("tests/followups/actions/test_judging.py::test_every_measure_is_judged_with_a_reason_where_it_is_not_adopted")
@practice
@pytest.mark.parametrize(
    ("verdicts", "outcome"),
    [
        (["adopted", "other_way"], "adopted"),
        (["adopted", "not_adopted"], "partly"),
        (["not_adopted", "not_applicable"], "not"),
    ],
)
def test_every_measure_is_judged_and_the_outcome_follows_from_what_was_accepted(verdicts, outcome):
    """adopted: Every measure is judged by itself; all that applies accepted is adopted, some is partly, none is not.
    It says what was accepted, and not what was done."""
    assert outcome_of(verdicts) == outcome
