"""The draws for looking back through their pages: who finds them, preview, confirmation, record, print and export."""

import csv
import io

import pytest
import time_machine
from django.urls import reverse

from followups.actions import looking_back
from followups.models import Draw
from organs.roles import Role, Work
from suggestions.actions import absences
from suggestions.models import Suggestion
from tests import factories
from tests.desk.steps.step_pages import client_of
from tests.factories import access, at, later
from tests.followups.draws.drawn_cases import BY, ON, closed, draw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day_of_the_draw():
    """The pages ask for today."""
    with time_machine.travel(at(ON), tick=False):
        yield


@pytest.fixture
def cases(w):
    return [closed(w, risk=risk) for risk in ("high", "high", "low", "low")]


def given(w, **facts):
    return {
        "reach": f"at-{w.county.pk}",
        "closed_from": later(0).isoformat(),
        "closed_to": later(200).isoformat(),
        "types": ["public_interest"],
        "states": ["verified", "holding"],
        "recent_days": "180",
        "strata": ["risk"],
        "size": "2",
        "look_back_on": BY.isoformat(),
        "seed": "",
        "seed_from": "",
        "do": "preview",
        **facts,
    }


def post(w, person, **facts):
    return client_of(person).post(reverse("draw-new"), given(w, **facts))


class TestPlanning:
    @pytest.mark.slow
    def test_those_who_draw_find_the_page_and_nobody_else(self, w):
        offered = {
            "manager": [f"below-{w.county.pk}", f"at-{w.county.pk}"],
            "chief": [f"at-{w.county.pk}"],
            "head": [f"department-{w.department.pk}"],
            "supervisor": [f"below-{w.province.pk}", f"at-{w.province.pk}"],
        }
        for who, keys in offered.items():
            answer = client_of(getattr(w, who)).get(reverse("draw-new"))
            assert [key for key, _label in answer.context["form"].fields["reach"].choices] == keys
        for who in ("handling", "registrar", "higher", "analyst", "liaison"):
            assert client_of(getattr(w, who)).get(reverse("draw-new")).status_code == 404
            assert post(w, getattr(w, who)).status_code == 404

    def test_who_stands_in_for_a_head_draws_for_the_head_and_in_both_names(self, w, cases):
        deputy = factories.person(
            "head_elsewhere",
            "部门负责人乙",
            Role.DEPARTMENT_HEAD,
            procuratorate=w.county,
            department=w.other_department,
        )
        own = f"department-{w.other_department.pk}"
        lent = f"department-{w.department.pk}"
        absence = absences.record(
            access=access(w.head, ON),
            at=at(ON),
            person=w.head,
            procuratorate=w.county,
            first_on=ON,
            last_on=ON,
            deputies={Work.HEADING: deputy, Work.CASES: w.second},
        )
        shown = client_of(deputy).get(reverse("draw-new"))
        assert [key for key, _words in shown.context["form"].fields["reach"].choices] == [own, lent]
        # Who does the head's cases, and not the work of heading, draws nothing.
        assert client_of(w.second).get(reverse("draw-new")).status_code == 404
        expected_digest = post(w, deputy, reach=lent).context["expected_digest"]
        confirmed = {"do": "draw", "is_sure": "on", "expected_digest": expected_digest}
        answer = post(w, deputy, reach=lent, **confirmed)
        made = Draw.objects.get()
        event = made.cases.drawn().first().suggestion.events.get(step="draw")
        assert (event.actor, event.acted_for) == (deputy, w.head)
        both = f"{deputy.name}（代{w.head.name}）"
        for page in (answer.url, reverse("draws"), reverse("draw-print", args=[made.pk])):
            assert both in client_of(w.manager).get(page).content.decode(), page
        absences.end(access=access(w.head, ON), at=at(ON), absence=absence)
        assert post(w, deputy, reach=lent).context["form"].errors.keys() == {"reach"}

    def test_the_frame_and_its_strata_are_seen_before_anything_is_kept(self, w, cases):
        answer = post(w, w.manager, **{f"out-{cases[0].pk}": "正在另案调查"})
        page = answer.content.decode()
        assert [(str(row.label), row.size, row.share) for row in answer.context["strata"]] == [
            ("High risk", 1, 1),
            ("Low risk", 2, 1),
        ]
        assert "3 cases in the frame, 1 left out" in page
        assert 'value="正在另案调查"' in page
        assert not Draw.objects.exists()

    @pytest.mark.slow
    def test_it_is_drawn_over_the_frame_that_was_seen_and_only_when_it_is_confirmed(self, w, cases):
        out = {f"out-{cases[0].pk}": "正在另案调查"}
        expected_digest = post(w, w.manager, **out).context["expected_digest"]
        unsure = post(w, w.manager, do="draw", expected_digest=expected_digest, **out)
        assert (unsure.status_code, set(unsure.context["form"].errors)) == (422, {"is_sure"})
        assert not Draw.objects.exists()
        answer = post(w, w.manager, do="draw", expected_digest=expected_digest, is_sure="on", **out)
        made = Draw.objects.get()
        assert answer.url == reverse("draw", args=[made.pk])
        assert made.cases.get(suggestion=cases[0]).because == "正在另案调查"
        assert made.cases.drawn().count() == 2

    @pytest.mark.slow
    @pytest.mark.parametrize("changed", [{"size": "3"}, {"strata": []}, {"look_back_on": "2027-01-20"}])
    def test_a_plan_that_was_changed_after_it_was_seen_is_shown_again_first(self, w, cases, changed):
        expected_digest = post(w, w.manager).context["expected_digest"]
        answer = post(w, w.manager, do="draw", expected_digest=expected_digest, is_sure="on", **changed)
        assert answer.status_code == 409
        assert answer.context["expected_digest"] != expected_digest
        assert not Draw.objects.exists()

    def test_a_size_that_cannot_be_stands_at_its_field_beside_the_frame(self, w, cases):
        answer = post(w, w.manager, size="1")
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"size"})
        assert len(answer.context["within"]) == 4
        assert "expected_digest" not in answer.context

    def test_what_cannot_be_read_is_said_and_a_foreign_reach_is_no_choice(self, w, cases):
        answer = post(w, w.chief, reach=f"below-{w.county.pk}", closed_from="soon")
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"reach", "closed_from"})

    @pytest.mark.slow
    def test_keys_that_are_none_are_passed_over(self, w, cases):
        answer = post(w, w.manager, **{"out-x": "a", "out-": "b", "out-99999999999999999999999": "c"})
        assert (answer.status_code, len(answer.context["within"])) == (200, 4)


@pytest.mark.slow
class TestOneDraw:
    def test_the_own_office_and_those_above_read_it_and_nobody_else(self, w, cases):
        made = draw(w)
        names = ("draw", "draw-print", "draw-export")
        for who in (w.manager, w.second, w.analyst, w.higher, w.supervisor):
            assert {client_of(who).get(reverse(name, args=[made.pk])).status_code for name in names} == {200}
        for who in (w.outsider, w.liaison):
            assert {client_of(who).get(reverse(name, args=[made.pk])).status_code for name in names} == {404}
        assert client_of(w.manager).get(reverse("draw", args=[made.pk + 1])).status_code == 404
        assert client_of(w.outsider).get(reverse("draws")).context["rows"] == []
        assert client_of(w.liaison).get(reverse("draws")).status_code == 404

    def test_it_shows_plan_seed_strata_and_what_became_of_each_look_back(self, w, cases):
        made = draw(w, strata=("risk",))
        first, second = (case.suggestion for case in made.cases.drawn().order_by("suggestion_id"))
        look_back(w, first, "partly")
        answer = client_of(w.manager).get(reverse("draw", args=[made.pk]))
        page = answer.content.decode()
        assert made.seed in page
        assert made.digest in page
        assert "made by the system" in page
        assert f"manage.py draw_again {made.pk}" in page
        became = {row.suggestion.pk: str(row.became.text) for row in answer.context["drawn"]}
        assert became == {first.pk: "Partly holding", second.pk: "Not looked back at yet"}
        assert dict(answer.context["became"]) == {"Partly holding": 1, "Not looked back at yet": 1}

    def test_a_rebound_of_one_measure_is_a_rebound_of_the_case(self, w):
        suggestion = closed(w, measures=("verified", "verified"))
        made = draw(w, size=1)
        look_back(w, suggestion, "holding", "rebounded")
        rows = client_of(w.manager).get(reverse("draw", args=[made.pk])).context["drawn"]
        assert [str(row.became.text) for row in rows] == ["Rebounded"]

    def test_a_record_that_was_changed_is_said_on_its_page(self, w, cases):
        made = draw(w)
        Draw.objects.filter(pk=made.pk).update(seed="another")
        assert (
            "Drawn again, it is not the same"
            in client_of(w.manager).get(reverse("draw", args=[made.pk])).content.decode()
        )

    def test_more_cases_ask_no_more_queries(self, w, cases, django_assert_max_num_queries):
        made = draw(w, strata=("risk", "county", "type"))
        client = client_of(w.manager)
        with django_assert_max_num_queries(16):
            client.get(reverse("draw", args=[made.pk]))

    def test_the_page_of_a_drawn_case_names_the_draw_and_opens_it_for_those_who_may(self, w, cases):
        made = draw(w, w.supervisor, procuratorate=w.province, with_below=True)
        case = made.cases.drawn().first().suggestion
        for who, opens in ((w.supervisor, True), (w.handling, False)):
            page = client_of(who).get(reverse("suggestion", args=[case.pk])).content.decode()
            assert f"Draw {made.pk}" in page
            assert (reverse("draw", args=[made.pk]) in page) == opens

    def test_the_desk_leads_those_who_draw_to_the_draws(self, w):
        for who, leads in ((w.manager, True), (w.head, True), (w.handling, False)):
            assert (reverse("draws") in client_of(who).get(reverse("desk")).content.decode()) == leads


class TestTheExport:
    @pytest.mark.slow
    def test_it_holds_the_whole_frame_with_hashes_and_ranks(self, w, cases):
        made = draw(w, strata=("risk",), by_hand={cases[0].pk: "正在另案调查"})
        header, *rows = lines(client_of(w.second).get(reverse("draw-export", args=[made.pk])))
        assert header[:6] == ["Suggestion", "Stratum", "Standing", "Rank", "SHA-256", "Seed"]
        assert len(rows) == 4
        for row in rows:
            case = made.cases.get(suggestion_id=int(row[0]))
            rank = "" if case.rank is None else str(case.rank)
            assert row[1:6] == [case.stratum, case.standing, rank, case.sha256, made.seed]
        assert [row[6] for row in rows if row[2] == "excluded"] == ["Left out by hand: 正在另案调查"]

    def test_no_cell_acts_as_a_formula(self, w, cases):
        Suggestion.objects.filter(pk=cases[0].pk).update(title="=HYPERLINK(1)")
        made = draw(w, seed="=1+1", seed_from="@lottery", by_hand={cases[1].pk: "+1"})
        cells = [
            cell for row in lines(client_of(w.manager).get(reverse("draw-export", args=[made.pk]))) for cell in row
        ]
        assert "'=HYPERLINK(1)" in cells
        assert "'=1+1" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def look_back(w, suggestion, *found) -> None:
    drafts = [
        looking_back.FindingDraft(measure=row, found=each, text="现场查看")
        for row, each in zip(looking_back.looked_at_in(suggestion), found, strict=True)
    ]
    with time_machine.travel(at(later(310)), tick=False):
        looking_back.record(
            access=access(w.head, later(310)),
            at=at(later(310)),
            suggestion=suggestion,
            on=later(310),
            basis="回访",
            findings=drafts,
        )


def lines(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))
