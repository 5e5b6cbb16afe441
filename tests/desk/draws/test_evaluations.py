"""The committee and a panel from outside say what they hold of the drawn letters; each apart, by who records it, never changed."""

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from followups.models import Draw
from tests import factories
from tests.desk.steps.step_pages import client_of
from tests.factories import DAY, at, later
from tests.followups.draws import drawn_cases

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SAID = {"held_on": "2027-01-10", "report": "抽取的三件均已回头看。", "result": "通过评估，措施表述应更具体。"}


@pytest.fixture
def draw(w) -> Iterator[Draw]:
    found = drawn_cases.row_of(w, factories.whole(w)).draw
    with time_machine.travel(at(later(330)), tick=False):
        yield found


def post(person, draw, by, given):
    return client_of(person).post(reverse(f"draw-{by}-evaluation", args=[draw.pk]), given)


def test_the_secretary_records_what_the_committee_says_of_a_draw(w, draw):
    answer = post(w.secretary, draw, "committee", {**SAID, "number": "检委会〔2027〕2号"})
    assert answer.status_code == 302
    shown = client_of(w.head).get(reverse("draw", args=[draw.pk])).content.decode()
    assert "检委会" in shown and SAID["result"] in shown and w.secretary.name in shown
    printed = client_of(w.head).get(reverse("draw-print", args=[draw.pk])).content.decode()
    assert SAID["report"] in printed


def test_case_management_records_what_a_panel_says_with_capacities_and_no_number(w, draw):
    answer = post(w.manager, draw, "panel", {**SAID, "capacities": "人大代表2名、人民监督员1名"})
    assert answer.status_code == 302
    row = draw.evaluations.get()
    assert (row.by, row.number, row.capacities) == ("panel", "", "人大代表2名、人民监督员1名")


@pytest.mark.parametrize(
    ("who", "by"),
    [("manager", "committee"), ("secretary", "panel"), ("head", "panel"), ("chief", "committee"), ("liaison", "panel")],
)
def test_nobody_else_records_it(w, draw, who, by):
    assert post(getattr(w, who), draw, by, SAID).status_code == 404
    assert not draw.evaluations.exists()


def test_a_day_before_the_draw_and_what_is_missing_are_named_at_their_fields(w, draw):
    answer = post(w.secretary, draw, "committee", {**SAID, "held_on": DAY.isoformat(), "number": "1号"})
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"held_on"}
    answer = post(w.secretary, draw, "committee", {"held_on": SAID["held_on"]})
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"number", "report", "result"}
