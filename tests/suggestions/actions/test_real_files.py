"""Files as they really come: every kind that is taken, whatever the order of its parts, and what is refused says what would help."""

import io
from dataclasses import dataclass

import pytest
from django.utils import translation

from organs.refusals import Refused
from suggestions.actions import files
from suggestions.actions.files import Admitted, Upload
from suggestions.inspection.findings import Holds
from tests.security.hostile_documents import old_file, with_part
from tests.suggestions import real_files
from tests.suggestions.real_files import TAKEN, brands, film, ofd, packed, track


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def admitted(content: bytes, name: str = "材料") -> Admitted:
    (found,) = files.admit([Upload(name, io.BytesIO(content))])
    return found


def refusal(content: bytes, name: str = "材料") -> str:
    with pytest.raises(Refused) as refused:
        admitted(content, name)
    assert refused.value.field == "files" and name in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("name", TAKEN)
def test_a_real_file_is_taken_byte_for_byte(name):
    content, media_type = TAKEN[name]
    found = admitted(content, name)
    assert (found.media_type, found.holds) == (media_type, ())
    assert found.stream.read() == content


def test_every_kind_that_is_taken_has_such_a_file():
    """Pictures are drawn anew, and have tests of their own."""
    kinds = {media_type for _content, media_type in TAKEN.values()}
    assert kinds == {kind for kind in files.ALLOWED if not kind.startswith("image/")}


REFUSED = {
    "slides": (packed([("[Content_Types].xml", "<a/>"), ("ppt/presentation.xml", "<a/>")]), "is not a PDF, OFD"),
    "old slides": (old_file("PowerPoint Document"), "is not a PDF, OFD"),
    "an archive with a folder called word": (packed([("word/notes.txt", "a")]), "is not a PDF, OFD"),
    "Word and OFD in one": (with_part("OFD.xml", real_files.OFD_ROOT), "is not a PDF, OFD"),
    "Word and Excel in one": (with_part("xl/workbook.xml", "<a/>"), "is not a PDF, OFD"),
    "an archive cut in the middle": (real_files.word_in_order()[:-30], "is damaged"),
    "old Word cut in the middle": (old_file("WordDocument", blanks=40)[:2000], "is damaged"),
    "old Word whose directory comes back to itself": (
        old_file("WordDocument").replace(b"\xfd\xff\xff\xff\xfe\xff\xff\xff", b"\xfd\xff\xff\xff\x02\x00\x00\x00", 1),
        "is damaged",
    ),
    "a locked Word file": (old_file("EncryptionInfo", "EncryptedPackage"), "locked with a password"),
    "PDF behind a page": (b"<html>" + real_files.PLAIN_PDF, "is not a PDF, OFD"),
    "PDF behind commands": (b"@echo off\r\ndel *\r\n" + real_files.PLAIN_PDF, "is not a PDF, OFD"),
    "PDF behind a program": (b"MZ" + bytes(300) + real_files.PLAIN_PDF, "is not a PDF, OFD"),
    "PDF too far behind": (bytes(2_000) + real_files.PLAIN_PDF, "is not a PDF, OFD"),
    "HEIC without a picture": (brands(b"heic", b"mif1", b"heic"), "cannot be read as a picture"),
    "HEIC by another brand, without one": (brands(b"mif1", b"heix"), "cannot be read as a picture"),
    "film without an index": (brands(b"qt  ", b"qt  ") + real_files.box(b"mdat", bytes(64)), "is damaged"),
    "film that stands for another": (film(index=real_files.box(b"rmra", bytes(8))), "fetches or sends"),
    "film whose pictures lie elsewhere": (film(b"mp42", index=track(place=b"http://198.51.100.7/", is_in_file=False)), "fetches or sends"),
    "film with a packed index": (film(index=real_files.box(b"cmov", bytes(8))), "is damaged"),
    "OFD that plays": (ofd(actions='<ofd:Action Event="CLICK"><ofd:Movie ResourceID="3"/></ofd:Action>'), "holds a script"),
    "OFD that goes elsewhere when it is opened": (
        ofd(actions='<ofd:Action Event="DO"><ofd:URI URI="http://198.51.100.7/"/></ofd:Action>'),
        "fetches or sends",
    ),
    "OFD that grows while it is read": (ofd(("Doc_0/a.xml", '<!DOCTYPE a [<!ENTITY b "b">]><a/>')), "is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_named_with_the_reason(name):
    content, words = REFUSED[name]
    assert words in refusal(content, name)


def test_a_link_in_ofd_that_a_reader_follows_is_none_that_is_fetched():
    link = '<ofd:Action Event="CLICK"><ofd:URI URI="https://www.gov.cn/"/></ofd:Action>'
    assert admitted(ofd(actions=link)).holds == ()


def test_what_ofd_holds_is_said():
    found = admitted(ofd(("Doc_0/Attachs/Attachments.xml", "<a/>"), ("Doc_0/Signs/Signatures.xml", "<a/>")))
    assert found.holds == (Holds.EMBEDDED, Holds.SIGNATURE)


@dataclass
class Long(io.BytesIO):
    """A file that says it is so long, and is read no further than is needed."""

    content: bytes
    length: int

    def __post_init__(self) -> None:
        super().__init__(self.content)

    def seek(self, place: int, whence: int = 0) -> int:
        return self.length if whence == 2 else super().seek(place, whence)


MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("content", "size", "words"),
    [
        (film(), 100 * MEGABYTE, ""),
        (film(b"mp42"), 21 * MEGABYTE, ""),
        (film(), 100 * MEGABYTE + 1, "larger than 100 MB"),
        (real_files.PLAIN_PDF, 20 * MEGABYTE + 1, "larger than 20 MB"),
        (ofd(), 20 * MEGABYTE + 1, "larger than 20 MB"),
        (old_file("WordDocument"), 20 * MEGABYTE + 1, "larger than 20 MB"),
    ],
)
def test_a_video_may_have_100_mb_and_all_else_20(content, size, words):
    given = [Upload("大", Long(content, size))]
    if not words:
        assert files.check(given)
        return
    with pytest.raises(Refused, match=words):
        files.check(given)
