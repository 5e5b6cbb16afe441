"""Pages of documents as pictures: for whoever may read the document, and for nobody else; one reading a day in the log."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as installed
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.fixtures import Settings

from organs import clock
from suggestions.actions import copying, files
from suggestions.models import AccessLog, Document, Suggestion
from suggestions.printing import pictures
from tests import factories
from tests.desk.portal.portal_pages import browser
from tests.factories import access, at, world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def w(module_transaction: None) -> SimpleNamespace:
    return world()


@pytest.fixture(scope="module")
def served(w: SimpleNamespace) -> int:
    return factories.served(w, on=clock.today()).pk


@pytest.fixture(scope="module")
def kept(w: SimpleNamespace) -> Path:
    """Where the papers of this module's world lie; each test has a folder of its own otherwise."""
    return Path(installed.FILES)


@pytest.fixture
def letter(served: int, kept: Path, settings: Settings, tmp_path: Path) -> Suggestion:
    settings.FILES, settings.VAR = kept, tmp_path  # pictures are drawn anew in each test
    return Suggestion.objects.get(pk=served)


@pytest.fixture
def printed(letter: Suggestion) -> Document:
    return letter.documents.get(kind="letter")


def get(person, document: Document, page: int = 1, headers=None, **query: object) -> HttpResponse:
    return browser(person).get(reverse("document-page", args=[document.pk, page]), query, headers=headers)


@pytest.mark.parametrize("person", ["handling", "supervisor", "liaison"])
def test_whoever_reads_the_document_sees_its_pages(w, printed, person):
    response = get(getattr(w, person), printed)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert pictures.size(response.content)[0] == 900
    assert pictures.size(get(w.handling, printed, width=450).content)[0] == 450


def test_a_picture_stays_with_its_reader_and_is_not_sent_twice(w, printed):
    response = get(w.handling, printed)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    again = get(w.handling, printed, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(w.outsider, printed, headers={"if-none-match": response["ETag"]}).status_code == 404


@pytest.mark.parametrize("person", ["outsider", "other_liaison", "copied_liaison"])
def test_whoever_may_not_read_the_document_finds_nothing(w, printed, person):
    assert get(getattr(w, person), printed).status_code == 404


def test_a_document_is_not_there_for_its_unit_before_service(w, settings, tmp_path):
    settings.VAR = tmp_path
    issued = factories.issued(w)
    assert get(w.liaison, issued.documents.get(kind="letter")).status_code == 404


def test_a_copied_unit_sees_the_letter_and_no_other_document(w, letter, printed):
    copy = copying.plan(
        access=access(w.chief), at=clock.now(), suggestion=letter, unit=w.copied_unit, ground="departments"
    )
    copying.send(access=access(w.registrar), at=clock.now(), copy=copy, on=clock.today())
    assert get(w.copied_liaison, printed).status_code == 200
    other = Document.objects.create(
        suggestion=letter,
        kind="urging",
        title="督促函",
        blob=printed.blob,
        pages=1,
        rendered_at=clock.now(),
        shown_to="both",
    )
    assert get(w.copied_liaison, other).status_code == 404
    assert get(w.liaison, other).status_code == 200


@pytest.mark.parametrize("page", [0, 99, 10**30])
def test_a_page_out_of_range_is_not_found(w, printed, page):
    assert get(w.handling, printed, page).status_code == 404


@pytest.mark.parametrize("width", ["", "0", "901", "4500", "９００", "x"])
def test_a_width_that_is_not_offered_is_not_found(w, printed, width):
    assert get(w.handling, printed, width=width).status_code == 404


def test_a_damaged_lost_or_foreign_file_is_not_found(w, letter, printed):
    path = files.place(printed.blob_id)
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[:-200])
        assert get(w.handling, printed).status_code == 404
        path.unlink()
        assert get(w.handling, printed).status_code == 404
    finally:
        path.write_bytes(whole)
    printed.blob = files.store(content=b"no paper", media_type="application/pdf", at=at())
    printed.save()
    assert get(w.handling, printed).status_code == 404
    assert browser(w.handling).get(reverse("document-page", args=[999_999, 1])).status_code == 404


def test_pictures_of_a_document_are_one_reading_a_day_of_each_reader(w, letter, printed):
    readings = AccessLog.objects.filter(suggestion=letter, what=f"document:{printed.pk}")
    for page in range(1, printed.pages + 1):
        get(w.liaison, printed, page)
        get(w.liaison, printed, page, width=450)
    assert readings.count() == 1
    get(w.handling, printed)
    assert readings.count() == 2
    readings.update(at=at())
    get(w.handling, printed)
    assert readings.count() == 3
    get(w.handling, printed, 99)
    get(w.outsider, printed)
    assert readings.count() == 3


def test_a_picture_is_the_first_opening_too(w, letter, printed):
    get(w.liaison, printed)
    letter.refresh_from_db()
    assert letter.first_opened_at
    assert letter.events.filter(step="first_opening").count() == 1
