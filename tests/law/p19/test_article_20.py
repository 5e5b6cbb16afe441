"""P19 Art. 20: copies."""

import pytest

from organs.refusals import Refused
from suggestions.actions import copying
from suggestions.rules.kinds import COPY_GROUNDS
from suggestions.rules.tracks import TABLE
from tests import factories
from tests.factories import access, at
from tests.law.rules import also


@also("tests/desk/steps/test_filing.py::TestCopies::test_the_chief_ticks_the_ground_and_the_office_sends")
def test_a_copy_is_sent_on_one_of_four_grounds_and_on_no_other(w):
    """20: Where the social impact is considerable, public attention high, the violation typical, or departments should
    attend to it, a copy may go to Party committee, congress, government, discipline organ, superior or regulator."""
    assert list(COPY_GROUNDS) == ["social_impact", "public_attention", "typical_violation", "departments"]
    assert TABLE["copies.plan"].who == {"chief"}
    with pytest.raises(Refused) as refusal:
        copying.plan(
            access=access(w.chief), at=at(), suggestion=factories.opened(w), unit=w.copied_unit, ground="habit"
        )
    assert refusal.value.field == "ground"
