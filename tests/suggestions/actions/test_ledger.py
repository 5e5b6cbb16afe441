"""The chain of events: what one link says, what breaks it, and what may lawfully be taken away."""

import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext

from organs.access import Access
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import ledger, review
from suggestions.actions.ledger import Actor
from suggestions.documents import content
from suggestions.models import Event, EventText, Outbox, Suggestion
from suggestions.rules import lifecycle
from suggestions.rules.steps import Shown
from tests import factories

pytestmark = pytest.mark.django_db

RETURN = lifecycle.TABLE["document.return"]
MOMENT = datetime(2026, 3, 2, 2, 30, 15, 123456, tzinfo=UTC)
# What the hash of an event was given over in version 1: a change of these bytes would break every chain that exists.
GOLDEN = (
    '{{"actor":"部门负责人甲","actor_id":{actor},"at":1772418615123456,"details":{{"count":2,"gate":"head"}},"digest":"{digest}",'
    '"from":"in_review","on":"2026-03-01","paper":0,"post":"{post}","precision":"day",'
    '"previous":"{previous}","recorded_by":"部门负责人甲","recorded_by_id":{actor},"seq":{seq},"shown_to":"internal","step":"return","subject":"",'
    '"suggestion":{suggestion},"text":"{text}","to":"draft","track":"document","v":1}}'
)


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.submitted(w)
    review.return_draft(
        access=factories.access(w.head),
        at=factories.at(),
        suggestion=w.suggestion,
        digest=content.digest(w.suggestion.letter),
        reason="补充证据。",
    )
    Suggestion.objects.filter(pk=w.suggestion.pk).update(document_state="in_review", gate="head")
    w.suggestion.refresh_from_db()
    w.by_head = Actor(access=factories.access(w.head))
    return w


@pytest.fixture
def w(built, db):
    built.suggestion.refresh_from_db()
    return built


def returned(w, **changed) -> Event:
    """Takes one step with known values."""
    values = {"at": MOMENT, "on": date(2026, 3, 1), "text": "补充依据。", "details": {"gate": "head", "count": 2}}
    return ledger.take(step=RETURN, subject=w.suggestion, actor=w.by_head, digest="a" * 64, **{**values, **changed})


def test_an_event_is_hashed_over_the_text_that_version_1_says(w):
    head, seq = w.suggestion.head_hash, w.suggestion.seq
    event = returned(w)
    words = event.words
    expected = GOLDEN.format(
        actor=w.head.pk,
        post=f"丙县人民检察院 {gettext('Department head')}",
        digest="a" * 64,
        previous=head,
        seq=seq + 1,
        suggestion=w.suggestion.pk,
        text=hashlib.sha256((words.salt + "补充依据。").encode()).hexdigest(),
    )
    assert event.canonical == expected
    assert event.hash == hashlib.sha256(expected.encode("utf-8")).hexdigest()


def test_every_event_can_be_recomputed_without_our_code_and_follows_the_one_before(w):
    previous = ""
    for number, event in enumerate(w.suggestion.events.order_by("seq"), start=1):
        body = json.loads(event.canonical)
        text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == event.hash
        assert (body["seq"], body["previous"], body["v"]) == (number, previous, 1)
        previous = event.hash
    assert (w.suggestion.seq, w.suggestion.head_hash) == (number, previous)
    assert number >= 3


def test_the_row_says_what_the_hashed_text_says(w):
    event = returned(w)
    event.refresh_from_db()
    body = json.loads(event.canonical)
    assert body["details"] == event.details
    assert (body["track"], body["step"], body["from"], body["to"]) == (
        event.track,
        event.step,
        event.from_state,
        event.to_state,
    )
    assert body["at"] == int(event.recorded_at.timestamp() * 1_000_000)
    assert body["on"] == event.occurred_on.isoformat()
    assert (body["actor_id"], body["actor"], body["post"]) == (event.actor_id, event.actor_name, event.actor_post)
    assert body["shown_to"] == event.shown_to == Shown.INTERNAL


def test_details_and_the_hashed_text_hold_text_and_whole_numbers_only(w):
    def plain(value) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(each) for key, each in value.items())
        return isinstance(value, str | int) and not isinstance(value, bool)

    suggestion = factories.served(w)
    factories.answered(w, suggestion)
    events = list(suggestion.events.all())
    assert len(events) >= 10
    for event in events:
        assert plain(event.details), event
        assert plain(json.loads(event.canonical)), event


def test_the_words_of_a_step_are_in_their_own_row_and_never_in_the_hashed_text(w):
    event = returned(w)
    assert event.words.text == "补充依据。"
    assert "补充依据" not in event.canonical


def test_an_untouched_chain_has_no_breaks(w):
    returned(w)
    assert ledger.breaks(w.suggestion) == []


def test_words_may_be_disposed_of_and_the_chain_still_holds(w):
    returned(w)
    assert EventText.objects.filter(event__suggestion=w.suggestion).delete()[0] >= 2
    assert ledger.breaks(w.suggestion) == []


def hashed_again(event: Event, **changes) -> dict[str, str]:
    """Returns a forger's row: another text with a fitting hash."""
    canonical = json.dumps(
        json.loads(event.canonical) | changes, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return {"canonical": canonical, "hash": hashlib.sha256(canonical.encode()).hexdigest()}


FORGERIES = {
    "the text of an event": lambda event: event.update(canonical='{"previous":""}'),
    "the text of an event and its hash": lambda event: event.update(**hashed_again(event.get(), actor="别人")),
    "the hash of an event": lambda event: event.update(hash="0" * 64),
    "the link to the event before": lambda event: event.update(previous_hash="0" * 64),
    "the words": lambda event: EventText.objects.filter(event=event.get()).update(text="没有意见。"),
    "the words' salt": lambda event: EventText.objects.filter(event=event.get()).update(salt="0" * 32),
    "the actor's name": lambda event: event.update(actor_name="别人"),
    "the actor": lambda event: event.update(actor=None),
    "the post": lambda event: event.update(actor_post="别的职务"),
    "the recorder's name": lambda event: event.update(recorded_by_name="别人"),
    "the recorder": lambda event: event.update(recorded_by=None),
    "the day": lambda event: event.update(occurred_on=date(2025, 1, 1)),
    "the precision of the day": lambda event: event.update(precision="year"),
    "the moment": lambda event: event.update(recorded_at=datetime(2025, 1, 1, tzinfo=UTC)),
    "the step": lambda event: event.update(step="pass"),
    "the track": lambda event: event.update(track="case"),
    "the state before": lambda event: event.update(from_state="draft"),
    "the state after": lambda event: event.update(to_state="approved"),
    "the subject": lambda event: event.update(subject="measure:1"),
    "the details": lambda event: event.update(details={"gate": "decision"}),
    "the digest decided on": lambda event: event.update(digest="b" * 64),
    "who is shown it": lambda event: event.update(shown_to="both"),
    "whether it came on paper": lambda event: event.update(from_paper=True),
}


@pytest.mark.parametrize("changed", sorted(FORGERIES))
def test_a_change_of_an_event_is_found(w, changed):
    middle = w.suggestion.events.filter(step="return")
    returned(w)
    assert ledger.breaks(w.suggestion) == []
    FORGERIES[changed](Event.objects.filter(pk=middle.order_by("seq").first().pk))
    assert ledger.breaks(w.suggestion) != []


def test_an_event_taken_out_of_the_middle_is_found(w):
    returned(w)
    gone = w.suggestion.events.get(track="document", step="submit")
    Outbox.objects.filter(event=gone).delete()
    gone.clocks_stopped.update(stopped_by=None)
    gone.delete()
    assert ledger.breaks(w.suggestion) != []


def test_an_event_taken_off_the_end_is_found(w):
    event = returned(w)
    EventText.objects.filter(event=event).delete()
    Outbox.objects.filter(event=event).delete()
    event.delete()
    w.suggestion.refresh_from_db()
    assert ledger.breaks(w.suggestion) == [f"{w.suggestion.pk}: the head does not match the last event"]


def test_two_events_that_changed_places_are_found(w):
    returned(w)
    first, second = w.suggestion.events.filter(seq__in=[2, 3])
    Event.objects.filter(pk=first.pk).update(seq=99)
    Event.objects.filter(pk=second.pk).update(seq=2)
    Event.objects.filter(pk=first.pk).update(seq=3)
    assert ledger.breaks(w.suggestion) != []


def test_a_suggestion_with_events_cannot_be_deleted(w):
    with pytest.raises(ProtectedError):
        w.suggestion.delete()


def test_a_step_that_is_refused_leaves_state_and_chain_alone(w):
    before = (w.suggestion.seq, w.suggestion.head_hash, w.suggestion.document_state, w.suggestion.moves)
    outsider = Actor(access=factories.access(w.outsider))
    nobody = Actor(access=Access(person_id=w.head.pk, name="部门负责人甲", origin="live", posts=()))
    for refusal, facts in (
        (NotAllowed, {"actor": outsider}),
        (NotAllowed, {"actor": nobody}),
        (Refused, {"text": " "}),
        (Stale, {"expected_moves": w.suggestion.moves + 1}),
    ):
        given = {"actor": w.by_head, "text": "理由", "expected_moves": None, **facts}
        with pytest.raises(refusal):
            ledger.take(step=RETURN, subject=w.suggestion, at=MOMENT, **given)
    w.suggestion.refresh_from_db()
    assert before == (w.suggestion.seq, w.suggestion.head_hash, w.suggestion.document_state, w.suggestion.moves)
    assert w.suggestion.events.count() == w.suggestion.seq


def test_what_belongs_to_no_suggestion_takes_no_step(w):
    with pytest.raises(TypeError, match="a person belongs to no suggestion"):
        ledger.take(step=RETURN, subject=w.head, actor=w.by_head, at=MOMENT, text="理由")
