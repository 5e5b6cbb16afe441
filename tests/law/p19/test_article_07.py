"""P19 Art. 7: one system, one numbering, every step with its trace."""

import pytest

from organs.refusals import Refused
from suggestions.actions import issuing, series
from tests import factories
from tests.factories import access, at
from tests.law.rules import also, noted


@pytest.mark.slow
@also(
    "tests/suggestions/actions/test_ledger.py::"
    "test_every_event_can_be_recomputed_without_our_code_and_follows_the_one_before",
    "tests/suggestions/actions/test_series.py::test_a_national_number_is_taken_once",
)
@noted("The software accompanies the unified national system and does not replace it.")
def test_where_numbers_come_from_the_unified_system_a_letter_waits_for_its_number(w):
    """7: Letters are made in the unified system: numbered there, signed in the office's name, every step with its
    trace and under supervision."""
    series.define(
        access=None,
        at=at(),
        procuratorate=w.county,
        kind="social_governance",
        mode="national",
        pattern=series.default_pattern(procuratorate=w.county, kind="social_governance"),
        origin=w.origin,
    )
    suggestion = factories.approved(w)
    with pytest.raises(Refused) as refusal:
        issuing.issue(access=access(w.registrar), at=at(), suggestion=suggestion)
    assert refusal.value.field == "number"
    steps = list(suggestion.events.order_by("seq").values_list("step", flat=True))
    assert [steps[0], steps[-1]] == ["open", "approve"]
