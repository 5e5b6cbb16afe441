"""Whose turn it is on a case page, what, and by which day."""

from datetime import date

import pytest
from django.utils import translation

from desk.case import turns, waiting
from desk.case.waiting import Wait
from suggestions.access import vacancies
from suggestions.models import Suggestion
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def turn_of(w, waits):
    suggestion = factories.opened(w)
    return turns.for_office(suggestion, waits, vacant=vacancies.of([suggestion], on=TODAY), today=TODAY)


def test_what_has_no_day_stands_beside_the_day_that_comes_first(w):
    """A filing that is late, and an examination due tomorrow, are not hidden by what has no day of its own."""
    waits = [
        Wait(relation="handling", what="Urge the unit"),
        Wait(relation="handling", what="Examine whether to sue", due_on=date(2026, 12, 2)),
        Wait(relation="case_manager", what="File the letter", due_on=date(2026, 11, 24)),
    ]
    turn = turn_of(w, waits)
    assert (turn.what, turn.by, turn.is_late) == ("Urge the unit", date(2026, 11, 24), True)
    assert str(turn.by_note).endswith("File the letter")


def test_what_has_a_day_keeps_it(w):
    waits = [
        Wait(relation="handling", what="Judge the reply", due_on=date(2026, 12, 10)),
        Wait(relation="case_manager", what="File the letter", due_on=date(2026, 11, 24)),
    ]
    turn = turn_of(w, waits)
    assert (turn.by, turn.is_late) == (date(2026, 12, 10), False)
    assert "File" not in str(turn.by_note)


@pytest.mark.parametrize(
    ("kind", "day_is_of"),
    [
        ("retrial_civil", "Send the suggestion and the case file to the court"),
        ("violation_civil_trial", "Send the suggestion to the court"),
    ],
)
def test_of_an_approved_letter_to_a_court_the_day_is_said_to_be_that_of_sending_it(w, kind, day_is_of):
    suggestion = factories.approved(w, kind)
    on = factories.later(3)
    with translation.override("en"):
        loaded = waiting.load(Suggestion.objects.filter(pk=suggestion.pk)).get()
        turn = turns.for_office(loaded, waiting.waits(loaded), vacant=vacancies.of([loaded], on=on), today=on)
        due = suggestion.clocks.get(term__startswith="serve_").due_on
        assert (turn.what, turn.by) == ("Issue the letter under its number", due)
        assert turn.by_note.endswith(day_is_of) and "Also: Tell the parties" in str(turn.what_note)


def test_the_turn_names_the_office_so_that_no_reader_takes_anothers_for_the_own(w):
    mine = turn_of(w, [Wait(relation="handling", what="Serve the letter")])
    assert mine.who == w.county.name
    suggestion = factories.opened(w)
    suggestion.reported_to = w.prefecture
    waits = [Wait(relation="reported_to", what="Take up what was reported")]
    turn = turns.for_office(suggestion, waits, vacant=vacancies.of([suggestion], on=TODAY), today=TODAY)
    assert turn.who == w.prefecture.name
