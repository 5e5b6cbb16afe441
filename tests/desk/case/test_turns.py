"""Whose turn it is on a case page, what, and by which day."""

from datetime import date

import pytest

from desk.case import turns
from desk.case.waiting import Wait
from suggestions.access import vacancies
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
