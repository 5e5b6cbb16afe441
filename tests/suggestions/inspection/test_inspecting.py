"""What acts when a file is opened is refused, by what it is and not by its name; signed files and files with files are kept."""

import io

import pytest

from suggestions.confined import calling
from suggestions.inspection import archives, inspecting, old_office, pdfs
from suggestions.inspection.findings import Dangerous, FileFault, Holds
from tests.security import hostile_documents
from tests.security.hostile_documents import old_file, pdf, with_part, word


def named(make) -> dict[str, bytes]:
    return {name: content for name, _ending, content in make()}


ACTING = named(hostile_documents._acting_pdfs)


@pytest.mark.parametrize("name", [name for name in ACTING if name not in hostile_documents.TAKEN])
def test_a_pdf_that_acts_is_refused(name):
    with pytest.raises(Dangerous) as dangerous:
        pdfs.inspect(ACTING[name])
    assert dangerous.value.fault in {FileFault.SCRIPT, FileFault.PROGRAM, FileFault.ELSEWHERE, FileFault.LOCKED}


def test_a_plain_pdf_holds_nothing():
    assert pdfs.inspect(pdf(lambda made: None)) == set()


def test_a_pdf_with_a_signature_or_a_file_is_kept_and_said():
    assert pdfs.inspect(ACTING["PDF with a signature"]) == {Holds.SIGNATURE}
    assert pdfs.inspect(ACTING["PDF with a file inside"]) == {Holds.EMBEDDED}


def test_a_plain_word_file_holds_nothing():
    assert archives.inspect(word()) == set()


@pytest.mark.parametrize(
    "content_type", ["ms-word.document.macroEnabled", "ms-office.vbaProject", "ms-excel.macrosheet"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_macros_are_known_by_the_content_type_whatever_the_parts_are_called(content_type, encoding):
    types = hostile_documents.TYPES.format(f"application/vnd.{content_type}+xml").encode(encoding)
    with pytest.raises(Dangerous) as dangerous:
        archives.inspect(with_part("[Content_Types].xml", types))
    assert dangerous.value.fault == FileFault.MACRO


def test_a_link_that_a_reader_follows_is_none_that_is_fetched():
    link = '<Relationship Id="r" Type="http://x/hyperlink" Target="https://www.gov.cn/" TargetMode="External"/>'
    assert archives.inspect(with_part("word/_rels/document.xml.rels", link)) == set()


def test_an_archive_is_counted_while_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 10_000)
    with pytest.raises(Dangerous) as dangerous:
        archives.inspect(with_part("word/a.bin", bytes(20_000)))
    assert dangerous.value.fault == FileFault.TOO_LARGE
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)
    with pytest.raises(Dangerous) as dangerous:
        archives.inspect(word())
    assert dangerous.value.fault == FileFault.TOO_MANY


@pytest.mark.parametrize("name", ["_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros", "PROJECTwm"])
def test_macros_of_old_files_are_known_by_their_storages(name):
    with pytest.raises(Dangerous) as dangerous:
        old_office.inspect(old_file("WordDocument", name))
    assert dangerous.value.fault == FileFault.MACRO


def test_old_files_without_macros_are_kept():
    assert old_office.inspect(old_file("WordDocument", "1Table", "\x05SummaryInformation")) == set()
    assert old_office.inspect(old_file("Workbook", is_workbook=True)) == set()
    assert old_office.inspect(old_file("WordDocument", "ObjectPool")) == {Holds.EMBEDDED}


def test_a_sheet_of_a_workbook_is_no_macro_sheet():
    sheet = b"\x85\x00\x10\x00" + bytes(4) + b"\x00\x00\x08\x00Sheet1"
    assert old_office.inspect(old_file("Workbook", more=bytes(64) + sheet, is_workbook=True)) == set()


def test_it_is_inspected_in_confinement(monkeypatch):
    """The door's own process opens none of it."""
    monkeypatch.setattr(pdfs, "inspect", lambda content: pytest.fail("opened here"))
    stream = io.BytesIO(pdf(lambda made: None))
    assert inspecting.inspect(stream, media_type="application/pdf") == ()
    assert stream.tell() == 0


def test_a_file_that_brings_the_process_down_is_too_large(monkeypatch):
    def end(*_parts, **_arguments):
        raise calling.TooHeavy("memory")

    monkeypatch.setattr(calling, "call", end)
    with pytest.raises(Dangerous) as dangerous:
        inspecting.inspect(io.BytesIO(b"%PDF-1.7"), media_type="application/pdf")
    assert dangerous.value.fault == FileFault.TOO_LARGE
