"""P19 Art. 4: the principles."""

import pytest
from django.utils import translation

from organs.refusals import Refused
from tests import factories
from tests.law.rules import also


@pytest.mark.slow
@also("tests/desk/office/test_drafts_views.py::TestWriting::test_an_open_suggestion_of_the_same_category_is_named")
def test_a_letter_that_is_found_unnecessary_does_not_pass_the_review(w):
    """4: Suggestions are necessary and prudent: the review gives a verdict on necessity, and one that is not
    necessary is returned and not passed."""
    suggestion = factories.at_policy(w)
    verdicts = {"necessity": False, "legality": True, "reasoning": True}
    with translation.override("en"), pytest.raises(Refused, match="returned with reasons, not passed"):
        factories.sign(w, suggestion, w.policy, verdicts=verdicts, opinion="没有必要。")
