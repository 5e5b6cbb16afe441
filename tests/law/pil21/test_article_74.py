"""PIL21 Art. 74: when a case ends without a suit."""

from suggestions.rules.lifecycle import TABLE
from tests.law.rules import also, partly


@also("tests/suggestions/actions/test_examining.py::test_the_chief_procurator_ends_it_or_sues_and_its_clock_stops")
@partly("The two grounds are named in the form's words and not kept as one of two.")
def test_the_chief_procurator_ends_the_examination_with_a_reason():
    """74: A case ends where the public interest is effectively protected or all lawful measures were taken."""
    step = TABLE["examination.end"]
    assert (step.who, step.needs_reason, step.sources) == ({"chief"}, True, {"running", "suspended"})
