"""A step that is not possible says what was done last about the same thing, and what comes first; one that was taken is said to be."""

import pytest

from organs import clock
from tests import factories
from tests.desk.steps.step_pages import client_of, get, step_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(w):
    suggestion = factories.served(w, on=clock.today())
    factories.answered(w, suggestion, on=clock.today())
    return suggestion


def refusal(person, suggestion, step, subject=None):
    shown = get(person, suggestion, step, subject)
    assert shown.status_code == 403
    return shown.context["refusal"]


def test_it_speaks_of_the_measure_and_not_of_what_was_done_last_in_the_case(w, answered):
    factories.replied(w, answered, on=clock.today())
    assert answered.events.order_by("-seq").first().track == "reply"
    said = refusal(w.handling, answered, "measure.verify", answered.measures.first())
    assert "The last that was done: “Answered”" in said


def test_it_says_what_comes_first(w, answered):
    said = refusal(w.handling, answered, "measure.send_back", answered.measures.first())
    assert "It is possible after: “Claimed done”." in said


def test_a_step_of_other_kinds_names_the_kind_of_the_case_and_those_of_the_step(w):
    suggestion = factories.served(w, "public_interest", on=clock.today())
    said = refusal(w.head, suggestion, "case.close")
    assert f"“{suggestion.family.label}”" in said and "Social governance" in said


def test_after_a_step_the_page_says_that_it_is_recorded(w):
    suggestion = factories.submitted(w, on=clock.today())
    given = {"moves": suggestion.moves}
    shown = client_of(w.handling).post(step_url(suggestion, "document.recall"), given, follow=True)
    assert "“Recalled by the handling prosecutor” is recorded." in shown.content.decode()
