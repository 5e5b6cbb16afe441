"""Before a letter leaves: recipient, number, enclosures and days on one page; a specimen slip makes no link void."""

import pytest
from django.urls import reverse

from organs import clock
from suggestions.actions import admitting, clocks
from tests import factories
from tests.desk.steps.step_pages import client_of

pytestmark = [pytest.mark.django_db]


def page(person, suggestion, name="before-leaving"):
    return client_of(person).get(reverse(name, args=[suggestion.pk]))


def test_an_approved_letter_shows_to_whom_under_which_number_and_until_when(w):
    suggestion = factories.approved(w)
    shown = page(w.registrar, suggestion)
    words = shown.content.decode()
    assert shown.status_code == 200
    assert w.unit.name in words and "丙县人民路1号" in words and "as things stand now" in words
    today = clock.today()
    due = {term.key: day for term, day in clocks.expected(suggestion=suggestion, on=today)}
    assert set(due) == {"reply", "objection"} and all(day.isoformat() in words for day in due.values())
    assert not suggestion.clocks.of_reply().exists()


def test_the_days_are_those_that_service_then_starts(w):
    issued = factories.issued(w)
    expected = {term.key: day for term, day in clocks.expected(suggestion=issued, on=factories.DAY)}
    served = factories.served(w)
    assert {each.term: each.due_on for each in served.clocks.filter(owes="unit")} == expected


def test_an_issued_letter_shows_its_number_and_the_specimen_slip_leaves_the_link_as_it_is(w):
    suggestion = factories.issued(w)
    assert suggestion.letter.document_number in page(w.handling, suggestion).content.decode()
    token = admitting.invite(access=factories.access(w.handling), at=factories.at(), suggestion=suggestion)
    printed = page(w.handling, suggestion, "service-slip-preview")
    assert printed.status_code == 200 and printed.content.startswith(b"%PDF")
    assert admitting.find_invitation(token=token, at=factories.at()) is not None
    assert suggestion.invitations.count() == 1


def test_whoever_does_not_see_the_case_finds_no_page_and_a_served_letter_says_so(w):
    suggestion = factories.approved(w)
    for person in (w.outsider, w.liaison, w.analyst):
        assert page(person, suggestion).status_code == 404
    served = page(w.handling, factories.served(w))
    assert served.status_code == 403 and "not served yet" in served.content.decode()
