"""ORG18 Art. 21: the duty to answer."""

from followups.rules.tracks import TABLE
from tests.law.rules import also


@also("tests/followups/actions/test_replying.py::test_a_reply_in_the_portal_waits_for_every_answer")
def test_the_unit_answers_in_writing():
    """21: Units cooperate, and reply in time and in writing how they adopted a suggestion."""
    step = TABLE["reply.receive"]
    assert (step.who, step.by_unit, step.target) == ({"unit"}, True, "received")
