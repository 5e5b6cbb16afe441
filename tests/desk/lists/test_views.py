"""The list of suggestions: who comes in, what it shows, its pages, its export, and how often it asks the database."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from desk.context import address
from desk.lists import rows
from insights import exports, paging
from organs import clock
from organs.models import Person
from suggestions.models import Suggestion
from tests.insights import worlds

pytestmark = pytest.mark.django_db
LIST = "/suggestions/"


@pytest.fixture
def w(db):
    return worlds.world()


@pytest.fixture
def page(client, w):
    def get(person, query: str = "", path: str = LIST):
        client.force_login(person)
        return client.get(f"{path}?{query}")

    return get


def shown(response) -> list[str]:
    return [row.title for row in response.context["rows"]]


def test_a_handler_whose_account_is_closed_is_said_to_be_gone(w, page):
    row = next(row for row in page(w.supervisor).context["rows"] if row.handler == w.handling.name)
    assert "closed" not in row.handler
    Person.objects.filter(name=row.handler).update(is_active=False, deactivated_at=clock.now())
    again = next(each for each in page(w.supervisor).context["rows"] if each.href == row.href)
    with translation.override("en"):
        assert rows.handler_name(Person.objects.get(name=row.handler)) == f"{row.handler} (account closed)"
    assert again.handler == f"{row.handler}（账号已停用）"


@pytest.mark.slow
def test_people_of_a_unit_find_no_list(w, page):
    assert page(w.liaison).status_code == 404
    assert page(w.unit_head, path=reverse("suggestion-export")).status_code == 404
    assert page(w.handling).status_code == 200


@pytest.mark.slow
def test_each_sees_the_own_procuratorate_and_those_below_and_no_other(w, page):
    assert set(shown(page(w.outsider))) == set(
        Suggestion.objects.filter(procuratorate=w.sibling).values_list("title", flat=True)
    )
    titles = set(shown(page(w.supervisor)))
    assert titles >= set(Suggestion.objects.filter(document_state="issued").values_list("title", flat=True))
    drafts = Suggestion.objects.filter(document_state="draft", procuratorate=w.county)
    assert not titles & set(drafts.values_list("title", flat=True))


@pytest.mark.slow
def test_a_place_outside_the_own_tree_is_not_found(w, page):
    assert page(w.outsider, f"scope=below-{w.county.pk}").status_code == 404
    assert page(w.outsider, "scope=below-31415926").status_code == 404


@pytest.mark.slow
def test_the_numbers_units_and_stages_stand_in_the_list(w, page):
    late = worlds.letter(w, title="逾期一件")
    worlds.clock(late, "reply_pil", due=(worlds.TODAY - clock.today()).days + 3)
    response = page(w.handling, "q=逾期一件")
    html = strip_tags(response.content.decode())
    assert late.letter.document_number in html
    assert w.unit.name in html
    assert [badge.tone for badge in response.context["rows"][0].badges] == ["late"]
    assert response.context["rows"][0].is_late


@pytest.mark.slow
def test_a_filter_is_a_chip_that_can_be_taken_away(w, page):
    response = page(w.handling, "kind=public_interest&stage=document.served&q=整治")
    chips = response.context["chips"]
    assert len(chips) == 3
    without = page(w.handling, chips[0].href.split("?")[1])
    assert len(without.context["chips"]) == 2


@pytest.mark.slow
def test_an_empty_list_says_what_helps(w, page):
    response = page(w.handling, "q=没有这样的标题")
    assert not response.context["rows"]
    assert any("q=" not in action.href for action in response.context["empty_actions"])


@pytest.mark.slow
def test_a_wrong_filter_keeps_what_was_typed_and_shows_nothing(w, page):
    response = page(w.handling, "issued_from=昨天")
    assert response.status_code == 200
    assert response.context["rows"] == []
    assert "昨天" in response.content.decode()
    assert page(w.handling, "issued_from=昨天", path=reverse("suggestion-export")).status_code == 404


@pytest.mark.slow
def test_a_number_of_measures_opens_a_list_of_measures(w, page):
    response = page(w.handling, "figure=verified&part=numerator")
    measures = response.context["rows"]
    assert measures
    assert all(row.measure for row in measures)
    assert response.context["total"] == str(len(measures))


@pytest.mark.slow
def test_pages_follow_each_other_forwards_and_back_without_gap_or_repetition(w, client, monkeypatch):
    for number in range(12):
        worlds.letter(w, title=f"同日{number}", issued=50)
    monkeypatch.setattr(paging, "SIZE", 7)
    client.force_login(w.handling)
    forwards, address = [], LIST
    pages = []
    while address:
        response = client.get(address)
        pages.append(shown(response))
        forwards += shown(response)
        last, address = address, response.context["next"]
    expected = Suggestion.objects.filter(handling_prosecutor=w.handling, procuratorate=w.county)
    assert forwards == list(expected.order_by("-issued_on", "-id").values_list("title", flat=True))
    assert len(pages) > 4
    back = []
    address = client.get(last).context["previous"]
    while address:
        response = client.get(address)
        back.append(shown(response))
        address = response.context["previous"]
    assert [row for rows in reversed(back) for row in rows] == [row for rows in pages[:-1] for row in rows]


@pytest.mark.slow
def test_a_mark_that_cannot_be_read_gives_the_first_page(w, page):
    first = shown(page(w.handling))
    for mark in ("x", "W10", "!!!!", "eyJhIjoxfQ", "WyIyMDI2LTEzLTQ1IiwgMV0"):
        assert shown(page(w.handling, f"after={mark}")) == first


@pytest.mark.slow
def test_more_rows_ask_no_more_queries(w, client):
    client.force_login(w.supervisor)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _number in range(20):
        worlds.clock(worlds.letter(w), "reply_pil", due=-3)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
    about_lists = [query["sql"] for query in many if not is_about_sign_in(query["sql"])]
    assert len(about_lists) <= 5, "\n".join(about_lists)


def is_about_sign_in(sql: str) -> bool:
    return any(
        f'FROM "{table}"' in sql for table in ("signin_session", "organs_person", "organs_post", "notices_notice")
    )


@pytest.mark.slow
def test_the_export_holds_the_same_rows_in_the_same_order(w, page):
    titles = shown(page(w.handling, "kind=public_interest"))
    response = page(w.handling, "kind=public_interest", path=reverse("suggestion-export"))
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [line[1] for line in lines[1:]] == titles
    assert len({len(line) for line in lines}) == 1


@pytest.mark.slow
def test_the_export_of_measures_has_a_line_for_each(w, page):
    rows = page(w.handling, "figure=promised&part=denominator").context["rows"]
    response = page(w.handling, "figure=promised&part=denominator", path=reverse("suggestion-export"))
    lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert [line[16] for line in lines[1:]] == [row.measure for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("text", ["=1+1", "+86", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_acts_as_a_formula(text, w, page):
    worlds.letter(w, title=text, unit=w.copied_unit)
    response = page(w.handling, f"unit={w.copied_unit.pk}", path=reverse("suggestion-export"))
    line = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode(), newline="")))[1]
    assert line[1] == f"'{text}"
    assert exports.cell(f"a{text}") == f"a{text}"


def test_days_in_the_export_are_days_and_empty_ones_are_empty():
    assert exports.cell(worlds.TODAY - timedelta(days=1)) == "2026-03-01"
    assert exports.cell(None) == ""


@pytest.mark.slow
def test_only_those_who_draft_are_offered_to_open_one(w, page):
    for person in (w.handling, w.assistant, w.head, w.deputy):
        assert page(person).context["open_draft"] == address("draft-new")
    for person in (w.registrar, w.supervisor):
        assert page(person).context["open_draft"] == ""
