"""Before a letter leaves: recipient, number, enclosures and days on one page; a specimen slip makes no link void."""

import re

import pytest
from django.urls import reverse

from organs import clock
from suggestions.actions import admitting, clocks, serving
from suggestions.documents import composing
from suggestions.documents.document_kinds import KINDS
from tests import factories
from tests.desk.steps.step_pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def page(person, suggestion, name="before-leaving"):
    return client_of(person).get(reverse(name, args=[suggestion.pk]))


def without_keys(shown):
    """What a page was given, without the keys of the clocks in its addresses: each start of a clock makes a new one."""
    return re.sub(r"/clocks/\d+/", "/clocks/", str(shown))


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


def test_the_page_in_the_portal_is_the_one_that_the_unit_then_sees_and_nothing_was_served(w):
    suggestion = factories.issued(w)
    held = list(suggestion.events.values_list("seq", "hash"))
    shown = page(w.handling, suggestion, "portal-preview")
    html = shown.content.decode()
    assert shown.status_code == 200 and "<form" not in html and '<fieldset class="push" disabled>' in html
    leads_to = {href for href in re.findall(r'<a\b[^>]*href="([^"]*)"', html) if not href.startswith("#")}
    assert leads_to == {reverse("before-leaving", args=[suggestion.pk])}
    suggestion.refresh_from_db()
    assert suggestion.document_state == "issued" and suggestion.served_on is None
    assert list(suggestion.events.values_list("seq", "hash")) == held
    assert not suggestion.services.exists() and not suggestion.clocks.of_reply().exists()
    serving.serve(
        access=factories.access(w.handling, clock.today()),
        at=clock.now(),
        suggestion=suggestion,
        service=serving.ServiceDraft(mode="direct", received_on=clock.today(), signed_by="收发室", signed_as="mail"),
    )
    then = client_of(w.liaison).get(reverse("portal-letter", args=[suggestion.pk]))
    for name in ("tasks", "measures", "sheet", "clocks", "object_href", "reply_href"):
        assert without_keys(shown.context[name]) == without_keys(then.context[name]), name
    assert len(shown.context["answers"].forms) == len(then.context["answers"].forms) == 2


def test_before_it_is_issued_the_page_in_the_portal_says_when_it_can_be_seen(w):
    shown = page(w.handling, factories.approved(w), "portal-preview")
    assert shown.status_code == 403 and "once the letter is issued" in shown.content.decode()


def test_whoever_does_not_see_the_case_finds_no_page_and_a_served_letter_says_so(w):
    suggestion = factories.approved(w)
    for person in (w.outsider, w.liaison, w.analyst):
        assert page(person, suggestion).status_code == 404
    served = page(w.handling, factories.served(w))
    assert served.status_code == 403 and "not served yet" in served.content.decode()


def test_the_confirmation_of_electronic_service_is_printed_for_the_unit_to_sign(w):
    suggestion = factories.issued(w)
    printed = page(w.handling, suggestion, "electronic-consent")
    assert printed.status_code == 200 and printed.content.startswith(b"%PDF")
    assert "/electronic-consent.pdf" in page(w.handling, suggestion).content.decode()
    sheet = composing.sheet(KINDS["electronic_consent"], suggestion)
    text = "".join(block.text for block in sheet.blocks)
    assert sheet.title == "电子送达确认书" and suggestion.unit.name in text and "第九十条" in text
    assert page(w.handling, factories.served(w), "electronic-consent").content[:4] != b"%PDF"
