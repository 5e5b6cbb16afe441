"""A ticket says whose form it is and which fields it has; what is not of the form is not kept."""

import pytest
from django.core import signing

from pending.rules import form_tickets
from pending.rules.form_tickets import Ticket

TICKET = Ticket("/suggestions/5/draft/", ("title", "facts", "measures-"))


def test_a_ticket_is_read_back_by_its_person_alone():
    said = form_tickets.issue(person_id=7, address="/suggestions/5/draft/", names=["facts", "title", "facts"])
    assert form_tickets.read(said, person_id=7) == Ticket("/suggestions/5/draft/", ("facts", "title"))
    assert form_tickets.read(said, person_id=8) is None


def test_a_ticket_that_was_touched_or_is_a_day_old_is_none(monkeypatch):
    said = form_tickets.issue(person_id=7, address="/", names=["title"])
    assert form_tickets.read(said[:-1] + ("a" if said[-1] != "a" else "b"), person_id=7) is None
    assert form_tickets.read(signing.dumps([7, "/", ["title"]], salt="other"), person_id=7) is None
    assert form_tickets.read("", person_id=7) is None
    monkeypatch.setattr(form_tickets, "GOOD_FOR", -1)
    assert form_tickets.read(said, person_id=7) is None


def test_only_the_fields_of_the_form_are_kept():
    given = {
        "title": ["督促整改"],
        "password": ["secret"],
        "measures-count": ["2"],
        "measures-1-text": ["依法查处"],
        "measures-1-text-more": ["x"],
        "measures-": ["x"],
        "copies-0-unit": ["3"],
    }
    assert TICKET.fields_of(given) == {
        "title": ["督促整改"],
        "measures-count": ["2"],
        "measures-1-text": ["依法查处"],
    }


@pytest.mark.parametrize("given", [None, [], "title", {"title": "one"}, {"title": [1]}, {"title": [["x"]]}])
def test_what_no_page_sends_is_not_kept(given):
    assert TICKET.fields_of(given) is None


def test_more_than_a_person_types_is_not_kept():
    assert TICKET.fields_of({"facts": ["字" * form_tickets.MOST_CHARACTERS]})
    assert TICKET.fields_of({"facts": ["字" * (form_tickets.MOST_CHARACTERS + 1)]}) is None
    assert TICKET.fields_of({"facts": [""] * (form_tickets.MOST_VALUES + 1)}) is None


def test_what_no_column_holds_is_left_out():
    assert TICKET.fields_of({"facts": ["一\x00二\ud800三\u2028四"]}) == {"facts": ["一二三\u2028四"]}
