"""Stationery: head, mark, printing office and seal of a procuratorate, and that only what goes out bears the seal."""

import io
from types import SimpleNamespace

import pikepdf
import pytest

from organs.actions import procuratorates
from organs.models import SetupEvent
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import documents, files
from suggestions.actions import stationery as actions
from suggestions.documents import composing, template_preview
from suggestions.documents.document_kinds import LETTER
from suggestions.models import Blob, Stationery
from suggestions.printing import typesetting
from tests import factories
from tests.suggestions.printing.seal_pictures import file_of, picture


@pytest.fixture
def w(w: SimpleNamespace) -> SimpleNamespace:
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.county)
    return w


def given() -> files.Upload:
    return files.Upload("院印.png", file_of(picture()))


def write(w: SimpleNamespace, who: str = "local", **facts: object) -> Stationery:
    usual = {"procuratorate": w.county, "head": "red", "mark": "", "printing_office": "丙县人民检察院办公室"}
    return actions.write(access=factories.access(getattr(w, who)), at=factories.at(), **(usual | facts))


def is_sealed(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return any(page.get_images() for page in opened.pages)


class TestWriting:
    def test_all_is_set_in_one_go_and_left_in_the_trace(self, w):
        found = write(w, mark="丙县人民检察院文件", seal=given())
        assert (found.head, found.mark, found.printing_office) == ("red", "丙县人民检察院文件", "丙县人民检察院办公室")
        assert found.seal.media_type == "image/png"
        assert files.place(found.seal_id).read_bytes().startswith(b"\x89PNG")
        event = SetupEvent.objects.first()
        assert (event.verb, event.subject_name) == ("set stationery", w.county.name)
        assert event.changes["seal"] == ["", found.seal_id[:12]]

    @pytest.mark.slow
    def test_a_change_without_a_picture_keeps_the_seal(self, w):
        seal = write(w, seal=given()).seal
        assert write(w, head="plain").seal == seal
        assert SetupEvent.objects.first().changes == {"head": ["red", "plain"]}

    @pytest.mark.slow
    def test_a_removed_seal_stays_stored_for_what_was_printed_with_it(self, w):
        sha256 = write(w, seal=given()).seal_id
        actions.remove_seal(access=factories.access(w.local), at=factories.at(), procuratorate=w.county)
        assert composing.stationery_of(w.county).seal_id is None
        assert Blob.objects.filter(pk=sha256).exists() and files.place(sha256).exists()
        with pytest.raises(Refused):
            actions.remove_seal(access=factories.access(w.local), at=factories.at(), procuratorate=w.county)

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"head": "blue"}, "head"),
            ({"mark": "字" * 29}, "mark"),
            ({"mark": "甲\n乙"}, "mark"),
            ({"mark": "甲\u202e乙"}, "mark"),
            ({"mark": "\U0001f95b"}, "mark"),
            ({"printing_office": "字" * 61}, "printing_office"),
            ({"seal": files.Upload("x.png", io.BytesIO(b"no picture"))}, "seal"),
        ],
    )
    def test_each_refusal_stands_at_its_field(self, w, facts, field):
        with pytest.raises(Refused) as refusal:
            write(w, **facts)
        assert refusal.value.field == field
        assert not Stationery.objects.exists()

    def test_nothing_changed_is_said(self, w):
        write(w)
        with pytest.raises(Refused):
            write(w)

    @pytest.mark.slow
    @pytest.mark.parametrize("who", ["chief", "registrar", "handling", "liaison"])
    def test_nobody_but_an_administrator_sets_it(self, w, who):
        with pytest.raises(NotAllowed):
            write(w, who)
        with pytest.raises(NotAllowed):
            actions.remove_seal(access=factories.access(getattr(w, who)), at=factories.at(), procuratorate=w.county)

    def test_nor_an_administrator_of_another_place_nor_for_a_closed_one(self, w):
        with pytest.raises(NotAllowed):
            write(w, procuratorate=w.sibling)
        procuratorates.close(access=None, at=factories.at(), procuratorate=w.sibling, on=factories.DAY)
        with pytest.raises(Refused):
            write(w, "administrator", procuratorate=w.sibling)

    def test_of_two_at_once_the_later_is_told(self, w):
        write(w, expected_change=0)
        with pytest.raises(Stale):
            write(w, head="plain", expected_change=0)
        with pytest.raises(Stale):
            actions.remove_seal(access=None, at=factories.at(), procuratorate=w.county, expected_change=0)


@pytest.mark.slow
class TestPrinting:
    def test_the_seal_is_on_what_goes_out_and_never_on_a_preview(self, w):
        write(w, seal=given())
        suggestion = factories.approved(w)
        assert not is_sealed(typesetting.print_preview(composing.letter(suggestion.letter)).pdf)
        factories.issuing.issue(access=factories.access(w.registrar), at=factories.at(), suggestion=suggestion)
        document = suggestion.documents.get(kind="letter")
        assert is_sealed(files.place(document.blob_id).read_bytes())

    def test_a_printed_letter_keeps_its_head_and_seal(self, w):
        write(w, seal=given())
        document = factories.issued(w).documents.get(kind="letter")
        actions.remove_seal(access=None, at=factories.at(), procuratorate=w.county)
        write(w, head="plain", printing_office="")
        assert documents.print_again(document, kind=LETTER).pdf == files.place(document.blob_id).read_bytes()

    def test_a_specimen_bears_head_office_and_seal_and_says_what_it_is(self, w):
        stationery = write(w, seal=given())
        sheet = template_preview.letter(stationery)
        assert (sheet.frame.red_mark, sheet.frame.marks) == (w.county.name, ("样张",))
        assert is_sealed(documents.print_sheet(sheet).pdf)
