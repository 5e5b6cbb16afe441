"""The calendar is changed while others count on it: each step counts before or after the change, and no clock is lost."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from organs.actions import proposals
from organs.models import Proposal
from organs.refusals import Refused, Stale
from suggestions.actions import calendars, clocks, ledger, recounting, review, serving, wanted_changes
from suggestions.actions.serving import ServiceDraft
from suggestions.documents import content
from suggestions.models import CalendarDay, CalendarYear, Clock, Suggestion
from suggestions.rules import kinds
from tests import factories
from tests.races import Race, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ON = date(2026, 8, 3)
DUE = date(2026, 10, 8)  # two months from 3 August are 3 October, a holiday until the 7th
MOVED = DUE + timedelta(days=1)


@pytest.fixture
def w():
    w = factories.world()
    w.served = factories.served(w, on=ON)
    w.issued = factories.issued(w, on=ON)
    return w


def again(suggestion: Suggestion) -> Suggestion:
    return Suggestion.objects.get(pk=suggestion.pk)


def serve(w, suggestion: Suggestion) -> None:
    serving.serve(
        access=factories.access(w.handling, ON),
        at=factories.at(ON, 11),
        suggestion=again(suggestion),
        service=ServiceDraft(mode="direct", received_on=ON, signed_by="收发室", signed_as="mail"),
    )


def enter(w, day: date = DUE, name: str = "补休") -> Proposal | None:
    return calendars.enter_days(
        access=factories.access(w.administrator, ON),
        at=factories.at(ON, 12),
        year=day.year,
        first=day,
        last=day,
        kind="holiday",
        name=name,
    )


def confirm(w, proposal: Proposal, **facts) -> None:
    calendars.confirm(
        access=factories.access(w.security, ON),
        at=factories.at(ON, 13),
        proposal=Proposal.objects.get(pk=proposal.pk),
        **facts,
    )


def seen(proposal: Proposal) -> str:
    change = wanted_changes.of_content(proposal.content).counted_as
    return recounting.mark_of(recounting.by_change(change))


def reply_days() -> set[date]:
    return set(Clock.objects.running().filter(term="reply").values_list("due_on", flat=True))


def assert_all_counted() -> None:
    for each in Clock.objects.running().filter(derivation__has_key="start_on").select_related("suggestion"):
        anew = clocks.counted_again(each)
        assert (each.due_on, each.derivation) == (anew.due_on, anew.to_json())
    for suggestion in Suggestion.objects.all():
        assert ledger.breaks(suggestion) == []


def test_a_clock_that_starts_while_a_change_is_confirmed_moves_with_the_others(w):
    proposal = enter(w)
    race = Race(lambda: confirm(w, proposal))
    with transaction.atomic():
        serve(w, w.issued)
        race.start()
        assert race.threads[0].is_alive(), "the confirmation did not wait for the step"
    race.finish()
    assert race.errors == []
    assert reply_days() == {MOVED}
    assert_all_counted()


def test_a_list_without_the_clock_that_starts_meanwhile_is_shown_again_and_nothing_is_changed(w):
    proposal = enter(w)
    shown = seen(proposal)
    race = Race(lambda: confirm(w, proposal, expected_change=shown))
    with transaction.atomic():
        serve(w, w.issued)
        race.start()
    race.finish()
    assert [type(error) for error in race.errors] == [Stale]
    assert (reply_days(), CalendarDay.objects.filter(day=DUE).exists()) == ({DUE}, False)
    confirm(w, proposal, expected_change=seen(proposal))
    assert reply_days() == {MOVED}
    assert_all_counted()


def test_a_step_that_comes_during_the_change_counts_on_the_new_days(w):
    proposal = enter(w)
    race = Race(lambda: serve(w, w.issued))
    with transaction.atomic():
        confirm(w, proposal)
        race.start()
        assert race.threads[0].is_alive(), "the step did not wait for the change"
    race.finish()
    assert race.errors == []
    assert reply_days() == {MOVED}
    assert_all_counted()


@pytest.mark.parametrize("fails", [False, True])
def test_a_draft_opened_during_the_change_counts_on_the_days_that_are_left(w, fails):
    proposal = enter(w)
    race = Race(lambda: factories.opened(w, "public_interest", ON))
    with transaction.atomic():
        confirm(w, proposal)
        race.start()
        transaction.set_rollback(fails)
    race.finish()
    assert race.errors == []
    assert reply_days() == {DUE if fails else MOVED}
    assert_all_counted()


def test_of_two_who_confirm_one_proposal_one_reads_that_it_is_decided(w):
    proposal = enter(w)
    refusals = at_once(proposal, lambda: confirm(w, proposal), lambda: confirm(w, proposal))
    assert [type(each) for each in refusals] == [Refused]
    assert len(Clock.objects.get(suggestion=w.served, term="reply").former) == 1
    assert_all_counted()


def test_of_confirming_and_taking_back_one_wins(w):
    proposal = enter(w)

    def withdraw():
        proposals.withdraw(access=factories.access(w.administrator, ON), at=factories.at(ON), proposal=proposal)

    refusals = at_once(proposal, lambda: confirm(w, proposal), withdraw)
    assert len(refusals) == 1
    proposal.refresh_from_db()
    assert reply_days() == {MOVED if proposal.outcome == "confirmed" else DUE}


def test_of_two_who_propose_the_same_days_one_reads_who_was_first(w):
    race = Race(lambda: enter(w, name="另一名称"))
    with transaction.atomic():
        enter(w)
        race.start()
        assert race.threads[0].is_alive(), "the second proposal did not wait for the first"
    race.finish()
    assert [type(error) for error in race.errors] == [Refused]
    assert w.administrator.name in str(race.errors[0])
    assert Proposal.objects.count() == 1


def test_of_a_day_and_a_notice_confirmed_at_once_the_second_is_proposed_again(w):
    day = enter(w)
    notice = calendars.publish_year(
        access=factories.access(w.administrator, ON), at=factories.at(ON), year=2026, source="补充通知"
    )
    race = Race(lambda: confirm(w, notice))
    with transaction.atomic():
        confirm(w, day)
        race.start()
    race.finish()
    assert [type(error) for error in race.errors] == [Refused]
    assert CalendarYear.objects.get(year=2026).source != "补充通知"
    assert_all_counted()


def test_a_day_that_one_person_enters_while_the_year_is_published_has_to_be_proposed(w):
    enter(w, date(2027, 1, 1))
    notice = calendars.publish_year(
        access=factories.access(w.administrator, ON), at=factories.at(ON), year=2027, source="通知"
    )
    race = Race(lambda: enter(w, date(2027, 1, 2)))
    with transaction.atomic():
        confirm(w, notice)
        race.start()
        assert race.threads[0].is_alive(), "the day did not wait for the notice"
    race.finish()
    assert [type(error) for error in race.errors] == [Stale]
    assert not CalendarDay.objects.filter(day=date(2027, 1, 2)).exists()


def test_steps_of_many_and_a_change_never_wait_in_a_circle_and_lose_no_clock(w):
    letters = [factories.issued(w, on=ON) for _letter in range(3)]
    waiting = factories.submitted(w, "other", ON)
    proposal = enter(w)

    def sign():
        row = again(waiting)
        review.sign(
            access=factories.access(w.head, ON),
            at=factories.at(ON),
            suggestion=row,
            digest=content.digest(row.letter),
            verdicts=dict.fromkeys(kinds.QUALITIES, True),
        )

    acts = [lambda letter=letter: serve(w, letter) for letter in letters]
    race = Race(*acts, sign, lambda: confirm(w, proposal))
    with transaction.atomic():
        Suggestion.objects.select_for_update().get(pk=letters[0].pk)
        Suggestion.objects.select_for_update().get(pk=w.served.pk)
        for thread in race.threads:
            thread.start()
    race.finish()
    assert race.errors == []
    assert reply_days() == {MOVED}
    assert_all_counted()
