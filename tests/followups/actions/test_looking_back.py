"""Looking back at a closed case: by who did not verify; a rebound reopens it for another round, to another closing."""

from datetime import timedelta

import pytest
from django.utils import translation

from followups.actions import answering, closing, looking_back, replying, verifying
from followups.actions.looking_back import FindingDraft
from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import ledger
from tests import factories
from tests.factories import access, at, later, picture

pytestmark = pytest.mark.slow

LOOKED = later(300)


@pytest.fixture
def closed(w):
    return factories.whole(w)


def look_back(w, suggestion, *found, who=None, on=LOOKED, **facts):
    drafts = [
        FindingDraft(measure=measure, found=each, text="现场查看")
        for measure, each in zip(looking_back.looked_at_in(suggestion), found, strict=True)
    ]
    facts = {"basis": "实地回访、查看台账", "findings": drafts, **facts}
    return looking_back.record(
        access=access(who or w.second, on), at=at(on), suggestion=suggestion, on=facts.pop("on_day", on), **facts
    )


def ask_again(w, suggestion, who=None, on=LOOKED, **facts):
    facts = {"reason": "反弹，须再次整改", "reply_days": 15, **facts}
    looking_back.ask_again(access=access(who or w.handling, on), at=at(on), suggestion=suggestion, **facts)


def test_who_verified_does_not_look_back_and_a_colleague_or_the_head_does(w, closed):
    with pytest.raises(NotAllowed, match="verified"):
        look_back(w, closed, "holding", "holding", who=w.handling)
    for who in (w.chief, w.registrar, w.liaison, w.supervisor):
        with pytest.raises(NotAllowed):
            look_back(w, closed, "holding", "holding", who=who)
    assert not closed.look_backs.exists()
    look_back(w, closed, "holding", "holding", who=w.head)
    assert set(closed.measures.values_list("state", flat=True)) == {"holding"}


def test_the_days_since_the_verification_are_kept_and_a_next_round_does_not_change_them(w, closed):
    look_back(w, closed, "rebounded", "holding")
    first, second = [row.findings.get() for row in closed.measures.all()]
    assert (first.days_held, second.days_held) == (280, 280)
    ask_again(w, closed)
    factories.answered(w, closed, later(305))
    factories.verified(w, closed, later(310))
    first.refresh_from_db()
    assert first.days_held == 280


def test_what_still_holds_stays_closed_and_may_be_looked_at_again(w, closed):
    look_back(w, closed, "holding", "unjudged", next_on=later(700))
    closed.refresh_from_db()
    assert [measure.state for measure in closed.measures.all()] == ["holding", "verified"]
    assert (closed.case_state, closed.look_back_on) == ("closed", later(700))
    assert closed.clocks.running().get().due_on == later(700)
    look_back(w, closed, "holding", "holding", on=later(700))
    closed.refresh_from_db()
    assert (closed.look_back_on, closed.clocks.running().count()) == (None, 0)


def test_a_measure_that_holds_only_partly_leaves_the_case_closed_until_it_is_reopened(w, closed):
    look_back(w, closed, "partly", "holding")
    closed.refresh_from_db()
    assert closed.case_state == "closed"
    with pytest.raises(Refused, match="Reopen"):
        ask_again(w, closed)
    closing.reopen(access=access(w.handling, LOOKED), at=at(LOOKED), suggestion=closed, reason="部分反弹")
    ask_again(w, closed)
    assert [measure.state for measure in closed.measures.all()] == ["asked", "holding"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"basis": " "}, "basis"),
        ({"next_on": LOOKED}, "next_on"),
        ({"on_day": LOOKED + timedelta(days=1)}, "on"),
        ({"on_day": later(29)}, "on"),
        ({"findings": []}, "findings"),
    ],
)
def test_a_look_back_says_on_what_it_rests_and_finds_something_of_every_measure(w, closed, facts, field):
    with pytest.raises(Refused) as refused:
        look_back(w, closed, "holding", "holding", **facts)
    assert refused.value.field == field
    assert not closed.look_backs.exists()


def test_a_finding_is_in_words(w, closed):
    drafts = [FindingDraft(measure=measure, found="holding", text=" ") for measure in closed.measures.all()]
    with pytest.raises(Refused) as refused:
        look_back(w, closed, "holding", "holding", findings=drafts)
    assert refused.value.field == "findings"


def test_an_open_case_is_not_looked_back_at(w):
    suggestion = factories.served(w)
    factories.replied(w, suggestion)
    factories.verified(w, suggestion)
    with pytest.raises(Refused, match="open"):
        look_back(w, suggestion, "holding", "holding")


def test_a_rebound_reopens_the_case_and_what_was_said_before_stays(w, closed):
    with translation.override("en"):
        look_back(w, closed, "rebounded", "holding", next_on=later(700))
    closed.refresh_from_db()
    assert closed.events.get(step="reopen").words.text.startswith("回头看发现"), "kept in Chinese, whoever acts"
    assert (closed.case_state, closed.round, closed.look_back_on) == ("open", 2, None)
    with pytest.raises(NotAllowed):
        ask_again(w, closed, who=w.second)
    for days in (0, 400):
        with pytest.raises(Refused) as refused:
            ask_again(w, closed, reply_days=days)
        assert refused.value.field == "reply_days"
    ask_again(w, closed)
    first, second = closed.measures.all()
    assert (first.state, first.round, first.promised_on, first.verified_on, first.judged) == (
        "asked",
        2,
        None,
        None,
        "",
    )
    assert (second.state, second.round) == ("holding", 1)
    assert (first.answers.count(), first.claims.count(), first.verifications.count()) == (1, 1, 1)
    clock = closed.clocks.running().get()
    assert (clock.owes, clock.round, clock.due_on) == ("unit", 2, LOOKED + timedelta(days=15))
    assert closed.documents.filter(kind="closing_decision").count() == 1


def test_the_second_round_leads_to_another_closing(w, closed):
    look_back(w, closed, "rebounded", "holding")
    ask_again(w, closed)
    factories.replied(w, closed, LOOKED + timedelta(days=5))
    factories.judged(w, closed, LOOKED + timedelta(days=6))
    factories.verified(w, closed, LOOKED + timedelta(days=20))
    factories.closed(w, closed, LOOKED + timedelta(days=25))
    closed.refresh_from_db()
    assert (closed.case_state, closed.round, closed.replies.count()) == ("closed", 2, 2)
    assert [measure.state for measure in closed.measures.all()] == ["verified", "holding"]
    assert [reply.round for reply in closed.replies.all()] == [1, 2]
    assert closed.documents.filter(kind="closing_decision").count() == 2
    assert ledger.breaks(closed) == []


def test_an_urging_of_the_first_round_does_not_count_for_the_second(w, closed):
    look_back(w, closed, "rebounded", "rebounded")
    closed.urgings.create(urged_on=later(40), means="call", text="第一轮", urged_by=w.handling)
    ask_again(w, closed)
    on = LOOKED + timedelta(days=30)
    given = {"access": access(w.handling, on), "at": at(on), "suggestion": closed, "reason": "未回复"}
    with pytest.raises(Refused, match="urged"):
        replying.record_absence(**given)
    closed.urgings.create(urged_on=on, means="call", text="第二轮", urged_by=w.handling)
    replying.record_absence(**given)
    assert closed.reply_state == "none"


def test_a_form_of_before_somebody_else_looked_back_is_stale(w, closed):
    expected_moves = closed.moves
    look_back(w, closed, "holding", "holding", expected_moves=expected_moves)
    with pytest.raises(Stale):
        look_back(w, closed, "holding", "holding", who=w.head, expected_moves=expected_moves)
    assert closed.look_backs.count() == 1


def test_the_claim_of_a_new_round_is_verified_by_who_did_not_record_it(w, closed):
    look_back(w, closed, "rebounded", "holding")
    ask_again(w, closed)
    factories.answered(w, closed, LOOKED)
    measure = closed.measures.first()
    assert verifying.claimants(measure) == {w.liaison.pk}


def test_what_showed_the_first_round_does_not_show_the_second(w, closed):
    look_back(w, closed, "rebounded", "holding")
    ask_again(w, closed)
    factories.answered(w, closed, LOOKED)
    measure = closed.measures.first()
    given = {"access": access(w.liaison, LOOKED), "at": at(LOOKED, 16), "measure": measure, "on": LOOKED}
    with pytest.raises(Refused) as refused:
        answering.claim(**given, text="已再次整改")
    assert refused.value.field == "files"
    answering.log_progress(**given, text="重新检查", evidence=(picture(),))
    answering.claim(**given, text="已再次整改")
    assert measure.state == "claimed"
