"""A reply is judged measure by measure, by two people, and the unit reads it."""

import pytest

from followups.actions import judging
from followups.actions.judging import MeasureJudgement
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import drafting
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at, later


def judgements(suggestion: Suggestion, *verdicts: str) -> list[MeasureJudgement]:
    given = verdicts or ("adopted", "adopted")
    return [
        MeasureJudgement(measure=measure, verdict=verdict, reason="理由")
        for measure, verdict in zip(suggestion.measures.all(), given, strict=True)
    ]


def propose(w, suggestion, *verdicts, who=None, verdict="adequate", on=None):
    on = on or later(7)
    return judging.propose(
        access=access(who or w.handling, on),
        at=at(on),
        suggestion=suggestion,
        verdict=verdict,
        judgements=judgements(suggestion, *verdicts),
        reasons="回复逐项说明了整改情况。",
        despite="依据现有材料，仍按此评定。",
    )


def countersign(w, assessment, who=None, **facts):
    on = later(8)
    judging.countersign(access=access(who or w.head, on), at=at(on), assessment=assessment, **facts)


@pytest.fixture
def suggestion(w):
    found = factories.served(w)
    factories.replied(w, found)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("verdicts", "outcome"),
    [
        (("adopted", "other_way"), "adopted"),
        (("adopted", "not_adopted"), "partly"),
        (("not_adopted", "not_adopted"), "not"),
        (("adopted", "not_applicable"), "adopted"),
        (("not_applicable", "not_adopted"), "not"),
    ],
)
def test_the_outcome_says_what_was_accepted_of_what_applies(w, suggestion, verdicts, outcome):
    countersign(w, propose(w, suggestion, *verdicts))
    suggestion.refresh_from_db()
    assert suggestion.outcome == outcome
    assert [measure.judged for measure in suggestion.measures.all()] == list(verdicts)


@pytest.mark.slow
def test_the_countersigned_judgement_is_told_to_the_unit_and_stops_our_clock(w, suggestion):
    assert suggestion.clocks.running().filter(term="judge_reply").exists()
    countersign(w, propose(w, suggestion))
    suggestion.refresh_from_db()
    event = suggestion.events.get(track="reply", step="judge")
    assert (suggestion.reply_state, event.shown_to) == ("adequate", "both")
    assert not suggestion.clocks.running().filter(term="judge_reply").exists()
    assert suggestion.events.get(step="propose_judgement").shown_to == "internal"


@pytest.mark.slow
def test_only_the_handling_prosecutor_proposes_and_only_the_head_countersigns(w, suggestion):
    for who in (w.second, w.head, w.liaison):
        with pytest.raises(NotAllowed):
            propose(w, suggestion, who=who)
    assessment = propose(w, suggestion)
    for who in (w.handling, w.second, w.other_head, w.chief, w.liaison):
        with pytest.raises(NotAllowed):
            countersign(w, assessment, who=who)
    countersign(w, assessment)


@pytest.mark.slow
def test_a_head_who_proposed_does_not_countersign_and_another_head_does(w, suggestion):
    place = {"procuratorate": w.county, "origin": "live", "department": w.department}
    another = factories.person("head_two", "部门负责人丙", Role.DEPARTMENT_HEAD, **place)
    drafting.hand_over(
        access=access(w.chief, later(6)), at=at(later(6)), suggestion=suggestion, to=w.head, reason="调整"
    )
    assessment = propose(w, suggestion, who=w.head)
    with pytest.raises(NotAllowed, match="proposed"):
        countersign(w, assessment, who=w.head)
    countersign(w, assessment, who=another)
    assert suggestion.assessments.get().countersigned_by_id == another.pk


def test_every_measure_is_judged_with_a_reason_where_it_is_not_adopted(w, suggestion):
    first, second = suggestion.measures.all()
    for given in (
        [MeasureJudgement(measure=first, verdict="adopted")],
        [MeasureJudgement(measure=first, verdict="adopted"), MeasureJudgement(measure=second, verdict="not_adopted")],
        [MeasureJudgement(measure=first, verdict="adopted"), MeasureJudgement(measure=second, verdict="splendid")],
    ):
        with pytest.raises(Refused) as refused:
            judging.propose(
                access=access(w.handling, later(7)),
                at=at(later(7)),
                suggestion=suggestion,
                verdict="adequate",
                judgements=given,
                reasons="理由",
            )
        assert refused.value.field == "measures"
    assert not suggestion.assessments.exists()


@pytest.mark.slow
def test_a_judgement_that_was_sent_back_is_not_countersigned_and_a_better_one_is(w, suggestion):
    former = propose(w, suggestion, "adopted", "not_adopted")
    judging.send_back(access=access(w.head, later(8)), at=at(later(8)), assessment=former, reason="请再核对")
    with pytest.raises(Stale):
        countersign(w, former)
    with pytest.raises(Stale):
        judging.send_back(access=access(w.head, later(8)), at=at(later(8)), assessment=former, reason="再退")
    suggestion.refresh_from_db()
    assert (suggestion.reply_state, judging.open_proposal(suggestion)) == ("received", None)
    countersign(w, propose(w, suggestion))
    assert suggestion.assessments.filter(countersigned_at__isnull=False).count() == 1


@pytest.mark.slow
def test_nothing_is_judged_before_a_reply_or_twice(w):
    found = factories.served(w)
    with pytest.raises(Stale):
        propose(w, found)
    factories.replied(w, found)
    countersign(w, propose(w, found))
    with pytest.raises(Stale):
        propose(w, found)


@pytest.mark.slow
def test_an_inadequate_reply_is_answered_by_another_one_and_the_former_judgement_stays(w, suggestion):
    countersign(w, propose(w, suggestion, "adopted", "not_adopted", verdict="inadequate"))
    factories.replied(w, suggestion, later(20))
    suggestion.refresh_from_db()
    assert (suggestion.reply_state, suggestion.replies.count()) == ("received", 2)
    countersign(w, propose(w, suggestion, on=later(21)))
    assert [row.verdict for row in suggestion.assessments.all()] == ["inadequate", "adequate"]
