"""The duties that clocks count: each term belongs to one, and nobody is late with a right."""

import pytest

from organs.roles import Side
from suggestions.rules import duties
from suggestions.rules.relations import BY_KEY as RELATIONS
from suggestions.rules.states import DOCUMENT
from suggestions.rules.term_rows import TERMS, Owes, Trigger


def test_every_term_belongs_to_one_duty():
    counted = [term for duty in duties.DUTIES for term in duty.terms]
    assert sorted(counted) == sorted({term.key for term in TERMS})


@pytest.mark.parametrize(
    ("term", "duty"),
    [
        ("reply", "reply"),
        ("reply_local_qingdao", "reply"),
        ("retrial_court", "reply"),
        ("objection", "objection"),
        ("objection_court_civil", "answer_objection"),
        ("serve_retrial", "service"),
        ("visit", "visit"),
        ("slack_enforcement", "recipient"),
        ("monitoring_notice", "office"),
    ],
)
def test_a_term_belongs_by_what_ends_it(term, duty):
    assert duties.of_clock(term).key == duty


def test_no_event_ends_two_duties():
    ending = [duty.ends_with for duty in duties.DUTIES if duty.ends_with]
    assert len(ending) == len(set(ending))
    assert set(ending) <= set(Trigger)


def test_the_terms_of_a_duty_lie_on_its_side():
    for term in TERMS:
        assert term.owes in duties.OWED_BY[duties.of_term(term).side], term.key
    assert duties.OWED_BY[Side.UNIT] | duties.OWED_BY[Side.OFFICE] == set(Owes)


def test_the_unit_knows_of_its_own_duties_and_of_the_answer_to_its_objection():
    assert {duty.key for duty in duties.DUTIES if duty.is_open} == {
        *(duty.key for duty in duties.DUTIES if duty.side is Side.UNIT),
        "answer_objection",
    }


def test_a_duty_runs_from_a_state_in_which_somebody_of_the_office_sees_the_case():
    for duty in duties.DUTIES:
        assert duty.runs_in in DOCUMENT
        assert any(row.acts and duty.runs_in in row.stage.states for row in RELATIONS.values())


def test_of_a_visit_the_rules_for_other_clocks_of_the_office_remind():
    assert duties.REMINDED["office"] is duties.OTHER_OF_OFFICE
    assert "visit" not in duties.REMINDED
    assert "visit" in duties.reminded_terms()["office"]
