"""Units: found by present and former names; the page shows all that a unit was asked, as far as one may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organs.models import Unit, UnitAlias
from tests.insights import worlds

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def w(db):
    return worlds.world()


def get(client, person, path: str):
    client.force_login(person)
    return client.get(path)


def names(response) -> list[str]:
    return [row.name for row in response.context["rows"]]


def test_people_of_a_unit_find_neither_list_nor_page(w, client):
    assert get(client, w.liaison, reverse("unit-list")).status_code == 404
    assert get(client, w.liaison, reverse("unit", args=[w.unit.pk])).status_code == 404
    assert get(client, w.handling, reverse("unit", args=[987654])).status_code == 404


def test_a_unit_is_found_by_a_former_name(w, client):
    UnitAlias.objects.create(unit=w.unit, name="丙县工商行政管理局")
    assert names(get(client, w.handling, "/units/?q=工商行政")) == [w.unit.name]
    assert names(get(client, w.handling, "/units/?q=市场监督")) == [w.unit.name]
    assert names(get(client, w.handling, "/units/?q=海关")) == []


def test_units_stand_by_name_and_are_searched_by_kind(w, client):
    assert names(get(client, w.handling, "/units/")) == list(
        Unit.objects.filter(origin="live").order_by("name", "id").values_list("name", flat=True)
    )
    assert names(get(client, w.handling, "/units/?kind=enterprise")) == [w.trader.name]
    assert names(get(client, w.handling, "/units/?kind=planet")) == []


def test_the_count_is_of_what_one_may_see_and_opens_that_list(w, client):
    for person in (w.outsider, w.handling, w.supervisor):
        row = next(row for row in get(client, person, "/units/").context["rows"] if row.name == w.other_unit.name)
        assert len(get(client, person, row.count_href).context["rows"]) == row.count
    assert row.count == 4


def test_the_page_shows_every_measure_with_its_state(w, client):
    response = get(client, w.handling, reverse("unit", args=[w.unit.pk]))
    listed = response.context["suggestions"]
    shown = {one.row.title: len(one.measures) for one in listed}
    assert max(shown.values()) == 5
    assert all(text for one in listed for text, badge in one.measures)


def test_another_office_sees_nothing_of_what_the_unit_was_asked(w, client):
    response = get(client, w.outsider, reverse("unit", args=[w.unit.pk]))
    assert response.status_code == 200
    assert response.context["suggestions"] == []


def test_a_sole_trader_is_flagged_and_left_out_of_analysis(w, client):
    html = get(client, w.handling, reverse("unit", args=[w.trader.pk])).content.decode()
    assert "definition" in html
    row = next(row for row in get(client, w.handling, "/units/").context["rows"] if row.name == w.trader.name)
    assert len(row.flags) == 1


def test_successor_and_predecessors_lead_to_each_other(w, client):
    Unit.objects.filter(pk=w.copied_unit.pk).update(successor=w.unit)
    old = get(client, w.handling, reverse("unit", args=[w.copied_unit.pk])).content.decode()
    new = get(client, w.handling, reverse("unit", args=[w.unit.pk])).content.decode()
    assert reverse("unit", args=[w.unit.pk]) in old
    assert reverse("unit", args=[w.copied_unit.pk]) in new


def test_more_suggestions_ask_no_more_queries(w, client):
    path = reverse("unit", args=[w.unit.pk])
    get(client, w.handling, path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _number in range(8):
        worlds.measure(worlds.letter(w), "asked")
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)
