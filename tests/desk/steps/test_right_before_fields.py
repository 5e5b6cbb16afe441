"""Who may not take a step is told so before any field is judged: on every form of every side, whatever is sent."""

import pytest
from django.test import Client
from django.urls import reverse

from desk.steps import registry
from organs.roles import Side
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAMES = {(Side.OFFICE, False): "step", (Side.OFFICE, True): "paper-step", (Side.UNIT, False): "portal-step"}


def forms_of(side: Side) -> list[tuple[bool, str]]:
    return [(paper, key) for (of, paper, key), form in registry.REGISTRY.items() if of == side and not form.page]


@pytest.fixture(scope="module")
def built(module_transaction):
    w = factories.world()
    w.suggestion = factories.served(w)
    return w


def posted(person, side: Side, paper: bool, key: str, suggestion) -> int:
    client = Client()
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    return client.post(reverse(NAMES[side, paper], args=[suggestion.pk, key, 0]), {"moves": "x"}).status_code


@pytest.mark.parametrize(("paper", "key"), forms_of(Side.OFFICE))
def test_somebody_of_the_office_without_the_right(built, paper, key):
    """The administrator of the office sees no case; a supervisor above sees it and takes no step in it."""
    assert posted(built.administrator, Side.OFFICE, paper, key, built.suggestion) in {403, 404}
    assert posted(built.supervisor, Side.OFFICE, paper, key, built.suggestion) in {403, 404}


@pytest.mark.parametrize(("paper", "key"), forms_of(Side.UNIT))
def test_somebody_of_another_unit(built, paper, key):
    assert posted(built.handling, Side.UNIT, paper, key, built.suggestion) == 404


@pytest.mark.parametrize("side", [Side.OFFICE, Side.UNIT])
def test_a_step_about_another_kind_of_thing_is_not_there(built, side):
    """The suggestion in place of its part, a part in place of the suggestion: nothing is performed on either."""
    person = built.handling if side == Side.OFFICE else built.liaison
    client = Client()
    client.force_login(person, backend="organs.sign_in.PersonBackend")
    measure = built.suggestion.measures.first()
    for paper, key in forms_of(side):
        form = registry.REGISTRY[side, paper, key]
        for subject in (built.suggestion, measure):
            if registry.is_about(form, subject):
                continue
            number = 0 if subject is built.suggestion else subject.pk
            answer = client.post(reverse(NAMES[side, paper], args=[built.suggestion.pk, key, number]), {})
            assert answer.status_code == 404, (key, number)
