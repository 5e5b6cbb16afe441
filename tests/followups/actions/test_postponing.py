"""A later day for the reply: asked for, judged by two people, and beside the legal day, which never moves."""

from datetime import date, timedelta

import pytest

from followups.actions import granting, postponing, replying, urging
from followups.actions.answering import Paper
from followups.actions.postponing import Wish
from followups.actions.replying import ReplyDraft
from followups.conditions import escalation_conditions
from followups.models import LaterDate
from insights import conditions
from organs.actions import posts
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import clocks, serving
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at, later

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = later(60)
LEGAL = date(2026, 5, 6)


@pytest.fixture
def served(w):
    return factories.served(w)


def ask(w, suggestion, who=None, on=ON, wish=None, reason="施工受汛期影响", **facts):
    return postponing.ask(
        access=access(who or w.liaison, on),
        at=at(on),
        suggestion=suggestion,
        wish=wish or Wish(amount=10, unit="days"),
        reason=reason,
        **facts,
    )


def advise(w, later_date, who=None, on=ON, day=None, advice="理由属实"):
    granting.advise(access=access(who or w.handling, on), at=at(on), later_date=later_date, advice=advice, on=day)


def agree(w, later_date, who=None, on=ON, day=None, **facts):
    granting.agree(
        access=access(who or w.head, on), at=at(on), later_date=later_date, on=day or later_date.wanted_on, **facts
    )


def refuse(w, later_date, who=None, on=ON, reasons="理由不充分", **facts):
    granting.refuse(access=access(who or w.head, on), at=at(on), later_date=later_date, reasons=reasons, **facts)


def reply_clock(suggestion):
    return suggestion.clocks.of_reply().latest("id")


@pytest.mark.parametrize(
    ("wish", "wanted_on"),
    [
        (Wish(amount=10, unit="days"), date(2026, 5, 18)),  # the 16th is a Saturday
        (Wish(amount=10, unit="working_days"), date(2026, 5, 19)),  # Saturday the 9th is a make-up working day
        (Wish(to_on=date(2026, 5, 16)), date(2026, 5, 16)),
    ],
)
def test_it_is_asked_for_by_days_by_working_days_or_to_a_day(w, served, wish, wanted_on):
    later_date = ask(w, served, wish=wish)
    assert (later_date.state, later_date.wanted_on, later_date.legal_on) == ("asked", wanted_on, LEGAL)
    event = served.events.last()
    assert (event.track, event.step, event.shown_to, event.actor_name) == (
        "later_date", "ask", "both", w.liaison.name,
    )  # fmt: skip
    assert event.details == {"legal_on": "2026-05-06", "wanted_on": wanted_on.isoformat()}


def test_asking_moves_nothing(w, served):
    before = served.clocks.values().get(term="reply")
    ask(w, served)
    assert served.clocks.values().get(term="reply") == before


def test_it_may_be_asked_for_when_the_reply_is_late_already(w, served):
    late = LEGAL + timedelta(days=5)
    assert ask(w, served, on=late, wish=Wish(to_on=late + timedelta(days=3))).wanted_on == late + timedelta(days=3)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish(), "amount"),
        (Wish(amount=3, unit="days", to_on=date(2026, 6, 1)), "amount"),
        (Wish(amount=2, unit="months"), "unit"),
        (Wish(amount=1000, unit="days"), "amount"),
        (Wish(to_on=LEGAL), "to_on"),
        (Wish(to_on=LEGAL - timedelta(days=1)), "to_on"),
    ],
)
def test_an_impossible_wish_is_refused_at_its_field(w, served, wish, field):
    with pytest.raises(Refused) as refusal:
        ask(w, served, wish=wish)
    assert refusal.value.field == field
    assert not LaterDate.objects.exists()


def test_a_day_that_has_passed_is_refused_although_it_lies_after_the_legal_day(w, served):
    with pytest.raises(Refused, match="passed"):
        ask(w, served, on=later(80), wish=Wish(to_on=LEGAL + timedelta(days=1)))


def test_it_needs_a_reason_and_a_reply_that_is_owed_and_one_request_at_a_time(w, served):
    with pytest.raises(Refused) as refusal:
        ask(w, served, reason=" ")
    assert refusal.value.field == "reason"
    ask(w, served)
    with pytest.raises(Refused, match="already"):
        ask(w, served)
    issued = factories.issued(w)
    with pytest.raises(NotAllowed):
        ask(w, issued)


@pytest.mark.parametrize("who", ["other_liaison", "copied_liaison", "handling", "head", "outsider"])
def test_only_the_unit_asks(w, served, who):
    with pytest.raises(NotAllowed):
        ask(w, served, who=getattr(w, who))


def test_the_office_records_it_from_paper_with_the_scan(w, served):
    with pytest.raises(Refused) as refusal:
        ask(w, served, who=w.registrar, paper=Paper(scan=()))
    assert refusal.value.field == "files"
    ask(w, served, who=w.registrar, paper=Paper(scan=(factories.picture(),)), on=ON)
    event = served.events.last()
    assert (event.from_paper, event.actor_name, event.recorded_by_name) == (True, w.unit.name, w.registrar.name)
    assert event.attachments.get().shown_to == "both"


def test_the_head_agrees_on_the_handling_prosecutors_view_and_the_legal_day_stays(w, served):
    later_date = ask(w, served)
    with pytest.raises(Refused, match="view first"):
        agree(w, later_date)
    with pytest.raises(NotAllowed):
        advise(w, later_date, who=w.head)
    advise(w, later_date, day=later_date.wanted_on)
    view = served.events.last()
    assert (view.step, view.shown_to) == ("advise", "internal")
    agree(w, later_date)
    running = reply_clock(served)
    assert (running.due_on, running.agreed_on, running.former) == (LEGAL, date(2026, 5, 18), [])
    later_date.refresh_from_db()
    assert (later_date.state, later_date.decided_by) == ("agreed", w.head)
    assert served.events.last().shown_to == "both"


def test_two_people_decide_not_one(w, served):
    later_date = ask(w, served)
    advise(w, later_date)
    for who in (w.handling, w.second, w.registrar, w.liaison, w.other_head):
        with pytest.raises(NotAllowed):
            agree(w, later_date, who=who)
        with pytest.raises(NotAllowed):
            refuse(w, later_date, who=who)
    agree(w, later_date, who=w.chief)


def test_who_handles_the_case_and_heads_the_department_still_does_not_decide_on_the_own_view(w, served):
    later_date = ask(w, served)
    advise(w, later_date)
    posts.appoint(
        at=at(),
        person=w.handling,
        role=Role.DEPARTMENT_HEAD,
        from_on=later(-1),
        procuratorate=w.county,
        department=w.department,
    )
    for decide in (agree, refuse):
        with pytest.raises(NotAllowed, match="own view"):
            decide(w, later_date, who=w.handling)
    agree(w, later_date)


def test_another_day_is_agreed_with_reasons_only_and_lies_after_the_legal_day(w, served):
    later_date = ask(w, served)
    advise(w, later_date, day=date(2026, 5, 12))
    with pytest.raises(Refused) as refusal:
        agree(w, later_date, day=date(2026, 5, 12))
    assert refusal.value.field == "reasons"
    with pytest.raises(Refused) as refusal:
        agree(w, later_date, day=LEGAL, reasons="六日足够")
    assert refusal.value.field == "on"
    agree(w, later_date, day=date(2026, 5, 12), reasons="六日足够")
    assert reply_clock(served).agreed_on == date(2026, 5, 12)


def test_it_is_refused_with_reasons_and_may_be_asked_for_again(w, served):
    later_date = ask(w, served)
    advise(w, later_date)
    with pytest.raises(Refused):
        refuse(w, later_date, reasons=" ")
    refuse(w, later_date)
    assert (reply_clock(served).agreed_on, served.events.last().shown_to) == (None, "both")
    with pytest.raises(Stale):
        agree(w, later_date)
    assert ask(w, served).state == "asked"


def test_a_second_agreed_day_lies_after_the_first_and_both_stay_readable(w, served):
    first = ask(w, served)
    advise(w, first)
    agree(w, first)
    with pytest.raises(Refused, match="2026-05-18"):
        ask(w, served, wish=Wish(to_on=date(2026, 5, 18)))
    second = ask(w, served, wish=Wish(amount=3, unit="days"))
    assert second.wanted_on == date(2026, 5, 21)
    advise(w, second)
    agree(w, second)
    assert list(served.later_dates.values_list("agreed_on", flat=True)) == [date(2026, 5, 18), date(2026, 5, 21)]


def test_two_at_once_decide_once(w, served):
    later_date = ask(w, served)
    advise(w, later_date)
    later_date.refresh_from_db()
    expected_moves = later_date.moves
    agree(w, later_date, expected_moves=expected_moves)
    with pytest.raises(Stale):
        refuse(w, later_date, who=w.chief, expected_moves=expected_moves)


def test_the_unit_withdraws_its_request_and_the_reply_withdraws_it_too(w, served):
    later_date = ask(w, served)
    with pytest.raises(NotAllowed):
        postponing.withdraw(access=access(w.handling, ON), at=at(ON), later_date=later_date)
    postponing.withdraw(access=access(w.liaison, ON), at=at(ON), later_date=later_date, reason="已可按期完成")
    assert later_date.state == "withdrawn"
    ask(w, served)
    factories.replied(w, served, ON)
    assert set(served.later_dates.values_list("state", flat=True)) == {"withdrawn"}
    assert served.events.get(track="later_date", step="withdraw", details={"by_reply": 1}).actor_name == w.liaison.name


def test_a_reply_from_paper_withdraws_an_open_request_too(w, served):
    ask(w, served)
    replying.reply(
        access=access(w.handling, ON),
        at=at(ON),
        suggestion=served,
        draft=ReplyDraft(signed_by="局长", received_on=ON),
        paper=Paper(scan=(factories.picture(),)),
    )
    assert served.later_dates.get().state == "withdrawn"


def test_what_is_owed_no_more_is_not_decided(w, served):
    later_date = ask(w, served)
    advise(w, later_date)
    served.clocks.update(stopped_on=ON)
    with pytest.raises(Refused, match="not owed"):
        agree(w, later_date)


def test_a_reply_by_the_agreed_day_is_late_by_the_legal_one(w, served):
    later_date = ask(w, served)
    advise(w, later_date)
    agree(w, later_date)
    factories.replied(w, served, date(2026, 5, 18))
    met = reply_clock(served)
    assert met.stopped_on > met.due_on
    on_that_day = date(2026, 5, 18)
    assert Suggestion.objects.filter(conditions.replied_late(on_that_day)).exists()
    assert not Suggestion.objects.filter(conditions.replied_in_time(on_that_day)).exists()


def test_an_agreed_day_that_the_legal_day_reaches_is_kept_with_the_former_day(w, served):
    later_date = ask(w, served, wish=Wish(amount=1, unit="working_days"))
    advise(w, later_date)
    agree(w, later_date)
    serving.correct_receipt(access=access(w.head, ON), at=at(ON), suggestion=served, on=later(8), reason="回证日期有误")
    moved = reply_clock(served)
    assert (moved.due_on, moved.agreed_on) == (date(2026, 5, 11), None)
    assert moved.former[0]["agreed_on"] == "2026-05-07"


def test_nothing_is_escalated_nor_said_to_be_missing_before_the_agreed_day(w, served):
    later_date = ask(w, served)
    advise(w, later_date)
    agree(w, later_date)
    today = date(2026, 5, 12)
    urging.urge(
        access=access(w.handling, today), at=at(today), suggestion=served, means="call", text="请回复", on=today
    )
    named = [row.text for row in escalation_conditions.missing(suggestion=served, on=today)]
    assert named == ["no later day that was agreed with the unit still lies ahead"]
    assert "2026-05-18" in replying.lacking_for_absence(served, today=today)[0]
    assert escalation_conditions.missing(suggestion=served, on=date(2026, 5, 19)) == []
    assert replying.lacking_for_absence(served, today=date(2026, 5, 19)) == []


def test_the_clock_of_a_decision_keeps_an_agreed_day_that_lies_after_it(w, served):
    later_date = ask(w, served)
    advise(w, later_date)
    agree(w, later_date)
    clocks.move(clock=reply_clock(served), due_on=date(2026, 5, 8), reason="变更", event=served.events.last())
    assert reply_clock(served).agreed_on == date(2026, 5, 18)


def test_an_impediment_without_fault_extends_the_period_itself_when_asked_for_within_ten_days(w, served):
    late = LEGAL + timedelta(days=5)
    wanted = late + timedelta(days=20)
    with pytest.raises(Refused) as refused:
        ask(w, served, on=late, impediment_ended_on=late - timedelta(days=14), wish=Wish(to_on=wanted))
    assert refused.value.field == "impediment_ended_on"
    asked = ask(w, served, on=late, impediment_ended_on=late - timedelta(days=3), wish=Wish(to_on=wanted))
    advise(w, asked, on=late, day=wanted)
    with pytest.raises(Refused, match="extended"):
        agree(w, asked, on=late)
    granting.extend(access=access(w.head, late), at=at(late), later_date=asked, on=wanted, reasons="洪水阻断交通")
    clock = reply_clock(served)
    former = clock.former[-1]["due_on"]
    assert (asked.state, clock.due_on, clock.agreed_on, former) == ("agreed", wanted, None, LEGAL.isoformat())
    assert escalation_conditions.due_day(served) == wanted


def test_only_an_impediment_extends_the_period(w, served):
    asked = ask(w, served)
    with pytest.raises(Refused, match="Only an impediment"):
        granting.extend(access=access(w.head, ON), at=at(ON), later_date=asked, on=later(90), reasons="理由属实")
