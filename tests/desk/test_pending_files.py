"""A file that came with a form that was refused is there for its next sending, without a script; a wrong one is named with the rest."""

import hashlib
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pending.actions import sweeping, uploading
from pending.models import PendingUpload
from suggestions.actions import scanning
from suggestions.inspection import inspecting
from suggestions.models import Attachment
from tests import factories
from tests.desk.office.test_drafts_views import client_of, typed
from tests.suggestions.real_files import PLAIN_PDF, film

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WRONG = b"MZ\x90\x00 a program"


@pytest.fixture
def drafted(w):
    return factories.drafted(w)


class Page:
    """The draft as a browser without a script holds it: each answer gives what the next sending carries."""

    def __init__(self, person, suggestion) -> None:
        self.client, self.suggestion = client_of(person), suggestion
        self.path = reverse("draft", args=[suggestion.pk])
        self.answer = self.client.get(self.path)

    @property
    def text(self) -> str:
        return self.answer.content.decode()

    def carried(self) -> dict[str, str]:
        found = {n: re.search(rf'name="{n}" value="([^"]+)"', self.text)[1] for n in ("form_ticket", "form_token")}
        return found | {"pending_upload": re.findall(r'name="pending_upload" value="([^"]+)" checked', self.text)}

    def send(self, *files: tuple[str, bytes], **changes: object) -> int:
        sent = typed(self.suggestion, **changes) if "title" in changes else typed(self.suggestion) | changes
        chosen = [SimpleUploadedFile(name, content) for name, content in files]
        self.answer = self.client.post(
            self.path, sent | ({"files": chosen} if chosen else {}) | self.carried() | changes
        )
        return self.answer.status_code


def test_a_file_of_a_refused_form_is_saved_with_the_next_sending(w, drafted):
    page = Page(w.handling, drafted)
    assert page.send(("现场.png", factories.PNG), title="") == 422
    assert "现场.png" in page.text and not Attachment.objects.exists()
    assert page.send(title="") == 422
    assert "现场.png" in page.text
    assert page.send() == 302
    assert [row.name for row in drafted.attachments.all()] == ["现场.png"]
    assert not PendingUpload.objects.exists()


def test_it_is_what_would_have_been_saved_at_once(w, drafted):
    """The bytes wait as they were sent, so that the event names the digest of what was received."""
    page = Page(w.handling, drafted)
    page.send(("现场.png", factories.PNG), title="")
    page.send()
    later = drafted.attachments.get()
    page = Page(w.handling, drafted)
    drafted.refresh_from_db()
    drafted.letter.refresh_from_db()
    assert page.send(("现场.png", factories.PNG)) == 302
    at_once = drafted.attachments.exclude(pk=later.pk).get()
    assert (later.blob_id, later.received) == (at_once.blob_id, at_once.received)


def test_a_file_whose_tick_is_off_is_left_out(w, drafted):
    page = Page(w.handling, drafted)
    page.send(("1.png", factories.PNG), ("2.pdf", PLAIN_PDF), title="")
    first, _second = page.carried()["pending_upload"]
    assert page.send(pending_upload=[first]) == 302
    assert [row.name for row in drafted.attachments.all()] == ["1.png"]


def test_wrong_files_are_named_together_with_all_other_errors(w, drafted):
    page = Page(w.handling, drafted)
    sent = [("好.png", factories.PNG), ("坏一.exe", WRONG), ("坏二.exe", WRONG)]
    assert page.send(*sent, title="") == 422
    errors = page.answer.context["form"].errors
    assert len(errors["files"]) == 2 and "坏一.exe" in errors["files"][0] and "坏二.exe" in errors["files"][1]
    assert "title" in errors
    assert [row.name for row in PendingUpload.objects.all()] == ["好.png"]
    assert page.send() == 302
    assert [row.name for row in drafted.attachments.all()] == ["好.png"]


def test_it_waits_for_its_sender_and_its_form_alone(w, drafted):
    page = Page(w.handling, drafted)
    page.send(("1.png", factories.PNG), title="")
    keys = page.carried()["pending_upload"]
    assert len(keys) == 1
    other = Page(w.assistant, drafted)
    assert other.send(title="", pending_upload=keys) == 422
    assert "1.png" not in other.text
    elsewhere = Page(w.handling, factories.drafted(w))
    assert elsewhere.send(title="", pending_upload=[*keys, "no key", ""]) == 422
    assert "1.png" not in elsewhere.text


def test_rows_that_change_lose_no_file_and_save_it_once(w, drafted):
    page = Page(w.handling, drafted)
    assert page.send(("1.png", factories.PNG), do="measures:add") == 200
    drafted.refresh_from_db()
    drafted.letter.refresh_from_db()
    assert page.send() == 302
    assert [row.name for row in drafted.attachments.all()] == ["1.png"]


def test_the_same_bytes_of_earlier_sendings_are_taken_once_and_it_is_said(w, drafted):
    for _attempt in range(3):
        Page(w.handling, drafted).send(("scan.png", factories.PNG), title="", pending_upload=[])
    page = Page(w.handling, drafted)
    assert len(page.carried()["pending_upload"]) == PendingUpload.objects.count() == 3
    assert page.send(("scan again.png", factories.PNG), ("2.pdf", PLAIN_PDF)) == 302
    assert sorted(row.name for row in drafted.attachments.all()) == ["2.pdf", "scan.png"]
    assert "came more than once with the same contents" in page.client.get(page.path).content.decode()


def test_the_quota_is_of_number_and_of_bytes(w, drafted, settings):
    settings.PENDING_UPLOADS_MOST = 1
    page = Page(w.handling, drafted)
    page.send(("1.png", factories.PNG), ("2.pdf", PLAIN_PDF), title="")
    assert [row.name for row in PendingUpload.objects.all()] == ["1.png"]
    assert "2.pdf" not in page.text
    settings.PENDING_UPLOADS_MOST, settings.PENDING_UPLOADS_BYTES = 9, len(factories.PNG) + 1
    page.send(("3.png", factories.PNG), title="")
    assert PendingUpload.objects.count() == 1


def test_it_is_swept_with_its_bytes_after_a_day(w, drafted):
    Page(w.handling, drafted).send(("1.png", factories.PNG), title="")
    row = PendingUpload.objects.get()
    assert sweeping.sweep(at=row.added_at + timedelta(hours=23)) == 0 and uploading.place(row).exists()
    assert sweeping.sweep(at=row.added_at + timedelta(hours=25)) == 1
    assert not uploading.place(row).exists()


def test_a_file_that_is_gone_is_not_called_received(w, drafted):
    page = Page(w.handling, drafted)
    page.send(("1.png", factories.PNG), title="")
    uploading.place(PendingUpload.objects.get()).unlink()
    assert page.send(title="") == 422
    assert "1.png" not in page.text


def test_the_answer_of_a_unit_keeps_its_evidence(w):
    served = factories.served(w)
    measure = served.measures.first()
    client = client_of(w.liaison)
    path = reverse("portal-step", args=[served.pk, "measure.answer", measure.pk])
    page = client.get(path).content.decode()
    carried = {n: re.search(rf'name="{n}" value="([^"]+)"', page)[1] for n in ("form_ticket", "form_token", "moves")}
    sent = {"attitude": "already_done", "text": "", "files": SimpleUploadedFile("整改.png", factories.PNG)}
    answer = client.post(path, carried | sent)
    assert answer.status_code == 422 and "整改.png" in answer.content.decode()
    keys = re.findall(r'name="pending_upload" value="([^"]+)" checked', answer.content.decode())
    again = {"attitude": "already_done", "text": "已于上月完成整改。", "pending_upload": keys}
    assert client.post(path, carried | again).status_code == 302
    assert [row.name for row in served.attachments.order_by("-pk")[:1]] == ["整改.png"]


def chosen(page: Page, name: str, content: bytes, *, field: str = "files"):
    sent = {"ticket": page.carried()["form_ticket"], "field": field, "file": SimpleUploadedFile(name, content)}
    return page.client.post(reverse("kept-file"), sent)


def test_a_file_that_was_sent_when_it_was_chosen_is_saved_with_the_form(w, drafted):
    page = Page(w.handling, drafted)
    answer = chosen(page, "1.png", factories.PNG)
    assert answer.status_code == 200 and answer.json()["name"] == "1.png"
    assert not Attachment.objects.exists()
    assert page.send(pending_upload=[answer.json()["key"]]) == 302
    assert [row.name for row in drafted.attachments.all()] == ["1.png"]


def test_a_wrong_file_says_why_when_it_is_chosen(w, drafted, settings):
    page = Page(w.handling, drafted)
    answer = chosen(page, "坏.exe", WRONG)
    assert answer.status_code == 422 and "坏.exe" in answer.json()["refusal"]
    settings.PENDING_UPLOADS_MOST = 0
    answer = chosen(page, "1.png", factories.PNG)
    assert answer.status_code == 422 and answer.json()["refusal"]
    assert not PendingUpload.objects.exists()


def test_no_file_is_taken_without_a_form_of_ones_own_that_asks_for_it(w, drafted):
    page, other = Page(w.handling, drafted), Page(w.assistant, drafted)
    assert chosen(page, "1.png", factories.PNG, field="title").status_code == 409
    other.answer = page.answer
    assert chosen(other, "1.png", factories.PNG).status_code == 409
    assert page.client.post(reverse("kept-file"), {"field": "files"}).status_code == 409
    assert not PendingUpload.objects.exists()


# Inspected once


@pytest.fixture
def inspected(monkeypatch) -> list[str]:
    """What is looked into, by its type, and scanned."""
    seen: list[str] = []
    look, scan = inspecting.inspect, scanning.require_clean
    monkeypatch.setattr(
        inspecting,
        "inspect",
        lambda stream, *, media_type: seen.append(media_type) or look(stream, media_type=media_type),
    )
    monkeypatch.setattr(scanning, "require_clean", lambda stream, **named: seen.append("scan") or scan(stream, **named))
    return seen


def test_a_file_is_looked_into_once_until_it_is_saved(w, drafted, inspected):
    page = Page(w.handling, drafted)
    assert page.send(("合同.pdf", PLAIN_PDF), title="") == 422
    assert page.send(title="") == 422
    assert page.send() == 302
    assert inspected == ["scan", "application/pdf"]
    row = drafted.attachments.get()
    assert (row.name, row.received, row.holds) == ("合同.pdf", hashlib.sha256(PLAIN_PDF).hexdigest(), "")


def test_a_file_that_is_saved_at_once_is_looked_into_once(w, drafted, inspected):
    assert Page(w.handling, drafted).send(("合同.pdf", PLAIN_PDF)) == 302
    assert inspected == ["scan", "application/pdf"]


def test_what_was_found_holds_for_the_same_bytes_and_the_same_rules_alone(w, drafted, inspected, monkeypatch):
    page = Page(w.handling, drafted)
    page.send(("合同.pdf", PLAIN_PDF), title="")
    monkeypatch.setattr(inspecting, "RULES", inspecting.RULES + 1)
    assert page.send() == 302
    assert inspected == ["scan", "application/pdf"] * 2
    page = Page(w.handling, drafted)
    drafted.refresh_from_db()
    drafted.letter.refresh_from_db()
    page.send(("合同.pdf", PLAIN_PDF), title="")
    uploading.place(PendingUpload.objects.get()).write_bytes(WRONG)
    drafted.refresh_from_db()
    drafted.letter.refresh_from_db()
    assert page.send() == 422
    assert drafted.attachments.count() == 1


# In pieces


FILM = film(b"mp42", size=5 * 1024 * 1024)


class Sending:
    """A browser that sends a film in pieces; each new one has signed in anew."""

    def __init__(self, person, suggestion) -> None:
        self.page = Page(person, suggestion)

    def begin(self, content: bytes = FILM, *, size: int | None = None, mark: str = "1", field: str = "files"):
        ticket = self.page.carried()["form_ticket"]
        facts = {"ticket": ticket, "field": field, "name": "现场.mp4", "size": size or len(content), "mark": mark}
        return self.page.client.post(reverse("kept-file"), facts)

    def piece(self, address: str, offset: int, piece: bytes):
        headers = {"upload-offset": str(offset)}
        return self.page.client.patch(address, piece, content_type="application/offset+octet-stream", headers=headers)

    def send(self, content: bytes = FILM, *, until: int | None = None):
        """Sends from where the server stands to a place at which the network is cut; returns the last answer."""
        begun = self.begin(content).json()
        at, answer = begun["offset"], None
        while at < (until or len(content)):
            piece = content[at : min(at + 1024 * 1024, until or len(content))]
            answer = self.piece(begun["address"], at, piece)
            if "Upload-Offset" not in answer.headers:
                break
            at = int(answer["Upload-Offset"])
        return answer


def test_a_film_that_is_cut_at_30_60_and_90_per_cent_arrives_whole_after_a_new_sign_in_each_time(w, drafted):
    for share in (30, 60, 90):
        assert Sending(w.handling, drafted).send(until=len(FILM) * share // 100).status_code == 200
        assert int(Sending(w.handling, drafted).begin().json()["offset"]) == len(FILM) * share // 100
    answer = Sending(w.handling, drafted).send()
    assert answer.status_code == 200 and answer.json()["name"] == "现场.mp4"
    assert uploading.place(PendingUpload.objects.get()).read_bytes() == FILM
    page = Page(w.handling, drafted)
    assert page.send(pending_upload=[answer.json()["key"]]) == 302
    assert drafted.attachments.get().received == hashlib.sha256(FILM).hexdigest()


def test_a_piece_that_comes_twice_changes_nothing_and_one_that_leaves_a_gap_is_told_where_to_go_on(w, drafted):
    sending = Sending(w.handling, drafted)
    address = sending.begin().json()["address"]
    for _twice in range(2):
        answer = sending.piece(address, 0, FILM[:1000])
        assert (answer.status_code, answer["Upload-Offset"]) == (200, "1000")
    for offset, piece in ((2000, FILM[2000:3000]), (500, FILM[500:1500]), (1000, bytes(1024))):
        answer = sending.piece(address, offset, piece)
        wanted = 200 if offset == 1000 else 409
        assert answer.status_code == wanted
    head = sending.page.client.head(address)
    assert (head.status_code, head["Upload-Offset"]) == (200, "2024")
    beyond = sending.piece(address, 2024, bytes(2 * 1024 * 1024))
    assert beyond.status_code == 200
    assert sending.piece(address, 0, bytes(2 * 1024 * 1024 + 1)).status_code == 400
    assert sending.piece(address, -1, b"").status_code == 400


def test_a_last_piece_beyond_the_size_is_not_taken(w, drafted):
    sending = Sending(w.handling, drafted)
    address = sending.begin(size=100).json()["address"]
    assert sending.piece(address, 0, bytes(101)).status_code == 409
    assert sending.page.client.head(address)["Upload-Offset"] == "0"


def test_bytes_that_the_machine_lost_in_a_fall_are_sent_again(w, drafted):
    sending = Sending(w.handling, drafted)
    sending.send(until=3000)
    row = PendingUpload.objects.get()
    os.truncate(uploading.place(row), 1000)
    address = reverse("kept-piece", args=[row.pk])
    assert sending.piece(address, 3000, FILM[3000:4000]).status_code == 409
    assert sending.page.client.head(address)["Upload-Offset"] == "1000"
    assert sending.piece(address, 1000, FILM[1000:4000])["Upload-Offset"] == "4000"
    assert uploading.place(row).read_bytes() == FILM[:4000]


def test_nobody_else_reads_adds_to_or_ends_it(w, drafted):
    Sending(w.handling, drafted).send(until=3000)
    row = PendingUpload.objects.get()
    address, other = reverse("kept-piece", args=[row.pk]), Sending(w.assistant, drafted)
    assert other.page.client.head(address).status_code == 404
    assert other.piece(address, 3000, b"x").status_code == 404
    assert other.page.client.delete(address).status_code == 404
    assert PendingUpload.objects.get().missing == len(FILM) - 3000
    assert other.begin().json()["offset"] == 0


def test_a_dangerous_one_is_refused_in_words_with_its_last_piece_and_kept_nowhere(w, drafted, settings):
    answer = Sending(w.handling, drafted).send(WRONG * 100)
    assert answer.status_code == 422 and "现场.mp4" in answer.json()["refusal"]
    assert not PendingUpload.objects.exists()
    assert not list((Path(settings.FILES) / "incoming").glob("*"))


def test_one_that_did_not_arrive_whole_is_never_saved(w, drafted):
    Sending(w.handling, drafted).send(until=3000)
    assert Page(w.handling, drafted).send(pending_upload=[str(PendingUpload.objects.get().pk)]) == 302
    assert not Attachment.objects.exists()


def test_size_and_quota_are_asked_before_a_byte_is_sent(w, drafted, settings):
    sending = Sending(w.handling, drafted)
    assert "100 MB" in sending.begin(size=101 * 1024 * 1024).json()["refusal"]
    settings.PENDING_UPLOADS_BYTES = len(FILM) - 1
    assert sending.begin().status_code == 422
    assert sending.begin(field="title").status_code == 409
    assert sending.begin(size=-1).status_code == 409
    assert not PendingUpload.objects.exists()


def test_who_cancels_leaves_nothing(w, drafted):
    sending = Sending(w.handling, drafted)
    sending.send(until=3000)
    row = PendingUpload.objects.get()
    assert sending.page.client.delete(reverse("kept-piece", args=[row.pk])).status_code == 204
    assert not PendingUpload.objects.exists() and not uploading.place(row).exists()


# On a page that is opened anew


def test_a_page_that_is_opened_anew_lists_what_waits_for_its_form(w, drafted):
    page = Page(w.handling, drafted)
    chosen(page, "1.png", factories.PNG)
    Sending(w.handling, drafted).send(until=len(FILM) * 40 // 100)
    again = Page(w.handling, drafted)
    whole = PendingUpload.objects.get(name="1.png")
    assert again.carried()["pending_upload"] == [str(whole.pk)]
    assert re.search(r"现场\.mp4 <small>[^<]* 39 %", again.text)
    assert all(reverse("kept-piece", args=[row.pk]) in again.text for row in PendingUpload.objects.all())
    assert "1.png" not in Page(w.handling, factories.drafted(w)).text
    again = Page(w.handling, drafted)
    assert again.send() == 302
    assert [row.name for row in drafted.attachments.all()] == ["1.png"]


def test_nobody_else_reads_what_waits(w, drafted):
    chosen(Page(w.handling, drafted), "1.png", factories.PNG)
    assert "1.png" not in Page(w.assistant, drafted).text
