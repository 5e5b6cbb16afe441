"""Whoever writes a letter, by a page or by a program, is refused at the text that is longer than it may be."""

import pytest

from organs.refusals import Refused
from suggestions.actions import drafting, ledger
from suggestions.actions.amending import proposing
from suggestions.actions.amending.proposing import Cause
from suggestions.actions.drafting import MeasureDraft
from suggestions.rules.letter_lengths import MOST, MOST_IN_ALL, MOST_MEASURES
from tests import factories
from tests.factories import access, at

pytestmark = pytest.mark.django_db

TOO_LONG = {
    "facts": {"contents": {"facts": "字" * (MOST["facts"] + 1)}},
    "conclusion_report": {"conclusion_report": "字" * (MOST["conclusion_report"] + 1)},
    "measures-1-text": {"measures": (MeasureDraft(text="字" * (MOST["text"] + 1)),)},
}


def save(w, suggestion, **overrides):
    drafting.save(
        access=access(w.handling),
        at=at(),
        suggestion=suggestion,
        head=factories.head(w),
        body=factories.body(**overrides),
    )


@pytest.mark.parametrize("field", TOO_LONG)
def test_a_text_that_is_too_long_is_refused_at_its_field(w, field):
    suggestion = factories.drafted(w)
    revision = suggestion.letter.revision
    with pytest.raises(Refused) as refused:
        save(w, suggestion, **TOO_LONG[field])
    assert refused.value.field == field
    suggestion.letter.refresh_from_db()
    assert suggestion.letter.revision == revision


def test_many_measures_and_much_in_all_are_refused(w):
    suggestion = factories.drafted(w)
    with pytest.raises(Refused, match=str(MOST_MEASURES)):
        save(w, suggestion, measures=tuple(MeasureDraft(text="字") for _each in range(MOST_MEASURES + 1)))
    with pytest.raises(Refused, match=str(MOST_IN_ALL)):
        save(w, suggestion, measures=tuple(MeasureDraft(text="字" * MOST["text"]) for _each in range(25)))


def test_a_modification_is_judged_alike(w):
    suggestion = factories.served(w)
    with pytest.raises(Refused) as refused:
        proposing.propose_modification(
            access=access(w.handling), at=at(), suggestion=suggestion, reasons="更正。",
            body=factories.body(**TOO_LONG["facts"]), cause=Cause(),
        )  # fmt: skip
    assert refused.value.field == "facts"


def test_the_words_of_an_event_have_a_length(w):
    suggestion = factories.served(w)
    from suggestions.actions import objecting

    with pytest.raises(Refused, match=str(ledger.LONGEST_TEXT)):
        objecting.object_to(
            access=access(w.liaison), at=at(), suggestion=suggestion, grounds="字" * (ledger.LONGEST_TEXT + 1)
        )
