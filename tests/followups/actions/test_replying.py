"""The written reply, composed or from paper, in time or late, or never; and what may be said when none came."""

import io
from datetime import timedelta

import pypdf
import pytest

from followups.actions import replying, urging
from followups.actions.answering import Paper
from followups.actions.replying import ReplyDraft
from insights import conditions
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import files
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at, later, picture

pytestmark = pytest.mark.slow


@pytest.fixture
def suggestion(w):
    return factories.served(w)


def due_of(suggestion):
    return suggestion.clocks.of_reply().order_by("-id").first()


def urge(w, suggestion, on=None, who=None, **facts):
    on = on or later(61)
    facts = {"means": "letter", "text": "尚未回复", "new_day": on + timedelta(days=10), **facts}
    return urging.urge(access=access(who or w.handling, on), at=at(on), suggestion=suggestion, **facts)


def record_absence(w, suggestion, on, who=None):
    replying.record_absence(
        access=access(who or w.handling, on), at=at(on), suggestion=suggestion, reason="经督促仍未回复"
    )


def test_a_reply_in_the_portal_is_composed_as_pdf_from_what_was_answered(w, suggestion):
    factories.replied(w, suggestion)
    row = suggestion.replies.get()
    text = "".join(page.extract_text() for page in pypdf.PdfReader(files.place(row.document.blob_id)).pages)
    assert "单位负责人甲" in text
    for measure in suggestion.measures.all():
        assert measure.text.text[:6] in text.replace("\n", "")
    assert row.document.shown_to == "both"
    assert due_of(suggestion).stopped_on == row.received_on


def test_a_reply_in_the_portal_waits_for_every_answer(w, suggestion):
    with pytest.raises(Refused) as refused:
        replying.reply(
            access=access(w.liaison, later(5)),
            at=at(later(5)),
            suggestion=suggestion,
            draft=ReplyDraft(signed_by="单位负责人甲"),
        )
    assert refused.value.field == "measures"
    assert not suggestion.replies.exists()


def test_a_reply_on_paper_that_was_posted_before_expiry_is_in_time(w, suggestion):
    due_on = due_of(suggestion).due_on
    on = due_on + timedelta(days=3)
    draft = ReplyDraft(signed_by="单位负责人甲", received_on=on, posted_on=due_on)
    given = {"access": access(w.registrar, on), "at": at(on), "suggestion": suggestion, "draft": draft}
    with pytest.raises(Refused) as refused:
        replying.reply(**given, paper=Paper(scan=()))
    assert refused.value.field == "files"
    replying.reply(**given, paper=Paper(scan=(picture("回复函.png"),)))
    clock = due_of(suggestion)
    suggestion.refresh_from_db()
    assert (clock.stopped_on, suggestion.replied_on) == (due_on, on)
    event = suggestion.events.get(track="reply", step="receive")
    assert (event.from_paper, event.actor_name, event.recorded_by_name) == (True, w.unit.name, w.registrar.name)


def test_a_reply_that_came_late_is_received_and_its_clock_says_so(w, suggestion):
    on = due_of(suggestion).due_on + timedelta(days=3)
    factories.replied(w, suggestion, on)
    clock = due_of(suggestion)
    assert clock.stopped_on == on > clock.due_on


def test_no_reply_is_recorded_only_after_the_due_day_and_an_urging(w, suggestion):
    due_on = due_of(suggestion).due_on
    with pytest.raises(Refused) as refused:
        record_absence(w, suggestion, due_on)
    assert due_on.isoformat() in str(refused.value)
    assert "urged" in str(refused.value)
    after = due_on + timedelta(days=1)
    with pytest.raises(Refused, match="urged"):
        record_absence(w, suggestion, after)
    urge(w, suggestion, after)
    with pytest.raises(NotAllowed):
        record_absence(w, suggestion, after, who=w.second)
    record_absence(w, suggestion, after)
    suggestion.refresh_from_db()
    assert (suggestion.reply_state, suggestion.outcome) == ("none", "not")
    assert due_of(suggestion).stopped_on == after
    assert suggestion.assessments.get().reply is None


def test_a_reply_after_its_absence_was_recorded_is_still_received(w, suggestion):
    after = due_of(suggestion).due_on + timedelta(days=1)
    urge(w, suggestion, after)
    record_absence(w, suggestion, after)
    factories.replied(w, suggestion, after + timedelta(days=5))
    suggestion.refresh_from_db()
    assert (suggestion.reply_state, suggestion.outcome) == ("received", "")
    assert Suggestion.objects.filter(conditions.NOT_JUDGED, pk=suggestion.pk).exists()
    assert not Suggestion.objects.filter(conditions.NOT_ADOPTED, pk=suggestion.pk).exists()


def test_an_urging_letter_is_printed_for_the_unit_and_moves_no_legal_day(w, suggestion):
    due_on = due_of(suggestion).due_on
    row = urge(w, suggestion)
    assert row.document.shown_to == "both"
    assert due_of(suggestion).due_on == due_on
    assert urge(w, suggestion, means="call").document is None
    for facts, field in (
        ({"means": "shout"}, "means"),
        ({"new_day": later(61)}, "new_day"),
        ({"text": ""}, "reason"),
    ):
        with pytest.raises(Refused) as refused:
            urge(w, suggestion, **facts)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        urge(w, suggestion, who=w.registrar)


def test_a_visit_leaves_a_record_that_the_unit_does_not_read(w, suggestion):
    given = {"at": at(later(9)), "suggestion": suggestion, "means": "visit", "on": later(9), "findings": "现场已停售"}
    row = urging.record_visit(access=access(w.second, later(9)), **given, evidence=(picture(),), place="乳品店")
    assert row.document.shown_to == "office"
    assert suggestion.attachments.get(about=f"visit:{row.pk}").shown_to == "office"
    assert pypdf.PdfReader(io.BytesIO(files.place(row.document.blob_id).read_bytes())).pages
    for facts in ({"findings": " "}, {"means": "rumour"}, {"on": later(30)}):
        with pytest.raises(Refused):
            urging.record_visit(access=access(w.second, later(9)), **{**given, **facts})
    with pytest.raises(NotAllowed):
        urging.record_visit(access=access(w.liaison, later(9)), **given)


def test_nobody_replies_twice_to_the_same_question(w, suggestion):
    factories.replied(w, suggestion)
    with pytest.raises(Stale):
        replying.reply(
            access=access(w.liaison, later(6)),
            at=at(later(6)),
            suggestion=suggestion,
            draft=ReplyDraft(signed_by="单位负责人甲"),
        )
    assert suggestion.replies.count() == 1
