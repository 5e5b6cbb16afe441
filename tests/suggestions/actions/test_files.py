"""Files at the door: size, count and real type; kept by their bytes, never by their name; swept when nobody names them."""

import hashlib
import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices import tasks
from organs import clock
from organs.refusals import Refused
from suggestions.actions import files
from suggestions.actions.files import Upload
from suggestions.models import Attachment, Blob
from suggestions.printing import pictures
from tests import factories
from tests.security import hostile_documents

PDF = hostile_documents.pdf(lambda made: None)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\x00" * 20
MP4 = bytes.fromhex("00000018667479706d70343200000000") + b"mp42isom" + b"\x00" * 20
OLD_WORD = hostile_documents.old_file("WordDocument")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "<xml/>")
    return stream.getvalue()


def workbook() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def check(content: bytes, name: str = "材料.pdf") -> str:
    """Returns the real type that was found."""
    [(_given, media_type)] = files.check([Upload(name, io.BytesIO(content))])
    return media_type


REAL = {
    "application/pdf": PDF,
    "image/png": factories.PNG,
    "image/jpeg": JPEG,
    "video/mp4": MP4,
    "application/msword": OLD_WORD,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": workbook(),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": zipped(
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "word/document.xml"
    ),
}
FALSE = {
    "words": "公益诉讼".encode(),
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a drawing": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "a program": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 400,
    "another program": b"\x7fELF\x02\x01\x01" + b"\x00" * 300,
    "an archive": zipped("a.txt"),
    "a PDF that does not begin as one": b"<html>" + PDF,
    "noise": bytes(range(1, 200)),
}


@pytest.mark.parametrize("media_type", sorted(REAL))
def test_a_file_is_known_by_its_bytes_whatever_its_name(media_type):
    assert check(REAL[media_type], "材料") == media_type
    assert check(REAL[media_type], "材料.exe") == media_type


@pytest.mark.parametrize("ending", sorted(set(files.ALLOWED.values())))
@pytest.mark.parametrize("what", sorted(FALSE))
def test_a_false_file_is_refused_whatever_its_name(what, ending):
    with pytest.raises(Refused) as refusal:
        check(FALSE[what], f"证据{ending}")
    assert refusal.value.field == "files"
    assert f"证据{ending}" in str(refusal.value)


def test_an_empty_file_is_refused_by_name():
    with pytest.raises(Refused, match=r"空\.pdf"):
        check(b"", "空.pdf")


def test_a_file_of_the_largest_size_passes_and_one_byte_more_does_not(monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 1000)
    assert check(PDF.ljust(1000, b" "))
    with pytest.raises(Refused, match=r"大\.pdf") as refusal:
        check(PDF.ljust(1001, b" "), "大.pdf")
    assert refusal.value.field == "files"


def test_the_largest_size_is_what_the_refusal_says():
    assert files.LARGEST == 20 * 1024 * 1024


def test_twenty_files_pass_at_once_and_no_more():
    given = [Upload(f"{number}.pdf", io.BytesIO(PDF)) for number in range(20)]
    assert len(files.check(given)) == 20
    with pytest.raises(Refused, match="20") as refusal:
        files.check([*given, Upload("21.pdf", io.BytesIO(PDF))])
    assert refusal.value.field == "files"


def test_checking_leaves_the_whole_file_to_be_read():
    [(given, _media_type)] = files.check([Upload("a.pdf", io.BytesIO(PDF))])
    assert given.stream.read() == PDF


NAMES = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\张三\\证据.pdf": "证据.pdf",
    "/var/www/证据.pdf": "证据.pdf",
    "证据\x00.pdf": "证据.pdf",
    "证据\r\nSet-Cookie: a=b.pdf": "证据Set-Cookie: a=b.pdf",
    "证据\u202efdp.exe": "证据fdp.exe",
    "证\u200b据.pdf": "证据.pdf",
    "  证据.pdf  ": "证据.pdf",
    "..": "file",
    ".htaccess": "htaccess",
    "": "file",
    "/": "file",
    "\x07\x08": "file",
    "e\u0301.pdf": "\u00e9.pdf",
    "证\u2028据\u00a0.pdf": "证 据 .pdf",
    "\u00a0": "file",
    "长" * 300: "长" * 200,
    "短." + "长" * 300: "短." + "长" * 198,
    "长" * 300 + ".pdf": "长" * 196 + ".pdf",
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_name_is_only_shown(name):
    assert files.clean_name(name) == NAMES[name]


@settings(max_examples=80, deadline=None)
@given(name=st.text(max_size=250) | st.text(alphabet="./\\\x00\n a证", max_size=400))
def test_no_name_is_a_path_too_long_or_unprintable(name):
    clean = files.clean_name(name)
    assert 0 < len(clean) <= files.NAME_LENGTH
    assert not set(clean) & set("/\\\x00\r\n\u202e")
    assert clean not in {".", ".."} and clean == clean.strip()
    assert files.clean_name(clean) == clean


def test_a_place_follows_from_the_digest_alone(settings):
    digest = "ab" + "cd" + "0" * 60
    assert files.place(digest) == Path(settings.FILES) / "ab" / "cd" / digest


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.opened(w)
    return w


@pytest.fixture
def w(built, db):
    return built


def attach(w, *given: Upload) -> list[Attachment]:
    return files.attach(
        files=given,
        suggestion=w.suggestion,
        about="measure:1",
        shown_to="both",
        added_by_id=w.handling.pk,
        at=factories.at(),
    )


def kept(settings) -> list[Path]:
    return [path for path in Path(settings.FILES).rglob("*") if path.is_file()]


def test_what_is_stored_is_what_was_given(w, settings):
    [attachment] = attach(w, Upload("../../材料.pdf", io.BytesIO(PDF)))
    digest = hashlib.sha256(PDF).hexdigest()
    assert (attachment.name, attachment.blob_id, attachment.received) == ("材料.pdf", digest, digest)
    assert (attachment.blob.size, attachment.blob.media_type) == (len(PDF), "application/pdf")
    assert kept(settings) == [files.place(digest)]
    assert files.place(digest).read_bytes() == PDF


def test_of_a_picture_the_pixels_are_kept_and_what_was_given_is_said(w, settings):
    [attachment] = attach(w, Upload("../../现场.png", io.BytesIO(factories.PNG)))
    assert attachment.name == "现场.png"
    assert attachment.received == hashlib.sha256(factories.PNG).hexdigest()
    assert kept(settings) == [files.place(attachment.blob_id)]
    content = files.place(attachment.blob_id).read_bytes()
    assert hashlib.sha256(content).hexdigest() == attachment.blob_id


def test_equal_bytes_are_stored_once_under_many_names(w, settings):
    first, second = attach(w, Upload("甲.png", io.BytesIO(factories.PNG)), Upload("乙.png", io.BytesIO(factories.PNG)))
    assert first.blob_id == second.blob_id
    assert (Blob.objects.count(), len(kept(settings))) == (1, 1)
    assert {first.name, second.name} == {"甲.png", "乙.png"}


def test_one_wrong_file_among_many_keeps_none_of_them(w, settings):
    with pytest.raises(Refused, match=r"坏\.pdf"):
        attach(w, factories.picture(), Upload("坏.pdf", io.BytesIO(b"no pdf")))
    assert (kept(settings), Attachment.objects.count(), Blob.objects.count()) == ([], 0, 0)


def test_a_large_file_is_stored_piece_by_piece(w, settings, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 7)
    content = PDF * 50
    blob = files.store(content=io.BytesIO(content), media_type="application/pdf", at=factories.at())
    assert (blob.pk, blob.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert files.place(blob.pk).read_bytes() == content


def age(path: Path, moment) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def test_a_file_that_no_row_names_is_swept_once_it_is_old_and_no_other(w, settings):
    [attachment] = attach(w, factories.picture())
    named = files.place(attachment.blob_id)
    limit = factories.at()
    orphans = {}
    for digest, moment in {"0" * 64: limit - timedelta(hours=1), "1" * 64: limit + timedelta(hours=1)}.items():
        orphans[digest] = files.place(digest)
        orphans[digest].parent.mkdir(parents=True)
        orphans[digest].write_bytes(b"left over")
        age(orphans[digest], moment)
    half = Path(settings.FILES) / "incoming" / "half"
    half.write_bytes(b"half")
    age(half, limit - timedelta(hours=1))
    age(named, limit - timedelta(days=30))
    assert files.sweep(older_than=limit) == 2
    assert named.exists()
    assert not orphans["0" * 64].exists()
    assert not half.exists()
    assert orphans["1" * 64].exists()
    assert files.sweep(older_than=limit) == 0


def test_the_periodic_sweep_takes_pictures_of_pages_that_nobody_looks_at_and_no_other(w, settings, tmp_path):
    settings.VAR = tmp_path
    now = clock.now()
    old, new = (pictures.folder() / "ab" / f"{name}-1-900.png" for name in ("old", "new"))
    old.parent.mkdir(parents=True)
    orphan = files.place("0" * 64)
    orphan.parent.mkdir(parents=True)
    for path, hours in ((old, 25), (new, 23), (orphan, 25)):
        path.write_bytes(b"any")
        age(path, now - timedelta(hours=hours))
    assert tasks.sweep_orphan_files() == 2
    assert (old.exists(), new.exists(), orphan.exists()) == (False, True, False)


def test_sweeping_an_empty_house_does_nothing(w):
    assert files.sweep(older_than=factories.at()) == 0
