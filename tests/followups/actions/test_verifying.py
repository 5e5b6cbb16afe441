"""Who claims, who verifies and who looks back are different people; days and reasons are kept."""

import pytest

from desk.case import measure_presenter
from followups.actions import answering, verifying
from followups.actions.answering import AnswerDraft, Paper
from followups.documents import document_facts
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.models import Clock
from tests import factories
from tests.factories import access, at, later, picture

pytestmark = pytest.mark.slow


@pytest.fixture
def measure(w):
    suggestion = factories.served(w)
    factories.answered(w, suggestion)
    return suggestion.measures.first()


def claim(w, measure, who=None, *, paper=False, on=None):
    on = on or later(20)
    return answering.claim(
        access=access(who or w.liaison, on),
        at=at(on),
        measure=measure,
        on=on,
        text="已完成",
        evidence=() if paper else (picture(),),
        paper=Paper(scan=(picture(),)) if paper else None,
    )


def verify(w, measure, who=None, **facts):
    on = later(21)
    facts = {"method": "on_site", "on": on, "finding": "现场核实", "evidence": (picture(),), **facts}
    return verifying.verify(access=access(who or w.handling, on), at=at(on), measure=measure, **facts)


def test_a_claim_of_the_unit_is_verified_by_the_office_never_by_the_unit(w, measure):
    claim(w, measure)
    for who in (w.liaison, w.outsider, w.supervisor, w.registrar):
        with pytest.raises(NotAllowed):
            verify(w, measure, who=who)
    assert verify(w, measure).verified_by_id == w.handling.pk
    assert (measure.state, measure.verified_on) == ("verified", later(21))


def test_who_recorded_a_claim_from_paper_does_not_verify_it_and_a_colleague_does(w, measure):
    row = claim(w, measure, who=w.handling, paper=True)
    assert (row.claimed_by_id, row.recorded_by_id) == (None, w.handling.pk)
    with pytest.raises(NotAllowed, match="recorded the claim"):
        verify(w, measure, who=w.handling)
    verify(w, measure, who=w.second)
    assert measure.state == "verified"


def test_who_recorded_that_it_was_done_already_does_not_verify_it(w):
    suggestion = factories.served(w)
    measure = suggestion.measures.first()
    answering.send(
        access=access(w.second, later(5)),
        at=at(later(5)),
        measure=measure,
        draft=AnswerDraft(attitude="already_done", text="收到前已整改"),
        paper=Paper(scan=(picture(),)),
    )
    with pytest.raises(NotAllowed):
        verify(w, measure, who=w.second)
    verify(w, measure, who=w.head)
    assert measure.state == "verified"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"method": "by_ear"}, "method"),
        ({"finding": "  "}, "finding"),
        ({"on": later(40)}, "on"),
        ({"on": later(1)}, "on"),
    ],
)
def test_a_verification_says_how_what_and_on_a_day_between_claim_and_today(w, measure, facts, field):
    claim(w, measure)
    with pytest.raises(Refused) as refused:
        verify(w, measure, **facts)
    assert refused.value.field == field
    assert not measure.verifications.exists()


def test_what_is_not_claimed_is_not_verified(w, measure):
    with pytest.raises(Stale):
        verify(w, measure)


def test_a_claim_that_is_sent_back_opens_the_promise_again_and_keeps_its_reason(w, measure):
    about = f"measure:{measure.pk}"
    row = claim(w, measure)
    assert not Clock.objects.running().filter(about=about).exists()
    with pytest.raises(Refused) as refused:
        verifying.send_back(access=access(w.handling, later(21)), at=at(later(21)), measure=measure, reason=" ")
    assert refused.value.field == "reason"
    send_back(w, measure)
    assert (measure.state, measure.claimed_on) == ("accepted", None)
    assert (row.sent_back.reason, row.sent_back.suffices, row.sent_back.sent_back_on) == (
        "照片看不清",
        "八家门店各一张照片",
        later(21),
    )
    assert Clock.objects.running().get(about=about).due_on == measure.promised_on


def send_back(w, measure):
    verifying.send_back(
        access=access(w.second, later(21)),
        at=at(later(21)),
        measure=measure,
        reason="照片看不清",
        suffices="八家门店各一张照片",
    )


def test_what_is_done_another_way_stays_so_when_its_claim_is_sent_back(w):
    suggestion = factories.served(w)
    factories.answered(w, suggestion, attitude="other_way")
    measure = suggestion.measures.first()
    claim(w, measure)
    send_back(w, measure)
    assert measure.state == "other_way"


def test_what_was_said_to_be_done_already_and_is_not_is_asked_again(w):
    suggestion = factories.served(w)
    factories.replied(w, suggestion, attitude="already_done")
    measure = suggestion.measures.first()
    send_back(w, measure)
    assert (measure.state, measure.promised_on, measure.sent_back.get().claim) == ("asked", None, None)
    factories.answered(w, suggestion, on=later(22))
    measure.refresh_from_db()
    assert measure.state == "accepted"


def test_a_claim_that_was_sent_back_is_ticked_nowhere_and_both_sides_read_what_would_suffice(w, measure, client):
    claim(w, measure)
    send_back(w, measure)
    suggestion = measure.suggestion
    for who, address in (
        (w.handling, f"/suggestions/{suggestion.pk}/"),
        (w.liaison, f"/portal/letters/{suggestion.pk}/"),
    ):
        client.force_login(who)
        card = (
            client.get(address).content.decode().partition(f'id="measure-{measure.pk}"')[2].partition("</article>")[0]
        )
        assert "照片看不清" in card, address
        assert "八家门店各一张照片" in card, address
    claimed = measure_presenter.measure(measure, look_back_on=None).milestones[1]
    assert (claimed.state, claimed.day) == ("next", None)
    assert document_facts.answered(measure)["done"] == ""
    claim(w, measure, on=later(22))
    claimed = measure_presenter.measure(measure, look_back_on=None).milestones[1]
    assert (claimed.state, claimed.day) == ("done", later(22))
    assert document_facts.answered(measure)["done"] == "已完成"


def test_a_moved_promise_keeps_every_former_day_with_its_reason(w, measure):
    first = measure.promised_on
    days = [first, later(60), later(90)]
    for on, reason in zip(days[1:], ("审批未完成", "设备未到货"), strict=True):
        answering.move_promise(
            access=access(w.liaison, later(6)), at=at(later(6)), measure=measure, to=on, reason=reason
        )
    kept = [(row.promised_on, row.former_on, row.reason) for row in measure.promises.all()]
    assert kept == [
        (days[0], None, ""),
        (days[1], days[0], "审批未完成"),
        (days[2], days[1], "设备未到货"),
    ]
    clock = Clock.objects.running().get(about=f"measure:{measure.pk}")
    assert (clock.due_on, measure.promised_on) == (days[2], days[2])
    with pytest.raises(Refused):
        answering.move_promise(
            access=access(w.liaison, later(6)), at=at(later(6)), measure=measure, to=later(99), reason=""
        )


@pytest.mark.parametrize("result", ["not_applicable", "asked"])
def test_a_refusal_is_settled_by_the_head_with_reasons(w, result):
    suggestion = factories.served(w)
    factories.answered(w, suggestion, attitude="refused")
    measure = suggestion.measures.first()
    settle = {"at": at(later(6)), "measure": measure, "result": result, "reason": "理由成立与否的说明"}
    with pytest.raises(NotAllowed):
        verifying.settle_refusal(access=access(w.handling, later(6)), **settle)
    with pytest.raises(Refused):
        verifying.settle_refusal(access=access(w.head, later(6)), **{**settle, "result": "accepted"})
    verifying.settle_refusal(access=access(w.head, later(6)), **settle)
    assert measure.state == result
