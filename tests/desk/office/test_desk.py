"""The desk: what waits by day, one part of it alone, and what is folded away with its count."""

from datetime import timedelta

import pytest
from django.urls import reverse

from organs import clock
from tests import factories
from tests.desk.steps.step_pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def w(w):
    """Seven letters are issued and wait to be served, five days ago; one has to be served today."""
    for _number in range(7):
        factories.issued(w, on=clock.today() - timedelta(days=5))
    return w


def desk(w, address: str = ""):
    return client_of(w.handling).get(reverse("desk") + address)


def test_beyond_a_few_lines_a_part_is_folded_and_nothing_of_it_is_lost(w):
    (group,) = [each for each in desk(w).context["mine"] if len(each.lines) + len(each.more) == 7]
    assert (len(group.lines), len(group.more)) == (3, 4)
    shown = desk(w).content.decode()
    assert all(f'href="{line.href}"' in shown for line in (*group.lines, *group.more))


def test_each_part_has_its_count_and_its_own_address(w):
    context = desk(w).context
    counts = {choice.href.rpartition("=")[2]: choice.count for choice in context["days"]}
    assert context["days"][0].count == sum(choice.count for choice in context["days"][1:])
    for name, count in counts.items():
        if name == reverse("desk"):
            continue
        (group,) = desk(w, f"?day={name}").context["mine"]
        assert (len(group.lines), len(group.more)) == (count, 0), "seen alone, nothing of it is folded"


@pytest.mark.parametrize("day", ["tomorrow", "2026-01-01", "late "])
def test_a_day_that_is_none_is_an_error(w, day):
    shown = desk(w, f"?day={day}")
    assert shown.status_code == 400 and not shown.context["mine"]
    assert f"“{day}”" in shown.content.decode()


def test_a_condition_that_the_desk_does_not_know_is_an_error(w):
    shown = desk(w, "?day=late&unit=3")
    assert shown.status_code == 400 and "“unit”" in shown.content.decode()
