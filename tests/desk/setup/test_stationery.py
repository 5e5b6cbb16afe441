"""Stationery in Set-up: the form, its specimen, the seal and who may look at it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from suggestions.actions import files
from suggestions.actions import stationery as actions
from suggestions.models import Stationery
from tests import factories
from tests.suggestions.printing.seal_pictures import file_of, picture

pytestmark = pytest.mark.django_db
GIVEN = {"head": "red", "mark": "", "printing_office": "丙县人民检察院办公室", "expected_change": "0"}


def address(w, name: str = "setup-stationery-of", place: str = "county") -> str:
    return reverse(name, args=[getattr(w, place).pk])


def upload(content: bytes | None = None, name: str = "院印.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or file_of(picture()).getvalue(), content_type="image/png")


@pytest.fixture
def sealed(w) -> Stationery:
    return actions.write(
        access=None,
        at=factories.at(),
        procuratorate=w.county,
        head="plain",
        mark="",
        printing_office="",
        seal=files.Upload("院印.png", file_of(picture())),
    )


@pytest.mark.slow
class TestForm:
    def test_head_office_and_seal_are_saved_in_one_go(self, by, w):
        answer = by(w.local).post(address(w), GIVEN | {"seal": upload()}, follow=True)
        assert answer.redirect_chain == [(address(w), 302)]
        found = Stationery.objects.get(procuratorate=w.county)
        assert (found.head, found.printing_office, found.seal is not None) == ("red", GIVEN["printing_office"], True)

    def test_nothing_is_set_and_nothing_is_missing_at_first(self, by, w):
        page = by(w.local).get(address(w))
        assert page.context["form"]["head"].value() == "plain"
        checks = by(w.local).get(reverse("setup")).context["checks"]
        assert not [check for check in checks if "stationery" in str(check.href or "")]

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"head": "blue"}, "head"),
            ({"mark": "字" * 29}, "mark"),
            ({"printing_office": "\U0001f95b"}, "printing_office"),
            ({"seal": upload(b"no picture")}, "seal"),
            ({"seal": upload(file_of(picture(400)).getvalue())}, "seal"),
        ],
    )
    def test_each_refusal_stands_at_its_field_and_what_was_typed_stays(self, by, w, facts, field):
        answer = by(w.local).post(address(w), GIVEN | facts)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert answer.context["form"]["printing_office"].value() == (GIVEN | facts)["printing_office"]
        assert not Stationery.objects.exists()

    def test_a_stale_form_is_told_and_saves_after_that(self, by, w, sealed):
        client = by(w.local)
        answer = client.post(address(w), GIVEN)
        assert answer.status_code == 409
        assert (
            client.post(
                address(w), GIVEN | {"expected_change": answer.context["form"]["expected_change"].value()}
            ).status_code
            == 302
        )

    def test_the_seal_is_removed_after_a_question(self, by, w, sealed):
        client, href = by(w.local), address(w, "setup-seal-remove")
        assert client.get(href).status_code == 200
        assert client.post(href).url == address(w)
        assert Stationery.objects.get().seal is None
        assert client.get(href).status_code == 302
        assert client.get(address(w, "setup-seal")).status_code == 404


@pytest.mark.slow
class TestSpecimen:
    def test_the_page_shows_each_page_of_the_specimen_as_a_picture(self, by, w, sealed):
        client = by(w.local)
        pages = client.get(address(w)).context["pages"]
        assert pages
        for href in pages:
            answer = client.get(href)
            assert (answer["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")
            assert "no-store" in answer["Cache-Control"]

    def test_what_is_typed_is_shown_and_saved_nowhere(self, by, w):
        client = by(w.local)
        answer = client.post(address(w), GIVEN | {"mark": "丙县人民检察院文件", "do": "preview"})
        assert answer.status_code == 200 and answer.context["is_typed"]
        saved, typed = (client.get(page.context["pages"][0]).content for page in (client.get(address(w)), answer))
        assert saved != typed
        assert not Stationery.objects.exists()

    def test_the_print_preview_is_a_pdf_that_nobody_keeps(self, by, w, sealed):
        answer = by(w.local).post(address(w), GIVEN | {"do": "pdf"})
        assert answer.content.startswith(b"%PDF")
        assert "no-store" in answer["Cache-Control"] and answer["Content-Disposition"].startswith("inline")

    @pytest.mark.parametrize("do", ["preview", "pdf"])
    def test_what_is_wrong_is_said_at_its_field(self, by, w, do):
        answer = by(w.local).post(address(w), GIVEN | {"mark": "字" * 29, "do": do})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["mark"])

    @pytest.mark.parametrize(
        "query", ["page=99", "page=x", "head=blue&mark=&printing_office=", "head=red&mark=" + "字" * 29]
    )
    def test_there_is_no_other_picture(self, by, w, query):
        assert by(w.local).get(f"{address(w, 'setup-stationery-page')}?{query}").status_code == 404


class TestWhoSeesTheSeal:
    @pytest.mark.slow
    def test_administrators_of_the_place_and_above_do(self, by, w, sealed):
        for who in ("local", "administrator"):
            answer = by(getattr(w, who)).get(address(w, "setup-seal"))
            assert answer.content == files.place(sealed.seal_id).read_bytes()
            assert answer["Cache-Control"] == "private, no-store"

    @pytest.mark.slow
    @pytest.mark.parametrize("who", ["chief", "registrar", "handling", "liaison", "elsewhere"])
    def test_nobody_else_does_nor_changes_it(self, by, w, sealed, who):
        client = by(getattr(w, who))
        for name in ("setup-stationery-of", "setup-stationery-page", "setup-seal", "setup-seal-remove"):
            assert client.get(address(w, name)).status_code == 404
        assert client.post(address(w), GIVEN).status_code == 404
        assert client.post(address(w, "setup-seal-remove")).status_code == 404
        assert Stationery.objects.get() == sealed

    def test_signed_out_it_asks_to_sign_in(self, client, w, sealed):
        assert client.get(address(w, "setup-seal")).status_code == 302

    @pytest.mark.slow
    def test_the_trace_says_it_in_words(self, by, w, sealed):
        by(w.local).post(address(w, "setup-seal-remove"))
        text = by(w.administrator).get(reverse("setup-changes")).content.decode()
        assert w.county.name in text
        assert "set stationery" not in text and "remove seal" not in text
