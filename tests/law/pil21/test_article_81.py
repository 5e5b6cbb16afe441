"""PIL21 Art. 81: the suit."""

from suggestions.rules.lifecycle import TABLE


def test_a_suit_is_brought_from_a_running_examination_and_the_unit_is_told():
    """81: Where the organ still does not perform its duty and the interest is still harmed, the suit is brought."""
    step = TABLE["examination.sue"]
    assert (step.sources, step.target, "unit" in step.notify) == ({"running"}, "sued", True)
