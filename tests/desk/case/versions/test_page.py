"""Versions of a letter side by side: what differs and what is the same, page beside page, and who may see which."""

import io
import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as installed
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django.fixtures import Settings

from desk.comparison import versions
from organs import clock
from sample import evidence
from suggestions.actions import copying, files
from suggestions.models import Suggestion
from tests import factories
from tests.desk.case.versions import two_versions
from tests.desk.portal.portal_pages import browser
from tests.factories import access, at, picture, world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def w(module_transaction: None) -> SimpleNamespace:
    return world()


@pytest.fixture(scope="module")
def modified(w: SimpleNamespace) -> int:
    return two_versions.in_two_versions(w, on=clock.today()).pk


@pytest.fixture(scope="module")
def kept(w: SimpleNamespace) -> Path:
    """Where the papers of this module's world lie; each test has a folder of its own otherwise."""
    return Path(installed.FILES)


@pytest.fixture
def letter(modified: int, kept: Path, settings: Settings, tmp_path: Path) -> Suggestion:
    settings.FILES, settings.VAR = kept, tmp_path  # pictures are drawn anew in each test
    return Suggestion.objects.get(pk=modified)


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def office(letter: Suggestion) -> str:
    return reverse("versions", args=[letter.pk])


def portal(letter: Suggestion) -> str:
    return reverse("portal-versions", args=[letter.pk])


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def compared(letter: Suggestion) -> versions.Compared:
    before, after = letter.versions.order_by("version")
    return versions.compare(before=before, after=after)


def read(found: versions.Compared) -> dict[str, tuple[str, str]]:
    """Returns the former and the later text of every part that differs."""
    return {
        change.label: (
            "".join(run.text for run in change.runs if run.kind != "inserted"),
            "".join(run.text for run in change.runs if run.kind != "deleted"),
        )
        for change in found.changes
    }


@pytest.mark.usefixtures("in_english")
class TestTexts:
    def test_a_changed_part_is_shown_by_word_and_in_its_place(self, letter):
        found = compared(letter)
        facts = found.changes[0]
        assert facts.label == "Facts found and evidence"
        assert [(run.text, run.kind) for run in facts.runs[1:3]] == [("八", "deleted"), ("九", "inserted")]

    def test_each_measure_is_compared_with_itself_wherever_it_stands(self, letter):
        found = compared(letter)
        assert [change.label for change in found.changes[1:]] == [
            "Measure 2 (formerly 3): reworded",
            "Measure 3: new",
            "Measure 1 of the earlier version: dropped",
            "Period for the written reply",
        ]
        differing = read(found)
        before, after = differing["Measure 2 (formerly 3): reworded"]
        assert before.startswith("每季度抽检一次\n") and after.startswith("每月抽检一次\n")
        assert differing["Measure 3: new"][0] == ""
        assert differing["Measure 1 of the earlier version: dropped"][1] == ""

    def test_a_kept_measure_with_a_new_number_is_the_same(self, letter):
        assert "Measure 1 (formerly 2)" in compared(letter).same

    def test_parts_that_are_the_same_are_named_once_and_empty_ones_not_at_all(self, letter):
        assert compared(letter).same == [
            "Title",
            "Recipient unit",
            "Source of the case or problem",
            "Violations, or hazards to eliminate",
            "Measure 1 (formerly 2)",
            "Period for objection",
        ]

    def test_a_version_compared_with_itself_differs_in_nothing(self, letter):
        after = letter.versions.get(version=2)
        found = versions.compare(before=after, after=after)
        assert found.changes == []
        assert [label for label in found.same if "Measure" in label] == ["Measure 1", "Measure 2", "Measure 3"]

    def test_a_measure_dropped_before_is_not_dropped_again(self, w, letter):
        kept = letter.letter.measure_texts.exclude(fate="dropped").order_by("position")
        body = factories.body(
            measures=tuple(
                two_versions.MeasureDraft(
                    id=row.measure_id, text=row.text, criterion=row.criterion, legal_basis=row.legal_basis
                )
                for row in kept
            )
        )
        two_versions.modify(w, letter, on=clock.today(), body=body)
        second, third = letter.versions.order_by("version")[1:]
        assert list(read(versions.compare(before=second, after=third))) == ["Facts found and evidence"]

    def test_a_mark_that_the_letter_was_given_is_a_difference(self, letter):
        letter.versions.filter(version=2).update(marking="work_secret")
        assert read(compared(letter))["Mark on the letter"] == ("", "Work secret")

    def test_copies_are_compared_as_each_version_names_them(self, w, letter):
        before, after = letter.versions.order_by("version")
        for unit, moment in ((w.copied_unit, before.rendered_at), (w.other_unit, after.rendered_at)):
            copying.plan(
                access=access(w.chief),
                at=moment + timedelta(minutes=1),
                suggestion=letter,
                unit=unit,
                ground="departments",
            )
        assert read(compared(letter))["Copies"] == ("", "丙县人民政府")

    @pytest.mark.parametrize(
        ("name", "content"), [("附件乙.png", factories.PNG), ("附件甲.png", evidence.photo("另一张").stream.read())]
    )
    def test_what_is_enclosed_differs_by_its_name_and_by_its_bytes(self, w, letter, name, content):
        given = ((1, picture("附件甲.png")), (2, files.Upload(name, io.BytesIO(content))))
        for version, file in given:
            about = f"letter:{version}"
            files.attach(
                files=[file], suggestion=letter, about=about, shown_to="both", added_by_id=w.handling.pk, at=at()
            )
        before, after = read(compared(letter))["Attachments"]
        assert before.startswith("附件甲.png") and after.startswith(name) and before != after


class TestPage:
    @pytest.mark.parametrize(("person", "address"), [("handling", office), ("liaison", portal)])
    def test_both_sides_read_what_differs_and_what_is_the_same(self, w, letter, person, address):
        shown = page(browser(getattr(w, person)), address(letter))
        for words in (
            "<del>八</del>",
            "<ins>九</ins>",
            "Measure 3: new",
            "6 parts are the same",
            "Page 1 of version 2",
        ):
            assert words in shown
        assert "inserted:" in shown and "deleted:" in shown  # for those who hear the page
        day = letter.letter.issued_on.isoformat()
        assert f"Version 2 · {day} · {letter.letter.document_number}" in shown

    def test_a_page_stands_beside_the_page_of_its_number_and_leads_to_its_pdf(self, w, letter):
        shown = page(browser(w.liaison), portal(letter))
        for document in letter.documents.filter(kind="letter"):
            version = document.about.removeprefix("letter:")
            for number in range(1, document.pages + 1):
                src = reverse("document-page", args=[document.pk, number])
                image = re.search(rf'<a href="(\S+)"><img src="{re.escape(src)}"[^>]*>', shown)
                assert image, (version, number)
                assert image[1] == reverse("document", args=[document.pk]) + f"#page={number}"
                for attribute in (f'alt="Page {number} of version {version}"', 'width="900"', 'loading="lazy"'):
                    assert attribute in image[0]
                assert re.search(r'height="1[0-9]{3}"', image[0])

    def test_pages_that_look_the_same_are_marked(self, w, letter):
        client, marked = browser(w.handling), "the same in both versions"
        assert marked not in page(client, office(letter))
        first = letter.documents.get(about="letter:1")
        letter.documents.filter(about="letter:2").update(blob=first.blob, pages=first.pages)
        assert page(client, office(letter)).count(marked) == first.pages

    def test_a_version_without_a_page_of_that_number_says_so(self, w, letter):
        first = letter.documents.get(about="letter:1")
        last = first.pages
        letter.documents.filter(about="letter:2").update(blob=first.blob, pages=last - 1)
        shown = page(browser(w.handling), office(letter))
        assert f"Version 2 has no page {last}." in shown and f"Page {last} of version 1" in shown
        assert shown.count("the same in both versions") == last - 1

    def test_a_file_that_is_damaged_or_gone_leaves_the_texts_and_says_so(self, w, letter):
        path = files.place(letter.documents.get(about="letter:1").blob_id)
        whole = path.read_bytes()
        client, words = browser(w.handling), "This page cannot be shown as a picture."
        try:
            path.write_bytes(whole[: len(whole) // 2])
            damaged = page(client, office(letter))
            path.unlink()
            gone = page(client, office(letter))
        finally:
            path.write_bytes(whole)
        for shown in (damaged, gone):
            assert words in shown and "<ins>九</ins>" in shown and "Page 1 of version 2" in shown

    def test_the_choice_is_two_versions_the_earlier_first(self, w, letter):
        client = browser(w.handling)
        turned = client.get(office(letter), {"earlier": "2", "later": "1"})
        assert (turned.context["before"].number, turned.context["after"].number) == (1, 2)
        same = client.get(office(letter), {"earlier": "2", "later": "2"})
        assert "Choose two different versions." in same.content.decode()
        for typed in ("3", "x", "9" * 400, "²"):
            unknown = client.get(office(letter), {"earlier": typed}).content.decode()
            assert "Select a valid choice" in unknown and "As text" not in unknown

    def test_a_proposed_version_is_not_there_until_it_is_printed(self, w, letter):
        two_versions.proposing.propose_modification(
            access=access(w.handling, clock.today()),
            at=clock.now(),
            suggestion=letter,
            reasons="笔误",
            body=two_versions.replace(
                factories.body(), contents=factories.body().contents | {"facts": "尚未决定的事实。"}
            ),
            cause=two_versions.Cause(),
        )
        for person, address in ((w.handling, office), (w.liaison, portal)):
            shown = page(browser(person), address(letter))
            assert "尚未决定的事实" not in shown and "Version 3" not in shown

    def test_drafts_are_compared_elsewhere_by_those_inside_only(self, w, letter):
        revisions = reverse("draft-revisions", args=[letter.pk])
        assert revisions in page(browser(w.handling), office(letter))
        for person, address in ((w.registrar, office), (w.liaison, portal)):
            assert revisions not in page(browser(person), address(letter))


class TestEmpty:
    @pytest.mark.parametrize(("person", "address"), [("handling", office), ("liaison", portal)])
    def test_one_version_alone_says_what_would_make_a_second(self, w, person, address):
        shown = page(browser(getattr(w, person)), address(factories.served(w)))
        assert "This letter has one version" in shown and "Art. 22" in shown
        assert "<select" not in shown and "<img" not in shown

    def test_a_draft_leads_to_its_saved_texts(self, w):
        draft = factories.drafted(w)
        shown = page(browser(w.handling), office(draft))
        assert "This letter is not printed yet" in shown
        assert reverse("draft-revisions", args=[draft.pk]) in shown


class TestLinks:
    @pytest.mark.parametrize(
        ("person", "home", "address"), [("handling", "suggestion", office), ("liaison", "portal-letter", portal)]
    )
    def test_the_letter_leads_to_its_versions_when_there_are_two(self, w, letter, person, home, address):
        client, alone = browser(getattr(w, person)), factories.served(w)
        assert address(letter) in page(client, reverse(home, args=[letter.pk]))
        assert address(alone) not in page(client, reverse(home, args=[alone.pk]))
        letter.documents.filter(about="letter:1").update(kind="other")
        assert address(letter) not in page(client, reverse(home, args=[letter.pk]))


class TestDoors:
    def test_invisible_is_not_found(self, w, letter):
        unserved = factories.issued(w)
        two_versions.modify(w, unserved, on=factories.DAY, body=factories.body())
        for person, address in (
            (w.outsider, office(letter)),
            (w.liaison, office(letter)),
            (w.handling, portal(letter)),
            (w.other_liaison, portal(letter)),
            (w.liaison, portal(unserved)),
        ):
            assert browser(person).get(address).status_code == 404
        assert Client().get(office(letter)).status_code != 200

    def test_a_copied_unit_reads_the_letter_and_compares_nothing(self, w, letter):
        copy = copying.plan(
            access=access(w.chief), at=clock.now(), suggestion=letter, unit=w.copied_unit, ground="departments"
        )
        copying.send(access=access(w.registrar), at=clock.now(), copy=copy, on=clock.today())
        assert browser(w.copied_liaison).get(portal(letter)).status_code == 404
