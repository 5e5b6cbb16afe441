"""A unit asks in its portal that somebody withdraws; the decision is printed, and who is meant is told (PIL21 Art. 19-23)."""

import pytest

from notices.actions import delivering
from notices.models import Notice
from notices.rules.account_news import News
from organs.refusals import NotAllowed, Refused
from suggestions.actions import recusing
from suggestions.models import Document, Event, Recusal
from suggestions.rules import recusals
from tests import factories
from tests.factories import DAY, access, at, later
from tests.suggestions.actions.test_amending import text_of

pytestmark = pytest.mark.django_db


def requested(w, capacity="handling", *, kind="public_interest", who=None, ground="relation") -> Recusal:
    suggestion = factories.served(w, kind)
    return recusing.request(
        access=access(who or w.liaison), at=at(), suggestion=suggestion, capacity=capacity, ground=ground
    )


def decide(w, recusal, *, is_recused=True, who=None) -> None:
    recusing.decide(access=access(who or w.chief), at=at(), recusal=recusal, is_recused=is_recused, on=DAY)


@pytest.mark.parametrize(("capacity", "name"), [("handling", "handling"), ("head", "head"), ("chief", "chief")])
def test_the_unit_asks_of_whom_by_capacity_and_it_reaches_who_decides(w, capacity, name):
    recusal = requested(w, capacity)
    assert (recusal.person, recusal.asked_by, recusal.state) == (getattr(w, name), "unit", "asked")
    event = Event.objects.get(track="recusal", step="request")
    assert event.details["recusal_of"] == recusals.CAPACITIES_ZH[capacity] and event.shown_to == "both"
    delivering.deliver(at=at(DAY, 11))
    told = set(Notice.objects.filter(event=event).values_list("person__username", flat=True))
    assert "chief" in told or capacity == "chief"
    assert "secretary" in told  # on the chief the committee decides


def test_who_is_meant_is_told_that_it_was_asked_and_what_was_decided(w):
    recusal = requested(w)
    delivering.deliver(at=at(DAY, 11))
    decide(w, recusal)
    delivering.deliver(at=at(DAY, 12))
    delivering.deliver(at=at(DAY, 13))  # once
    rows = Notice.objects.filter(person=w.handling, about__startswith="account:recus").order_by("id")
    assert [row.details["news"] for row in rows] == [News.RECUSAL_ASKED, News.RECUSED]
    assert all(row.details["case"] == recusal.suggestion.title for row in rows)


def test_a_rejection_is_told_as_well_and_who_withdraws_alone_is_not_told_what_that_person_did(w):
    suggestion = factories.served(w, "public_interest")
    recusal = recusing.ask(
        access=access(w.head),
        at=at(),
        suggestion=suggestion,
        person=w.head,
        asked_by="self",
        ground="relation",
        manner="written",
        on=DAY,
    )
    decide(w, recusal, is_recused=False)
    delivering.deliver(at=at(DAY, 11))
    rows = Notice.objects.filter(person=w.head, about__startswith="account:")
    assert [row.details["news"] for row in rows] == [News.NOT_RECUSED]


@pytest.mark.parametrize(
    ("is_recused", "words"),
    [(True, "承办检察官甲回避，自决定之日起不再参与本案的办理"), (False, "驳回回避申请，承办检察官甲不回避")],
)
def test_the_decision_is_printed_with_ground_article_and_what_may_be_asked_for(w, is_recused, words):
    recusal = requested(w)
    decide(w, recusal, is_recused=is_recused)
    printed = Document.objects.get(kind="recusal_decision")
    text = text_of(printed)
    assert words in text and "第十九条至第二十三条" in text and w.unit.name in text and "经检察长决定" in text
    assert ("申请复议一次" in text) is not is_recused
    assert printed.shown_to == "both"


def test_a_decision_that_nobody_outside_asked_for_stays_inside(w):
    recusal = recusing.ask(
        access=access(w.manager),
        at=at(),
        suggestion=factories.drafted(w),
        person=w.handling,
        asked_by="office",
        ground="relation",
        manner="oral",
        on=DAY,
    )
    decide(w, recusal)
    assert Document.objects.get(kind="recusal_decision").shown_to == "internal"


def test_what_the_rules_do_not_know_is_refused(w):
    for facts in ({"ground": "favours"}, {"capacity": "anybody"}):
        with pytest.raises(Refused):
            requested(w, **facts)
    with pytest.raises(NotAllowed):
        requested(w, who=w.other_liaison)
    suggestion = factories.served(w, "public_interest")
    recusing.request(access=access(w.liaison), at=at(), suggestion=suggestion, capacity="head", ground="relation")
    with pytest.raises(Refused):  # asked already
        recusing.request(access=access(w.liaison), at=at(), suggestion=suggestion, capacity="head", ground="relation")


def test_before_it_has_the_letter_the_unit_asks_nothing(w):
    with pytest.raises((NotAllowed, Refused)):
        recusing.request(
            access=access(w.liaison), at=at(), suggestion=factories.issued(w), capacity="head", ground="relation"
        )


def test_the_request_starts_the_three_days_of_the_law(w):
    recusal = requested(w)
    clock = recusal.suggestion.clocks.get(term__startswith="recusal")
    assert clock.due_on == later(3)
