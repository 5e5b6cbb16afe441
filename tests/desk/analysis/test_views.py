"""The dashboard: who sees it, that every number on it opens a list of exactly that length, and that nothing is ranked."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.analysis import periods
from insights import figures, paging
from organs.models import Unit
from suggestions.models import PublishedRecord
from tests import factories
from tests.insights import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def w(db, monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 500)
    return worlds.world()


@pytest.fixture(autouse=True)
def day_of_the_world():
    """The pages ask for today; the world stands still on its own day."""
    with time_machine.travel(factories.at(worlds.TODAY), tick=False):
        yield


class Links(HTMLParser):
    """Collects the links whose words are a number."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int]] = []
        self.href = ""

    def handle_starttag(self, tag, attrs) -> None:
        self.href = dict(attrs).get("href", "") if tag == "a" else self.href

    def handle_endtag(self, tag) -> None:
        self.href = "" if tag == "a" else self.href

    def handle_data(self, data) -> None:
        if self.href and re.fullmatch(r"[\d,]+", data.strip()):
            self.found.append((self.href, int(data.replace(",", ""))))


def dashboard(client, person, query: str = ""):
    client.force_login(person)
    return client.get(f"{reverse('dashboard')}?{query}")


def numbers(response) -> list[tuple[str, int]]:
    links = Links()
    links.feed(response.content.decode())
    return [(href, number) for href, number in links.found if urlsplit(href).path == reverse("suggestion-list")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "query"),
    [
        ("supervisor", ""),
        ("higher", ""),
        ("supervisor", "kind=public_interest&issued_from=2025-10-01&issued_to=2026-02-28"),
    ],
)
def test_every_number_on_the_page_opens_a_list_of_that_length(w, client, who, query):
    found = numbers(dashboard(client, getattr(w, who), query))
    assert len(found) > 100
    for href, number in dict.fromkeys(found):
        assert len(client.get(href).context["rows"]) == number, href


@pytest.mark.slow
def test_office_people_see_it_within_their_scope_and_people_of_a_unit_do_not(w, client):
    assert dashboard(client, w.liaison).status_code == 404
    counts = {}
    for who in ("analyst", "supervisor", "outsider"):
        response = dashboard(client, getattr(w, who))
        assert response.status_code == 200
        counts[who] = response.context["counted"]["issued"].part.value
    assert counts["outsider"] == 1
    assert counts["analyst"] == counts["supervisor"] - 3


def test_a_place_outside_the_own_tree_is_not_found(w, client):
    assert dashboard(client, w.outsider, f"scope=below-{w.province.pk}").status_code == 404


@pytest.mark.slow
def test_regions_stand_by_code_whatever_their_numbers(w, client):
    response = dashboard(client, w.higher)
    codes = [row.code for row in response.context["places"].rows]
    assert codes == [w.prefecture.code, w.sibling.code, w.county.code]
    total = response.context["places"].total[0].part.value
    assert total == response.context["counted"]["issued"].part.value
    for order in ("sort=issued", "order=-issued"):
        assert dashboard(client, w.higher, order).status_code == 400


@pytest.mark.slow
def test_under_ten_cases_only_the_fraction_stands(w, client):
    html = dashboard(client, w.outsider).content.decode()
    assert "%" not in re.sub(r"<(style|script).*?</\1>", "", html, flags=re.S).split("<main")[1]
    assert "%" in dashboard(client, w.supervisor).content.decode().split("<main")[1]


@pytest.mark.slow
def test_of_what_is_published_only_counts_are_shown(w, client):
    unit = Unit.objects.create(name="某县水利局", kind="government_department", origin="published")
    for _number in range(12):
        worlds.letter(w, unit=unit, origin="published", handling_prosecutor=None, outcome="adopted")
    response = dashboard(client, w.outsider, "origin=published")
    page = response.content.decode().split("<main")[1]
    assert response.context["plain"][0].part.value == 12
    assert "%" not in page
    assert "facts" not in response.context
    assert not {"adopted-of-issued", "in-time"} & set(re.findall(r"figure=([\w-]+)", page))
    for href, number in numbers(response):
        assert len(client.get(href).context["rows"]) == number, href


@pytest.mark.slow
def test_what_is_published_stands_by_the_code_of_the_province_that_the_report_names(w, client):
    unit = Unit.objects.create(name="某县水利局", kind="government_department", origin="published")
    for number, region in enumerate(("新疆", "安徽", "全国", "新疆", "")):
        made = worlds.letter(w, unit=unit, origin="published", handling_prosecutor=None)
        PublishedRecord.objects.create(
            suggestion=made, source_id=f"PS{number}", row_digest="0", imported_at=factories.at(), region=region
        )
    response = dashboard(client, w.outsider, "origin=published")
    rows = response.context["places"].rows
    assert [(row.code, row.name) for row in rows] == [("00", "全国"), ("34", "安徽"), ("65", "新疆")]
    assert [len(client.get(row.href).context["rows"]) for row in rows] == [1, 1, 2]
    assert response.context["places"].total[0].part.value == 5


@pytest.mark.slow
def test_the_trend_begins_with_the_first_quarter_in_which_a_letter_was_issued(w, client):
    points = dashboard(client, w.supervisor).context["trend"].points
    assert points[0].counts[0] > 0
    assert points[0].year
    assert [point.label for point in points][-1] == periods.quarter_on_axis(worlds.TODAY)


@pytest.mark.slow
def test_a_filter_that_cannot_be_read_counts_nothing(w, client):
    response = dashboard(client, w.supervisor, "issued_from=2026-02-02&issued_to=2026-01-01")
    assert response.status_code == 200
    assert "counted" not in response.context


@pytest.mark.slow
def test_every_figure_stands_on_the_page(w, client):
    html = dashboard(client, w.supervisor).content.decode()
    # What is overdue stands in words above its bands; measures are counted of what is published.
    assert set(figures.FIGURES) - set(re.findall(r"figure=([\w-]+)", html)) == {"overdue", "measures"}


@pytest.mark.slow
def test_the_page_says_what_each_figure_counts(w, client):
    html = dashboard(client, w.supervisor).content.decode()
    for figure in figures.FIGURES.values():
        if not figure.band:
            assert str(figure.label) in html


@pytest.mark.slow
def test_more_letters_ask_no_more_queries(w, client):
    dashboard(client, w.supervisor)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("dashboard"))
    for _number in range(5):
        worlds.measure(worlds.letter(w), "asked")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("dashboard"))
    assert len(many) == len(few) <= 18
