"""Files at the door of the actions: the digest as received is in the event, pictures lose what stands beside them, nothing is half done."""

import ast
import errno
import hashlib
import io
import os
import tempfile
from pathlib import Path

import pytest

from followups.actions import answering, replying, urging
from followups.actions.answering import AnswerDraft
from followups.actions.replying import ReplyDraft
from organs.refusals import Refused
from suggestions.actions import drafting, files, objecting
from suggestions.actions.files import Upload
from suggestions.inspection.findings import Holds
from suggestions.models import Attachment, Blob, Event
from tests import factories
from tests.factories import access, at
from tests.security import hostile_documents
from tests.suggestions.phone_photographs import photograph
from tests.syntax_trees import syntax_trees

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    return w


@pytest.fixture
def w(built, db):
    built.suggestion.refresh_from_db()
    return built


def phone(name: str = "现场.jpg", *, keeps_taken: bool = False) -> Upload:
    return Upload(name, io.BytesIO(photograph()), keeps_taken)


def claimed(w, upload: Upload) -> tuple[Event, Attachment]:
    """The unit logs progress with a picture."""
    measure = w.suggestion.measures.first()
    measure.suggestion = w.suggestion
    answering.send(
        access=access(w.liaison),
        at=at(),
        measure=measure,
        draft=AnswerDraft(attitude="already_done", text="已完成。"),
        evidence=(upload,),
    )
    event = w.suggestion.events.get(track="measure", step="answer")
    return event, event.attachments.get()


def test_the_event_says_the_digest_of_what_was_received_and_what_was_dropped(w):
    event, row = claimed(w, phone())
    received = hashlib.sha256(photograph()).hexdigest()
    assert event.details["received"] == row.received == received
    assert row.blob_id != received
    assert event.details["dropped"].startswith("position:1,camera:1,moment:1")
    assert received in event.canonical  # and so in the chain
    kept = files.place(row.blob_id).read_bytes()
    assert b"Phone Works" not in kept and b"2026:03:12" not in kept


def test_day_and_place_of_taking_are_kept_nowhere_without_the_tick(w):
    _event, row = claimed(w, phone())
    assert (row.taken_on, row.taken_place) == (None, "")


def test_with_the_tick_they_stand_beside_the_picture_and_not_in_it(w):
    event, row = claimed(w, phone(keeps_taken=True))
    assert (row.taken_on.isoformat(), row.taken_place) == ("2026-03-12", "43.83681, 90.28558")
    assert "43.8" not in event.canonical
    assert b"Phone Works" not in files.place(row.blob_id).read_bytes()


def test_other_files_are_kept_byte_for_byte_and_what_they_hold_is_said(w):
    acting = {name: content for name, _ending, content in hostile_documents._acting_pdfs()}
    signed = acting["PDF with a signature"]
    event, row = claimed(w, Upload("盖章.pdf", io.BytesIO(signed)))
    assert files.place(row.blob_id).read_bytes() == signed
    assert event.details["received"] == row.received == row.blob_id
    assert row.holds == Holds.SIGNATURE


@pytest.mark.parametrize("name", ["PDF with a script", "signed PDF with a script", "PDF that starts a program"])
def test_what_acts_is_refused_and_nothing_is_recorded(w, name):
    acting = {name: content for name, _ending, content in hostile_documents._acting_pdfs()}
    with pytest.raises(Refused) as refused:
        claimed(w, Upload("危险.pdf", io.BytesIO(acting[name])))
    assert refused.value.field == "files" and "危险.pdf" in str(refused.value)
    assert not w.suggestion.events.filter(track="measure", step="answer").exists()


def test_pictures_of_the_office_lose_it_too(w):
    """Service papers, urgings, objections from paper: whichever door a picture comes in by."""
    objection = objecting.object_to(
        access=access(w.handling), at=at(), suggestion=w.suggestion, grounds="不同意。", evidence=(phone(),), paper=True
    )
    urging.record_visit(
        access=access(w.handling), at=at(), suggestion=w.suggestion, means="visit", on=factories.later(0),
        findings="已看。", evidence=(phone(),),
    )  # fmt: skip
    for row in w.suggestion.attachments.filter(name="现场.jpg"):
        assert b"Phone Works" not in files.place(row.blob_id).read_bytes()
        assert row.event.details["received"] == row.received
    assert objection.pk and w.suggestion.attachments.filter(name="现场.jpg").count() == 2


def test_enclosures_of_a_letter_stand_in_the_event_of_the_submission(w):
    draft = factories.drafted(w)
    drafting.attach_to_letter(access=access(w.handling), at=at(), suggestion=draft, uploads=[phone()])
    titled = {draft.current_letter.enclosures.get().pk: drafting.Enclosing(title="现场照片")}
    drafting.enclose(access=access(w.handling), at=at(), suggestion=draft, titles=titled)
    drafting.submit(access=access(w.handling), at=at(), suggestion=draft)
    assert draft.events.get(step="submit").details["received"] == hashlib.sha256(photograph()).hexdigest()


def test_each_evidence_of_a_reply_is_admitted_under_its_own_field(w):
    measure = w.suggestion.measures.first()
    with pytest.raises(Refused) as refused:
        replying.reply(
            access=access(w.liaison), at=at(), suggestion=w.suggestion,
            draft=ReplyDraft(signed_by="王", evidence={measure.pk: (Upload("坏.jpg", io.BytesIO(b"\xff\xd8\xff\xe0" + bytes(50))),)}),
        )  # fmt: skip
    assert refused.value.field == f"evidence_{measure.pk}"


# A full disk


class Full:
    """A disk without room, from the first byte or when it is synced."""

    def __init__(self, monkeypatch, *, at_sync: bool, number: int) -> None:
        self.error = OSError(number, os.strerror(number))
        if at_sync:
            monkeypatch.setattr(os, "fsync", self.fail)
        else:
            real = tempfile.NamedTemporaryFile

            def full(*arguments, **options):
                made = real(*arguments, **options)
                made.write = self.fail
                return made

            monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)

    def fail(self, *_arguments) -> None:
        raise self.error


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("at_sync", [True, False])
def test_a_full_disk_is_said_in_words_and_leaves_nothing(w, monkeypatch, settings, at_sync, number):
    blobs = set(Blob.objects.values_list("pk", flat=True))
    before = w.suggestion.events.count()
    Full(monkeypatch, at_sync=at_sync, number=number)
    with pytest.raises(Refused) as refused:
        claimed(w, phone())
    assert "空间" in str(refused.value) or "room" in str(refused.value)
    assert list((Path(settings.FILES) / "incoming").iterdir()) == []
    assert set(Blob.objects.values_list("pk", flat=True)) == blobs
    assert w.suggestion.events.count() == before


def test_an_error_of_the_disk_that_is_no_lack_of_room_stays_one(w, monkeypatch):
    Full(monkeypatch, at_sync=True, number=errno.EIO)
    with pytest.raises(OSError):
        claimed(w, phone())


# Outside of locks


def transactions(tree: ast.AST) -> list[ast.With]:
    """Returns the blocks that open a transaction."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        and any(
            "transaction.atomic" in ast.unparse(item) or "promises.kept" in ast.unparse(item) for item in node.items
        )
    ]


def test_no_action_admits_files_while_it_holds_a_lock():
    """A file may take a second; admitting stands before the transaction in every action and view."""
    calls = ("files.admit(", "review.admitted(", "visit_results.admit(", "photographs.cleaned(", "seals.cleaned(")
    inside = [
        f"{path}:{node.lineno}"
        for path, tree in syntax_trees("suggestions", "followups", "desk").items()
        for block in transactions(tree)
        for node in ast.walk(block)
        if isinstance(node, ast.Call) and any(call in f"{ast.unparse(node.func)}(" for call in calls)
    ]
    assert inside == []


def test_every_action_that_attaches_admits_itself():
    """What reaches `files.attach` unadmitted would be looked into under the lock."""
    homes = {Path("suggestions/actions/files.py"), Path("suggestions/actions/review.py")}
    careless = [
        str(path)
        for path, tree in syntax_trees("suggestions", "followups").items()
        if path not in homes
        and "files.attach(" in ast.unparse(tree)
        and not any(call in ast.unparse(tree) for call in ("files.admit(", "visit_results.admit(", "def admit("))
    ]
    assert careless == []


def test_what_was_admitted_is_not_opened_again(w, monkeypatch):
    admitted = files.admit([phone()])
    monkeypatch.setattr(files, "_admitted", lambda *given, **options: pytest.fail("opened again"))
    assert files.admit(admitted) == admitted
