"""A letter that was modified before anybody was told of it: outside the office its first version was never there."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.urls import reverse

from organs.refusals import Refused
from suggestions.access import visible_records
from suggestions.actions import copying, serving
from suggestions.actions.serving import ServiceDraft
from suggestions.documents import document_facts
from suggestions.models import Suggestion
from suggestions.rules.relations import Visibility
from tests import factories
from tests.desk.case.versions import two_versions
from tests.desk.steps.step_pages import client_of
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DROPPED = two_versions.FIRST[0].text


@pytest.fixture
def issued(w) -> Suggestion:
    return factories.issued(w, measures=two_versions.FIRST)


def serve(w, suggestion, on=None, received_on=None):
    on = on or later(3)
    serving.serve(
        access=access(w.handling, on),
        at=at(on),
        suggestion=suggestion,
        service=ServiceDraft(mode="direct", received_on=received_on or on, signed_by="收发室", signed_as="mail"),
    )
    suggestion.refresh_from_db()


def announce(w, suggestion, on):
    serving.announce(
        access=access(w.handling, on), at=at(on), suggestion=suggestion, on=on + timedelta(days=9), place="本院"
    )


def text(person, suggestion, name="portal-letter") -> str:
    return client_of(person).get(reverse(name, args=[suggestion.pk])).content.decode()


def kinds(suggestion, visibility=Visibility.RECIPIENT) -> list[tuple[str, str]]:
    return list(
        visible_records.documents(suggestion, visibility=visibility).order_by("id").values_list("kind", "about")
    )


def opened(person, suggestion, version: int) -> int:
    row = suggestion.documents.get(about=f"letter:{version}")
    return client_of(person).get(reverse("document", args=[row.pk])).status_code


@pytest.fixture
def served(w, issued) -> Suggestion:
    two_versions.modify(w, issued, on=later(2))
    serve(w, issued)
    return issued


def test_the_recipient_reads_what_was_served_and_nothing_of_what_was_before(w, served):
    page = text(w.liaison, served)
    assert two_versions.NEW.text in page
    for words in (
        DROPPED,
        "Letter modified",
        "引用的门店数有误",
        "Dropped by the modification",
        "Versions side by side",
    ):
        assert words not in page, words
    assert kinds(served) == [("letter", "letter:2"), ("service_return", f"service:{served.services.get().pk}")]
    assert (opened(w.liaison, served, 1), opened(w.liaison, served, 2)) == (404, 200)
    versions = text(w.liaison, served, "portal-versions")
    assert DROPPED not in versions


def test_the_bundle_of_the_unit_leaves_it_out_and_that_of_the_office_does_not(w, served):
    def words(person, name):
        answer = client_of(person).get(reverse(name, args=[served.pk]))
        return "".join(
            "".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages
        )

    assert DROPPED not in words(w.liaison, "portal-bundle")
    assert DROPPED in words(w.handling, "bundle")


def test_the_office_reads_both_versions_and_how_it_came_to_the_second(w, served):
    page = text(w.handling, served, "suggestion")
    assert "Letter modified" in page
    assert DROPPED in text(w.handling, served, "versions")
    assert (opened(w.handling, served, 1), opened(w.higher, served, 1)) == (200, 200)


def test_a_copied_unit_reads_the_version_in_force_only(w, issued):
    two_versions.modify(w, issued, on=later(2))
    copy = copying.plan(
        access=access(w.chief), at=at(later(2), 15), suggestion=issued, unit=w.copied_unit, ground="departments"
    )
    copying.send(access=access(w.registrar, later(2)), at=at(later(2), 16), copy=copy, on=later(2))
    assert (opened(w.copied_liaison, issued, 1), opened(w.copied_liaison, issued, 2)) == (404, 200)


def test_what_was_modified_after_service_stays_readable_in_both_versions(w, issued):
    serve(w, issued, on=later(1))
    two_versions.modify(w, issued, on=later(2))
    page = text(w.liaison, issued)
    assert "引用的门店数有误" in page and "Versions side by side" in page
    assert [kind for kind, _about in kinds(issued)] == ["letter", "service_return", "letter", "modification_notice"]
    assert opened(w.liaison, issued, 1) == 200


def test_from_the_notice_of_a_proclamation_on_the_unit_is_told_of_a_modification(w, issued):
    announce(w, issued, later(1))
    two_versions.modify(w, issued, on=later(2))
    assert "引用的门店数有误" in text(w.liaison, issued)
    assert (opened(w.liaison, issued, 1), opened(w.liaison, issued, 2)) == (200, 200)


def test_of_two_modifications_the_one_before_service_is_the_offices_own(w, served):
    two_versions.modify(w, served, on=later(5), body=factories.body(measures=two_versions.kept(served)))
    letters = [about for kind, about in kinds(served) if kind == "letter"]
    assert letters == ["letter:2", "letter:3"]
    assert [kind for kind, _about in kinds(served)].count("modification_notice") == 1
    assert DROPPED not in text(w.liaison, served, "portal-versions")


def test_the_modified_letter_was_not_received_before_it_was_modified(w, issued):
    two_versions.modify(w, issued, on=later(2))
    with pytest.raises(Refused) as refused:
        serve(w, issued, received_on=later(1))
    assert refused.value.field == "received_on"
    serve(w, issued, received_on=later(2))
    correct = {"access": access(w.head, later(4)), "at": at(later(4)), "suggestion": issued, "reason": "回证有误"}
    with pytest.raises(Refused) as refused:
        serving.correct_receipt(**correct, on=later(1))
    assert refused.value.field == "on"


def test_a_letter_calls_itself_modified_only_where_the_one_before_was_told(w, issued):
    two_versions.modify(w, issued, on=later(2))
    assert document_facts.version_note(issued.letter) == ""
    serve(w, issued)
    assert document_facts.version_note(issued.letter) == ""
    two_versions.modify(w, issued, on=later(5), body=factories.body(measures=two_versions.kept(issued)))
    issued.refresh_from_db()
    assert document_facts.version_note(issued.letter).startswith("（替代本院")
