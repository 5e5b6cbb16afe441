"""Clocks as either side sees them: days, derivation, what is late and what is only over."""

from datetime import date

import pytest

from desk.case import clock_presenter
from organs.models import Procuratorate
from organs.roles import Side
from suggestions.models import Clock, Event, Suggestion
from suggestions.rules.counting import count
from suggestions.rules.lengths import Length, LengthUnit
from suggestions.rules.rest_days import RestDays

CALENDAR = RestDays(rows=[], published_years=[2019, 2020])


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def clock_of(term: str, *, start: date, length: Length, **facts) -> Clock:
    counted = count(start=start, length=length, days=CALENDAR)
    served = Event(track="document", step="serve")
    found = Clock(
        term=term,
        rule_version="2019-02-26/1",
        owes=facts.pop("owes", "unit"),
        started_on=start,
        due_on=counted.due_on,
        derivation=counted.to_json(),
        started_by=served,
        **facts,
    )
    found.suggestion = Suggestion(procuratorate=Procuratorate(name="甲县人民检察院"))
    return found


def reply(**facts) -> Clock:
    """The Mulei reply: served on 11 November 2019, two months, a Saturday, due on Monday 13 January 2020."""
    return clock_of("reply", start=date(2019, 11, 11), length=Length(2, LengthUnit.MONTHS), **facts)


def test_a_due_day_on_a_saturday_is_told_step_by_step():
    shape = clock_presenter.clock_shape(reply(), today=date(2019, 11, 13), reader=Side.UNIT)
    assert shape.due == date(2020, 1, 13)
    assert (shape.owner, shape.beside, shape.state, shape.share) == ("Your unit", "in 61 days", "running", 3)
    days = [step.day for step in shape.steps]
    assert days == [date(2019, 11, 11), None, date(2020, 1, 11), date(2020, 1, 13)]
    assert shape.steps[0].text == "Served; this day does not count"
    assert shape.steps[1].term == "+ 2 months"
    assert "Art. 19" in shape.steps[1].note
    assert shape.steps[2].text == "the corresponding day, Saturday, weekend"
    assert "Monday" in shape.steps[3].text


def test_a_missed_reply_is_late_and_a_met_one_says_by_how_much():
    late = clock_presenter.clock_shape(reply(), today=date(2020, 1, 16), reader=Side.UNIT)
    assert (late.state, late.beside, late.share) == ("late", "3 days late", 100)
    met = reply(stopped_on=date(2019, 11, 21), stopped_by=Event(track="reply", step="receive"))
    shape = clock_presenter.clock_shape(met, today=date(2020, 1, 16), reader=Side.UNIT)
    assert (shape.state, shape.beside, shape.share) == ("still", "53 days early", None)


def test_a_clock_that_a_withdrawal_ends_was_not_met():
    ended = reply(stopped_on=date(2019, 11, 21), stopped_by=Event(track="document", step="withdraw"))
    shape = clock_presenter.clock_shape(ended, today=date(2019, 12, 1), reader=Side.UNIT)
    assert shape.beside == "ended 2019-11-21, not by being met"


@pytest.mark.parametrize(
    "stop", [{}, {"stopped_on": date(2020, 5, 1), "stopped_by": Event(track="case", step="close")}]
)
def test_a_right_that_was_not_used_is_over_and_never_late(stop):
    objection = clock_of("objection", start=date(2019, 11, 11), length=Length(10, LengthUnit.DAYS), **stop)
    shape = clock_presenter.clock_shape(objection, today=date(2020, 6, 1), reader=Side.UNIT)
    assert (shape.state, shape.beside, shape.owner) == ("still", "the period has passed", "a right, not a duty")
    assert shape.steps[1].text == "the period printed in the letter"


def test_a_day_that_was_moved_and_is_the_same_is_not_called_a_former_one():
    same = reply(former=[{"due_on": "2020-01-13", "reason": "节假日", "event": 9, "derivation": {}}])
    assert "Formerly" not in clock_presenter.clock_shape(same, today=date(2019, 11, 13), reader=Side.UNIT).note


def test_an_investigation_starts_with_its_decision_whatever_recorded_it():
    for step in ("open", "edit"):
        found = clock_of("investigation", start=date(2019, 11, 11), length=Length(2, LengthUnit.MONTHS), owes="office")
        found.started_by = Event(track="document", step=step)
        shape = clock_presenter.clock_shape(found, today=date(2019, 11, 21), reader=Side.OFFICE)
        assert shape.steps[0].text == "Decision to investigate; this day does not count"
        assert shape.owner == "甲县人民检察院"


def test_a_day_that_was_set_anew_shows_the_former_one_and_the_reason():
    moved = reply(former=[{"due_on": "2020-01-13", "reason": "变更建议书", "event": 9, "derivation": {}}])
    moved.due_on, moved.derivation = date(2020, 2, 3), {}
    shape = clock_presenter.clock_shape(moved, today=date(2020, 1, 1), reader=Side.UNIT)
    assert [step.day for step in shape.steps] == [date(2020, 1, 13), date(2020, 2, 3)]
    assert shape.steps[1].note == "变更建议书"
    assert shape.note == "Formerly 2020-01-13."


def test_a_year_without_a_calendar_is_said():
    open_year = count(
        start=date(2019, 11, 11), length=Length(2, LengthUnit.MONTHS), days=RestDays(rows=[], published_years=[])
    )
    provisional = reply()
    provisional.derivation = open_year.to_json()
    shape = clock_presenter.clock_shape(provisional, today=date(2019, 12, 1), reader=Side.UNIT)
    assert "not published yet" in shape.steps[-1].note
