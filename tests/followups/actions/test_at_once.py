"""Two people act at the same moment: exactly one wins, one event is written, the other reads why."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from followups.actions import closing, drawing, judging, looking_back
from followups.actions.closing import ClosingFindings
from followups.actions.looking_back import FindingDraft
from followups.models import Draw, DrawnCase
from organs.refusals import Refused, Stale
from organs.roles import Role
from suggestions.actions import ledger, objecting
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at, later
from tests.followups.draws import drawn_cases

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*acts: Callable[[], object]) -> list[Refused]:
    """Lets each act in a thread and connection of its own, begun together; returns the refusals."""
    refusals: list[Refused] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait(timeout=30)
            act()
        except Refused as refused:
            refusals.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return refusals


@pytest.fixture
def w(transactional_db):
    found = factories.world()
    place = {"procuratorate": found.county, "origin": "live", "department": found.department}
    found.second_head = factories.person("second_head", "部门负责人丙", Role.DEPARTMENT_HEAD, **place)
    return found


def again(suggestion: Suggestion) -> Suggestion:
    return Suggestion.objects.get(pk=suggestion.pk)


def assert_one(suggestion: Suggestion, refusals: list[Refused], *, track: str, step: str) -> None:
    assert len(refusals) == 1
    assert again(suggestion).events.filter(track=track, step=step).count() == 1
    assert ledger.breaks(again(suggestion)) == []


def test_two_heads_countersign_and_return_one_judgement(w):
    suggestion = factories.served(w)
    factories.replied(w, suggestion)
    assessment = judging.propose(
        access=access(w.handling, later(7)),
        at=at(later(7)),
        suggestion=suggestion,
        verdict="adequate",
        judgements=[judging.MeasureJudgement(measure=each, verdict="adopted") for each in suggestion.measures.all()],
        reasons="已采纳",
    )

    def countersign(who):
        row = type(assessment).objects.select_related("suggestion").get(pk=assessment.pk)
        judging.countersign(access=access(who, later(8)), at=at(later(8)), assessment=row)

    refusals = at_once(lambda: countersign(w.head), lambda: countersign(w.second_head))
    assert_one(suggestion, refusals, track="reply", step="judge")


def test_two_heads_close_one_case(w):
    suggestion = factories.served(w)
    factories.filed(w, suggestion)
    factories.replied(w, suggestion)
    factories.judged(w, suggestion)
    factories.verified(w, suggestion)
    closing.propose(
        access=access(w.handling, later(30)),
        at=at(later(30)),
        suggestion=suggestion,
        findings=ClosingFindings(
            rectified="是", industry_governance="是", long_term_mechanism="是", risk="low", risk_reason="有长效机制"
        ),
        look_back_on=None,
    )

    def close(who):
        closing.close(access=access(who, later(30)), at=at(later(30)), suggestion=again(suggestion))

    refusals = at_once(lambda: close(w.head), lambda: close(w.second_head))
    assert_one(suggestion, refusals, track="case", step="close")
    assert suggestion.clocks.running().count() == 1


def test_two_people_look_back_from_the_same_page(w):
    suggestion = factories.whole(w)
    expected_moves = suggestion.moves

    def look_back(who):
        row = again(suggestion)
        looking_back.record(
            access=access(who, later(300)),
            at=at(later(300)),
            suggestion=row,
            on=later(300),
            basis="回访",
            findings=[FindingDraft(measure=each, found="rebounded", text="反弹") for each in row.measures.all()],
            expected_moves=expected_moves,
        )

    refusals = at_once(lambda: look_back(w.second), lambda: look_back(w.head))
    assert_one(suggestion, refusals, track="case", step="reopen")
    assert (again(suggestion).round, suggestion.look_backs.count()) == (2, 1)


def test_two_supervisors_draw_from_the_same_frame(w):
    cases = [drawn_cases.closed(w) for _number in range(4)]
    planned = drawn_cases.plan(w)
    expected_digest = drawing.preview(access=access(w.manager, drawn_cases.ON), plan=planned, on=drawn_cases.ON).digest

    def draw(who):
        drawing.draw(
            access=access(who, drawn_cases.ON), at=at(drawn_cases.ON), plan=planned, expected_digest=expected_digest
        )

    (refused,) = at_once(lambda: draw(w.manager), lambda: draw(w.chief))
    assert isinstance(refused, Stale)
    assert (Draw.objects.count(), DrawnCase.objects.count()) == (1, 4)
    assert sum(again(case).events.filter(step="draw").count() for case in cases) == 2


def test_two_of_the_unit_object(w):
    suggestion = factories.served(w)

    def object_to(who):
        objecting.object_to(
            access=access(who, later(2)), at=at(later(2)), suggestion=again(suggestion), grounds="事实有误"
        )

    refusals = at_once(lambda: object_to(w.liaison), lambda: object_to(w.unit_head))
    assert_one(suggestion, refusals, track="objection", step="raise")
    assert suggestion.objections.count() == 1
