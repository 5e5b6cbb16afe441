"""PIL21 Art. 78: suspension."""

from datetime import date

import pytest

from suggestions.rules.counting import count
from suggestions.rules.lifecycle import TABLE
from suggestions.rules.pauses import Pause, PauseCause
from tests.law.clocks import NATIONAL, months


@pytest.mark.parametrize("name", ["examination.suspend", "examination.resume"])
def test_only_a_public_interest_examination_is_suspended_and_by_the_chief_procurator(name):
    """78: The chief procurator suspends the examination for a cause, and resumes it when the cause has ended. The rules on
    civil and administrative litigation know a suspension of their own review, which is not kept here."""
    step = TABLE[name]
    assert (step.kinds, step.who, step.needs_reason) == ({"public_interest"}, {"chief"}, True)


def test_the_days_of_a_suspension_are_given_back():
    """78 (effect): The time of the suspension does not count in the examination."""
    pause = Pause(PauseCause.SUSPENSION, date(2026, 5, 16), date(2026, 5, 26))
    counted = count(start=date(2026, 5, 6), length=months(1), days=NATIONAL, pauses=(pause,))
    assert (counted.raw_end, counted.due_on) == (date(2026, 6, 16), date(2026, 6, 16))
