"""Objections are received also when late, reviewed by the prosecutor, decided by another, and touch no clock of the unit."""

from datetime import timedelta

import pytest
from django.utils import translation

from organs.refusals import NotAllowed, Refused, Stale
from suggestions.actions import drafting, objecting
from suggestions.actions.review import ResolutionDraft
from tests import factories
from tests.factories import access, at, later, picture

pytestmark = pytest.mark.django_db

ON = later(5)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def served(w):
    return factories.served(w)


def object_to(w, suggestion, who=None, on=ON, **facts):
    facts = {"grounds": "第二项建议不属本局职责", **facts}
    return objecting.object_to(access=access(who or w.liaison, on), at=at(on), suggestion=suggestion, **facts)


def taken_up(w, suggestion):
    objection = object_to(w, suggestion)
    objecting.take_up(access=access(w.handling, ON), at=at(ON), objection=objection)
    return objection


def decide(w, objection, who=None, **facts):
    facts = {"result": "rejected", "reasons": "经复核，理由不成立", **facts}
    objecting.decide(access=access(who or w.chief, ON), at=at(ON), objection=objection, **facts)


def test_an_objection_in_time_stops_its_own_period_and_none_of_the_reply(w, served):
    reply = served.clocks.of_reply().get()
    objection = object_to(w, served)
    assert (objection.is_late, objection.state) == (False, "raised")
    running = {clock.term: clock for clock in served.clocks.running()}
    assert "objection" not in running
    assert running["answer_objection"].owes == "office"
    assert running["reply"].due_on == reply.due_on


@pytest.mark.slow
def test_a_late_objection_is_received_and_marked_late(w, served):
    due_on = served.clocks.get(term="objection").due_on
    assert object_to(w, served, on=due_on).is_late is False
    other = factories.served(w)
    late = object_to(w, other, on=due_on + timedelta(days=1))
    assert late.is_late
    assert other.events.get(track="objection", step="raise").details == {"late": 1}


@pytest.mark.slow
def test_only_the_unit_objects_or_the_office_from_paper_with_the_scan(w, served):
    for who in (w.other_liaison, w.handling, w.copied_liaison):
        with pytest.raises(NotAllowed):
            object_to(w, served, who=who)
    with pytest.raises(Refused) as refused:
        object_to(w, served, who=w.registrar, paper=True)
    assert refused.value.field == "files"
    object_to(w, served, who=w.registrar, paper=True, evidence=(picture("异议书.png"),))
    event = served.events.get(track="objection", step="raise")
    assert (event.actor_name, event.recorded_by_name) == (w.unit.name, w.registrar.name)


@pytest.mark.slow
def test_one_objection_at_a_time_between_receipt_and_today_with_grounds(w, served):
    for facts in ({"grounds": " "}, {"on": later(-1)}):
        with pytest.raises(Refused):
            object_to(w, served, **facts)
    object_to(w, served)
    with pytest.raises(Refused, match="already"):
        object_to(w, served)
    assert served.objections.count() == 1
    with pytest.raises((Refused, NotAllowed)):
        object_to(w, factories.issued(w))


@pytest.mark.slow
def test_the_handling_prosecutor_reviews_and_the_unit_does_not_read_the_opinion(w, served):
    objection = object_to(w, served)
    with pytest.raises(Stale):
        decide(w, objection)
    with pytest.raises(NotAllowed):
        objecting.take_up(access=access(w.second, ON), at=at(ON), objection=objection)
    objecting.take_up(access=access(w.handling, ON), at=at(ON), objection=objection)
    with pytest.raises(Refused):
        objecting.advise(access=access(w.handling, ON), at=at(ON), objection=objection, advice="")
    objecting.advise(access=access(w.handling, ON), at=at(ON), objection=objection, advice="建议不予采纳")
    assert served.events.get(track="objection", step="advise").shown_to == "internal"
    assert objection.advice == "建议不予采纳"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("result", "step"), [("upheld_modify", "uphold"), ("upheld_withdraw", "uphold"), ("rejected", "reject")]
)
def test_the_chief_procurator_decides_with_reasons_that_the_unit_reads(w, served, result, step):
    objection = taken_up(w, served)
    for who in (w.handling, w.head, w.liaison):
        with pytest.raises(NotAllowed):
            decide(w, objection, who=who, result=result)
    with pytest.raises(Refused):
        decide(w, objection, result=result, reasons=" ")
    with pytest.raises(Refused) as refused:
        decide(w, objection, result="perhaps")
    assert refused.value.field == "result"
    decide(w, objection, result=result)
    assert objection.state == result
    assert served.events.get(track="objection", step=step).shown_to == "both"
    assert served.documents.get(kind="objection_decision").shown_to == "both"
    assert not served.clocks.running().filter(term="answer_objection").exists()
    with pytest.raises(Stale):
        decide(w, objection, result=result)


@pytest.mark.slow
def test_a_chief_who_handles_the_case_brings_it_before_the_committee(w, served):
    hand_over = {"access": access(w.head, later(1)), "at": at(later(1)), "suggestion": served, "reason": "重大"}
    drafting.hand_over(**hand_over, to=w.chief)
    objection = object_to(w, served)
    objecting.take_up(access=access(w.chief, ON), at=at(ON), objection=objection)
    with pytest.raises(NotAllowed):
        decide(w, objection)
    with pytest.raises(Refused) as refused:
        decide(w, objection, who=w.deputy)
    assert refused.value.field == "resolution_number"
    with pytest.raises(Refused) as refused:
        decide(w, objection, who=w.secretary)
    assert refused.value.field == "resolution_number"
    drafted = ResolutionDraft(decided_on=ON, number="检委会〔2026〕2号", result="异议不成立")
    with pytest.raises(NotAllowed):
        decide(w, objection, who=w.deputy, resolution=drafted)
    decide(w, objection, who=w.secretary, resolution=drafted)
    assert (objection.state, served.resolutions.get().number) == ("rejected", "检委会〔2026〕2号")
