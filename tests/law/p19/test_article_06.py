"""P19 Art. 6: who handles a suggestion."""

import pytest

from organs.refusals import NotAllowed
from suggestions.actions import drafting
from suggestions.rules.lifecycle import TABLE
from tests import factories
from tests.factories import access, at
from tests.law.rules import noted


@noted("Who leads a case group (主办检察官) is not marked: it is the handling prosecutor.")
def test_a_prosecutor_handles_it_alone_or_in_a_case_group(w):
    """6: A suggestion is handled by a prosecutor, or by a case group of several (检察官办案组)."""
    suggestion = factories.opened(w)
    assert suggestion.handling_prosecutor == w.handling
    assert set(suggestion.members.values_list("person", flat=True)) == {w.assistant.pk, w.second.pk}
    assert TABLE["document.edit"].who == {"handling", "team"}
    with pytest.raises(NotAllowed):
        drafting.save(
            access=access(w.outsider), at=at(), suggestion=suggestion, head=factories.head(w), body=factories.body()
        )
