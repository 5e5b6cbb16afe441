"""What the unit sent is taken back or replaced until it is judged: nothing is lost, and the legal day stays where it was."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from followups.actions import judging, replying, withdrawing
from followups.actions.answering import Paper
from followups.actions.replying import ReplyDraft
from organs import clock
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import ledger, objecting
from suggestions.models import Suggestion
from tests import factories
from tests.desk.portal.portal_pages import browser, page_of
from tests.factories import access, at, later, picture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ON = later(6)
AGAIN = ReplyDraft(signed_by="单位负责人甲", text="更正：培训已于本月完成。", replaces_because="前一份回复漏写培训情况")


@pytest.fixture
def received(w) -> Suggestion:
    suggestion = factories.served(w)
    factories.replied(w, suggestion)
    suggestion.refresh_from_db()
    return suggestion


def withdraw(w, suggestion, who=None, on=ON, reason="数据有误", **facts) -> None:
    withdrawing.withdraw(access=access(who or w.liaison, on), at=at(on), suggestion=suggestion, reason=reason, **facts)


def replace(w, suggestion, on=ON, draft=AGAIN, **facts):
    return replying.reply(access=access(w.liaison, on), at=at(on), suggestion=suggestion, draft=draft, **facts)


def propose(w, suggestion):
    measures = [
        judging.MeasureJudgement(measure=each, verdict="adopted", reason="见回复函。")
        for each in suggestion.measures.all()
    ]
    return judging.propose(
        access=access(w.handling, ON),
        at=at(ON),
        suggestion=suggestion,
        verdict="adequate",
        judgements=measures,
        reasons="已整改。",
    )


def test_a_reply_that_is_withdrawn_is_awaited_again_to_the_same_legal_day_and_stays_with_the_reason(w, received):
    due_on = received.clocks.of_reply().get().due_on
    assert received.clocks.running().filter(term="judge_reply").exists() or received.clocks.running().exists()
    withdraw(w, received)
    received.refresh_from_db()
    clock_ = received.clocks.of_reply().get()
    assert (received.reply_state, received.replied_on) == ("awaited", None)
    assert (clock_.stopped_on, clock_.due_on) == (None, due_on)
    assert not [each for each in received.clocks.running() if each.duty.key == "judging"]
    row = received.replies.get()
    assert row.withdrawn_because == "数据有误" and row.document_id
    assert ledger.breaks(received) == []
    replying.reply(
        access=access(w.liaison, later(8)), at=at(later(8)), suggestion=received, draft=ReplyDraft(signed_by="局长")
    )
    received.refresh_from_db()
    assert (received.reply_state, received.replied_on, received.replies.count()) == ("received", later(8), 2)


def test_a_reply_that_replaces_another_leaves_whether_it_was_in_time_and_restarts_the_judging(w, received):
    first, stopped = received.replies.get(), received.clocks.of_reply().get().stopped_on
    judging_due = [each.due_on for each in received.clocks.running() if each.duty.key == "judging"]
    row = replace(w, received, on=later(100))
    received.refresh_from_db()
    first.refresh_from_db()
    assert row.replaces == first and first.withdrawn_because == AGAIN.replaces_because
    assert received.reply_state == "received" and received.clocks.of_reply().get().stopped_on == stopped
    again = [each.due_on for each in received.clocks.running() if each.duty.key == "judging"]
    assert len(again) == len(judging_due) == 1 and again[0] > judging_due[0]
    event = received.events.order_by("-seq").first()
    assert (event.step, event.words.text) == ("replace", AGAIN.replaces_because)


def test_a_second_reply_without_the_reason_knows_nothing_of_the_first_and_is_stale(w, received):
    with pytest.raises(Stale):
        replace(w, received, draft=ReplyDraft(signed_by="局长"))
    assert received.replies.count() == 1


def test_a_judgement_that_waits_for_its_countersignature_is_set_aside_and_cannot_be_countersigned(w, received):
    assessment = propose(w, received)
    with translation.override("en"):
        withdraw(w, received)
    assessment.refresh_from_db()
    number = received.events.order_by("-seq").first().seq
    assert assessment.returned_at and str(number) in assessment.returned_reason
    assert "The unit" not in assessment.returned_reason, "the record is Chinese, whoever acts"
    with pytest.raises((Refused, Stale)):
        judging.countersign(access=access(w.head, ON), at=at(ON), assessment=assessment)


def test_once_judged_nothing_is_taken_back(w, received):
    factories.judged(w, received)
    for take_back in (withdraw, replace):
        with pytest.raises((Stale, Refused)):
            take_back(w, Suggestion.objects.get(pk=received.pk), on=later(9))


def test_nobody_else_takes_a_reply_back_and_the_office_only_from_paper_with_the_scan(w, received):
    for who in (w.other_liaison, w.handling, w.copied_liaison):
        with pytest.raises(NotAllowed):
            withdraw(w, received, who=who)
    with pytest.raises(Refused):
        withdraw(w, received, who=w.handling, paper=Paper(scan=()))
    withdraw(w, received, who=w.handling, paper=Paper(scan=(picture("撤回函.png"),)))
    event = received.events.order_by("-seq").first()
    assert (event.actor_name, event.recorded_by_name, event.from_paper) == (w.unit.name, w.handling.name, True)


def test_an_objection_is_withdrawn_or_replaced_until_it_is_decided(w):
    served = factories.served(w)
    first = objecting.object_to(access=access(w.liaison, ON), at=at(ON), suggestion=served, grounds="不属本局职责")
    late = later(60)
    other = objecting.replace(
        access=access(w.liaison, late), at=at(late), objection=first, grounds="第二项不属本局职责", reason="写错一项"
    )
    first.refresh_from_db()
    assert (first.state, first.withdrawn_because, other.replaces, other.is_late) == (
        "withdrawn",
        "写错一项",
        first,
        False,
    )
    objecting.take_up(access=access(w.handling, late), at=at(late), objection=other)
    objecting.withdraw(access=access(w.liaison, late), at=at(late), objection=other, reason="已沟通一致")
    other.refresh_from_db()
    assert other.state == "withdrawn"
    assert not served.clocks.running().filter(term="answer_objection").exists()
    with pytest.raises(Stale):
        objecting.withdraw(access=access(w.liaison, late), at=at(late), objection=other, reason="再次")
    with pytest.raises(NotAllowed):
        objecting.withdraw(access=access(w.other_liaison, late), at=at(late), objection=other, reason="无权")


def test_the_unit_replaces_on_its_page_and_gets_a_receipt_of_its_own(w):
    today = clock.today()
    served = factories.served(w, on=today - timedelta(days=20))
    factories.replied(w, served, on=today - timedelta(days=2))
    client = browser(w.liaison)
    page = client.get(page_of(served)).content.decode()
    assert reverse("portal-reply", args=[served.pk]) in page and "Take the written reply back" in page
    served.refresh_from_db()
    given = {"signed_by": "局长", "confirm": "on", "moves": served.moves, "send": "1"}
    refused = client.post(reverse("portal-reply", args=[served.pk]), given | {"replaces_because": ""})
    assert refused.status_code == 422 and "replaces_because" in refused.context["form"].errors
    sent = client.post(reverse("portal-reply", args=[served.pk]), given | {"replaces_because": "漏写一项"}, follow=True)
    event = served.events.order_by("-seq").first()
    address = reverse("portal-receipt", args=[served.pk, event.seq])
    assert address in sent.content.decode() and "taken back on" in sent.content.decode()
    receipt = client.get(address).content.decode()
    assert event.hash in receipt and "漏写一项" in receipt and w.unit.name in receipt
    assert browser(w.other_liaison).get(address).status_code == 404
    office = served.events.filter(step="serve").get()
    assert client.get(reverse("portal-receipt", args=[served.pk, office.seq])).status_code == 404
