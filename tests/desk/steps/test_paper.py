"""Each step of the unit, taken once in the portal and once by the office from paper; and what is refused."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from followups.actions import answering
from followups.actions.answering import AnswerDraft
from organs import clock
from organs.models import Person
from suggestions.models import Event, Measure, Suggestion
from tests import factories
from tests.desk.portal.portal_pages import browser, in_days, step_url_of, upload
from tests.factories import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = clock.today().isoformat()


@pytest.fixture(scope="module")
def w(module_transaction: None) -> SimpleNamespace:
    return world()


@pytest.fixture(scope="module")
def served_today(w: SimpleNamespace) -> int:
    """A letter that was served today, so that the pages, which ask the clock, find every period running."""
    return factories.served(w, on=clock.today()).pk


@pytest.fixture
def letter(served_today: int) -> Suggestion:
    return Suggestion.objects.get(pk=served_today)


@pytest.fixture
def accepted(w: SimpleNamespace, letter: Suggestion) -> Suggestion:
    factories.answered(w, letter, on=clock.today())
    return letter


def paper_of(letter: Suggestion, step: str, pk: int = 0) -> str:
    return reverse("paper-step", args=[letter.pk, step, pk])


def last(letter: Suggestion) -> Event:
    return letter.events.order_by("-seq").first()


ANSWER = {"on": TODAY, "attitude": "accepted", "promised_on": in_days(30), "text": "责令停售。"}
REVISED = {"attitude": "other_way", "promised_on": in_days(40), "text": "改为统一配送。", "reason": "条件变化"}
MOVED = {"promised_on": in_days(60), "reason": "设备未到"}
WORK = {"on": TODAY, "text": "已换盛装器具。"}
OBJECTION = {"on": TODAY, "reason": "部分事实不准确。"}

# Step, what is typed, the state of the measure after it (None: the suggestion's own track).
STEP_FORMS = [
    ("measure.answer", ANSWER, "accepted"),
    ("measure.revise", REVISED, "other_way"),
    ("measure.move_promise", MOVED, "accepted"),
    ("measure.log_progress", WORK, "accepted"),
    ("measure.claim", WORK, "claimed"),
    ("objection.raise", OBJECTION, None),
]
FROM_ASKED = {"measure.answer", "objection.raise"}


def prepared(w: SimpleNamespace, letter: Suggestion, step: str) -> Measure:
    """Returns a measure in a state from which the step may be taken."""
    if step not in FROM_ASKED:
        factories.answered(w, letter, on=clock.today())
    return letter.measures.first()


@pytest.mark.parametrize(("step", "typed", "state"), STEP_FORMS)
def test_the_unit_takes_each_step_itself(w, letter, step, typed, state):
    measure = prepared(w, letter, step)
    client, address = browser(w.liaison), step_url_of(letter, step, measure.pk if state else 0)
    assert client.get(address).status_code == 200
    response = client.post(address, typed | {"files": upload()})
    assert response.status_code == 302, response.content.decode()
    measure.refresh_from_db()
    assert measure.state == (state or "asked")
    event = last(letter)
    assert (event.actor_name, event.from_paper) == ("联络员甲", False)
    with_files = step not in {"measure.revise", "measure.move_promise"}
    assert letter.attachments.filter(event=event).exists() is with_files


@pytest.mark.parametrize(("step", "typed", "state"), STEP_FORMS)
def test_the_office_records_each_step_from_paper_as_the_units(w, letter, step, typed, state):
    measure = prepared(w, letter, step)
    client, address = browser(w.handling), paper_of(letter, step, measure.pk if state else 0)
    assert client.get(address).status_code == 200
    without = client.post(address, typed)
    assert without.status_code == 422
    assert "Attach the scan of the paper" in without.content.decode()
    response = client.post(address, typed | {"files": upload("扫描件.png")})
    assert response.status_code == 302, response.content.decode()
    measure.refresh_from_db()
    assert measure.state == (state or "asked")
    event = last(letter)
    assert (event.actor_name, event.recorded_by_name, event.from_paper) == (w.unit.name, "承办检察官甲", True)
    assert letter.attachments.get(event=event).name == "扫描件.png"


def test_the_office_never_sees_an_answer_that_the_unit_only_saved(w, letter):
    measure = letter.measures.first()
    draft = AnswerDraft(attitude="refused", text="尚未定稿。")
    answering.save_draft(access=factories.access(w.liaison), at=clock.now(), measure=measure, draft=draft)
    assert "尚未定稿。" in browser(w.liaison).get(step_url_of(letter, "measure.answer", measure.pk)).content.decode()
    page = browser(w.handling).get(paper_of(letter, "measure.answer", measure.pk))
    assert page.status_code == 200
    assert "尚未定稿。" not in page.content.decode()


def test_progress_before_an_answer_is_recorded_from_paper_only(w, letter):
    measure = letter.measures.first()
    assert browser(w.liaison).get(step_url_of(letter, "measure.log_progress", measure.pk)).status_code == 403
    assert browser(w.handling).get(paper_of(letter, "measure.log_progress", measure.pk)).status_code == 200


def test_a_reply_on_paper_is_recorded_with_its_days_and_scan(w, letter):
    client, address = browser(w.registrar), paper_of(letter, "reply.receive")
    typed = {"received_on": TODAY, "posted_on": TODAY, "signed_by": "局长甲", "signed_by_title": "局长"}
    assert client.post(address, typed).status_code == 422
    response = client.post(address, typed | {"files": upload("回复函.png")})
    assert response.status_code == 302, response.content.decode()
    reply = letter.replies.get()
    assert (reply.from_paper, reply.signed_by, reply.received_on.isoformat()) == (True, "局长甲", TODAY)
    assert last(letter).actor_name == w.unit.name
    page = browser(w.liaison).get(reverse("portal-letter", args=[letter.pk])).content.decode()
    assert "from paper" in page
    assert "回复函.png" in page


def test_a_day_in_the_future_is_refused_at_its_field(w, letter):
    measure = letter.measures.first()
    typed = ANSWER | {"on": in_days(3), "promised_on": in_days(30), "files": upload()}
    response = browser(w.handling).post(paper_of(letter, "measure.answer", measure.pk), typed)
    assert response.status_code == 422
    assert response.context["form"].errors["on"] == ["This day lies in the future."]
    assert "责令停售。" in response.content.decode()


def test_only_recorders_write_from_paper(w, letter):
    typed = {"received_on": TODAY, "signed_by": "局长甲", "files": upload()}
    for person, status in ((w.head, 403), (w.outsider, 404), (w.liaison, 404)):
        response = browser(person).post(paper_of(letter, "reply.receive"), typed)
        assert response.status_code == status, person
    assert not letter.replies.exists()


def test_an_acknowledgement_is_given_once(w, letter):
    client, address = browser(w.liaison), step_url_of(letter, "document.acknowledge")
    assert client.post(address, {"moves": letter.moves}).status_code == 302
    letter.refresh_from_db()
    assert letter.acknowledged_at
    assert client.post(address).status_code in {403, 422}
    assert letter.events.filter(step="acknowledge").count() == 1


@pytest.mark.parametrize(
    ("attitude", "field"),
    [("refused", "text"), ("already_done", "text"), ("other_way", "promised_on"), ("accepted", "promised_on")],
)
def test_an_incomplete_answer_is_refused_at_the_field_that_lacks(w, letter, attitude, field):
    measure = letter.measures.first()
    typed = {"attitude": attitude, "text": "" if field == "text" else "统一配送。"}
    response = browser(w.liaison).post(step_url_of(letter, "measure.answer", measure.pk), typed)
    assert response.status_code == 422
    assert response.context["form"].errors[field]


def test_a_stale_form_is_refused_in_words_keeps_what_was_typed_and_may_be_sent_again(w, accepted):
    measure = accepted.measures.first()
    expected_moves = measure.moves
    client, address = browser(w.liaison), step_url_of(accepted, "measure.move_promise", measure.pk)
    assert client.post(address, MOVED | {"moves": expected_moves}).status_code == 302
    later = {"promised_on": in_days(70), "reason": "再次延期的理由", "moves": expected_moves}
    response = client.post(address, later)
    assert response.status_code == 409
    assert "Somebody acted meanwhile" in response.content.decode()
    assert "再次延期的理由" in response.content.decode()
    fresh = response.context["form"]["moves"].value()
    assert client.post(address, later | {"moves": fresh}).status_code == 302


def claim_with(client: Client, letter: Suggestion, *given: SimpleUploadedFile):
    address = step_url_of(letter, "measure.claim", letter.measures.first().pk)
    return client.post(address, WORK | {"files": list(given)})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (upload("照片.png", b"MZ this is no picture"), "is not a PDF, OFD, picture"),
        (upload("空.png", b""), "empty"),
        (upload("大.png", factories.PNG + b"\0" * (20 * 1024 * 1024)), "larger than 20 MB"),
        (None, "Attach at least one file"),
    ],
)
def test_a_file_that_cannot_be_kept_is_named_and_the_text_is_not_lost(w, accepted, given, words):
    response = claim_with(browser(w.liaison), accepted, *([given] if given else []))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "已换盛装器具。" in response.content.decode()
    assert not accepted.attachments.filter(about__startswith="measure").exists()


def test_at_most_twenty_files_are_taken_at_once(w, accepted):
    response = claim_with(browser(w.liaison), accepted, *(upload(f"{number}.png") for number in range(21)))
    assert response.status_code == 422
    assert "At most 20 files" in response.content.decode()


@pytest.mark.parametrize("name", ["../../etc/passwd.png", "..\\..\\boot.png", "照\x07片\u202e.png"])
def test_a_name_is_never_a_path_and_shows_nothing_that_cannot_be_seen(w, accepted, name):
    given = upload("x.png")
    given._name = name
    response = claim_with(browser(w.liaison), accepted, given)
    assert response.status_code == 302
    kept = accepted.attachments.get(about__startswith="measure").name
    assert kept in {"passwd.png", "boot.png", "照片.png"}


def test_people_of_the_unit_find_no_deed_of_the_office(w, accepted):
    measure = accepted.measures.first()
    person = Person.objects.get(pk=w.liaison.pk)
    for name in ("step", "paper-step"):
        address = reverse(name, args=[accepted.pk, "measure.claim", measure.pk])
        assert browser(person).get(address).status_code == 404
        assert browser(person).post(address, WORK).status_code == 404
