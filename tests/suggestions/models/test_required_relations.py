"""What a column may leave empty and a step relies on: it is there, or its absence is said."""

from datetime import date

import pytest

from suggestions.actions import review
from suggestions.models import Amendment, Event, LetterVersion, Suggestion

DAY = date(2026, 3, 2)


def test_what_is_there_is_given():
    letter = LetterVersion()
    assert Event(occurred_on=DAY).taken_on == DAY
    assert Suggestion(letter=letter).current_letter is letter
    assert Amendment(what="modify", letter=letter).next_letter is letter
    assert Suggestion(handling_prosecutor_id=7).handler_ids == {7}


@pytest.mark.parametrize(
    ("record", "name"),
    [(Event(seq=1), "taken_on"), (Suggestion(), "current_letter"), (Amendment(what="withdraw"), "next_letter")],
)
def test_what_is_missing_is_refused(record, name):
    with pytest.raises(LookupError):
        getattr(record, name)


def test_what_nobody_handles_has_no_handler_and_is_no_chiefs_own_case():
    assert Suggestion().handler_ids == frozenset()
    assert not review.is_chiefs_own_case(Suggestion(), on=DAY)
