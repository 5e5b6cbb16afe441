"""Cases are drawn for looking back by whoever may, from the frame that was seen; what was drawn gets its day and is told."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from followups.actions import closing, drawing, looking_back
from followups.draws import draw_frame, draw_record
from followups.models import Draw, DrawnCase, LookBack
from followups.rules import sampling
from followups.rules.sampling import FrameRow
from notices.actions import delivering
from organs.refusals import NotAllowed, Refused, Stale
from procuracy.embedded.postgres import APPLICATION_ROLE
from suggestions.actions import ledger
from suggestions.models import Suggestion
from tests import factories
from tests.factories import access, at, later
from tests.followups.draws.drawn_cases import BY, ON, closed, draw, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(w):
    """Four closed cases of the county: two types, two risks."""
    return [
        closed(w, kind=kind, risk=risk) for kind in ("public_interest", "social_governance") for risk in ("high", "low")
    ]


def standings(made: Draw) -> dict[int, str]:
    return dict(made.cases.values_list("suggestion_id", "standing"))


def frame(w, **facts) -> draw_frame.DrawFrame:
    return drawing.preview(access=access(w.manager, ON), plan=plan(w, **facts), on=ON)


class TestTheFrame:
    def test_it_holds_closed_cases_of_the_period_and_type_with_a_measure_that_was_verified(self, w):
        inside = closed(w)
        holding = closed(w, measures=("not_applicable", "holding"))
        closed(w, case_state="open", closed_on=None)
        closed(w, closed_on=later(-1))
        closed(w, closed_on=later(201))
        closed(w, kind="retrial_civil")
        closed(w, measures=("refused",))
        closed(w, state="withdrawn")
        closed(w, procuratorate=w.sibling)
        assert [case.suggestion_id for case in frame(w).cases] == [inside.pk, holding.pk]
        assert [case.suggestion_id for case in frame(w, states=("holding",)).cases] == [holding.pk]

    def test_a_department_draws_its_own_and_from_below_all_are_met(self, w):
        own = closed(w)
        other = closed(w, department=w.other_department)
        far = closed(w, procuratorate=w.sibling)
        above = closed(w, procuratorate=w.prefecture)

        def met(**facts):
            found = draw_frame.of(plan(w, **facts), origin="live", on=ON)
            return {case.suggestion_id for case in found.cases}

        assert met(department=w.department) == {own.pk}
        assert met() == {own.pk, other.pk}
        assert met(procuratorate=w.prefecture) == {above.pk}
        assert met(procuratorate=w.prefecture, with_below=True) == {own.pk, other.pk, far.pk, above.pk}

    def test_what_is_left_out_says_why(self, w):
        lately, planned, by_hand, inside = (closed(w) for _number in range(4))
        LookBack.objects.create(
            suggestion=lately, looked_on=later(200), basis="实地", looked_by=w.second, recorded_at=at(later(200))
        )
        Suggestion.objects.filter(pk=planned.pk).update(look_back_on=BY)
        found = frame(w, by_hand={by_hand.pk: "正在另案调查", inside.pk: "  "})
        assert [(case.exclusion, case.because) for case in found.cases] == [
            ("recent", later(200).isoformat()),
            ("planned", BY.isoformat()),
            ("by_hand", "正在另案调查"),
            ("", ""),
        ]
        assert not frame(w, recent_days=100).cases[0].exclusion

    @pytest.mark.slow
    def test_it_is_sorted_by_the_marks_in_their_order(self, w, four):
        assert frame(w).sizes == {"": 4}
        assert frame(w, strata=("type",)).sizes == {"public_interest": 2, "social_governance": 2}
        closed(w)
        assert frame(w, strata=("county", "type", "risk")).sizes == {
            "652328/public_interest/high": 1,
            "652328/public_interest/low": 1,
            "652328/public_interest/unjudged": 1,
            "652328/social_governance/high": 1,
            "652328/social_governance/low": 1,
        }

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"closed_to": later(-1)}, "closed_to"),
            ({"closed_to": later(301)}, "closed_to"),
            ({"look_back_on": ON}, "look_back_on"),
            ({"types": ()}, "types"),
            ({"types": ("murder",)}, "types"),
            ({"states": ("asked",)}, "states"),
            ({"strata": ("judge",)}, "strata"),
            ({"size": 0}, "size"),
        ],
    )
    def test_a_plan_that_cannot_be_is_refused_at_its_field(self, w, facts, field):
        with pytest.raises(Refused) as refused:
            frame(w, **facts)
        assert refused.value.field == field


@pytest.mark.slow
class TestWhoMay:
    def test_case_management_and_chiefs_draw_from_their_procuratorate(self, w, four):
        for who in (w.manager, w.chief, w.deputy):
            assert drawing.preview(access=access(who, ON), plan=plan(w), on=ON).cases
        for who in (
            w.handling,
            w.policy,
            w.registrar,
            w.analyst,
            w.head,
            w.higher,
            w.supervisor,
            w.outsider,
            w.liaison,
        ):
            with pytest.raises(NotAllowed):
                drawing.preview(access=access(who, ON), plan=plan(w), on=ON)

    def test_a_head_draws_from_the_own_department_only(self, w, four):
        draw(w, w.head, department=w.department, size=1)
        for who, facts in (
            (w.head, {}),
            (w.head, {"department": w.other_department}),
            (w.other_head, {"department": w.department}),
            (w.head, {"with_below": True}),
        ):
            with pytest.raises(NotAllowed):
                draw(w, who, **facts)

    def test_from_those_below_only_the_case_management_above_draws(self, w, four):
        below = {"procuratorate": w.province, "with_below": True}
        made = draw(w, w.supervisor, **below)
        assert made.cases.count() == 4
        for who, facts in (
            (w.manager, below),
            (w.higher, {"procuratorate": w.prefecture, "with_below": True}),
            (w.chief, {"with_below": True}),
        ):
            with pytest.raises(NotAllowed):
                draw(w, who, **facts)

    def test_a_draw_is_read_by_the_own_office_and_those_above(self, w, four):
        made = draw(w)

        def reads(who):
            return Draw.objects.visible_to(access(who, ON)).filter(pk=made.pk).exists()

        assert all(reads(who) for who in (w.manager, w.second, w.higher, w.supervisor, w.administrator))
        assert not any(reads(who) for who in (w.outsider, w.liaison))
        above = draw(w, w.supervisor, procuratorate=w.province, with_below=True, size=1, look_back_on=later(350))
        assert not Draw.objects.visible_to(access(w.manager, ON)).filter(pk=above.pk).exists()


class TestTheDraw:
    @pytest.mark.slow
    def test_it_keeps_every_case_with_stratum_hash_and_rank_and_the_seed(self, w, four):
        made = draw(w, strata=("type",), by_hand={four[0].pk: "正在另案调查"})
        rows = [FrameRow(key=each.pk, stratum=str(each.family.type)) for each in four[1:]]
        for ranked in sampling.draw(rows, seed=made.seed, size=2):
            case = made.cases.get(suggestion_id=ranked.key)
            assert (case.stratum, case.sha256, case.rank) == (ranked.stratum, ranked.sha256, ranked.rank)
            assert case.standing == ("drawn" if ranked.is_drawn else "in_frame")
        assert made.cases.get(suggestion=four[0]).because == "正在另案调查"
        assert (made.algorithm, made.seed_from, len(made.seed)) == (sampling.ALGORITHM, "", 32)
        assert draw_record.differences(made) == []

    @pytest.mark.slow
    def test_each_seed_of_the_system_is_another(self, w, four):
        seeds = {draw(w, size=1, look_back_on=later(360 - number)).seed for number in range(3)}
        assert len(seeds) == 3

    @pytest.mark.slow
    def test_a_given_seed_says_where_it_comes_from_and_draws_the_same_again(self, w, four):
        for seed, seed_from, field in (("0714", "", "seed_from"), ("", "体彩", "seed"), ("7" * 65, "体彩", "seed")):
            with pytest.raises(Refused) as refused:
                draw(w, seed=seed, seed_from=seed_from)
            assert refused.value.field == field
        made = draw(w, seed=" 0714 ", seed_from="体彩排列五第26300期")
        rows = [FrameRow(key=each.pk, stratum="") for each in four]
        drawn = {row.key for row in sampling.draw(rows, seed="0714", size=2) if row.is_drawn}
        assert {key for key, standing in standings(made).items() if standing == "drawn"} == drawn
        assert (made.seed, made.seed_from) == ("0714", "体彩排列五第26300期")

    @pytest.mark.slow
    @pytest.mark.parametrize("size", [1, 5])
    def test_a_sample_smaller_than_its_strata_or_larger_than_the_frame_is_refused(self, w, four, size):
        with pytest.raises(Refused, match="Draw 2 to 4 cases") as refused:
            draw(w, strata=("type",), size=size)
        assert refused.value.field == "size"
        assert not Draw.objects.exists()

    def test_nothing_to_draw_from_is_said(self, w):
        with pytest.raises(Refused, match="No case is left"):
            draw(w)

    @pytest.mark.slow
    def test_what_was_drawn_gets_its_day_and_its_clock_and_the_rest_is_left_alone(self, w, four):
        made = draw(w)
        for suggestion in Suggestion.objects.filter(pk__in=[each.pk for each in four]):
            is_drawn = standings(made)[suggestion.pk] == "drawn"
            assert suggestion.look_back_on == (BY if is_drawn else later(700))
            running = suggestion.clocks.running().filter(term="look_back")
            assert [clock.due_on for clock in running] == ([BY] if is_drawn else [])
            assert suggestion.events.filter(step="draw").count() == int(is_drawn)
            assert ledger.breaks(suggestion) == []

    @pytest.mark.slow
    def test_the_handling_office_is_told_and_the_unit_is_not(self, w, four):
        made = draw(w, w.supervisor, procuratorate=w.province, with_below=True)
        event = made.cases.drawn().first().suggestion.events.get(step="draw")
        assert (event.details["draw"], event.details["drawn_by"], event.digest) == (
            made.pk,
            w.province.name,
            made.digest,
        )
        assert (event.shown_to, event.actor_id) == ("office", w.supervisor.pk)
        assert {box.relation for box in event.outbox.all()} == {"handling", "head"}
        delivering.deliver(at=at(ON))
        assert {notice.person_id for notice in event.notices.all()} == {w.handling.pk, w.head.pk}

    @pytest.mark.slow
    def test_what_was_seen_is_drawn_from_and_nothing_else(self, w, four):
        by, planned = access(w.manager, ON), plan(w)
        expected_digest = drawing.preview(access=by, plan=planned, on=ON).digest
        closed(w)
        with pytest.raises(Stale):
            drawing.draw(access=by, at=at(ON), plan=planned, expected_digest=expected_digest)
        with pytest.raises(Stale):
            drawing.draw(access=by, at=at(ON), plan=planned, expected_digest="")
        assert not Draw.objects.exists()

    @pytest.mark.slow
    def test_a_second_draw_leaves_out_what_the_first_one_drew(self, w, four):
        first, second = draw(w), draw(w)
        taken = {key for key, standing in standings(first).items() if standing == "drawn"}
        assert {case.suggestion_id for case in second.cases.filter(exclusion="planned")} == taken

    @pytest.mark.slow
    def test_a_case_that_was_reopened_meanwhile_is_not_drawn(self, w, four):
        by, planned = access(w.manager, ON), plan(w)
        expected_digest = drawing.preview(access=by, plan=planned, on=ON).digest
        closing.reopen(access=access(w.head, ON), at=at(ON), suggestion=four[0], reason="新线索")
        with pytest.raises(Stale):
            drawing.draw(access=by, at=at(ON), plan=planned, expected_digest=expected_digest)


@pytest.mark.slow
class TestTheRecord:
    def test_a_draw_cannot_be_changed_by_the_application(self, w, four):
        draw(w)
        for table in (Draw._meta.db_table, DrawnCase._meta.db_table):
            for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
                with (
                    pytest.raises(ProgrammingError, match="permission denied"),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(f"SET LOCAL ROLE {APPLICATION_ROLE}")
                    cursor.execute(statement)

    def test_the_record_of_the_look_back_names_the_draw_and_a_later_one_does_not(self, w):
        suggestion = factories.whole(w)
        made = draw(w, types=("social_governance",), size=1)

        def look_back(on: date) -> str:
            findings = [
                looking_back.FindingDraft(measure=row, found="holding", text="现场查看")
                for row in looking_back.looked_at_in(suggestion)
            ]
            looking_back.record(
                access=access(w.second, on), at=at(on), suggestion=suggestion, on=on, basis="回访", findings=findings
            )
            return str(suggestion.documents.filter(kind="look_back_record").last().facts)

        named = f"丙县人民检察院2026年12月27日随机抽取（第{made.pk}号抽取）"
        assert named in look_back(later(310))
        assert named not in look_back(later(320))
